"""Grids of cells: what a workbook or CSV file holds, before anybody asks what it means."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from documents.cell_names import letters
from indicators.problems import Place

if TYPE_CHECKING:
    from decimal import Decimal


class Cell(NamedTuple):
    """One cell: its text as typed or shown, its number if it is one, and what a reader must know of it."""

    text: str = ""
    number: Decimal | None = None
    is_percent: bool = False
    is_date: bool = False
    is_error: bool = False
    is_formula: bool = False
    #: A formula whose result is not stored in the file.
    is_uncalculated: bool = False
    #: Decimals which a number shows even where they are zeros.
    decimals: int = 0
    #: The unit of measure that the format writes beside the number, and nobody typed.
    unit: str = ""
    #: What a person sees where the format shows another number than this one, or none; None where it shows this one.
    shown: str | None = None
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
        return Place(self.file, self.sheet, f"{letters(column + 1)}{row + 1}", None, unit, indicator)

    @property
    def whole(self) -> Place:
        """The place of the sheet itself."""
        return Place(self.file, self.sheet)


class Spot(NamedTuple):
    """A cell in its sheet; rows and columns are counted from zero."""

    grid: Grid
    row: int
    column: int

    @property
    def cell(self) -> Cell:
        """What stands there."""
        return self.grid.rows[self.row][self.column]

    def place(self, unit: str | None = None, indicator: str | None = None) -> Place:
        """Where that is, in words a person can follow."""
        return self.grid.place(self.row, self.column, unit, indicator)
