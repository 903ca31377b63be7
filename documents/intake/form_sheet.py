"""Forms 填报表: one row per indicator, for the unit that is named above them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.intake.form_unit import unit_of
from documents.intake.heading_words import INDICATOR, INDICATOR_CODE
from documents.intake.indicator_rows import IndicatorRows
from documents.intake.row_titles import period_of
from documents.intake.skipped_rows import data_rows

if TYPE_CHECKING:
    from documents.intake.asked import Asked
    from documents.intake.headings import Headings
    from documents.intake.places import Key
    from documents.intake.register import Register
    from documents.intake.table import Table
    from documents.intake.taking import Taking
    from indicators.units import Unit


class FormSheets:
    """Reads forms into an intake that has its units and exemptions."""

    def __init__(self, taking: Taking, register: Register, headings: Headings) -> None:
        self._taking = taking
        self._register = register
        self._headings = headings
        self._rows = IndicatorRows(taking, headings)
        #: The form that answers first for a cell, by unit and column.
        self._answered: dict[Key, str] = {}

    def read(self, table: Table) -> None:
        """Adds one table."""
        problems = self._taking.intake.problems
        unit, trouble = unit_of(table, self._register, self._headings)
        problems += trouble
        if unit is None:
            return
        self._taking.saw(unit, table.grid.file)
        header = self._rows.header(table)
        problems += header.problems
        period = period_of(table, self._headings.titles)
        for row in data_rows(header, (INDICATOR_CODE, INDICATOR), self._rows.knows, problems):
            asked = self._rows.take(header, row, unit, period)
            if asked is not None:
                self._answer(unit, asked, table.grid.file)

    def _answer(self, unit: Unit, asked: Asked, file: str) -> None:
        """A blank in a form is an answer too: of two forms that ask for the same only one can hold."""
        first = self._answered.setdefault((unit.code, asked.name), file)
        if first != file:
            self._taking.second.add_forms(unit, (first, file))
