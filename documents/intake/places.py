"""Where each value was read; a place is put into words only when somebody asks for it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from indicators.formula import ColumnName
from indicators.problems import Place

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from documents.grid import Spot
    from indicators.units import Unit

Key = tuple[str, ColumnName]


class Places(Mapping[Key, Place]):
    """The places of values by (unit code, raw column)."""

    def __init__(self) -> None:
        self._at: dict[Key, tuple[Spot, str]] = {}

    def put(self, unit: Unit, name: ColumnName, spot: Spot) -> None:
        """Notes where a value stands."""
        self._at[unit.code, name] = spot, unit.name

    def __getitem__(self, key: Key) -> Place:
        spot, unit = self._at[key]
        return spot.place(unit, key[1].code)

    def __iter__(self) -> Iterator[Key]:
        return iter(self._at)

    def __len__(self) -> int:
        return len(self._at)

    def without(self, units: Collection[str]) -> Places:
        """The places of all other units' values."""
        others = Places()
        others._at = {key: at for key, at in self._at.items() if key[0] not in units}
        return others

    def file_of(self, key: Key) -> str:
        """The file a value was read from."""
        return self._at[key][0].grid.file
