"""What is known of cells, kept column by column: there are many cells, and few columns that need be looked up."""

from __future__ import annotations

from collections.abc import ItemsView, Iterator, MutableMapping
from typing import TYPE_CHECKING, TypeVar

from indicators.formula import ColumnName

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

Key = tuple[str, ColumnName]
Known = TypeVar("Known")


class ByCell(MutableMapping[Key, Known]):
    """Something of each cell by (unit code, raw column); in the order of columns, and within one as it was put there."""

    def __init__(self) -> None:
        self._columns: dict[ColumnName, dict[str, Known]] = {}

    @property
    def columns(self) -> Mapping[ColumnName, dict[str, Known]]:
        """Every column of which a cell is known, by the codes of units."""
        return self._columns

    def column(self, name: ColumnName) -> dict[str, Known]:
        """One column, to be read and written."""
        found = self._columns.get(name)
        if found is None:
            found = self._columns[name] = {}
        return found

    def without(self, units: Collection[str]) -> ByCell[Known]:
        """What is known of all other units' cells."""
        others: ByCell[Known] = ByCell()
        for name, column in self._columns.items():
            others._columns[name] = {code: known for code, known in column.items() if code not in units}
        return others

    def items(self) -> ItemsView[Key, Known]:
        """Every cell with what is known of it."""
        return _Items(self)

    def __getitem__(self, key: Key) -> Known:
        return self._columns[key[1]][key[0]]

    def __setitem__(self, key: Key, known: Known) -> None:
        self.column(key[1])[key[0]] = known

    def __delitem__(self, key: Key) -> None:
        del self._columns[key[1]][key[0]]

    def __contains__(self, key: object) -> bool:
        return isinstance(key, tuple) and key[0] in self._columns.get(key[1], ())

    def __iter__(self) -> Iterator[Key]:
        return ((code, name) for name, column in self._columns.items() for code in column)

    def __len__(self) -> int:
        return sum(map(len, self._columns.values()))


class _Items(ItemsView[Key, Known]):
    """The items, without looking each of them up again."""

    _mapping: ByCell[Known]

    def __iter__(self) -> Iterator[tuple[Key, Known]]:
        columns = self._mapping.columns.items()
        return (((code, name), known) for name, column in columns for code, known in column.items())
