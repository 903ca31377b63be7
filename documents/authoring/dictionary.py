"""The dictionary behind the drop-downs: every choice in Chinese, and the name it stands for."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from documents.authoring.choice_words import RULE_KINDS
from documents.authoring.columns import Column
from documents.authoring.fields import Form, parameters_of
from documents.authoring.settings import LIST_SETTINGS, SCHEME_SETTINGS, label_of
from documents.authoring.tables import CATALOGUE, COVERS, FIRST_ROW, RECORDS, TREE, WORDS_TITLE, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from documents.authoring.choice_words import Choices

WORDS = Table(
    "words",
    WORDS_TITLE,
    "下拉列表中的选项；导入时认中文，也认右边的名称。请不要改动本表。",
    (Column("used_for", "用于"), Column("word", "选项"), Column("choice", "名称")),
)
_WORD_COLUMN = "B"


def _used() -> Iterator[tuple[str, Choices]]:
    """Every place with a choice: what it is called, and the choices."""
    for table in (TREE, *RECORDS, COVERS, CATALOGUE):
        yield from ((column.heading, column.choices) for column in table.columns if column.choices)
    for settings in (SCHEME_SETTINGS, LIST_SETTINGS):
        yield from ((label_of(each), each.choices) for each in settings.fields if each.choices)
    for kind in RULE_KINDS:
        parameters = parameters_of(kind).values()
        yield from ((each.heading, each.choices) for each in parameters if each.form is Form.CHOICE)


@cache
def dictionaries() -> tuple[tuple[str, Choices], ...]:
    """Every set of choices once, with what it is used for."""
    found: dict[tuple[tuple[str, str], ...], dict[str, None]] = {}
    for called, choices in _used():
        found.setdefault(tuple(choices.items()), {})[called] = None
    return tuple(("、".join(called), dict(items)) for items, called in found.items())


@cache
def _ranges() -> dict[tuple[str, ...], str]:
    ranges, row = {}, FIRST_ROW + 1
    for _, choices in dictionaries():
        last = row + len(choices) - 1
        ranges[tuple(choices.values())] = f"='{WORDS_TITLE}'!${_WORD_COLUMN}${row}:${_WORD_COLUMN}${last}"
        row = last + 1
    return ranges


def source_of(choices: Choices) -> str:
    """Where a drop-down finds these choices, as a formula."""
    return _ranges()[tuple(choices.values())]
