"""Wide sheets 成绩表: one row per unit, or per unit and period, and one column per field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.intake import heading_problems, sheet_problems
from documents.intake.header import PeriodField
from documents.intake.heading_words import GROUP, PERIOD, UNIT, UNIT_CODE
from documents.intake.nearest import Nearest
from documents.intake.quick_taking import QuickTaking
from documents.intake.reasons import ReasonFor
from documents.intake.row_log import RowLog, of_unit
from documents.intake.skipped_rows import data_rows
from documents.intake.table_period import TablePeriods
from documents.intake.titles import group_titles
from indicators.formula import ColumnName
from indicators.problems import blocking
from indicators.words import listed, same

if TYPE_CHECKING:
    from documents.intake.asked import Asked
    from documents.intake.header import Header, Meaning
    from documents.intake.headings import Headings
    from documents.intake.register import Register
    from documents.intake.table import Table
    from documents.intake.taking import Taking
    from indicators.problems import Place, Problem
    from indicators.units import Unit


class WideSheets:
    """Reads wide sheets into an intake that has its units and exemptions."""

    def __init__(self, taking: Taking, register: Register, headings: Headings) -> None:
        self._taking = taking
        self._intake = taking.intake
        self._log = RowLog(taking)
        self._register = register
        self._headings = headings
        self._group_titles = group_titles(self._intake.scheme)
        self._periods = listed([same(period.name) for period in self._intake.scheme.periods])
        self._table_periods = TablePeriods(self._intake.scheme, headings.titles)
        self._nearest_period = Nearest(period.name for period in self._intake.scheme.periods)

    def read(self, table: Table) -> None:
        """Adds one table."""
        header = self._headings.header(table)
        self._log.add(header.problems)
        of_table, trouble = self._table_periods.of(table)
        self._log.add(trouble)
        of_period = _OfPeriod(self._taking, self._log, self._headings, header)
        rows: dict[tuple[str, str], Place] = {}
        for number in data_rows(header, (UNIT_CODE, UNIT), self._register.knows, self._intake.problems):
            period, problems = self._period(header, number, of_table)
            unit = self._unit(header, number, period, rows, problems)
            if unit is not None:
                self._take(of_period, number, unit, period)

    def _take(self, of_period: _OfPeriod, row: int, unit: Unit, period: str) -> None:
        """Takes what a row says of a unit."""
        header = of_period.header
        fields, reasons, unasked = of_period.columns(period)
        fields.take(unit, row)
        for column, indicator in reasons:
            self._log.add(header.merged(row, column), unit)
            self._taking.reason(unit, indicator, header.text(row, column))
        for column in unasked:
            if not header.cell(row, column).blank:
                name = self._headings.titles.indicators[column.code].name
                kind = heading_problems.NOT_IN_PERIOD
                written = header.text(row, PERIOD)
                self._log.add([kind.at(header.place(row, column), name=name, period=written)], unit)

    def _period(self, header: Header, row: int, of_table: str) -> tuple[str, list[Problem]]:
        """The code of the period a row says, or else its table; empty without such a column, or if it is wrong."""
        if PERIOD not in header.columns:
            return "", []
        text, place = header.text(row, PERIOD), header.place(row, PERIOD)
        period = self._headings.titles.period(text) if text else of_table
        if period:
            return period, header.merged(row, PERIOD)
        if header.cell(row, PERIOD).is_merged:
            return "", header.merged(row, PERIOD)
        if not text:
            return "", [heading_problems.PERIOD_BLANK.at(place, known=self._periods)]
        close = self._nearest_period.hint(text)
        kind = heading_problems.PERIOD_UNKNOWN
        return "", [kind.at(place, period=text, hint=close, known=self._periods)]

    def _unit(
        self,
        header: Header,
        row: int,
        period: str,
        rows: dict[tuple[str, str], Place],
        of_period: list[Problem],
    ) -> Unit | None:
        """The unit of a row; None, with the problem noted, if it is not known or was there before."""
        unit, problems = self._register.in_row(header, row)
        more = header.merged(row, GROUP) + of_period
        problems += more if unit is None else of_unit(more, unit)
        if unit is not None:
            self._taking.saw(unit, header.table.grid.file)
        if unit is not None and not blocking(problems):
            written = UNIT_CODE if header.text(row, UNIT_CODE) else UNIT
            place = header.place(row, written)
            other = rows.setdefault((unit.code, period), place)
            problems += of_unit(self._of_row(header, row, unit, place, other), unit)
        self._log.add(problems)
        return None if blocking(problems) else unit

    def _of_row(self, header: Header, row: int, unit: Unit, place: Place, other: Place) -> list[Problem]:
        """What is wrong with a row of this unit; its group, where written, must be that of the register."""
        if other is not place:
            return [sheet_problems.ROW_REPEATED.at(place, name=unit.name, other=other.cell)]
        group = header.text(row, GROUP)
        if not group or self._group_titles.get(group) == unit.group:
            return []
        registered = next(known.name for known in self._intake.scheme.groups if known.code == unit.group)
        at = header.place(row, GROUP)
        return [sheet_problems.GROUP_MISMATCH.at(at, group=group, name=unit.name, registered=registered)]


class _OfPeriod:
    """The columns of a wide sheet as they stand in rows of a period, worked out once for each."""

    def __init__(self, taking: Taking, log: RowLog, headings: Headings, header: Header) -> None:
        self.header = header
        self._taking = taking
        self._log = log
        self._titles = headings.titles
        self._known: dict[str, _Columns] = {}

    def columns(self, period: str) -> _Columns:
        """What takes the fields, the columns of reasons, and what is not measured in that period."""
        if period not in self._known:
            self._known[period] = self._columns(period)
        return self._known[period]

    def _columns(self, period: str) -> _Columns:
        fields: list[tuple[int, Asked]] = []
        reasons: list[tuple[Meaning, str]] = []
        unasked: list[PeriodField] = []
        for column, position in self.header.columns.items():
            meaning: Meaning | None = column
            if isinstance(column, PeriodField):
                meaning = self._titles.column(column.code, column.field, period)
            if isinstance(meaning, ColumnName):
                fields.append((position, self._taking.asked[meaning]))
            elif isinstance(meaning, ReasonFor):
                reasons.append((column, meaning.indicator))
            elif isinstance(column, PeriodField):
                unasked.append(column)
        quick = QuickTaking(self._taking, self._log, self.header.table.grid, fields)
        return quick, reasons, unasked


_Columns = tuple[QuickTaking, list[tuple["Meaning", str]], list[PeriodField]]
