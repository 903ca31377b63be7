"""What a cell of a written workbook is: a raw value, a weight, a score."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from documents.detail_sheet import NAME as DETAIL
from documents.live import names as live
from documents.method_sheet import NAME as METHOD
from documents.result_report import GRADE, GROUP_RANK, MISSING_POLICY
from documents.verification.differences import What
from documents.verification.figures import OVERALL_RANK
from documents.verification.sources_sheet import VALUE
from indicators.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from documents.grid import Cell
    from documents.verification.layout import SheetLayout
    from indicators.words import Language

_BY_HEADING = {
    VALUE: What.RAW,
    Words("权重", "Weight"): What.WEIGHT,
    Words("满分", "Points"): What.FULL_POINTS,
    Words("计分规则", "Rule"): What.RULE,
    MISSING_POLICY: What.POLICY,
    GROUP_RANK: What.PLACE,
    OVERALL_RANK: What.PLACE,
    GRADE: What.GRADE,
}
#: The columns in which rows are named: group, place, code, unit.
_NAMES = 4
#: Parameters of the live sheets: how those are called that are weights, and full points.
_WEIGHT = Words("”中的权重", "weight in “")
_FULL_POINTS = Words("满分", "full points")
_SCORES = (Words("排名", "Ranking"), DETAIL, live.POINTS, live.NODES, live.PUBLISHED, live.GROUPS)


@dataclass(frozen=True)
class Knowledge:
    """What is needed to name a cell: the language, units and parts by their codes, settings, the line of all settings."""

    language: Language
    units: Mapping[str, str]
    parts: Mapping[str, str]
    settings: frozenset[str]
    policy_line: str


def what_of(layout: SheetLayout, knowledge: Knowledge, row: int, column: int, cell: Cell | None) -> What:
    """What a cell is, by its sheet, its row and the heading of its column."""
    language, sheet = knowledge.language, layout.grid.sheet or ""
    if cell is not None and knowledge.policy_line and knowledge.policy_line in cell.text:
        return What.POLICY
    if sheet == METHOD.in_(language):
        return What.POLICY if layout.setting_of(row) in knowledge.settings else What.CONTENT
    if not layout.is_below(row):
        return What.CONTENT
    if sheet == live.PARAMETERS.in_(language):
        return _parameter(layout.item_of(row), language)
    if sheet == live.DATA.in_(language):
        return What.RAW if layout.indicator_of(row, column) else What.CONTENT
    heading = layout.heading_of(column).casefold()
    for words, what in _BY_HEADING.items():
        if heading == words.in_(language).casefold():
            return what
    in_scores = any(sheet.startswith(name.in_(language)) for name in _SCORES)
    return What.SCORE if in_scores and _is_score(cell, column) else What.CONTENT


def _parameter(item: str, language: Language) -> What:
    if item == _FULL_POINTS.in_(language):
        return What.FULL_POINTS
    return What.WEIGHT if _WEIGHT.in_(language) in item else What.PARAMETER


def _is_score(cell: Cell | None, column: int) -> bool:
    """Whether a cell is no name of a row: a number, a formula, or the state of one right of the names."""
    return cell is not None and (cell.number is not None or cell.is_formula or column >= _NAMES)
