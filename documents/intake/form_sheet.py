"""Forms 填报表: one row per indicator, for the unit that is named above them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.intake import received_problems
from documents.intake.form_answers import FormAnswers
from documents.intake.form_unit import unit_of
from documents.intake.heading_words import INDICATOR, INDICATOR_CODE, VALUE
from documents.intake.indicator_rows import IndicatorRows
from documents.intake.row_log import RowLog
from documents.intake.row_titles import period_of
from documents.intake.skipped_rows import data_rows
from indicators.problems import Place, blocking

if TYPE_CHECKING:
    from documents.intake.headings import Headings
    from documents.intake.register import Register
    from documents.intake.table import Table
    from documents.intake.taking import Taking
    from indicators.problems import Problem


class FormSheets:
    """Reads forms into an intake that has its units and exemptions."""

    def __init__(self, taking: Taking, register: Register, headings: Headings) -> None:
        self._taking = taking
        self._register = register
        self._headings = headings
        self._log = RowLog(taking)
        self._rows = IndicatorRows(taking, headings, self._log)
        self._answers = FormAnswers()

    def read(self, table: Table) -> None:
        """Adds one table."""
        unit, trouble = unit_of(table, self._register, self._headings)
        self._log.add(trouble)
        if unit is not None:
            self._taking.saw(unit, table.grid.file)
        if unit is None or blocking(trouble):
            return
        header = self._rows.header(table)
        found: list[Problem] = list(header.problems)
        rows = list(data_rows(header, (INDICATOR_CODE, INDICATOR), self._rows.knows, found))
        self._log.add(found, unit)
        period, file = period_of(table, self._headings.titles), table.grid.file
        asked = [(self._rows.asked(header, row, period), header.cell(row, VALUE)) for row in rows]
        answers = [(one, cell) for one, cell in asked if one is not None]
        conflict = self._answers.conflict(unit, file, answers)
        if conflict is not None:
            said = {"name": unit.name, "file": file, **conflict._asdict()}
            self._log.add([received_problems.UNIT_TWO_FORMS.at(Place(file), **said)], unit)
            self._taking.in_conflict.add(unit.code)
            return
        for row in rows:
            self._rows.take(header, row, unit, period)
