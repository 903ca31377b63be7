"""Forms 填报表: one row per indicator, for the unit that is named above them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.intake import layout_problems, received_problems
from documents.intake.form_answers import FormAnswers
from documents.intake.form_unit import unit_of
from documents.intake.heading_words import INDICATOR, INDICATOR_CODE, VALUE
from documents.intake.indicator_rows import IndicatorRows
from documents.intake.row_log import RowLog
from documents.intake.skipped_rows import data_rows
from indicators.problems import Place, blocking
from indicators.words import Words, same

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from documents.intake.asked import Asked
    from documents.intake.form_answers import Conflict
    from documents.intake.header import Header
    from documents.intake.headings import Headings
    from documents.intake.register import Register
    from documents.intake.table import Table
    from documents.intake.taking import Taking
    from indicators.problems import Problem
    from indicators.units import Unit


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
        of_table, trouble = self._rows.of_table(table)
        self._log.add(trouble, unit)
        asked = [(row, one) for row in rows if (one := self._rows.asked(header, row, of_table)) is not None]
        answers = [(one, header.cell(row, VALUE)) for row, one in asked]
        conflict = self._answers.conflict(unit, table.start, answers)
        if conflict is not None:
            self._log.add([_two_forms(unit, table.start, conflict)], unit)
            self._taking.in_conflict.add(unit.code)
            return
        self._taking.answered(unit, (one for _, one in asked))
        if table.issued:
            self._log.add(_of_the_office(header, asked), unit)
        for row in rows:
            self._rows.take(header, row, unit, of_table)


def _two_forms(unit: Unit, form: Place, conflict: Conflict) -> Problem:
    """What is said of a second form of a unit; forms in one file are told apart by where they start."""
    if conflict.other.file == form.file:
        other, this = (Words(place.in_words("zh"), place.in_words("en")) for place in (conflict.other, form))
    else:
        other, this = same(conflict.other.file or ""), same(form.file or "")
    said = {"name": unit.name, "other": other, "file": this, "differing": conflict.differing}
    return received_problems.UNIT_TWO_FORMS.at(Place(form.file), **said)


def _of_the_office(header: Header, asked: Iterable[tuple[int, Asked]]) -> Iterator[Problem]:
    """Values that somebody added to a form for what units do not report."""
    for row, one in asked:
        if not one.indicator.is_reported and not header.cell(row, VALUE).blank:
            kind = layout_problems.FORM_ROW_OF_OFFICE
            yield kind.at(header.place(row, VALUE), indicator=one.indicator.name)
