"""What a tuning consists of at one moment: moved weights, locks and bounds."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from scoring.apportion import Span

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal


class Bound(NamedTuple):
    """The least and the most a part may weigh, both included; None where nothing was said."""

    least: Decimal | None = None
    most: Decimal | None = None

    def span(self, total: Fraction) -> Span:
        """The same for a part of a node whose weights add up to `total`."""
        least = Fraction(0) if self.least is None else Fraction(self.least)
        return Span(least, total if self.most is None else min(Fraction(self.most), total))

    def allows(self, weight: Decimal) -> bool:
        """Whether a weight keeps to it."""
        return (self.least is None or self.least <= weight) and (self.most is None or weight <= self.most)


#: What holds where nothing was said.
UNBOUND = Bound()


@dataclass(frozen=True)
class Balance:
    """Weights where they differ from the scheme's, the codes whose weights are locked, and bounds, all by code."""

    weights: Mapping[str, Decimal] = field(default_factory=dict)
    locked: frozenset[str] = frozenset()
    bounds: Mapping[str, Bound] = field(default_factory=dict)

    def bound(self, code: str) -> Bound:
        """What was said of a part."""
        return self.bounds.get(code, UNBOUND)

    def without(self, codes: frozenset[str]) -> Balance:
        """The same with nothing said of these parts."""
        return Balance(
            {code: weight for code, weight in self.weights.items() if code not in codes},
            self.locked - codes,
            {code: bound for code, bound in self.bounds.items() if code not in codes},
        )

    @property
    def codes(self) -> frozenset[str]:
        """Every part something was said of."""
        return frozenset(self.weights) | self.locked | frozenset(self.bounds)


def total(weights: Mapping[str, Decimal]) -> Fraction:
    """What weights add up to, exactly."""
    return sum(map(Fraction, weights.values()), Fraction(0))
