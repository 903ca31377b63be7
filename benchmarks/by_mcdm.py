"""The libraries of multi-criteria decisions, as their users write a loop over draws of weights: one matrix, one call a draw.

Neither knows of rules, groups, absent cells or grades: what they can do is a weighted sum of ready points.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    Array = NDArray[np.float64]

#: What floats lose before a rounding.
_GUARD = 1e-7


def by_scikit_criteria(points: Array, weights: Array) -> Iterator[Array]:
    """The totals of all units under each draw, shape (n_units,)."""
    from skcriteria import mkdm  # noqa: PLC0415 - whoever does not measure need not have it
    from skcriteria.agg.simple import WeightedSumModel  # noqa: PLC0415

    model, objectives = WeightedSumModel(), [max] * points.shape[1]
    for own in weights:
        yield model.evaluate(mkdm(points, objectives, weights=own)).e_.score


def by_pymcdm(points: Array, weights: Array) -> Iterator[Array]:
    """The totals of all units under each draw, shape (n_units,).

    It wants weights that add up to one and normalises each column, here to itself. Its check of the matrix is left out: it
    compares every unit with every other one, each time.
    """
    from pymcdm.methods import WSM  # noqa: PLC0415 - as above

    model, types = WSM(_as_it_is), np.ones(points.shape[1])
    for own in weights:
        whole = own.sum()
        yield model(points, own / whole, types, validation=False) * whole


def _as_it_is(column: Array, cost: bool) -> Array:  # noqa: FBT001, ARG001 - what the library calls
    return column


LOOPS: dict[str, Callable[[Array, Array], Iterator[Array]]] = {
    "scikit-criteria": by_scikit_criteria,
    "pymcdm": by_pymcdm,
}


def places(totals: Array) -> NDArray[np.int64]:
    """Competition places of rounded totals: in scikit-criteria the next place follows a tie, in pymcdm a tie has its mean place."""
    rounded = np.floor(totals * 100 + 0.5 + _GUARD)
    return np.searchsorted(np.sort(-rounded), -rounded) + 1
