"""The smallest change of weights after which one unit is level with another that was ahead of it, or before it.

From the weights at hand one weight moves, and the others of its node make room as they do in the tuning; or one weight
gives to another, and the rest stay. Both units are compared exactly, as the ranking compares them, on a grid of 0.01.
In sums a total is a linear function of the weight that moves, and a quotient of linear ones where points are rescaled.
So each way is cut into a few stretches; where the order turns within one, halving finds the place, and from there the
search goes back for as long as rounding alone could have made the two level.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache, partial
from itertools import pairwise
from math import floor
from typing import TYPE_CHECKING

from scoring.apportion import STEP, decimal
from scoring.balance import total
from scoring.tuning import begun_with, reach_of, set_weight
from scoring.tuning_refusals import Refusal
from scoring.weights import tunable, weights_below

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from decimal import Decimal

    from indicators.scheme import Scheme
    from scoring.balance import Balance
    from scoring.swap_duel import Duel, Standing
    from scoring.tuning import Tuning

#: Stretches of a way on which the order is taken to turn once at most.
_STRETCHES = 4
#: Steps back from where the order turns, at the most, and by how many units of the last decimal rounding may deceive.
_STEPS_BACK, _UNITS = 400, 3
#: To see what a weight is worth to either unit, this part of the node's weights is added to it.
_TRIED = 10


@dataclass(frozen=True, slots=True)
class Swap:
    """A change of weights after which the unit behind is level or ahead.

    Attributes:
        node: Whose children's weights change.
        part: The one that moves; the others of the node make room.
        taker: Where the part only gives to one other, or takes from it, that other.
        before: What the part weighs at hand.
        after: What it must weigh.
        weights: Of all children of the node afterwards.
    """

    node: str
    part: str
    taker: str | None
    before: Decimal
    after: Decimal
    weights: Mapping[str, Decimal]

    @property
    def change(self) -> Decimal:
        """By how much the part's weight changes."""
        return self.after - self.before


def single_swaps(duel: Duel, balance: Balance, most: int = 5) -> tuple[Swap, ...]:
    """For every weight that can bring it about alone, its smallest change that does; the smallest of all first.

    Args:
        duel: The two units, under the scheme with the weights at hand.
        balance: Locks and bounds that are kept; its weights are not read.
        most: Of how many weights.
    """
    found = [swap for way in _single_ways(duel.scheme, balance) if (swap := _first(duel, way)) is not None]
    nearest: dict[str, Swap] = {}
    for swap in sorted(found, key=lambda swap: abs(swap.change)):
        nearest.setdefault(swap.part, swap)
    return tuple(_rescored(duel, swap) for swap in list(nearest.values())[:most])


def transfer(duel: Duel, balance: Balance) -> Swap | None:
    """The smallest amount that one weight must give another to bring it about; None where that is not found.

    In each node those two are tried of which, point for point, one favours the unit behind most and the other least.
    """
    found = [swap for way in _transfers(duel, balance) if (swap := _first(duel, way)) is not None]
    nearest = min(found, key=lambda swap: abs(swap.change), default=None)
    return None if nearest is None else _rescored(duel, nearest)


def _rescored(duel: Duel, swap: Swap) -> Swap:
    """The same, once everything was scored again under its weights and the places are as they should be."""
    if not duel.is_settled_by(swap.weights):
        raise AssertionError(f"scored again, {swap} does not bring the two level")
    return swap


@dataclass(frozen=True, slots=True)
class _Way:
    """A part's weight moved step by step: `weights` are those of its node that differ after so many steps."""

    node: str
    part: str
    taker: str | None
    steps: int
    weights: Callable[[int], Mapping[str, Decimal]]


def _single_ways(scheme: Scheme, balance: Balance) -> Iterator[_Way]:
    start = begun_with(scheme, replace(balance, weights={}))
    for node in tunable(scheme):
        for code, weight in weights_below(scheme, node, {}).items():
            if code not in balance.locked:
                reach = reach_of(scheme, start.now, code)
                for way, room in (
                    (STEP, reach.most - Fraction(weight)),
                    (-STEP, Fraction(weight) - reach.least),
                ):
                    moved = partial(_moved, scheme, start, code, weight, decimal(way))
                    yield _Way(node, code, None, floor(room / STEP), moved)


def _moved(
    scheme: Scheme, start: Tuning, code: str, weight: Decimal, step: Decimal, steps: int
) -> Mapping[str, Decimal]:
    found = set_weight(scheme, start, code, weight + steps * step)
    # Where nobody is left to make room, nothing moves, and so nothing is found.
    return start.weights if isinstance(found, Refusal) else found.weights


def _transfers(duel: Duel, balance: Balance) -> Iterator[_Way]:
    for node in tunable(duel.scheme):
        weights = weights_below(duel.scheme, node, {})
        rates = {code: rate for code in weights if (rate := _rate(duel, node, code, weights)) is not None}
        spans = {
            code: balance.bound(code).span(total(weights)) for code in rates if code not in balance.locked
        }
        givers = {code: Fraction(weights[code]) - span.least for code, span in spans.items()}
        takers = {code: span.most - Fraction(weights[code]) for code, span in spans.items()}
        giver = min((c for c, room in givers.items() if room >= STEP), key=rates.__getitem__, default=None)
        taker = max((c for c, room in takers.items() if room >= STEP), key=rates.__getitem__, default=None)
        if giver is not None and taker is not None and giver != taker:
            given = partial(_given, weights, giver, taker)
            yield _Way(node, giver, taker, floor(min(givers[giver], takers[taker]) / STEP), given)


def _given(weights: Mapping[str, Decimal], giver: str, taker: str, steps: int) -> Mapping[str, Decimal]:
    amount = decimal(steps * STEP)
    return {giver: weights[giver] - amount, taker: weights[taker] + amount}


def _rate(duel: Duel, node: str, code: str, weights: Mapping[str, Decimal]) -> Fraction | None:
    """What more weight of a part brings the unit behind compared with the one ahead; None where nothing can be said."""
    more = decimal(max(floor(total(weights) / _TRIED / STEP), 1) * STEP)
    standing = duel.under(node, {code: weights[code] + more})
    return None if standing is None else standing.lead


def _first(duel: Duel, way: _Way) -> Swap | None:
    """The first step of a way at which the unit behind is level or ahead; None where it never is."""
    standing = cache(lambda steps: duel.under(way.node, way.weights(steps)))
    marks = sorted({way.steps * stretch // _STRETCHES for stretch in range(_STRETCHES + 1)})
    for near, far in pairwise(marks):
        found = _turn(standing, near, far, duel.unit)
        if found is not None:
            weights = weights_below(duel.scheme, way.node, way.weights(found))
            before = weights_below(duel.scheme, way.node, {})[way.part]
            return Swap(way.node, way.part, way.taker, before, weights[way.part], weights)
    return None


def _turn(standing: Callable[[int], Standing | None], near: int, far: int, unit: Fraction) -> int | None:
    """The first step after `near`, and up to `far`, at which the unit behind is level."""
    end = standing(far)
    if end is None or not (end.is_level or end.lead > -_UNITS * unit):
        return None
    low, high = near, far
    while end.is_level and high - low > 1:
        middle = (low + high) // 2
        there = standing(middle)
        if there is None:
            return None
        low, high = (low, middle) if there.is_level else (middle, high)
    first = None
    for step in range(high, max(near, high - _STEPS_BACK), -1):
        there = standing(step)
        if there is None:
            break
        if there.is_level:
            first = step
        elif there.lead <= -_UNITS * unit:
            break
    return first
