"""The empty table to be filled by the system that knows very many units, and what its columns are."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from documents.inert_text import inert_field
from documents.intake.asked import asked_of
from documents.templates.file_names import safe_name
from documents.templates.prompts import demand
from engines import record_files as records
from engines.cells import WRITTEN_NOT_APPLICABLE
from engines.sheet_file import groups_of
from engines.sheet_layout import heading
from engines.wide_columns import GROUP, NAMES, UNIT
from indicators.words import Words, listed, same
from scoring.field_values import choices_in_numbers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from documents.intake.asked import Asked
    from indicators import Language, Scheme

_TABLE, _GUIDE = Words("大表", "table"), Words("大表列说明", "columns")
_ADJUSTMENTS, _VETOES = Words("加减分记录", "adjustments"), Words("否决记录", "vetoes")
_EXEMPTIONS = Words("豁免记录", "exemptions")
_TITLES = (
    Words("列名", "column"),
    Words("指标", "indicator"),
    Words(
        f"填什么（没有数据的留空；不适用的填“{WRITTEN_NOT_APPLICABLE}”）",
        f"what it holds (empty where there are no data, {WRITTEN_NOT_APPLICABLE} where it does not apply)",
    ),
    Words("适用的组", "groups"),
)
_CODE = Words("单位代码，不重复", "code of the unit, each once")
_NAME = Words("可以不要这一列", "may be left out")
_GROUPS = Words("组代码或组名：{names}", "code or name of the group: {names}")
_EVERYBODY = Words("各组", "all")


def table_files(scheme: Scheme, language: Language) -> dict[str, bytes]:
    """By their names: the table with nothing but its headings, what each column holds, and the headings of records."""
    stem, asked = safe_name(scheme.scheme), asked_of(scheme).values()
    titles = [UNIT[0], GROUP[0], NAMES[0], *(heading(one.name) for one in asked)]
    guide = [[title.in_(language) for title in _TITLES], *_guide(scheme, asked, language)]
    files = {_TABLE: [titles], _GUIDE: guide}
    files |= {name: [[one[0] for one in columns]] for name, columns in _records(scheme)}
    return {f"{stem}-{name.in_(language)}.csv": _csv(rows) for name, rows in files.items()}


def _records(scheme: Scheme) -> Iterator[tuple[Words, tuple[tuple[str, ...], ...]]]:
    """What may be recorded beside the figures, and under which headings."""
    if scheme.adjustments is not None:
        yield (
            _ADJUSTMENTS,
            (UNIT, records.ITEM, records.MATTER, records.POINTS, records.APPROVAL, records.EVIDENCE),
        )
    if scheme.vetoes:
        yield _VETOES, (UNIT, records.VETO, records.REASON, records.DECIDED_BY)
    yield _EXEMPTIONS, (UNIT, records.INDICATOR, records.REASON, records.APPROVED_BY)


def _guide(scheme: Scheme, asked: Iterable[Asked], language: Language) -> Iterator[list[str]]:
    names = listed(
        [
            same(g.code) if g.code == g.name else Words(f"{g.code}（{g.name}）", f"{g.code} ({g.name})")
            for g in scheme.groups
        ]
    )
    yield [UNIT[0], "", _CODE.in_(language), ""]
    yield [GROUP[0], "", _GROUPS.fill(names=names).in_(language), ""]
    yield [NAMES[0], "", _NAME.in_(language), ""]
    for one in asked:
        wanted = one.indicator.name + (f" · {one.field.name}" if one.field.name else "")
        yield [heading(one.name), wanted, _holds(one).in_(language), _groups(scheme, one).in_(language)]


def _holds(asked: Asked) -> Words:
    """A number; words of a list as the numbers they stand for."""
    if not asked.field.choices:
        return demand(asked)
    return choices_in_numbers(asked.field)


def _groups(scheme: Scheme, asked: Asked) -> Words:
    applies = groups_of(scheme, asked.name)
    named = [same(group.name) for group in scheme.groups if group.code in applies]
    return _EVERYBODY if len(named) == len(scheme.groups) else listed(named)


def _csv(rows: Iterable[Iterable[str]]) -> bytes:
    """With a byte order mark, as Excel expects it."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([inert_field(text) for text in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")
