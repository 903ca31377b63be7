"""Rows that name an indicator and hold one value, as long sheets and forms have them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from documents.grid import Spot
from documents.intake.heading_words import (
    FIELD,
    INDICATOR,
    INDICATOR_CODE,
    MEASURE_UNIT,
    PERIOD,
    REASON,
    VALUE,
)
from documents.intake.reasons import asks_for_reasons
from documents.intake.record_header import fixed_header
from documents.intake.row_titles import RowSaid, RowTitles, Trouble, is_of_other_unit, other_unit
from documents.intake.table_measure import TableMeasures, other_measure
from documents.intake.table_period import TablePeriods

if TYPE_CHECKING:
    from collections.abc import Sequence

    from documents.intake.asked import Asked
    from documents.intake.header import Header
    from documents.intake.headings import Headings
    from documents.intake.row_log import RowLog
    from documents.intake.table import Table
    from documents.intake.taking import Taking
    from indicators.problems import Problem
    from indicators.units import Unit

#: The columns that say what a value is of.
_TITLES = (INDICATOR, INDICATOR_CODE, FIELD, PERIOD)


class OfTable(NamedTuple):
    """What a table says once for all its rows: the code of a period, "" if none, and units of measure."""

    period: str
    measures: tuple[str, ...]


class IndicatorRows:
    """Takes the values of such rows, each for a unit that is known."""

    def __init__(self, taking: Taking, headings: Headings, log: RowLog) -> None:
        self._log = log
        self._taking = taking
        self._titles = RowTitles(taking.intake.scheme, taking.asked, headings.titles)
        self._themes = frozenset(
            title
            for part in taking.intake.scheme.tree
            for title in (part.code, part.name)
            if headings.titles.code(title) is None
        )
        self._table_periods = TablePeriods(taking.intake.scheme, headings.titles)
        self._table_measures = TableMeasures(taking.intake.scheme)
        #: Titles of which it has been said how they were read.
        self._said: set[RowSaid] = set()

    def header(self, table: Table, *more: str) -> Header:
        """The header of a table of such rows, which may have these columns too."""
        return fixed_header(table, *_TITLES, VALUE, MEASURE_UNIT, REASON, *more)

    def of_table(self, table: Table) -> tuple[OfTable, list[Problem]]:
        """What a table says for all its rows, and what is wrong with how it does."""
        period, problems = self._table_periods.of(table)
        return OfTable(period, self._table_measures.of(table)), problems

    def knows(self, text: str) -> bool:
        """Whether a text names an indicator."""
        return self._titles.knows(text)

    def asked(self, header: Header, row: int, of_table: OfTable) -> Asked | None:
        """What a row answers, as far as that can be told."""
        found = self._titles.find(_said(header, row, of_table.period))
        return None if isinstance(found, Trouble) else found

    def take(self, header: Header, row: int, unit: Unit, of_table: OfTable) -> None:
        """Takes the value of a row for a unit, or says why not."""
        present = [column for column in (*_TITLES, MEASURE_UNIT) if column in header.columns]
        merged = header.merged(row, *present)
        if merged:
            self._log.add(merged, unit)
            return
        said = _said(header, row, of_table.period)
        found = self._titles.find(said)
        if isinstance(found, Trouble):
            if not self._is_theme(header, row, said):
                self._log.add([found.finding.at(header.place(row, found.column))], unit)
            return
        if said not in self._said:
            self._said.add(said)
            liberties = self._titles.liberties(said)
            self._log.add((finding.at(header.place(row, column)) for column, finding in liberties), unit)
        other = self._other_measure(header, row, said, found, of_table.measures)
        if other is not None:
            self._log.add([other], unit)
        else:
            self._log.take(unit, found, Spot(header.table.grid, row, header.columns[VALUE]))
            self._keep_reason(header, row, unit, found)

    def _other_measure(
        self, header: Header, row: int, said: RowSaid, asked: Asked, of_table: Sequence[str]
    ) -> Problem | None:
        """Where another unit of measure is stated than the scheme's: what a row says outweighs its table."""
        measured = header.text(row, MEASURE_UNIT)
        if measured:
            differs = is_of_other_unit(measured, asked)
            return other_unit(measured, asked).at(header.place(row, MEASURE_UNIT)) if differs else None
        if not of_table or asked.indicator.measure is not None or self._titles.states_measure(said):
            return None
        found = other_measure(of_table, asked.indicator)
        return None if found is None else found.at(header.place(row, VALUE))

    def _is_theme(self, header: Header, row: int, said: RowSaid) -> bool:
        """Whether a row has no value, and names a dimension of the scheme or nothing at all."""
        return header.cell(row, VALUE).blank and {said.title, said.code} <= self._themes | {""}

    def _keep_reason(self, header: Header, row: int, unit: Unit, asked: Asked) -> None:
        if REASON in header.columns and asks_for_reasons(asked.indicator.rule):
            self._log.add(header.merged(row, REASON), unit)
            self._taking.reason(unit, asked.indicator.code, header.text(row, REASON))


def _said(header: Header, row: int, period_of_table: str) -> RowSaid:
    title, code, field, period = (header.text(row, column) for column in _TITLES)
    return RowSaid(title, code, field, period, period_of_table)
