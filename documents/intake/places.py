"""Where each value was read; a place is put into words only when somebody asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from documents.intake.by_cell import ByCell, Key
from indicators.problems import Place

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from documents.grid import Grid, Spot
    from indicators.formula import ColumnName
    from indicators.units import Unit


class RowAt(NamedTuple):
    """A row of a sheet, counted from zero, and the name of its unit as it is written in places."""

    grid: Grid
    row: int
    unit: str


class Places(Mapping[Key, Place]):
    """The places of values by (unit code, raw column)."""

    def __init__(self) -> None:
        self._at: ByCell[tuple[RowAt, int]] = ByCell()

    def put(self, unit: Unit, name: ColumnName, spot: Spot) -> None:
        """Notes where a value stands."""
        self._at[unit.code, name] = RowAt(spot.grid, spot.row, unit.name), spot.column

    def column(self, name: ColumnName) -> dict[str, tuple[RowAt, int]]:
        """One column: the row and the position of each value by the codes of units, to be read and written."""
        return self._at.column(name)

    def __getitem__(self, key: Key) -> Place:
        at, position = self._at[key]
        return at.grid.place(at.row, position, at.unit, key[1].code)

    def __iter__(self) -> Iterator[Key]:
        return iter(self._at)

    def __len__(self) -> int:
        return len(self._at)

    def without(self, units: Collection[str]) -> Places:
        """The places of all other units' values."""
        others = Places()
        others._at = self._at.without(units)
        return others

    def file_of(self, key: Key) -> str:
        """The file a value was read from."""
        return self._at[key][0].grid.file
