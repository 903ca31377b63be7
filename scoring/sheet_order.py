"""Computed columns as the units of the sheet stand, for whoever reads results."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from scoring.block import Values

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import numpy as np
    from numpy.typing import NDArray

    from indicators.formula import ColumnName, Flag
    from scoring.block import Arranged
    from scoring.table import Computed


class InSheetOrder(Mapping["ColumnName", Values]):
    """Computed columns in the order of the sheet, each put in order when it is first asked for."""

    def __init__(self, arranged: Arranged, computed: Computed, everything: Callable[[], Computed]) -> None:
        self.arranged = arranged
        self.oracle = computed.oracle
        self._computed = computed
        self._everything = everything
        self._ordered: dict[ColumnName, Values] = {}

    def __getitem__(self, name: ColumnName) -> Values:
        if name not in self._ordered:
            if name not in self._computed.columns:
                self._computed = self._everything()
            found, ordered = self._computed.columns[name], self.arranged.in_sheet_order
            self._ordered[name] = Values(
                ordered(found.numbers),
                None if found.states is None else ordered(found.states),
                {flag: ordered(raised) for flag, raised in self._computed.flags.get(name, {}).items()},
                wild=None if found.wild is None else ordered(found.wild),
            )
        return self._ordered[name]

    def flags(self) -> Iterator[tuple[ColumnName, Flag, NDArray[np.bool_]]]:
        """Every flag of every column, with the units it was raised for, shape (n_units,)."""
        for name, flags in self._computed.flags.items():
            for flag, raised in flags.items():
                yield name, flag, self.arranged.in_sheet_order(raised)

    def __iter__(self) -> Iterator[ColumnName]:
        return iter(self._computed.columns)

    def __len__(self) -> int:
        return len(self._computed.columns)
