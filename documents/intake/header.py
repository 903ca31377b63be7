"""The header of a table: what each of its columns holds, and its cells by what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from documents.grid import BLANK
from documents.intake import heading_problems, sheet_problems, value_problems
from documents.intake.cell_number import ERRORS
from documents.intake.finding import shown
from documents.intake.heading_words import (
    FIELD,
    GROUP,
    INDICATOR,
    INDICATOR_CODE,
    MEASURE_UNIT,
    PERIOD,
    UNIT,
    UNIT_CODE,
    heading_text,
)
from documents.intake.no_answer import is_no_answer
from documents.intake.reasons import ReasonFor
from documents.intake.skipped_rows import skip_word
from indicators.formula import ColumnName
from indicators.words import listed, same

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from documents.grid import Cell
    from documents.intake.table import Column, Table
    from indicators.problems import Place, Problem, ProblemKind


class PeriodField(NamedTuple):
    """A field of an indicator with periods, where row or sheet say the period; the code is that of the whole year."""

    code: str
    field: str


#: What a column holds: a field of the scheme, the reasons for its scores, or what a fixed heading says.
Meaning = ColumnName | PeriodField | ReasonFor | str


#: What columns say of whom and of what a row is, beside its values.
_ABOUT = frozenset({UNIT, UNIT_CODE, GROUP, INDICATOR, INDICATOR_CODE, FIELD, PERIOD, MEASURE_UNIT})


class Reading(NamedTuple):
    """What is made of a heading: its meaning, if it has one, and what is wrong with it.

    What is `aside` is for people; it is said that it was not read.
    """

    meaning: Meaning | None = None
    problems: tuple[Problem, ...] = ()
    aside: bool = False


class Header:
    """The headings of a table, read once: where each column stands, and what is wrong with them.

    Rows and positions are those of the grid, counted from zero.
    """

    def __init__(self, table: Table, read: Callable[[Column], Reading]) -> None:
        """Reads the headings.

        Args:
            table: As it was found in its sheet.
            read: What a column with a heading stands for.
        """
        self.table = table
        self._grid = table.grid
        self.columns: dict[Meaning, int] = {}
        self.problems: list[Problem] = []
        rows_of: dict[Meaning, int] = {}
        aside: list[str] = []
        for column in table.columns:
            place = self._grid.place(column.row, column.position)
            if not column.texts:
                if self._has_content(column):
                    self.problems.append(sheet_problems.HEADING_BLANK.at(place))
                continue
            meaning, problems, is_aside = read(column)
            self.problems += problems
            if meaning is None:
                if is_aside and self._has_content(column):
                    aside.append(heading_text(column))
            elif meaning in self.columns:
                # One heading merged over two columns is no trouble while the second is empty.
                if self._grid.rows[column.row][column.position].is_merged and not self._has_content(column):
                    continue
                other = self._grid.place(rows_of[meaning], self.columns[meaning]).cell
                self.problems.append(
                    sheet_problems.COLUMN_REPEATED.at(place, heading=heading_text(column), other=other)
                )
            else:
                self.columns[meaning], rows_of[meaning] = column.position, column.row
        if aside and not table.issued:
            names = listed([same(heading) for heading in aside])
            self.problems.append(heading_problems.COLUMNS_NOT_READ.at(self._grid.whole, names=names))
        self._first = table.columns[0].position if table.columns else 0

    def rows(self) -> Iterator[int]:
        """The numbers of the rows below the headings that hold anything."""
        rows = self._grid.rows
        for number in self.table.rows:
            if any(not cell.blank for cell in rows[number]):
                yield number

    @property
    def values(self) -> list[int]:
        """The positions of the columns that hold what a sheet is for."""
        return [position for meaning, position in self.columns.items() if meaning not in _ABOUT]

    def cell(self, row: int, column: Meaning) -> Cell:
        """The cell of a row in a column; blank if the sheet has no such column."""
        position = self.columns.get(column)
        return BLANK if position is None else self._grid.rows[row][position]

    def text(self, row: int, column: Meaning) -> str:
        """The text of that cell."""
        return self.cell(row, column).text

    def place(self, row: int, column: Meaning) -> Place:
        """Where that cell is; at the start of the row if the sheet has no such column."""
        return self._grid.place(row, self.columns.get(column, self._first))

    def merged(self, row: int, *columns: Meaning) -> list[Problem]:
        """Those of the cells that lie under a merged range, where nobody can tell their content."""
        return [
            value_problems.MERGED_CELL.at(self.place(row, column), range=self.cell(row, column).merged_range)
            for column in columns
            if self.cell(row, column).is_merged
        ]

    def gaps(self, row: int, columns: Sequence[str], kind: ProblemKind) -> list[Problem]:
        """Those of the cells a row needs that lie under a merged range, or else those that give no answer."""
        merged = self.merged(row, *columns)
        return merged or [gap for column in columns for gap in self._gap(row, column, kind)]

    def _gap(self, row: int, column: str, kind: ProblemKind) -> Iterator[Problem]:
        cell, place = self.cell(row, column), self.place(row, column)
        if cell.is_error or cell.text in ERRORS:
            yield value_problems.ERROR_CELL.at(place, value=shown(cell.text))
        elif is_no_answer(cell.text):
            yield kind.at(place, field=column)

    def _has_content(self, column: Column) -> bool:
        """Whether a column holds anything in a row that may be data."""
        position = column.position
        return any(
            not self._grid.rows[row][position].blank and skip_word(self.table, row) is None
            for row in self.table.rows
        )
