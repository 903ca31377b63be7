"""Places: who stands where, with ties decided exactly."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, assert_never

import numpy as np

from indicators.policies import Ties

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from fractions import Fraction

    from numpy.typing import NDArray


def exact_order(
    values: NDArray[np.float64],
    groups: NDArray[np.intp],
    tolerance: float,
    resolve: Callable[[int], Fraction] | None,
) -> NDArray[np.intp]:
    """A whole number for each value, which rises within a group as the exact value does, equal for equals.

    Args:
        values: Shape (n,); each within its error of the exact value.
        groups: The group of each value, shape (n,).
        tolerance: Values of a group not further apart than this are equal, or only may be.
        resolve: The exact value at a position; None where within the tolerance means equal.

    Returns:
        Shape (n,), numbered through all groups.
    """
    order = np.lexsort((values, groups))
    close = (np.diff(values[order]) <= tolerance) & (np.diff(groups[order]) == 0)
    if resolve is not None and close.any():
        edges = np.flatnonzero(np.diff(np.concatenate(([False], close, [False])).astype(np.int8)))
        for first, last in zip(edges[::2], edges[1::2], strict=True):
            exact = sorted((resolve(int(position)), int(position)) for position in order[first : last + 1])
            order[first : last + 1] = [position for _, position in exact]
            close[first:last] = [a[0] == b[0] for a, b in pairwise(exact)]
    key = np.empty(len(values), dtype=np.intp)
    key[order] = np.concatenate(([0], np.cumsum(~close))) if len(values) else []
    return key


def places(
    keys: NDArray[np.intp], groups: NDArray[np.intp], ties: Ties, *, tie_order: NDArray[np.intp] | None = None
) -> NDArray[np.intp]:
    """The place of each key within its group, the highest first.

    Args:
        keys: Whole numbers that order the units, shape (n,).
        groups: Shape (n,).
        ties: The places of equal keys.
        tie_order: For ordinal places, what orders equal keys, ascending; shape (n,).

    Returns:
        Places from 1, shape (n,).
    """
    n = len(keys)
    if n == 0:
        return np.empty(0, dtype=np.intp)
    last = np.zeros(n, dtype=np.intp) if tie_order is None else tie_order
    order = np.lexsort((last, -keys, groups))
    new_group = np.concatenate(([True], np.diff(groups[order]) != 0))
    new_place = new_group.copy()
    new_place[1:] |= np.diff(keys[order]) != 0
    row = np.arange(n)
    group_start = np.maximum.accumulate(np.where(new_group, row, 0))
    match ties:
        case Ties.ORDINAL:
            place = row - group_start
        case Ties.COMPETITION:
            place = np.maximum.accumulate(np.where(new_place, row, 0)) - group_start
        case Ties.DENSE:
            count = np.cumsum(new_place)
            place = count - count[group_start]
        case _:
            assert_never(ties)
    result = np.empty(n, dtype=np.intp)
    result[order] = place + 1
    return result


@dataclass(frozen=True, slots=True)
class Standings:
    """Where units stand: places from 1, 0 without a score, and who shares a place or would by its score.

    Both have shape (n_units,).
    """

    places: NDArray[np.intp]
    tied: NDArray[np.bool_]


def standings(
    keys: NDArray[np.intp],
    scored: NDArray[np.bool_],
    groups: NDArray[np.intp],
    ties: Ties,
    codes: Sequence[str],
) -> Standings:
    """The places of all units that have a score.

    Args:
        keys: Whole numbers that order the units, the highest first; shape (n,).
        scored: Which of them count, shape (n,).
        groups: Places are taken within each, shape (n,).
        ties: The places of equal keys.
        codes: What orders equal keys where the policy wants an order, length n.
    """
    found = np.flatnonzero(scored)
    by_code = np.argsort(np.argsort(np.array(codes, dtype=str)[found], kind="stable"))
    place = np.zeros(len(keys), dtype=np.intp)
    place[found] = places(keys[found], groups[found], ties, tie_order=by_code)
    competition = places(keys[found], groups[found], Ties.COMPETITION)
    pairs = np.stack((groups[found], competition), axis=1)
    _, which, count = np.unique(pairs, axis=0, return_inverse=True, return_counts=True)
    tied = np.zeros(len(keys), dtype=bool)
    tied[found] = count[which.ravel()] > 1
    return Standings(place, tied)
