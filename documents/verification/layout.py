"""What the cells of a written sheet are about: the unit and the indicator of a row, the heading of a column."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from documents.method_sheet import SETTING_NAME
from documents.result_report import CODE, INDICATOR_CODE
from documents.verification.sources_sheet import FIELD
from indicators.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from documents.grid import Cell, Grid
    from indicators.words import Language

#: What a row of a list of settings is called, in the live sheets and elsewhere.
ITEMS = (Words("项目", "Setting"), Words("项目", "Item"))
#: The columns that say what a row is about.
KEYS = (CODE, INDICATOR_CODE, FIELD, SETTING_NAME, *ITEMS)


@dataclass(frozen=True)
class SheetLayout:
    """One sheet as the program wrote it; `units` and `parts` are names by their codes."""

    grid: Grid
    language: Language
    units: Mapping[str, str]
    parts: Mapping[str, str]

    @cached_property
    def _top(self) -> int | None:
        """The first row of the heading; None in a sheet whose rows are about nothing."""
        keys = {key.in_(self.language) for key in KEYS}
        return next(
            (at for at, row in enumerate(self.grid.rows) if any(cell.text in keys for cell in row)), None
        )

    @cached_property
    def _key_columns(self) -> dict[str, int]:
        """Where the columns stand that say what a row is about, by their headings."""
        if self._top is None:
            return {}
        keys = {key.in_(self.language) for key in KEYS}
        return {cell.text: at for at, cell in enumerate(self.grid.rows[self._top]) if cell.text in keys}

    @cached_property
    def _first(self) -> int:
        """The first row below the heading."""
        below = len(self.grid.rows) if self._top is None else self._top + 1
        return next((at for at in range(below, len(self.grid.rows)) if self._keys(self.grid.rows[at])), below)

    def _keys(self, row: Sequence[Cell]) -> tuple[tuple[str, str], ...]:
        return tuple(
            (name, row[at].text)
            for name, at in self._key_columns.items()
            if at < len(row) and row[at].text not in {"", "—"}
        )

    def owners(self, grid: Grid) -> list[tuple[tuple[str, str], ...] | None]:
        """Whom each row is about in this sheet, or in a changed one with the same columns; None above the heading's end."""
        top = len(grid.rows) if self._top is None else self._top + 1
        return [self._keys(row) or None if at >= top else None for at, row in enumerate(grid.rows)]

    @property
    def heading_rows(self) -> range:
        """The rows of the heading."""
        return range(0) if self._top is None else range(self._top, self._first)

    def has_headings_of(self, grid: Grid) -> bool:
        """Whether another version of the sheet has the same headings in the same rows."""
        both = ([cell.text for at in self.heading_rows for cell in _at(one, at)] for one in (self.grid, grid))
        before, after = both
        return bool(self.heading_rows) and before == after

    def unit_of(self, row: int) -> str | None:
        """The name of the unit a row is about."""
        return self.units.get(dict(self._keys(self.grid.rows[row])).get(CODE.in_(self.language), ""))

    def indicator_of(self, row: int, column: int) -> str | None:
        """The code and name of the part of the tree a cell is about, by its row or else by its column."""
        code = dict(self._keys(self.grid.rows[row])).get(INDICATOR_CODE.in_(self.language), "")
        if code not in self.parts:
            code = next((code for text in self._above(column) if (code := _code(text)) in self.parts), "")
        return f"{code} {self.parts[code]}" if code in self.parts else None

    def setting_of(self, row: int) -> str:
        """The setting of the scheme a row is about, by its name there; empty where it is about none."""
        return dict(self._keys(self.grid.rows[row])).get(SETTING_NAME.in_(self.language), "")

    def item_of(self, row: int) -> str:
        """The setting or parameter a row is about, in words; empty where it is about none."""
        keys = dict(self._keys(self.grid.rows[row]))
        return next((keys[name] for item in ITEMS if (name := item.in_(self.language)) in keys), "")

    def heading_of(self, column: int) -> str:
        """The heading of a column in one line; empty where there is none."""
        return " ".join(next(iter(self._above(column)), "").split())

    def label_of(self, row: int) -> str:
        """What a row begins with."""
        return next((cell.text for cell in self.grid.rows[row] if cell.text), "")

    def is_below(self, row: int) -> bool:
        """Whether a row lies below the heading."""
        return self._top is not None and row >= self._first

    def _above(self, column: int) -> list[str]:
        """The texts of the heading over a column, the lowest first."""
        rows = reversed([self.grid.rows[at] for at in self.heading_rows])
        return [
            row[column].text
            for row in rows
            if column < len(row) and row[column].text and row[column].number is None
        ]


def _at(grid: Grid, row: int) -> Sequence[Cell]:
    return grid.rows[row] if row < len(grid.rows) else ()


def _code(heading: str) -> str:
    return heading.split(None, 1)[0] if heading.strip() else ""
