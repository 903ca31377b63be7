"""What one point of a part adds under each of many weights: products of drawn weights and constants."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

from indicators.parts import common_weight
from indicators.periods import AT
from scoring import bounds

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from indicators.parts import Composite, Indicator
    from indicators.scheme import Scheme
    from scoring.bounds import Known
    from scoring.plan import Term
    from scoring.stability_weights import DrawnWeights


@dataclass(frozen=True, slots=True)
class Coefficient:
    """A constant times the drawn weights of some parts, by their codes."""

    constant: Fraction = Fraction(1)
    codes: tuple[str, ...] = ()

    def times(self, other: Coefficient) -> Coefficient:
        """The product of both."""
        return Coefficient(self.constant * other.constant, self.codes + other.codes)

    def over(self, divisor: Fraction) -> Coefficient:
        """The same as a share of something."""
        return Coefficient(self.constant / divisor, self.codes)


class Drawn:
    """The drawn weights of a scheme as coefficients of the sums of its plan."""

    def __init__(self, scheme: Scheme, weights: DrawnWeights) -> None:
        self._scheme = scheme
        self._steps = {
            code: (node.steps[:, at], node.decimals)
            for node in weights.nodes
            for at, code in enumerate(node.children)
        }
        self.draws = weights.draws

    def moves(self, part: Indicator | Composite) -> bool:
        """Whether the weight of a part, of the tree with its periods written out, was drawn."""
        code, _, _ = part.code.partition(AT)
        if code not in self._steps or part.parent is None:
            return False
        # A part with periods is in each of them weighed as the period is.
        return self._scheme.by_code[code].parent == part.parent.partition(AT)[0]

    def weight(self, term: Term, part: Indicator | Composite) -> Coefficient:
        """The weight of a child of a sum, which is the same for all groups."""
        if not self.moves(part):
            return Coefficient(term.weights[0])
        weight = common_weight(part)
        assert weight, "no part without a weight is drawn"
        # Weights of a mean are of any size, and their sum is the same in all draws.
        return Coefficient(term.weights[0] / Fraction(weight), (part.code.partition(AT)[0],))

    def known(self, of: Coefficient) -> Known:
        """What is known of a coefficient over all draws."""
        weights = (
            bounds.decimals(float(steps.min()) / 10**decimals, float(steps.max()) / 10**decimals, decimals)
            for steps, decimals in (self._steps[code] for code in of.codes)
        )
        return reduce(bounds.multiply, weights, bounds.exactly(of.constant))

    def numbers(self, of: Coefficient) -> NDArray[np.float64]:
        """A coefficient under each of the draws, shape (n_draws,)."""
        found = np.full(self.draws, float(of.constant))
        for code in of.codes:
            steps, decimals = self._steps[code]
            found *= steps / 10.0**decimals
        return found
