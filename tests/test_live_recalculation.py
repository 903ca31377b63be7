"""The live workbook, worked out anew by LibreOffice, shows what the engine publishes, also after changes."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from documents.live.names import PARAMETERS
from documents.result_workbook import write_results
from scoring.results import score
from tests.live_cases import (
    LIVE,
    MADE_AT,
    Change,
    changed_rule,
    changed_value,
    changed_weight,
    differences,
    drawn,
    live_sheets,
    typed_in,
)
from tests.random_rules import KINDS, rules_of
from tests.recalculated import recalculated
from tests.schemes import Case, cases, schemes
from tests.test_result_workbook import sample, year

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

pytestmark = pytest.mark.needs("libreoffice")


def wrong(books: Mapping[str, bytes], folder: Path) -> dict[str, list[object]]:
    """The cells in which LibreOffice and the engine differ, for each workbook that has any."""
    found = recalculated(books, folder)
    compared = {name: differences(content, found[name]) for name, content in books.items()}
    return {name: [*cells[:5]] for name, cells in compared.items() if cells}


def books(found: list[Case]) -> dict[str, bytes]:
    return {
        f"{number:03}.xlsx": live_sheets(score(case.scheme, case.sheet)) for number, case in enumerate(found)
    }


def test_the_sample_and_the_year_recalculate_to_what_is_published(tmp_path: Path) -> None:
    found = {"sample.xlsx": sample(), "year.xlsx": year()}
    whole = {name: write_results(results, (), made_at=MADE_AT) for name, results in found.items()}
    assert wrong(whole, tmp_path / "all") == {}


def test_every_kind_of_rule_recalculates_to_what_is_published(tmp_path: Path) -> None:
    found = [case for kind in KINDS for case in drawn(cases(schemes(rules_of(kind), levels=2), 20), 1, 1)]
    assert len(found) == len(KINDS)
    assert wrong(books(found), tmp_path / "all") == {}


def test_random_assessments_recalculate_to_what_is_published(tmp_path: Path) -> None:
    found = drawn(cases(), 20, 2)
    assert wrong(books(found), tmp_path / "all") == {}


@pytest.mark.long
def test_two_hundred_random_assessments_recalculate_to_what_is_published(tmp_path: Path) -> None:
    found = drawn(cases(), 200, 3)
    assert wrong(books(found), tmp_path / "all") == {}


def changes(found: list[Case], count: int) -> list[tuple[bytes, Change]]:
    """So many changes of values, weights and numbers of rules in turn, each in a workbook of its own."""
    random = Random(5)  # noqa: S311 - not for secrets
    made: list[tuple[bytes, Change]] = []
    written_out = [(case, live_sheets(score(case.scheme, case.sheet))) for case in found]
    while len(made) < count:
        case, content = written_out[len(made) % len(written_out)]
        turn = len(made) % 3
        change = (
            None
            if turn == 0
            else changed_weight(case, content, random)
            if turn == 1
            else changed_rule(case, random)
        )
        change = change or changed_value(case, content, random)
        if change is None:
            written_out.remove((case, content))
        else:
            made.append((typed_in(content, change.typed), change))
    return made


def test_fifty_changes_in_the_workbook_give_what_the_engine_gives_of_the_same_changes(tmp_path: Path) -> None:
    made = changes(drawn(cases(most_units=20), 25, 4), 50)
    edited = {f"{number:03}.xlsx": content for number, (content, _) in enumerate(made)}
    found = recalculated(edited, tmp_path / "all")
    # The settings are what was typed in; a changed rule may list others.
    sheets = tuple(name for name in LIVE if name != PARAMETERS.zh)
    compared = {}
    for name, (_, change) in zip(edited, made, strict=True):
        ours = live_sheets(score(change.case.scheme, change.case.sheet))
        compared[name] = differences(ours, found[name], sheets, change.typed)
    assert {name: [*cells[:5]] for name, cells in compared.items() if cells} == {}
