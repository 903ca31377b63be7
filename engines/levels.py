"""The lines of several stretches' tallies in one order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from engines.block_scoring import NOBODY
from engines.tally import levels

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from fractions import Fraction

    from numpy.typing import NDArray

    from engines.tally import Tally


class Levels:
    """Lines of stretches that follow one another: equal ones are on one level, the highest is the best."""

    def __init__(
        self, first: int, of_line: NDArray[np.intp], times: NDArray[np.int64], ends: NDArray[np.intp]
    ) -> None:
        """Takes what was found.

        Args:
            first: The number of the first stretch.
            of_line: The level of each line, shape (n_lines,).
            times: How many units each line stands for, shape (n_lines,).
            ends: Where the lines of each stretch end, shape (n_stretches,).
        """
        self._first, self._of_line, self._times, self._ends = first, of_line, times, ends
        self.units = np.bincount(of_line, times).astype(np.int64)
        """How many units there are on each level, shape (n_levels,)."""

    @classmethod
    def of_tallies(
        cls, first: int, tallies: Sequence[Tally], exact: Callable[[int, int], Fraction]
    ) -> Levels:
        """Puts lines in order; arguments are those of `tally.levels`."""
        ends = np.cumsum([len(tally.counts) for tally in tallies])
        return cls(first, levels(tallies, exact), np.concatenate([tally.counts for tally in tallies]), ends)

    def of_part(self, first: int, after: int) -> Levels:
        """Those of some of the stretches, with the same numbers."""
        begin, end = self._begin(first), self._begin(after)
        ends = self._ends[first - self._first : after - self._first] - begin
        return Levels(first, self._of_line[begin:end], self._times[begin:end], ends)

    def _begin(self, at: int) -> int:
        return int(self._ends[at - self._first - 1]) if at > self._first else 0

    def of_units(self, at: int, lines: NDArray[np.int32]) -> NDArray[np.intp]:
        """The level of each unit of a stretch, given its line of the tally; −1 for nobody."""
        found = np.full(len(lines), NOBODY, dtype=np.intp)
        ranked = lines != NOBODY
        found[ranked] = self._of_line[self._begin(at) + lines[ranked]]
        return found

    def better(self) -> NDArray[np.int64]:
        """How many units are on better levels than each."""
        found: NDArray[np.int64] = self.units.sum() - np.cumsum(self.units)
        return found

    def dense(self) -> NDArray[np.int64]:
        """One more than how many levels with units are better than each."""
        held = self.units > 0
        found: NDArray[np.int64] = held.sum() - np.cumsum(held) + 1
        return found

    def before(self, at: int) -> NDArray[np.int64]:
        """How many units of earlier stretches are on each level."""
        begin = self._begin(at)
        return np.bincount(self._of_line[:begin], self._times[:begin], len(self.units)).astype(np.int64)
