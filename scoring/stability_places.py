"""Places and grades for a block of draws: the draws side by side, as if the groups of each were groups of their own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from scoring.grading import Ranked, Vetoed, grade_units, vetoed_units
from scoring.ranking import standings

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scoring.results import Results


@dataclass(frozen=True, slots=True)
class Placed:
    """A block of draws.

    Attributes:
        places: Within the group, 0 without a total, shape (n_draws, n_units).
        overall: Among all; None where groups must not be compared.
        grades: In how many of the draws each unit has each grade, shape (n_grades, n_units).
    """

    places: NDArray[np.integer[Any]]
    overall: NDArray[np.integer[Any]] | None
    grades: NDArray[np.int64]


class Placing:
    """Who stands where, for blocks of totals; what does not depend on weights is taken from results in the middle."""

    def __init__(self, results: Results, order: NDArray[np.intp]) -> None:
        """Prepares.

        Args:
            results: Of the same units; their totals are not read, only who has one.
            order: The position in the sheet of each unit of a block, shape (n_units,).
        """
        self._scheme = results.scheme
        self._groups = results.groups[order]
        self._scored = results.scored[order]
        vetoed = vetoed_units(results.scheme, results.sheet)
        self._vetoed = Vetoed(vetoed.best[order], vetoed.lower[order], vetoed.out[order])
        self._has_overall = results.rank is not None

    def of(self, totals: NDArray[np.int64]) -> Placed:
        """Ranks and grades a block.

        Args:
            totals: In whole units of the last published decimal, shape (n_draws, n_units).
        """
        draws, units = totals.shape
        policies, grades = self._scheme.policies, self._scheme.grades
        keys = totals.ravel()
        scored, out = np.tile(self._scored, draws), np.tile(self._vetoed.out, draws)
        draw = np.repeat(np.arange(draws), units)
        groups = draw * len(self._scheme.groups) + np.tile(self._groups, draws)
        within = standings(keys, scored & ~out, groups, policies.ties, list)
        overall = None
        if self._has_overall:
            overall = standings(keys, scored & ~out, draw, policies.ties, list).places.reshape(draws, units)
        vetoed = Vetoed(np.tile(self._vetoed.best, draws), np.tile(self._vetoed.lower, draws), out)
        ranked = Ranked(keys, groups, scored, within)
        graded, _ = grade_units(grades, policies, keys, ranked, vetoed)
        graded = graded.reshape(draws, units)
        counts = [np.count_nonzero(graded == position, axis=0) for position in range(len(grades))]
        return Placed(
            within.places.reshape(draws, units),
            overall,
            np.array(counts, dtype=np.int64).reshape(len(grades), units),
        )
