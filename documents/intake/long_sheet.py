"""Long sheets: one row per unit and indicator, with field and period where there are several."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.intake.heading_words import GROUP, UNIT, UNIT_CODE
from documents.intake.indicator_rows import IndicatorRows
from documents.intake.row_log import RowLog
from documents.intake.unit_rows import UnitRows

if TYPE_CHECKING:
    from documents.intake.headings import Headings
    from documents.intake.register import Register
    from documents.intake.table import Table
    from documents.intake.taking import Taking


class LongSheets:
    """Reads long sheets into an intake that has its units and exemptions."""

    def __init__(self, taking: Taking, register: Register, headings: Headings) -> None:
        self._log = RowLog(taking)
        self._units = UnitRows(taking, register, self._log)
        self._rows = IndicatorRows(taking, headings, self._log)

    def read(self, table: Table) -> None:
        """Adds one table."""
        header = self._rows.header(table, UNIT, UNIT_CODE, GROUP)
        self._log.add(header.problems)
        of_table, trouble = self._rows.of_table(table)
        self._log.add(trouble)
        for row, unit in self._units.of(header):
            self._rows.take(header, row, unit, of_table)
