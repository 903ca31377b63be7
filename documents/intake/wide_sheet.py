"""Wide sheets 成绩表: one row per unit, one column per field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.grid import Spot
from documents.intake import sheet_problems
from documents.intake.headings import GROUP, UNIT, UNIT_CODE, group_titles
from documents.intake.reasons import keep_reason

if TYPE_CHECKING:
    from documents.grid import Grid
    from documents.intake.headings import Header, Headings
    from documents.intake.register import Register
    from documents.intake.taking import Taking
    from indicators.problems import Place, Problem
    from indicators.units import Unit


class WideSheets:
    """Reads wide sheets into an intake that has its units and exemptions."""

    def __init__(self, taking: Taking, register: Register, headings: Headings) -> None:
        self._taking = taking
        self._intake = taking.intake
        self._register = register
        self._headings = headings
        self._group_titles = group_titles(self._intake.scheme)

    def read(self, grid: Grid) -> None:
        """Adds one sheet."""
        header = self._headings.header(grid)
        columns = self._headings.data_columns(header)
        reasons = self._headings.reason_columns(header)
        self._intake.problems += header.problems
        rows: dict[str, Place] = {}
        for number in header.rows():
            unit = self._unit(header, number, rows)
            if unit is not None:
                for column in columns:
                    asked = self._taking.asked[column.name]
                    self._taking.take(unit, asked, Spot(grid, number, column.position))
                self._intake.problems += header.merged(number, *reasons)
                for reason in reasons:
                    keep_reason(self._intake, unit.code, reason.indicator, header.text(number, reason))

    def _unit(self, header: Header, row: int, rows: dict[str, Place]) -> Unit | None:
        """The unit of a row; None, with the problem noted, if it is not known or was there before."""
        unit, problems = self._register.in_row(header, row)
        problems += header.merged(row, GROUP)
        if unit is not None:
            self._taking.seen.add(unit.code)
        if unit is not None and not problems:
            written = UNIT_CODE if header.text(row, UNIT_CODE) else UNIT
            problems = self._of_row(header, row, unit, header.place(row, written), rows)
        self._intake.problems += problems
        return None if problems else unit

    def _of_row(
        self, header: Header, row: int, unit: Unit, place: Place, rows: dict[str, Place]
    ) -> list[Problem]:
        """What is wrong with a row of this unit; its group, where written, must be that of the register."""
        if unit.code in rows:
            return [sheet_problems.ROW_REPEATED.at(place, name=unit.name, other=rows[unit.code].cell)]
        rows[unit.code] = place
        group = header.text(row, GROUP)
        if not group or self._group_titles.get(group) == unit.group:
            return []
        registered = next(known.name for known in self._intake.scheme.groups if known.code == unit.group)
        at = header.place(row, GROUP)
        return [sheet_problems.GROUP_MISMATCH.at(at, group=group, name=unit.name, registered=registered)]
