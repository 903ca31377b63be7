"""Imbalance 不均衡: how far score rates lie apart, for one indicator among units and for one unit among indicators."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from scoring.rates import Rates

#: A rate below this is a weak one.
PASS = Fraction(60, 100)


class Imbalance(NamedTuple):
    """Some score rates: how many, their mean, lowest and highest, and how many are below `PASS`.

    `deviation` is the mean distance from the mean 平均差, Σ|rate − mean| ÷ size: 0 where all are alike. A range
    would only tell of the two at the ends, and a standard deviation takes a root.
    """

    size: int
    mean: Fraction
    deviation: Fraction
    lowest: Fraction
    highest: Fraction
    weak: int


def among_units(rates: Rates, members: Sequence[int]) -> tuple[Imbalance | None, ...]:
    """Each part over some units, given by position; None where none of them has a rate."""
    counts, present = rates.counts[members], rates.present[members]
    return tuple(_imbalance(counts[present[:, part], part], rates.base) for part in range(len(rates.codes)))


def among_parts(rates: Rates, members: Iterable[int]) -> tuple[Imbalance | None, ...]:
    """Each of some units over the parts it has a rate in; None where it has none."""
    return tuple(_imbalance(rates.counts[unit][rates.present[unit]], rates.base) for unit in members)


def weakest(rates: Rates, unit: int, most: int) -> tuple[int, ...]:
    """The columns of a unit's lowest rates, the lowest first; equals in the order of the tree."""
    own = np.flatnonzero(rates.present[unit])
    order = np.argsort(rates.counts[unit][own], kind="stable")
    return tuple(int(part) for part in own[order[:most]])


def _imbalance(counts: NDArray[np.int64], base: int) -> Imbalance | None:
    n = len(counts)
    if n == 0:
        return None
    total = int(counts.sum())
    apart = int(abs(counts * n - total).sum())
    return Imbalance(
        n,
        Fraction(total, n * base),
        Fraction(apart, n * n * base),
        Fraction(int(counts.min()), base),
        Fraction(int(counts.max()), base),
        int((counts * PASS.denominator < PASS.numerator * base).sum()),
    )
