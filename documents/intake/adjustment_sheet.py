"""Bonuses and penalties 加减分 as the office records them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.intake import sheet_problems, value_problems
from documents.intake.cell_number import IN_POINTS, number_of
from documents.intake.finding import shown
from documents.intake.heading_words import APPROVAL, ITEM, MATTER, POINTS, fixed_of
from documents.intake.record_sheet import Kinds, RecordSheets, joined
from indicators.adjustments import AdjustmentRecord
from indicators.problems import Place, blocking
from indicators.words import Words
from scoring import reported_problems

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from documents.intake.header import Header
    from documents.intake.register import Register
    from documents.intake.table import Table
    from indicators.adjustments import Adjustments
    from indicators.problems import Problem

_WHAT = Words("加减分", "bonuses and penalties")
_ITEMS = Words("加减分项", "items of bonuses and penalties")
#: What offices call the documents a record rests on; both may stand in one sheet.
_EVIDENCE = ("依据", "佐证")
_APPROVED = "通过"
_NOT_APPROVED = frozenset({"", "未通过", "不通过", "待审"})
#: A record of more points, or of more decimals, is a slip of the hand.
_MOST_POINTS, _MOST_DECIMALS = 10_000, 6


class AdjustmentSheets(RecordSheets):
    """The recorded bonuses and penalties; two alike are one too many."""

    def __init__(self, register: Register, setting: Adjustments | None) -> None:
        super().__init__(register)
        self.recorded: list[AdjustmentRecord] = []
        self._setting = setting
        self._items = Kinds(_ITEMS, () if setting is None else setting.items)

    def read(self, table: Table) -> list[Problem]:
        """Adds the records of one table; returns what is wrong with it."""
        if self._setting is None:
            return [sheet_problems.RECORDS_NOT_IN_SCHEME.at(table.start, what=_WHAT, field="adjustments")]
        problems = super().read(table)
        if not any(fixed_of(column) == APPROVAL for column in table.columns):
            problems.append(sheet_problems.APPROVAL_COLUMN_MISSING.at(table.start))
        return problems

    def _read_row(self, header: Header, row: int) -> list[Problem]:
        unit, problems = self._register.in_row(header, row)
        problems += header.gaps(row, (ITEM, MATTER), sheet_problems.ADJUSTMENT_INCOMPLETE)
        problems += header.merged(row, POINTS, APPROVAL)
        item, unknown = self._items.in_row(header, row, ITEM)
        points, unread = _points(header, row)
        approved, unclear = _approval(header, row)
        problems += unknown + unread + unclear
        if unit is None or item is None or points is None or blocking(problems):
            return problems
        matter = header.text(row, MATTER)
        place = header.place(row, ITEM)
        before = self._before((unit.code, item, matter, points), place)
        if before is not None:
            record = "、".join(map(shown, (unit.name, header.text(row, ITEM), matter, str(points))))
            return [
                *problems,
                sheet_problems.RECORD_REPEATED.at(place, other=before.in_words("zh"), record=record),
            ]
        evidence = joined(header, row, _EVIDENCE)
        self.recorded.append(
            AdjustmentRecord(
                unit=unit.code, item=item, matter=matter, points=points, approved=approved, evidence=evidence
            )
        )
        return problems


def not_approved(records: Iterable[AdjustmentRecord]) -> list[Problem]:
    """How many records do not count because they are not approved, if any."""
    count = sum(not record.approved for record in records)
    return [sheet_problems.NOT_APPROVED.at(Place(), count=count)] if count else []


def _approval(header: Header, row: int) -> tuple[bool, list[Problem]]:
    said, place = header.text(row, APPROVAL), header.place(row, APPROVAL)
    if header.cell(row, APPROVAL).is_uncalculated:
        return False, [value_problems.FORMULA_NOT_CALCULATED.at(place)]
    if said == _APPROVED or said in _NOT_APPROVED:
        return said == _APPROVED, []
    return False, [sheet_problems.APPROVAL_UNKNOWN.at(place, value=shown(said))]


def _points(header: Header, row: int) -> tuple[Decimal | None, list[Problem]]:
    """The points of a row; None, with the reason unless the cell is merged, if it has none that can be used."""
    cell, place = header.cell(row, POINTS), header.place(row, POINTS)
    if cell.blank:
        missing = sheet_problems.ADJUSTMENT_INCOMPLETE.at(place, field=POINTS)
        return None, [] if cell.is_merged else [missing]
    points, finding = number_of(cell, IN_POINTS)
    said = [] if finding is None else [finding.at(place)]
    if points is None:
        return None, said
    if points <= 0:
        return None, [sheet_problems.ADJUSTMENT_NOT_POSITIVE.at(place, value=points)]
    if points > _MOST_POINTS:
        return None, [reported_problems.OUT_OF_RANGE.at(place, value=points, range=f"≤ {_MOST_POINTS}")]
    decimals = -int(points.normalize().as_tuple().exponent)
    if decimals > _MOST_DECIMALS:
        return None, [
            reported_problems.TOO_MANY_DECIMALS.at(place, value=points, count=decimals, limit=_MOST_DECIMALS)
        ]
    return points, said
