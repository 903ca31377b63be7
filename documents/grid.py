"""Grids of cells: what a workbook or CSV file holds, before anybody asks what it means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from openpyxl.utils import get_column_letter

from documents import sheet_problems as kinds
from indicators.problems import Place

if TYPE_CHECKING:
    from decimal import Decimal

    from openpyxl.worksheet.cell_range import CellRange

    from indicators.problems import Problem
    from indicators.words import Words

MOST_ROWS = 20_000
MOST_COLUMNS = 500
#: Cells of the rectangle that values span.
MOST_CELLS = 2_000_000


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text as typed or shown, its number if it is one, and what a reader must know of it."""

    text: str = ""
    number: Decimal | None = None
    is_percent: bool = False
    is_date: bool = False
    is_error: bool = False
    is_uncalculated: bool = False
    #: Decimals which a number shows even where they are zeros.
    decimals: int = 0
    #: The range that swallowed this cell; its first cell, which holds the content, is not marked.
    merged_range: str = ""

    @property
    def is_merged(self) -> bool:
        """Whether the cell lies under a merged one, so that what it stands for cannot be told."""
        return bool(self.merged_range)

    @property
    def blank(self) -> bool:
        """Whether nothing was written."""
        return not self.text and not self.is_uncalculated


BLANK = Cell()


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet: rows of cells, all of the same length."""

    file: str
    sheet: str | None
    rows: tuple[tuple[Cell, ...], ...]

    def place(self, row: int, column: int, unit: str | None = None, indicator: str | None = None) -> Place:
        """The place of a cell, counted from zero."""
        return Place(
            self.file, self.sheet, f"{get_column_letter(column + 1)}{row + 1}", None, unit, indicator
        )


class Sheet(NamedTuple):
    """A sheet as a file holds it: the cells with content by row and column, counted from one."""

    title: str | None
    cells: dict[tuple[int, int], Cell]
    merged: tuple[CellRange, ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()


def too_large(file: str, what: str | Words, limit: str) -> Problem:
    """The problem of a file with more of something than is taken."""
    return kinds.FILE_TOO_LARGE.at(Place(file=file), what=what, limit=limit)


def grids_of(file: str, sheets: list[Sheet]) -> tuple[tuple[Grid, ...], tuple[Problem, ...]]:
    """The sheets that hold anything, with notes on what is hidden, or why they are not taken."""
    found: list[Grid] = []
    notes: list[Problem] = []
    for sheet in sheets:
        if not sheet.cells:
            continue
        height = max(row for row, _ in sheet.cells)
        width = max(column for _, column in sheet.cells)
        trouble = beyond(file, sheet.title, height, width)
        if trouble is not None:
            return (), (trouble,)
        found.append(Grid(file, sheet.title, _rows(sheet, height, width)))
        if sheet.hidden:
            notes.append(kinds.SHEET_HIDDEN.at(Place(file, sheet.title), sheet=sheet.title))
        rows = sorted(sheet.hidden_rows & {row for row, _ in sheet.cells})
        if rows:
            cell = f"A{rows[0]}"
            notes.append(kinds.ROWS_HIDDEN.at(Place(file, sheet.title, cell), count=len(rows), first=rows[0]))
    if not found:
        return (), (kinds.FILE_EMPTY.at(Place(file=file)),)
    return tuple(found), tuple(notes)


def beyond(file: str, title: str | None, height: int, width: int) -> Problem | None:
    """Why a sheet which spans so many rows and columns is not taken."""
    if height <= MOST_ROWS and width <= MOST_COLUMNS and height * width <= MOST_CELLS:
        return None
    what = f"{height:,} × {width:,}" if title is None else f"‹{title}› {height:,} × {width:,}"
    return too_large(file, what, f"{MOST_ROWS:,} × {MOST_COLUMNS:,} ({MOST_CELLS:,})")


def _rows(sheet: Sheet, height: int, width: int) -> tuple[tuple[Cell, ...], ...]:
    cells = dict(sheet.cells)
    for merged in sheet.merged:
        for row in range(merged.min_row, min(merged.max_row, height) + 1):
            for column in range(merged.min_col, min(merged.max_col, width) + 1):
                if (row, column) != (merged.min_row, merged.min_col):
                    cells[row, column] = Cell(merged_range=merged.coord)
    return tuple(
        tuple(cells.get((row, column), BLANK) for column in range(1, width + 1))
        for row in range(1, height + 1)
    )
