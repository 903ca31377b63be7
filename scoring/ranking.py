"""Places: who stands where, with ties decided exactly."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, assert_never

import numpy as np

from indicators.policies import Ties
from scoring.digit_sort import nearly_in_order, order_by, order_within

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from fractions import Fraction

    from numpy.typing import NDArray

    #: Places from 1, as numbers that formulas go on with.
    Places = NDArray[np.float64]

#: Keys are counted in a table where it needs no more room than this, else sorted.
_ROOM_PER_UNIT = 8
_ROOM = 16_384
#: Rounds of swapping neighbours before values are sorted another way.
_SWAPS = 8
#: Keys that reach further than this are numbered first.
_TOO_WIDE = 2**62


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
    order, close = _sorted_exactly(values, groups, tolerance, resolve)
    key = np.empty(len(values), dtype=np.intp)
    key[order] = np.concatenate(([0], np.cumsum(~close))) if len(values) else []
    return key


def exact_ranks(
    values: NDArray[np.float64],
    groups: NDArray[np.intp],
    resolve: Callable[[int], Fraction],
    tolerance: float,
) -> Places:
    """The place of each value within its group, the lowest first, equals sharing it; arguments as of `exact_order`."""
    order, close = _sorted_exactly(values, groups, tolerance, resolve)
    ordered = groups[order]
    starts = np.flatnonzero(np.diff(ordered, prepend=-1))
    first = np.repeat(starts, np.diff(starts, append=len(order)))
    return _places_in(order, ~close, starts, first)


def ranks_apart(
    values: NDArray[np.float64],
    groups: NDArray[np.intp],
    starts: NDArray[np.intp],
    first: NDArray[np.intp],
    tolerance: float,
) -> Places:
    """The place of each value within its group, the lowest first, equals sharing the better one.

    Args:
        values: Shape (n,); those of a group not further apart than the tolerance are equal.
        groups: In ascending order, shape (n,).
        starts: The first row of each group, shape (n_groups,).
        first: The first row of each value's group, shape (n,).
        tolerance: See `values`.
    """
    order, steps = _in_order(values, groups, starts, tolerance)
    return _places_in(order, steps > tolerance, starts, first)


def _in_order(
    values: NDArray[np.float64], groups: NDArray[np.intp], starts: NDArray[np.intp], tolerance: float
) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    """The positions in the order of groups and values, and how much each value but the first exceeds the one before.

    Values not further apart than the tolerance may stand in any order. From one group to the next there is no end to
    what a value exceeds; `starts` is where in the order they begin.
    """
    order = nearly_in_order(values, groups)
    steps = _steps_within(values.take(order), starts)
    wrong = np.flatnonzero(steps < -tolerance)
    for _ in range(_SWAPS):
        if len(wrong) == 0:
            return order, steps
        # Neighbours that share their leading digits are swapped, of three in a row the first two.
        wrong = wrong[np.diff(wrong, prepend=-2) > 1]
        order[wrong], order[wrong + 1] = order[wrong + 1], order[wrong]
        near = np.unique((wrong[:, np.newaxis] + [-1, 0, 1]).clip(0, len(steps) - 1))
        near = near[steps[near] < np.inf]
        steps[near] = values[order[near + 1]] - values[order[near]]
        wrong = near[steps[near] < -tolerance]
    order = np.lexsort((values, groups))
    return order, _steps_within(values.take(order), starts)


def _steps_within(ordered: NDArray[np.float64], starts: NDArray[np.intp]) -> NDArray[np.float64]:
    steps = np.diff(ordered)
    steps[starts[1:] - 1] = np.inf
    return steps


def ranks_of_whole_numbers(
    keys: NDArray[np.unsignedinteger],
    groups: NDArray[np.intp],
    starts: NDArray[np.intp],
    first: NDArray[np.intp],
) -> Places:
    """The place of each key, a whole number from 0, within its group; the others are as of `ranks_apart`."""
    span, number = int(keys.max()) + 1, len(starts)
    if span * number <= _ROOM_PER_UNIT * len(keys):
        base = np.arange(number) * span
        cells = keys + np.repeat(base, np.diff(starts, append=len(keys))) if number > 1 else keys
        count = np.bincount(cells, minlength=span * number)
        # Those of each cell come after those of all cells before it.
        places = np.ones(span * number + 1, dtype=np.intp)
        count[0] += 1
        np.cumsum(count, out=places[1:])
        found = places.take(cells)
        found -= first
        return found.astype(np.float64)
    order = order_within(keys, groups, starts, first)
    ordered = keys.take(order)
    return _places_in(order, ordered[1:] != ordered[:-1], starts, first)


def _places_in(
    order: NDArray[np.intp],
    differs: NDArray[np.bool_],
    starts: NDArray[np.intp],
    first: NDArray[np.intp],
) -> Places:
    """Places of positions in order; `differs` tells of all but the first whether they differ from the one before."""
    is_first = np.empty(len(order), dtype=bool)
    is_first[1:] = differs
    is_first[starts] = True
    firsts, ties = _ties(is_first)
    places = firsts.take(ties)
    places -= first
    found = np.empty(len(order))
    found[order] = places + 1.0
    return found


def _ties(is_first: NDArray[np.bool_]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Where each run of equals begins, and the number of each position's run."""
    ties: NDArray[np.intp] = np.cumsum(is_first)
    ties -= 1
    return np.flatnonzero(is_first), ties


def _sorted_exactly(
    values: NDArray[np.float64],
    groups: NDArray[np.intp],
    tolerance: float,
    resolve: Callable[[int], Fraction] | None,
) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """The positions in the order of groups and exact values, and which of them equal the one before."""
    starts = np.flatnonzero(np.diff(np.sort(groups), prepend=-1))
    if resolve is None:
        order, steps = _in_order(values, groups, starts, tolerance)
    else:
        # Where values that are close may still differ, they must stand in their order before it is known who is close.
        order = np.lexsort((values, groups))
        steps = _steps_within(values.take(order), starts)
    close = steps <= tolerance
    if resolve is not None and close.any():
        edges = np.flatnonzero(np.diff(np.concatenate(([False], close, [False])).astype(np.int8)))
        for first, last in zip(edges[::2], edges[1::2], strict=True):
            exact = sorted((resolve(int(position)), int(position)) for position in order[first : last + 1])
            order[first : last + 1] = [position for _, position in exact]
            close[first:last] = [a[0] == b[0] for a, b in pairwise(exact)]
    return order, close


@dataclass(frozen=True, slots=True)
class Rivals:
    """Of the counted units of each unit's group, how many are better and how many equal; both have shape (n,)."""

    better: NDArray[np.intp]
    equal: NDArray[np.intp]


def rivals(
    keys: NDArray[np.intp], groups: NDArray[np.intp], counted: NDArray[np.bool_] | None = None
) -> Rivals:
    """How each unit compares with those of its group which count.

    Args:
        keys: Whole numbers that order the units, the highest best; shape (n,).
        groups: Shape (n,).
        counted: Which units count as rivals, all unless stated; shape (n,).
    """
    n = len(keys)
    if n == 0:
        nothing = np.empty(0, dtype=np.intp)
        return Rivals(nothing, nothing)
    best, number = int(keys.max()), int(groups.max()) + 1
    spans = best - int(keys.min()) + 1
    if number * spans >= _TOO_WIDE:
        keys = np.unique(keys, return_inverse=True)[1].ravel()
        best, spans = int(keys.max()), int(keys.max()) + 1
    cells = groups * spans
    cells -= keys
    cells += best
    if number * spans <= _ROOM_PER_UNIT * n + _ROOM:
        return _by_counting(cells, groups, spans, counted)
    return _by_sorting(cells, groups, counted)


def _by_counting(
    cells: NDArray[np.intp], groups: NDArray[np.intp], spans: int, counted: NDArray[np.bool_] | None
) -> Rivals:
    """By a table of how many units of each group have each key, the best key first."""
    own = cells if counted is None else cells[counted]
    equal = np.bincount(own, minlength=spans * (int(groups.max()) + 1))
    better = np.cumsum(equal)
    better -= equal
    of_group = better[::spans]
    before = better[cells]
    if len(of_group) > 1:
        before -= of_group[groups]
    return Rivals(before, equal[cells])


def _by_sorting(
    cells: NDArray[np.intp], groups: NDArray[np.intp], counted: NDArray[np.bool_] | None
) -> Rivals:
    order = order_by(cells)
    ordered = cells.take(order)
    is_first = np.empty(len(cells), dtype=bool)
    is_first[0] = True
    np.not_equal(ordered[1:], ordered[:-1], out=is_first[1:])
    firsts, ties = _ties(is_first)
    # How many that count come before each run, and before the end.
    before = np.append(firsts, len(cells))
    if counted is not None:
        before = np.concatenate(([0], np.cumsum(counted[order]))).take(before)
    found = Rivals(np.empty(len(cells), dtype=np.intp), np.empty(len(cells), dtype=np.intp))
    found.better[order] = before[:-1].take(ties)
    found.equal[order] = np.diff(before).take(ties)
    of_group = np.bincount(groups if counted is None else groups[counted], minlength=int(groups.max()) + 1)
    # Those of the groups before it are no rivals.
    found.better[:] -= (np.cumsum(of_group) - of_group).take(groups)
    return found


def _dense(keys: NDArray[np.intp], groups: NDArray[np.intp]) -> NDArray[np.intp]:
    """One more than how many different better keys the group has."""
    order = np.lexsort((-keys, groups))
    new_group = np.diff(groups[order], prepend=-1) != 0
    new_key = new_group.copy()
    new_key[1:] |= np.diff(keys[order]) != 0
    count = np.cumsum(new_key)
    place = np.empty(len(keys), dtype=np.intp)
    place[order] = count - np.maximum.accumulate(np.where(new_group, count, 0)) + 1
    return place


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
    match ties:
        case Ties.COMPETITION:
            return rivals(keys, groups).better + 1
        case Ties.DENSE:
            return _dense(keys, groups)
        case Ties.ORDINAL:
            last = np.zeros(len(keys), dtype=np.intp) if tie_order is None else tie_order
            order = np.lexsort((last, -keys, groups))
            row = np.arange(len(keys))
            new_group = np.diff(groups[order], prepend=-1) != 0
            place = np.empty(len(keys), dtype=np.intp)
            place[order] = row - np.maximum.accumulate(np.where(new_group, row, 0)) + 1
            return place
        case _:
            assert_never(ties)


@dataclass(frozen=True, slots=True)
class Standings:
    """Where units stand: places from 1, 0 without a score, and who shares a place or would by its score.

    Both have shape (n_units,). `among` tells how each unit compares with the scored ones, and means nothing of the others.
    """

    places: NDArray[np.intp]
    tied: NDArray[np.bool_]
    among: Rivals


def standings(
    keys: NDArray[np.intp],
    scored: NDArray[np.bool_],
    groups: NDArray[np.intp],
    ties: Ties,
    codes: Callable[[], Sequence[str]],
) -> Standings:
    """The places of all units that have a score.

    Args:
        keys: Whole numbers that order the units, the highest first; shape (n,).
        scored: Which of them count, shape (n,).
        groups: Places are taken within each, shape (n,).
        ties: The places of equal keys.
        codes: Gives what orders equal keys where the policy wants an order, length n.
    """
    # Whoever has no score is in a group apart, and nobody's rival.
    among = rivals(keys, groups if scored.all() else np.where(scored, groups, groups.max() + 1))
    return Standings(_official(among, keys, scored, groups, ties, codes), (among.equal > 1) & scored, among)


def _official(
    among: Rivals,
    keys: NDArray[np.intp],
    scored: NDArray[np.bool_],
    groups: NDArray[np.intp],
    ties: Ties,
    codes: Callable[[], Sequence[str]],
) -> NDArray[np.intp]:
    """Places as the policy counts them, 0 without a score; arguments are those of `standings`."""
    if ties is Ties.COMPETITION:
        return np.where(scored, among.better + 1, 0)
    by_code = None
    if ties is Ties.ORDINAL:
        by_code = np.argsort(np.argsort(np.array(codes(), dtype=str)[scored], kind="stable"))
    found = np.zeros(len(scored), dtype=np.intp)
    found[scored] = places(keys[scored], groups[scored], ties, tie_order=by_code)
    return found


def chained(keys: Sequence[NDArray[np.intp]]) -> NDArray[np.intp]:
    """One key for several, of which each decides where those before it are equal; each has shape (n,)."""
    if len(keys) == 1:
        return keys[0]
    order = np.lexsort(tuple(reversed(keys)))
    differs = np.zeros(len(order), dtype=bool)
    for key in keys:
        differs[1:] |= np.diff(key[order]) != 0
    found = np.empty(len(order), dtype=np.intp)
    found[order] = np.cumsum(differs)
    return found
