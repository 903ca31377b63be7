"""Sheets of votes 票数: one row per unit, the fields of one indicator as columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.grid import Spot
from documents.intake import layout_problems
from documents.intake.heading_words import FIELD, GROUP, INDICATOR, INDICATOR_CODE, PERIOD, UNIT, UNIT_CODE
from documents.intake.row_log import RowLog
from documents.intake.row_titles import RowSaid, RowTitles, Trouble
from documents.intake.table_period import TablePeriods
from documents.intake.unit_rows import UnitRows

if TYPE_CHECKING:
    from documents.intake.header import Header
    from documents.intake.headings import Headings
    from documents.intake.register import Register
    from documents.intake.table import Table
    from documents.intake.taking import Taking
    from indicators.units import Unit

_FIXED = frozenset({UNIT, UNIT_CODE, GROUP, INDICATOR, INDICATOR_CODE, PERIOD})


class VoteSheets:
    """Reads sheets of votes into an intake that has its units and exemptions."""

    def __init__(self, taking: Taking, register: Register, headings: Headings) -> None:
        self._log = RowLog(taking)
        self._units = UnitRows(taking, register, self._log)
        self._headings = headings
        self._periods = TablePeriods(taking.intake.scheme, headings.titles)
        self._titles = RowTitles(taking.intake.scheme, taking.asked, headings.titles)

    def read(self, table: Table) -> None:
        """Adds one table."""
        header = self._headings.vote_header(table)
        self._log.add(header.problems)
        period, trouble = self._periods.of(table)
        self._log.add(trouble)
        whole = RowSaid(of_table=period)
        if not {INDICATOR, INDICATOR_CODE} & header.columns.keys():
            codes = self._headings.voted(header)
            if len(codes) != 1:
                names = "、".join(self._headings.titles.indicators[code].name for code in codes) or "—"
                place = table.grid.place(table.headings.start, table.columns[0].position)
                self._log.add([layout_problems.VOTES_OF_WHAT.at(place, candidates=names)])
                return
            whole = whole._replace(code=codes[0])
        for row, unit in self._units.of(header):
            self._take(header, row, unit, whole)

    def _take(self, header: Header, row: int, unit: Unit, whole: RowSaid) -> None:
        """Takes the votes of one row; what is blank may be a field of another row's indicator."""
        merged = header.merged(row, INDICATOR, INDICATOR_CODE, PERIOD)
        if merged:
            self._log.add(merged, unit)
            return
        said = whole._replace(
            title=header.text(row, INDICATOR),
            code=whole.code or header.text(row, INDICATOR_CODE),
            period=header.text(row, PERIOD),
        )
        for meaning, position in header.columns.items():
            if meaning in _FIXED:
                continue
            found = self._titles.find(said._replace(field=str(meaning)))
            spot = Spot(header.table.grid, row, position)
            if not isinstance(found, Trouble):
                self._log.take(unit, found, spot)
            elif found.column != FIELD:
                self._log.add([found.finding.at(header.place(row, found.column))], unit)
                return
            elif not spot.cell.blank:
                self._log.add([found.finding.at(spot.place())], unit)
