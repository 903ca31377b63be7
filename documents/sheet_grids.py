"""Sheets as files hold them, made into grids."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from documents import file_problems
from documents.grid import BLANK, Cell, Grid
from indicators.problems import Place

if TYPE_CHECKING:
    from openpyxl.worksheet.cell_range import CellRange

    from indicators.problems import Problem
    from indicators.words import Words

MOST_ROWS = 20_000
MOST_COLUMNS = 500
#: Cells of the rectangle that values span.
MOST_CELLS = 2_000_000


class Sheet(NamedTuple):
    """A sheet as a file holds it: the cells with content by row and column, counted from one."""

    title: str | None
    cells: dict[tuple[int, int], Cell]
    merged: tuple[CellRange, ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()


def too_large(file: str, what: str | Words, limit: str) -> Problem:
    """The problem of a file with more of something than is taken."""
    return file_problems.FILE_TOO_LARGE.at(Place(file=file), what=what, limit=limit)


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
            notes.append(file_problems.SHEET_HIDDEN.at(Place(file, sheet.title), sheet=sheet.title))
        rows = sorted(sheet.hidden_rows & {row for row, _ in sheet.cells})
        if rows:
            cell = f"A{rows[0]}"
            notes.append(
                file_problems.ROWS_HIDDEN.at(Place(file, sheet.title, cell), count=len(rows), first=rows[0])
            )
    if not found:
        return (), (file_problems.FILE_EMPTY.at(Place(file=file)),)
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
