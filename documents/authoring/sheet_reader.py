"""A sheet of an authoring workbook as records: which column is which, what each cell says, and what is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from typing import TYPE_CHECKING

from documents.authoring import problems as kinds
from documents.authoring.fields import Form
from documents.authoring.listed import count_or_items_of, items_of
from documents.authoring.tables import NAMES_ROW
from documents.grid import BLANK
from documents.intake.titles import normal
from indicators.problems import Place
from indicators.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from documents.authoring.columns import Column
    from documents.authoring.tables import Table
    from documents.grid import Cell, Grid
    from indicators.problems import Problem
    from indicators.written import Value

    Report = Callable[[Problem], None]

#: The row of names is looked for this far down.
_DEEPEST_NAMES = 20
#: Columns that hold a day; a cell which became a date says the same there.
_DAYS = frozenset({"date", "deadline"})
_TAKE_NUMBERS = frozenset({Form.NUMBER, Form.NUMBER_OR_TEXT, Form.COUNT})


def hint(wrong: str, known: list[str]) -> Words:
    """The nearest known name, to be proposed, never to be taken."""
    close = get_close_matches(wrong, known, 1)
    return Words(f"（是否为“{close[0]}”？）", f" (is it “{close[0]}”?)") if close else Words("", "")


def content_of(cell: Cell, column: Column, place: Place, report: Report) -> Value | None:
    """What a cell says; None where it says nothing that could be used, which is then reported."""
    if cell.is_uncalculated:
        report(kinds.NOT_CALCULATED.at(place))
    elif cell.is_error:
        report(kinds.ERROR_CELL.at(place, value=cell.text))
    elif cell.is_date:
        return _day(cell, column, place, report)
    elif cell.number is not None and column.form not in _TAKE_NUMBERS:
        report(kinds.NUMBER_FOR_TEXT.at(place, heading=column.heading, value=cell.text))
    elif cell.number is not None:
        return _number(cell)
    elif column.form is Form.LIST:
        return [*items_of(cell.text)]
    elif column.form is Form.COUNT:
        counted = count_or_items_of(cell.text)
        return counted if isinstance(counted, str) else [*counted]
    else:
        names = {word: name for name, word in column.choices.items()}
        return names.get(cell.text, cell.text)
    return None


def _day(cell: Cell, column: Column, place: Place, report: Report) -> str | None:
    day = cell.text.removesuffix(" 00:00:00")
    if column.name.rpartition(".")[2] in _DAYS:
        report(kinds.DATE_READ.at(place, value=day))
        return day
    report(kinds.DATE_FOR_TEXT.at(place, heading=column.heading, value=day))
    return None


def _number(cell: Cell) -> str:
    """A number with the decimals it shows; a percentage with its sign."""
    number = cell.number or Decimal(0)
    whole, _, part = format(number * 100 if cell.is_percent else number, "f").partition(".")
    part = part.rstrip("0").ljust(cell.decimals, "0")
    return whole + (f".{part}" if part else "") + ("%" if cell.is_percent else "")


@dataclass(frozen=True, slots=True)
class Record:
    """One row with content, its cells found by the names of their columns."""

    grid: Grid
    row: int
    positions: dict[Column, int]

    def __iter__(self) -> Iterator[Column]:
        """The columns in which it has content."""
        return (column for column in self.positions if not self.cell(column).blank)

    def __contains__(self, column: Column) -> bool:
        return not self.cell(column).blank

    def cell(self, column: Column) -> Cell:
        """The cell of a column; blank if there is no such column."""
        position = self.positions.get(column)
        return BLANK if position is None else self.grid.rows[self.row][position]

    def place(self, column: Column) -> Place:
        """Where that cell is, or would be: at the start of the row if there is no such column."""
        return self.grid.place(self.row, self.positions.get(column, 0))


def records(grid: Grid, table: Table, report: Report) -> Iterator[Record]:
    """The rows of a sheet that hold anything, down to the last one; whatever is wrong with its columns is reported."""
    found = names_row(grid, table)
    if found is None:
        some = "、".join(table.names[:3])
        place = grid.place(NAMES_ROW, 0)
        report(kinds.NAMES_MISSING.at(place, sheet=table.title, names=some, row=NAMES_ROW + 1))
        return
    positions = _positions(grid, table, found, report)
    _report_merged(grid, positions, found, report)
    for row in range(found + 1, len(grid.rows)):
        record = Record(grid, row, positions)
        if any(column in record for column in positions):
            yield record


def names_row(grid: Grid, table: Table) -> int | None:
    """The row that names the columns: the one with the most of their names, at least half of those it cannot lack."""
    needed = sum(column.required for column in table.columns)
    names = set(table.names)
    best, most = None, max(1, needed // 2) - 1
    for row, cells in enumerate(grid.rows[:_DEEPEST_NAMES]):
        count = len({cell.text for cell in cells} & names)
        if count > most:
            best, most = row, count
    return best


def _positions(grid: Grid, table: Table, names: int, report: Report) -> dict[Column, int]:
    """Where each column that is read stands."""
    found: dict[Column, int] = {}
    proposed: set[str] = set()
    by_name = {column.name: column for column in table.columns}
    for position, cell in enumerate(grid.rows[names]):
        place, column = grid.place(names, position), by_name.get(cell.text)
        if column is None:
            proposed |= _report_unknown(grid, names, position, list(by_name), report)
        elif column in found:
            other = grid.place(names, found[column]).cell
            report(kinds.COLUMN_REPEATED.at(place, name=column.name, other=other))
        else:
            found[column] = position
            _report_heading(grid, names, position, column, report)
    for column in table.columns:
        if column not in found and column.name not in proposed and not column.for_people:
            kind = kinds.COLUMN_MISSING if column.required else kinds.COLUMN_ABSENT
            report(kind.at(grid.place(names, 0), heading=column.heading, name=column.name))
    return {column: position for column, position in found.items() if not column.for_people}


def _report_unknown(grid: Grid, names: int, position: int, known: list[str], report: Report) -> set[str]:
    """Says what is wrong with a column of no known name; gives the name it may have had."""
    name, place = grid.rows[names][position].text, grid.place(names, position)
    if name:
        report(kinds.COLUMN_UNKNOWN.at(place, name=name, hint=hint(name, known)))
    elif any(not row[position].blank for row in grid.rows[names + 1 :]):
        report(kinds.COLUMN_UNNAMED.at(place))
    return set(get_close_matches(name, known, 1))


def _report_heading(grid: Grid, names: int, position: int, column: Column, report: Report) -> None:
    heading = grid.rows[names - 1][position].text if names else ""
    if normal(heading) != normal(column.heading):
        place = grid.place(max(names - 1, 0), position)
        said = {"name": column.name, "expected": column.heading, "heading": heading}
        report(kinds.HEADING_CHANGED.at(place, **said))


def _report_merged(grid: Grid, positions: dict[Column, int], names: int, report: Report) -> None:
    """Names every merged range among the records, once."""
    ranges = dict.fromkeys(
        row[position].merged_range
        for row in grid.rows[names + 1 :]
        for position in positions.values()
        if row[position].is_merged
    )
    for merged in ranges:
        report(kinds.MERGED.at(Place(grid.file, grid.sheet, merged.partition(":")[0]), range=merged))
