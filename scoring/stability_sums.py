"""A sum of points under many weights at once: one product of weights and points, with sums of sums taken as one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

from scoring import bounds

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from numpy.typing import NDArray

    from scoring.bounds import Known
    from scoring.stability_coefficients import Coefficient, Drawn
    from scoring.stability_readings import Reading

    Array = NDArray[np.float64]

#: What rounding can take off a sum of many weights, generously.
_BELOW = 1 - 2.0**-20


@dataclass(frozen=True, slots=True)
class Input:
    """What a sum adds up.

    `earns` is what each of its points adds, `applies` how much of the sum's full points it stands for; `lacking` tells to
    which units it does not apply, shape (n_units,), None where to all it does.
    """

    reading: Reading
    earns: Coefficient
    applies: Coefficient
    lacking: NDArray[np.bool_] | None


class WeighedSum:
    """A sum over all units, for any block of draws; what does not apply to a unit is spread over what does."""

    def __init__(self, points: Fraction, inputs: Sequence[Input], drawn: Drawn, units: int) -> None:
        """Compiles the sum.

        Args:
            points: Its full points.
            inputs: What it adds up, at least one.
            drawn: The weights.
            units: How many units there are.
        """
        fixed = [one for one in inputs if one.reading.fixed is not None]
        self._moved = [(one.reading, drawn.numbers(one.earns)) for one in inputs if one.reading.fixed is None]
        self._coefficients = np.empty((drawn.draws, len(fixed)))
        self._numbers = np.empty((len(fixed), units))
        for at, one in enumerate(fixed):
            self._coefficients[:, at] = drawn.numbers(one.earns)
            self._numbers[at] = one.reading.fixed
        self.known = _known_sum(
            [bounds.multiply(_or_nothing(one.reading), drawn.known(one.earns)) for one in inputs]
        )
        self._spread = None
        if any(one.lacking is not None for one in inputs):
            self._spread = _Spread(points, inputs, drawn, units)
            spread = bounds.multiply(self.known, self._spread.known)
            self.known = bounds.either(self.known, spread)

    def run(self, block: slice) -> Array:
        """The sum for a block of draws, shape (n_block, n_units)."""
        found = self._coefficients[block] @ self._numbers
        for reading, coefficient in self._moved:
            found += coefficient[block, None] * reading.run(block)
        if self._spread is not None:
            found *= self._spread.factors(block)
        return found


class _Spread:
    """Full points ÷ what of them applies, one factor for all units to which the same parts apply."""

    def __init__(self, points: Fraction, inputs: Sequence[Input], drawn: Drawn, units: int) -> None:
        applies = np.ones((len(inputs), units), dtype=bool)
        for at, one in enumerate(inputs):
            if one.lacking is not None:
                applies[at] = ~one.lacking
        self._patterns, of_unit = np.unique(applies, axis=1, return_inverse=True)
        self._of_unit = of_unit.ravel()
        self._points = points
        self._shares = np.stack([drawn.numbers(one.applies) for one in inputs], axis=1)
        some = self._patterns.any(axis=0)
        # No draw comes below this, though none may come to it.
        least = float((self._shares.min(axis=0) @ self._patterns[:, some]).min()) * _BELOW
        nothing = bounds.whole(0, 0)
        whole = _known_sum([bounds.either(drawn.known(one.applies), nothing) for one in inputs])
        self.known = bounds.divide(bounds.exactly(points), whole, least)

    def factors(self, block: slice) -> Array:
        """Shape (n_block, n_units)."""
        whole = self._shares[block] @ self._patterns
        with np.errstate(divide="ignore"):
            factors = np.where(whole > 0, float(self._points) / whole, 0.0)
        factors[:, self._patterns.all(axis=0)] = 1.0
        return factors[:, self._of_unit]


def _or_nothing(reading: Reading) -> Known:
    return reading.known if reading.states is None else bounds.either(reading.known, bounds.whole(0, 0))


def _known_sum(parts: Sequence[Known]) -> Known:
    """What is known of a sum of products, added up in whatever order a matrix product takes."""
    magnitude = sum(part.magnitude for part in parts)
    error = sum(part.error for part in parts) + len(parts) * magnitude * bounds.ROUNDOFF
    whole = reduce(bounds.add, parts)
    return bounds.Known(
        sum(part.lowest for part in parts),
        sum(part.highest for part in parts),
        max(error, whole.error) * (1 + 2.0**-20),
        whole.common,
        whole.varying,
    )
