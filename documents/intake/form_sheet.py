"""Forms 填报表: one row per indicator, for the unit that is named above them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.intake import received_problems
from documents.intake.form_unit import unit_of
from documents.intake.heading_words import INDICATOR, INDICATOR_CODE
from documents.intake.indicator_rows import IndicatorRows
from documents.intake.row_titles import period_of
from documents.intake.skipped_rows import data_rows
from indicators.problems import Place

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
        rows = list(data_rows(header, (INDICATOR_CODE, INDICATOR), self._rows.knows, problems))
        other = self._answered_by(
            [self._rows.asked(header, row, period) for row in rows], unit, table.grid.file
        )
        if other is not None:
            place = Place(table.grid.file, unit=unit.name)
            said = {"name": unit.name, "other": other, "file": table.grid.file}
            problems.append(received_problems.UNIT_TWO_FORMS.at(place, **said))
            self._taking.in_conflict.add(unit.code)
            return
        for row in rows:
            self._rows.take(header, row, unit, period)

    def _answered_by(self, asked: list[Asked | None], unit: Unit, file: str) -> str | None:
        """Another form that answers for the same cells: a blank is an answer too, so only one of them can hold."""
        keys = [(unit.code, one.name) for one in asked if one is not None]
        other = next(
            (first for key in keys for first in [self._answered.get(key, file)] if first != file), None
        )
        if other is None:
            self._answered.update(dict.fromkeys(keys, file))
        return other
