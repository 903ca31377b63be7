"""Places and grades of a block of draws by counting, where nothing but totals decides them.

Published totals are whole numbers that lie close together. So a table of how many units have each of them, added up from
the best down, tells of every total at once how many are better and how many at least as good.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

import numpy as np

from indicators.policies import Ties
from scoring.grading import quota_limits, vetoed_units
from scoring.stability_places import Placed, Placing

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from scoring.results import Results

#: A table has at most so many entries for each unit.
_ROOM = 8


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
        equal = np.bincount(cells.ravel(), minlength=draws * span).reshape(draws, span)
        at_least = np.cumsum(equal, axis=1, dtype=np.uint32)
        place_of = (at_least - equal + 1).astype(np.uint32)
        places = place_of.ravel()[cells]
        return Placed(places, places if self._has_overall else None, self._grades(totals, at_least, cells))

    def _grades(
        self, totals: NDArray[np.int64], at_least: NDArray[np.uint32], cells: NDArray[np.int64]
    ) -> NDArray[np.int64]:
        """In how many draws each unit has each grade: the best whose threshold and quota both let it in."""
        down_to = at_least.ravel()[cells]
        free = np.ones(totals.shape, dtype=bool)
        counts = np.zeros((len(self._limits), totals.shape[1]), dtype=np.int64)
        for position, (threshold, limit) in enumerate(zip(self._thresholds, self._limits, strict=True)):
            has = free.copy()
            if threshold is not None:
                has &= totals >= threshold
            if limit is not None:
                has &= down_to <= limit
            counts[position] = np.count_nonzero(has, axis=0)
            free &= ~has
        return counts
