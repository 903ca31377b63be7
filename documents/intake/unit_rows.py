"""Rows of units: those rows of a table that name a unit, as long sheets and sheets of votes have them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.intake import sheet_problems
from documents.intake.heading_words import GROUP, UNIT, UNIT_CODE
from documents.intake.row_log import of_unit
from documents.intake.skipped_rows import data_rows
from documents.intake.titles import group_titles
from indicators.problems import blocking

if TYPE_CHECKING:
    from collections.abc import Iterator

    from documents.intake.header import Header
    from documents.intake.register import Register
    from documents.intake.row_log import RowLog
    from documents.intake.taking import Taking
    from indicators.problems import Problem
    from indicators.units import Unit


class UnitRows:
    """Finds the unit of each row; a unit may have many."""

    def __init__(self, taking: Taking, register: Register, log: RowLog) -> None:
        self._taking = taking
        self._log = log
        self._register = register
        scheme = taking.intake.scheme
        self._group_codes = group_titles(scheme)
        self._group_names = {group.code: group.name for group in scheme.groups}

    def of(self, header: Header) -> Iterator[tuple[int, Unit]]:
        """Every row with a known unit; what is wrong with the others goes to the intake."""
        problems = self._taking.intake.problems
        for row in data_rows(header, (UNIT_CODE, UNIT), self._register.knows, problems):
            unit, trouble = self._register.in_row(header, row)
            if unit is not None:
                self._taking.saw(unit, header.table.grid.file)
                trouble += of_unit(self._other_group(header, row, unit), unit)
            self._log.add(trouble)
            if unit is not None and not blocking(trouble):
                yield row, unit

    def _other_group(self, header: Header, row: int, unit: Unit) -> list[Problem]:
        """Where a row says a group that is not the unit's."""
        group = header.text(row, GROUP)
        if not group or self._group_codes.get(group) == unit.group:
            return header.merged(row, GROUP) if GROUP in header.columns else []
        said = {"group": group, "name": unit.name, "registered": self._group_names[unit.group]}
        return [sheet_problems.GROUP_MISMATCH.at(header.place(row, GROUP), **said)]
