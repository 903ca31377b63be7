"""The headings of last year's results: the unit, its total, rank and grade, and the parts of this year's tree."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from documents.intake.header import Reading
from documents.intake.heading_words import GROUP, UNIT, UNIT_CODE, fixed, for_people, is_remark
from indicators.formula import ColumnName, Stage
from indicators.normal_form import NormalForms, compact

if TYPE_CHECKING:
    from collections.abc import Sequence

    from documents.intake.table import Column, Table
    from indicators.scheme import Scheme

TOTAL, GROUP_PLACE, PLACE, GRADE = "总分", "组内名次", "名次", "等次"
_SYNONYMS = {
    TOTAL: "总分 总得分 总成绩 综合得分 最终得分 合计得分 得分合计 得分 上年总分 total",
    GROUP_PLACE: "组内名次 组内排名 组内位次 rankingroup",
    PLACE: "名次 排名 位次 上年名次 rank",
    GRADE: "等次 档次 等级 评定等次 上年等次 grade",
}
_RESULTS = {compact(word): meaning for meaning, words in _SYNONYMS.items() for word in words.split()}
#: What stands in a column of its own below the heading of a node.
_NODE_WORDS = "小计 加权平均 几何平均 连乘 取最低 取最高 sum mean geometricmean product lowest highest"
_OF_A_NODE = frozenset(_NODE_WORDS.split())
#: What else our own workbooks say of a unit, and no comparison needs.
_BESIDE_WORDS = (
    "缺报项数 总名次 总排名 加分 减分 否决 符合条件 不符合的原因"
    " missing remark overallrank bonus penalty vetoes eligible reasonsagainst"
)
_BESIDE = frozenset(_BESIDE_WORDS.split())
_UNITS = frozenset({UNIT, UNIT_CODE})
#: English words for the unit, as our own workbooks have them.
_ENGLISH = {"unit": UNIT, "unitcode": UNIT_CODE, "group": GROUP}


class LastYearHeadings:
    """What the headings of such a table mean; a table search is told by it which rows are headings."""

    def __init__(self, scheme: Scheme) -> None:
        self._parts: NormalForms[str] = NormalForms()
        for part in scheme.tree:
            meaning = TOTAL if part.parent is None else part.code
            for title in (part.code, part.name, f"{part.code}{part.name}", f"{part.name}({part.code})"):
                self._parts.add(title, meaning)
        self._root = scheme.root.code

    def is_key(self, text: str) -> bool:
        """Whether a text heads the column of units or of their codes."""
        return _unit_heading(text) in _UNITS

    def knows(self, text: str) -> bool:
        """Whether a text is a heading, or one part of a heading in several rows."""
        form = compact(text)
        known = _unit_heading(text) or form in _RESULTS or form in _OF_A_NODE or for_people(text)
        return bool(known) or self._parts.find(text) is not None

    def is_title(self, texts: Sequence[str]) -> bool:  # noqa: ARG002 - asked by the search
        """Whether a row says of what the table below it is: no row is needed to."""
        return False

    def read(self, column: Column) -> Reading:
        """What a column holds; what nobody knows is `aside`."""
        text = column.texts[-1]
        if compact(text) in _OF_A_NODE and len(column.texts) > 1:
            text = column.texts[-2]
        unit = _unit_heading("".join(column.texts)) or _unit_heading(text)
        if unit in {*_UNITS, GROUP}:
            return Reading(unit)
        found = self._parts.find(text) or _RESULTS.get(compact(text))
        if found is None:
            return Reading(aside=not (is_remark(text) or compact(text) in _BESIDE))
        is_part = found not in _SYNONYMS
        return Reading(ColumnName(Stage.POINTS, found) if is_part else found)


def deeper(table: Table) -> Table:
    """A table with all rows of its headings: those of a deep tree go on for as long as the units' cell is merged."""
    rows, start = table.grid.rows, table.headings.stop
    keys = [column.position for column in table.columns if _unit_heading("".join(column.texts)) in _UNITS]
    stop = start
    while stop < len(rows) and keys and all(rows[stop][key].is_merged for key in keys):
        stop += 1
    columns = tuple(
        replace(
            column,
            texts=(*column.texts, *(text for row in rows[start:stop] if (text := row[column.position].text))),
        )
        for column in table.columns
    )
    return replace(
        table, columns=columns, headings=range(table.headings.start, stop), rows=range(stop, table.rows.stop)
    )


def _unit_heading(text: str) -> str | None:
    return fixed(text) or _ENGLISH.get(compact(text))
