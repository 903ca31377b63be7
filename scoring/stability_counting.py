"""Places and grades of a block of draws by counting, where nothing but totals decides them.

Published totals are whole numbers that lie close together. So a table of how many units have each of them, added up from
the best down, tells of every total at once how many are better and how many at least as good.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from indicators.policies import Ties
from scoring.grading import quota_limits, vetoed_units
from scoring.stability_places import Placed, Placing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from scoring.results import Results

#: A table has at most so many entries for each unit.
_ROOM = 8
_BYTE = 2**8


def placing(results: Results, order: NDArray[np.intp]) -> Callable[[NDArray[np.int64]], Placed]:
    """Ranks and grades blocks of totals, the quickest way there is.

    Args:
        results: Of the same units; their totals are not read, only who has one.
        order: The position in the sheet of each unit of a block, shape (n_units,).
    """
    general = Placing(results, order)
    if not Counting.suits(results):
        return general.of
    counting = Counting(results)
    return lambda totals: counting.of(totals) or general.of(totals)


class Counting:
    """Who stands where by counting, for blocks of totals of one group, all scored, without vetoes and equal places shared."""

    def __init__(self, results: Results) -> None:
        """Works out what is the same in all blocks; the totals of the results are not read."""
        scheme, units = results.scheme, len(results.sheet.units)
        self._thresholds = [
            None if grade.at_least is None else ceil(Fraction(grade.at_least) * 10**scheme.policies.decimals)
            for grade in scheme.grades
        ]
        self._units = units
        kind = np.uint16 if units < 2**16 - 1 else np.uint32
        self._kind: np.dtype[np.unsignedinteger[Any]] = np.dtype(kind)
        limits = quota_limits(scheme.grades, np.array([units]), scheme.policies.quota_rounding)
        self._limits = [None if limit is None else int(limit[0]) for limit in limits]
        self._has_overall = results.rank is not None

    @staticmethod
    def suits(results: Results) -> bool:
        """Whether nothing but totals decides places and grades."""
        one_group = bool((results.groups == results.groups[0]).all())
        vetoed = vetoed_units(results.scheme, results.sheet)
        is_vetoed = (vetoed.best > 0) | vetoed.lower | vetoed.out
        competition = results.scheme.policies.ties is Ties.COMPETITION
        return one_group and competition and bool(results.scored.all()) and not is_vetoed.any()

    def of(self, totals: NDArray[np.int64]) -> Placed | None:
        """Ranks and grades a block; None where the totals lie too far apart to be counted.

        Args:
            totals: In whole units of the last published decimal, shape (n_draws, n_units).
        """
        draws, units = totals.shape
        best = int(totals.max())
        span = best - int(totals.min()) + 1
        if span > _ROOM * units:
            return None
        cells = (best + span * np.arange(draws))[:, None] - totals
        equal = np.bincount(cells.ravel(), minlength=draws * span)
        # Added up through all draws, of which each begins with the units of those before it.
        upto = np.zeros(len(equal) + 1, dtype=np.intp)
        np.cumsum(equal, out=upto[1:])
        table = _Table(upto, units * np.arange(draws), span, best)
        place = upto[:-1].reshape(draws, span) - (table.begun[:, None] - 1)
        places = place.astype(self._kind).ravel()[cells]
        reached = [_times(places <= count[:, None]) for count in self._reaching(table)]
        return Placed(places, places if self._has_overall else None, _each(reached, units))

    def _reaching(self, table: _Table) -> Iterator[NDArray[np.integer[Any]]]:
        """For each grade, how many units have it or a better one in each of the draws: they are the first ones."""
        most = np.zeros(len(table.begun), dtype=np.int64)
        for threshold, limit in zip(self._thresholds, self._limits, strict=True):
            has = np.full(len(most), self._units)
            if threshold is not None:
                has = np.minimum(has, table.at_least(threshold))
            if limit is not None:
                has = np.minimum(has, table.within(limit))
            most = np.maximum(most, has)
            yield most.astype(self._kind)


class _Table(NamedTuple):
    """How many units of a block have each total or a better one, from the best total down, one draw after the other.

    `upto` tells of each entry how many come before it, shape (n_draws · span + 1,); `begun` how many before each draw.
    """

    upto: NDArray[np.intp]
    begun: NDArray[np.intp]
    span: int
    best: int

    def at_least(self, total: int) -> NDArray[np.intp]:
        """How many have a total or a better one in each draw."""
        entries = min(max(self.best - total + 1, 0), self.span)
        return self.upto[np.arange(len(self.begun)) * self.span + entries] - self.begun

    def within(self, limit: int) -> NDArray[np.intp]:
        """How many fit into a limit in each draw, if equals are let in together or not at all."""
        last = np.searchsorted(self.upto, self.begun + limit, side="right") - 1
        return self.upto[last] - self.begun


def _times(holds: NDArray[np.bool_]) -> NDArray[np.integer[Any]]:
    """In how many draws of a block something holds for each unit."""
    # Bytes are added up several times as fast as anything wider, as long as they have room.
    times: NDArray[np.integer[Any]] = np.add.reduce(
        holds, axis=0, dtype=np.uint8 if len(holds) < _BYTE else np.int64
    )
    return times


def _each(reached: list[NDArray[np.integer[Any]]], units: int) -> NDArray[np.int64]:
    """From how often each grade or a better one was reached, how often it was had; shape (n_grades, n_units)."""
    counts = np.array(reached, dtype=np.int64).reshape(-1, units)
    counts[1:] -= counts[:-1].copy()
    return counts
