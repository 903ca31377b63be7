"""Last year's results as an office keeps them: 单位代码 单位 总分 名次 等次, and a column for any part of the tree.

Result workbooks of ours are such tables too: what their sheets say of one unit is put together.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING

from documents import last_year_problems as kinds
from documents.file_reader import read_files
from documents.intake.cell_number import number_of
from documents.intake.finding import shown
from documents.intake.header import Header, Reading
from documents.intake.heading_words import GROUP, UNIT, UNIT_CODE, heading_text
from documents.intake.no_answer import is_no_answer
from documents.intake.skipped_rows import data_rows
from documents.intake.table_search import find_tables
from documents.intake.unit_names import UnitNames
from documents.last_year_headings import GRADE, GROUP_PLACE, PLACE, TOTAL, LastYearHeadings, deeper
from documents.live import names as live
from documents.verification.hidden_sheet import is_snapshot
from documents.verification.sources_sheet import VALUES
from indicators.formula import ColumnName
from indicators.normal_form import compact
from indicators.problems import Place, blocking
from indicators.words import listed, same
from scoring.explanation import STATE_WORDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from documents.grid import Cell
    from documents.intake.header import Meaning
    from documents.intake.table import Column, Table
    from documents.source_file import SourceFile
    from indicators.problems import Problem
    from indicators.scheme import Scheme
    from indicators.units import Unit

#: Names that one note gives; its count is always complete.
_MOST_NAMED = 10
#: What our own workbooks write where there are no points.
_STATES = frozenset(compact(word) for words in STATE_WORDS.values() for word in words)
_FULL_POINTS = compact("Full points")

#: Sheets of our own workbooks that hold figures of units, none of which are results.
_NO_RESULTS = frozenset(name for words in (*live.SHEETS, VALUES) for name in words)

Value = Decimal | str


@dataclass(frozen=True, slots=True)
class LastYearRow:
    """What is known of one unit's last year; points by the code of the part."""

    total: Decimal | None
    place: int | None
    grade: str | None
    points: Mapping[str, Decimal]


def read_last_year_table(
    scheme: Scheme, units: Sequence[Unit], sources: Sequence[SourceFile | Path]
) -> tuple[dict[str, LastYearRow] | None, tuple[Problem, ...]]:
    """The last year of each unit of this year's register, by its code; None where anything blocks.

    Args:
        scheme: This year's, whose codes and names the headings give.
        units: This year's register; units are found by code, else by name or alias.
        sources: Workbooks, CSV files and zips of them.
    """
    reading = _Reading(scheme, units)
    for file in read_files(sources):
        # Formulas and a hidden sheet are notes on what somebody handed in, not on what our own workbooks are made of.
        ours = any(map(is_snapshot, file.grids))
        reading.problems += blocking(file.problems) if ours else file.problems
        for grid in file.grids:
            if ours and grid.sheet in _NO_RESULTS:
                continue
            for table in find_tables(grid, reading.headings):
                reading.take(deeper(table))
    problems = reading.concluded()
    return (None if blocking(problems) else reading.rows()), problems


class _Reading:
    """One call: what was read so far of each unit, and everything that is to be said."""

    def __init__(self, scheme: Scheme, units: Sequence[Unit]) -> None:
        self.headings = LastYearHeadings(scheme)
        self.problems: list[Problem] = []
        self._names = {part.code: part.name for part in scheme.tree}
        self._units = UnitNames()
        for unit in units:
            self._units.add(unit, dict.fromkeys((unit.code, unit.name, *unit.aliases)), Place())
        self._found: dict[str, dict[Meaning, Value]] = {}
        self._holds_results = False
        self._strangers: dict[str, None] = {}
        self._columns: dict[str, None] = {}

    def take(self, table: Table) -> None:
        """Reads one table, unless it holds no results."""
        aside: list[str] = []

        def read(column: Column) -> Reading:
            reading = self.headings.read(column)
            if reading.aside:
                aside.append(heading_text(column))
            return reading._replace(aside=False)

        header = Header(table, read)
        fields = [meaning for meaning in header.columns if meaning not in {UNIT, UNIT_CODE, GROUP}]
        if not set(fields) - {GRADE}:
            return
        self._holds_results = True
        self._columns |= dict.fromkeys(aside)
        self.problems += blocking(header.problems)
        for row in data_rows(header, (UNIT_CODE, UNIT), lambda text: self._units.find(text) is not None, []):
            unit = self._unit(header, row)
            if unit is not None:
                for meaning in fields:
                    self._take_cell(header, row, unit, meaning)

    def rows(self) -> dict[str, LastYearRow]:
        """What was read, unit by unit."""
        return {code: _row(found) for code, found in self._found.items()}

    def concluded(self) -> tuple[Problem, ...]:
        """Every problem, with what concerns all tables at the end."""
        if not blocking(self.problems):
            if not self._holds_results:
                self.problems.append(kinds.NO_TABLE.at(Place()))
            elif not self._found:
                self.problems.append(kinds.NO_UNIT_FOUND.at(Place()))
        asides = ((kinds.COLUMNS_NOT_KNOWN, self._columns), (kinds.UNITS_NOT_KNOWN, self._strangers))
        for kind, found in asides:
            if found:
                names = listed([same(name) for name in list(found)[:_MOST_NAMED]])
                self.problems.append(kind.at(Place(), count=len(found), names=names))
        return tuple(self.problems)

    def _unit(self, header: Header, row: int) -> Unit | None:
        """The unit of a row; a code alone is enough, since names change."""
        code, name = header.text(row, UNIT_CODE), header.text(row, UNIT)
        by_code, by_name = self._units.find(code), self._units.find(name)
        found = by_code or by_name
        if found is None:
            title = name or code
            if title and compact(title) != _FULL_POINTS:
                self._strangers[shown(title)] = None
            return None
        if by_code is not None and by_name is not None and by_code.unit != by_name.unit:
            place = header.place(row, UNIT)
            self.problems.append(kinds.UNIT_UNCLEAR.at(place, code=shown(code), name=shown(name)))
            return None
        return found.unit

    def _take_cell(self, header: Header, row: int, unit: Unit, meaning: Meaning) -> None:
        """Adds one cell to what is known of a unit; one without an answer says nothing."""
        cell = header.cell(row, meaning)
        if is_no_answer(cell.text) or compact(cell.text) in _STATES:
            return
        place = replace(header.place(row, meaning), unit=unit.name)
        value = self._value(cell, meaning, place)
        if value is None:
            return
        known = self._found.setdefault(unit.code, {}).setdefault(meaning, value)
        if known != value:
            title = self._names[meaning.code] if isinstance(meaning, ColumnName) else str(meaning)
            said = {"name": unit.name, "field": title, "before": known, "after": value}
            self.problems.append(kinds.VALUES_DIFFER.at(place, **said))

    def _value(self, cell: Cell, meaning: Meaning, place: Place) -> Value | None:
        """What a cell says; None with the reason among the problems."""
        if meaning == GRADE:
            return cell.text
        number, finding = number_of(cell, "")
        if number is None:
            self.problems += [] if finding is None else [finding.at(place)]
            return None
        if meaning in {PLACE, GROUP_PLACE} and (number < 1 or number != int(number)):
            self.problems.append(kinds.PLACE_NOT_A_NUMBER.at(place, value=shown(cell.text)))
            return None
        return number


def _row(found: Mapping[Meaning, Value]) -> LastYearRow:
    total, grade = found.get(TOTAL), found.get(GRADE)
    place = found.get(GROUP_PLACE, found.get(PLACE))
    return LastYearRow(
        None if total is None else Decimal(total),
        None if place is None else int(place),
        None if grade is None else str(grade),
        {meaning.code: Decimal(value) for meaning, value in found.items() if isinstance(meaning, ColumnName)},
    )
