"""Cohort blocks: slices of a score sheet which hold whole peer groups, as arrays."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from scoring.sheet import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from indicators.formula import Flag
    from scoring.sheet import ScoreSheet

Floats = "NDArray[np.float64]"

#: Rows of a block: some sixty columns of float64 of this height fit a processor's cache.
ROWS = 16_384


@dataclass(frozen=True, slots=True)
class Block:
    """Units in the order of their groups.

    `positions` are the units' places in the sheet, shape (n,); `groups` their group's number, ascending, shape
    (n,); `starts` the first row of each group, shape (n_groups,).
    """

    positions: NDArray[np.intp]
    groups: NDArray[np.intp]
    starts: NDArray[np.intp]

    @property
    def height(self) -> int:
        """How many units there are."""
        return len(self.positions)

    def spread(self, per_group: NDArray[np.float64]) -> NDArray[np.float64]:
        """One number per group of the block as one per unit."""
        return np.repeat(per_group, np.diff(self.starts, append=self.height))


@dataclass(frozen=True, slots=True)
class Values:
    """One computed column over a block: numbers, 0 where the unit has none, and the states if any differs."""

    numbers: NDArray[np.float64]
    states: NDArray[np.uint8] | None = None
    flags: dict[Flag, NDArray[np.bool_]] = field(default_factory=dict)
    #: For a sum that leaves rescaling to its ancestors: how much of its full points applies.
    applicable: NDArray[np.float64] | None = None

    def are(self, state: State) -> NDArray[np.bool_]:
        """Which units are in a state."""
        if self.states is None:
            return np.full(len(self.numbers), state is State.VALUE)
        mask: NDArray[np.bool_] = self.states == state
        return mask


def group_numbers(sheet: ScoreSheet, codes: tuple[str, ...]) -> NDArray[np.intp]:
    """Each unit's group as its place in the scheme's list, shape (n_units,)."""
    number = {code: index for index, code in enumerate(codes)}
    return np.array([number[unit.group] for unit in sheet.units], dtype=np.intp)


def blocks(groups: NDArray[np.intp]) -> Iterator[Block]:
    """Cuts units into blocks of about `ROWS`, at group boundaries only."""
    order = np.argsort(groups, kind="stable")
    ordered = groups[order]
    starts = np.flatnonzero(np.diff(ordered, prepend=-1))
    ends = np.append(starts[1:], len(ordered))
    first = 0
    for index, end in enumerate(ends if len(ordered) else ()):
        if end - starts[first] >= ROWS or index == len(ends) - 1:
            rows = slice(int(starts[first]), int(end))
            yield Block(order[rows], ordered[rows], starts[first : index + 1] - starts[first])
            first = index + 1
