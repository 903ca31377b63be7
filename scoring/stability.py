"""Rank stability: where each unit would stand under other admissible weights, drawn at random with a recorded seed.

Floats appear in two places, neither of which is published. Weights are drawn as floats and then rounded to decimals, so
every draw is a scheme that can be typed; and totals are computed as floats whose every rounding is proved or decided by
the exact reading. So the places of a draw are those which `score` gives with its weights, ties included.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import ceil
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from indicators.policies import RankOn, Ties
from indicators.words import Words
from scoring.rescoring import Rescoring
from scoring.results import Scoring
from scoring.stability_counting import placing
from scoring.stability_places import Placed
from scoring.stability_readings import Uncovered
from scoring.stability_totals import ManyTotals
from scoring.stability_weights import draw_weights
from scoring.weights import with_weights

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from fractions import Fraction

    from numpy.typing import NDArray

    from indicators.scheme import Scheme
    from scoring.balance import Balance
    from scoring.sheet import ScoreSheet
    from scoring.stability_weights import DrawnWeights

    Places = NDArray[np.unsignedinteger[Any]]

#: Numbers of a block, which then stays near the processor.
_BLOCK = 2**16
#: The most places that are kept, of two bytes each.
_MOST_PLACES = 2**27
_TOO_MANY = Words(
    "{units} 个单位抽 {draws} 次，内存放不下。请抽 {most} 次以下。",
    "{draws} draws of {units} units take too much memory. Draw at most {most} times.",
)


class Range(NamedTuple):
    """Places from the better to the worse, both included."""

    best: int
    worst: int


@dataclass(frozen=True)
class Stability:
    """Places and grades of all units under many weights; units are in the order of the sheet.

    Attributes:
        weights: What was drawn.
        spread: The standard deviation of a weight of average size, as a share of it.
        seed: The draws come from it alone.
        places: Of each unit in its group under each draw, 0 without a total; shape (n_units, n_draws).
        overall: The same among all units; None where groups must not be compared.
        grades: In how many draws each unit has each grade of the scheme, shape (n_units, n_grades).
    """

    weights: DrawnWeights
    spread: Fraction
    seed: int
    places: Places
    overall: Places | None
    grades: NDArray[np.int64]

    @property
    def draws(self) -> int:
        """How many there are."""
        return self.weights.draws

    @cached_property
    def distribution(self) -> Distribution:
        """Places within the groups."""
        return Distribution(self.places)

    @cached_property
    def overall_distribution(self) -> Distribution | None:
        """Places among all units; None where groups must not be compared."""
        return None if self.overall is None else Distribution(self.overall)


class Distribution:
    """How the places of units are spread over draws; a unit without a total has place 0 in all of them."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def quantiles(self, shares: Sequence[Fraction]) -> NDArray[np.int64]:
        """The best place which each unit keeps, or betters, in at least these shares of the draws.

        Returns:
            Shape (n_units, n_shares).
        """
        counts = [ceil(share * self._places.shape[1]) for share in shares]
        return np.array([np.searchsorted(np.cumsum(np.bincount(own)), counts) for own in self._places])

    def narrowest(self, unit: int, share: Fraction) -> Range:
        """The fewest places in a row which hold at least this share of the draws, the better of two."""
        own = np.sort(self._places[unit]).astype(np.int64)
        count = max(ceil(share * len(own)), 1)
        first = int((own[count - 1 :] - own[: len(own) - count + 1]).argmin())
        return Range(int(own[first]), int(own[first + count - 1]))

    def counts(self, unit: int) -> dict[int, int]:
        """In how many draws the unit has each place, the best first."""
        places, counts = np.unique(self._places[unit], return_counts=True)
        return dict(zip(places.tolist(), counts.tolist(), strict=True))


def rank_stability(
    scheme: Scheme,
    sheet: ScoreSheet,
    balance: Balance,
    nodes: Iterable[str],
    *,
    draws: int,
    spread: Fraction,
    seed: int,
    progress: Callable[[int], None] = lambda _: None,
) -> Stability | Words:
    """Scores, ranks and grades a sheet under many weights.

    Args:
        scheme: Whose weights are in the middle.
        sheet: What is scored.
        balance: Locks and bounds that the draws keep to; its weights are not read.
        nodes: The tunable nodes whose children's weights are drawn.
        draws: How many.
        spread: The standard deviation of a weight of average size as a share of it, above 0 and below 1.
        seed: A whole number; the same gives the same result.
        progress: Is told after each block how many draws are done; what it raises ends the work.

    Returns:
        The result, or why there is none.
    """
    units = len(sheet.units)
    if units * draws > _MOST_PLACES:
        return _TOO_MANY.fill(units=units, draws=draws, most=_MOST_PLACES // units)
    weights = draw_weights(scheme, balance, nodes, draws=draws, spread=spread, seed=seed)
    if isinstance(weights, Words):
        return weights
    return _Work(scheme, sheet, weights).run(spread, seed, progress)


class _Work:
    """The draws ranked block by block, into arrays of all of them."""

    def __init__(self, scheme: Scheme, sheet: ScoreSheet, weights: DrawnWeights) -> None:
        units = len(sheet.units)
        self._scheme, self._sheet, self._weights = scheme, sheet, weights
        self._kind = np.uint16 if units < 2**16 else np.uint32
        self._shape = units, weights.draws
        self._places = np.zeros(self._shape, dtype=self._kind)
        self._overall: Places | None = None
        self._grades = np.zeros((units, len(scheme.grades)), dtype=np.int64)

    def run(self, spread: Fraction, seed: int, progress: Callable[[int], None]) -> Stability:
        policies = self._scheme.policies
        # Exact places, ties in the order of codes, and chains of nodes that weights move need the whole machinery.
        simple = policies.rank_on is RankOn.PUBLISHED and policies.ties is not Ties.ORDINAL
        at_once = simple and not policies.tie_break and self._shape[0] > 0
        if not (at_once and self._many_at_once(progress)):
            self._one_by_one(progress)
        return Stability(self._weights, spread, seed, self._places, self._overall, self._grades)

    def _many_at_once(self, progress: Callable[[int], None]) -> bool:
        """False if the scheme asks for more."""
        scoring = Scoring(self._scheme, self._sheet)
        order = scoring.arranged.order
        height = max(1, _BLOCK // max(len(order), 1))
        try:
            totals = ManyTotals(self._scheme, scoring, self._weights)
            place = placing(scoring.results(), order)
            for first in range(0, self._weights.draws, height):
                block = slice(first, min(first + height, self._weights.draws))
                self._put(block, place(totals.units(block)))
                progress(block.stop)
        except Uncovered:
            return False
        back = scoring.arranged.in_sheet_order
        self._places, self._grades = back(self._places), back(self._grades)
        self._overall = None if self._overall is None else back(self._overall)
        return True

    def _put(self, block: slice, placed: Placed) -> None:
        self._places[:, block] = placed.places.T
        if placed.overall is placed.places:
            self._overall = self._places
        elif placed.overall is not None:
            if self._overall is None:
                self._overall = np.zeros_like(self._places)
            self._overall[:, block] = placed.overall.T
        self._grades += placed.grades.T

    def _one_by_one(self, progress: Callable[[int], None]) -> None:
        self._grades[:] = 0
        rescoring = Rescoring(self._scheme, self._sheet)
        for draw in range(self._weights.draws):
            results = rescoring.results(with_weights(self._scheme, self._weights.of(draw)))
            of_grades = np.arange(len(self._scheme.grades))[:, None] == results.grade_positions
            overall = None if results.rank is None else results.rank[None]
            self._put(slice(draw, draw + 1), Placed(results.group_rank[None], overall, of_grades))
            progress(draw + 1)
