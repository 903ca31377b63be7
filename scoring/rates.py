"""Score rates 得分率: published points over full points, exact, for many units and parts at once."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from math import lcm
from typing import TYPE_CHECKING

import numpy as np

from indicators.decimals import from_units
from indicators.parts import full_points
from scoring.sheet import State

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal

    from numpy.typing import NDArray

    from scoring.results import Results

#: Decimals of a rate shown as a percentage.
PERCENT_DECIMALS = 1
#: Rate 1 in units of the last shown decimal of a percentage.
WHOLE = 100 * 10**PERCENT_DECIMALS
#: Products of whole numbers below this are held by 64 bits; larger ones by Python's own.
_ROOM = 2**62


@dataclass(frozen=True)
class Rates:
    """Published points ÷ full points of some parts of the tree, over one denominator.

    Attributes:
        codes: The parts, each with full points.
        counts: Rates in units of 1 ÷ `base`, 0 where there is none, shape (n_units, n_parts); whole numbers.
        states: What stands in the place of each rate, shape (n_units, n_parts).
    """

    codes: tuple[str, ...]
    counts: NDArray[np.int64]
    states: NDArray[np.uint8]
    base: int

    @cached_property
    def present(self) -> NDArray[np.bool_]:
        """Which units have a rate, shape (n_units, n_parts)."""
        mask: NDArray[np.bool_] = self.states == State.VALUE
        return mask

    @cached_property
    def tenths(self) -> NDArray[np.int64]:
        """Rates in tenths of a percent, rounded half up, 0 where there is none, shape (n_units, n_parts)."""
        size = (2 * WHOLE * abs(self.counts) + self.base) // (2 * self.base)
        signed: NDArray[np.int64] = np.where(self.counts < 0, -size, size).astype(np.int64)
        return signed

    def percent(self, unit: int, part: int) -> Decimal | None:
        """One rate as a percentage, rounded half up; None where there is none."""
        if not self.present[unit, part]:
            return None
        return from_units(int(self.tenths[unit, part]), PERCENT_DECIMALS)


def rates(results: Results, codes: Sequence[str]) -> Rates:
    """The score rates of all units, in the order of the sheet; parts without full points are left out."""
    full = {code: full_points(results.scheme.by_code[code]) for code in codes}
    known = {code: Fraction(points) for code, points in full.items() if points is not None}
    published = [results.published(code) for code in known]
    # Rates are units ÷ (full · 10^decimals): one denominator for all of them keeps them whole numbers.
    unit = 10**results.scheme.policies.decimals
    base = lcm(*((points * unit).numerator for points in known.values()))
    factors = [int(base / (points * unit)) for points in known.values()]
    n = len(results.sheet.units)
    largest = max(
        (int(abs(c.units).max(initial=0)) * f for c, f in zip(published, factors, strict=True)), default=0
    )
    # Whoever compares n units multiplies by n twice, whoever rounds by twice a whole rate.
    kind = np.int64 if max(largest, base) * max(2 * WHOLE, n * n, len(known) ** 2) < _ROOM else object
    shape = (n, len(known))
    counts, states = np.zeros(shape, dtype=kind), np.zeros(shape, dtype=np.uint8)
    for column, (found, factor) in enumerate(zip(published, factors, strict=True)):
        counts[:, column] = found.units.astype(kind) * factor
        states[:, column] = found.states
    return Rates(tuple(known), counts, states, base)
