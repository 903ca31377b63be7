"""Spans of numbers: between which two a number lies, and what arithmetic makes of that."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, inf
from typing import TYPE_CHECKING

from indicators.decimals import half_up
from indicators.formula import LARGEST_EXPONENT, Rounding
from scoring.irrational import exponential, logarithm, normal_quantile, power

if TYPE_CHECKING:
    from collections.abc import Callable

#: An end of a span; a float is one of the two infinities, which stand for no end at all.
Bound = Fraction | float

_ZERO, _ONE = Fraction(0), Fraction(1)
#: More than the exact reading of a root or logarithm may be off by, for each whole and once.
_LOST = Fraction(1, 10**40)


@dataclass(frozen=True, slots=True)
class Span:
    """All numbers from `low` to `high`; a result holds every number the operation can give, and seldom more."""

    low: Bound
    high: Bound

    @property
    def is_single(self) -> bool:
        """Whether it is one number."""
        return self.low == self.high

    def holds(self, number: Bound) -> bool:
        """Whether a number lies in it."""
        return self.low <= number <= self.high

    def joined(self, other: Span) -> Span:
        """The span of numbers that lie in either, and of those between."""
        return Span(min(self.low, other.low), max(self.high, other.high))

    def shared(self, other: Span) -> Span | None:
        """The numbers that lie in both, if there are any."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        return Span(low, high) if low <= high else None

    def plus(self, other: Span) -> Span:
        """A number of this span and one of the other, added."""
        return Span(_sum(self.low, other.low), _sum(self.high, other.high))

    def minus(self, other: Span) -> Span:
        """The other number taken from that of this span."""
        return Span(_sum(self.low, -other.high), _sum(self.high, -other.low))

    def times(self, other: Span) -> Span:
        """Both numbers multiplied."""
        if other.is_single:
            ends = [_product(self.low, other.low), _product(self.high, other.low)]
        else:
            ends = [
                _product(one, another) for one in (self.low, self.high) for another in (other.low, other.high)
            ]
        return Span(min(ends), max(ends))

    def over(self, other: Span) -> Span:
        """The number of this span divided by the other, which is not zero."""
        return self.times(other.reciprocal())

    def reciprocal(self) -> Span:
        """1 ÷ the number, which is not zero."""
        if self.low < 0 < self.high or self.low == self.high == 0:
            return ANYTHING
        low = -inf if self.high == 0 else _ONE / self.high if isinstance(self.high, Fraction) else _ZERO
        high = inf if self.low == 0 else _ONE / self.low if isinstance(self.low, Fraction) else _ZERO
        return Span(low, high)

    def at_least(self, bound: Span) -> Span:
        """The larger of both numbers."""
        return Span(max(self.low, bound.low), max(self.high, bound.high))

    def at_most(self, bound: Span) -> Span:
        """The smaller of both numbers."""
        return Span(min(self.low, bound.low), min(self.high, bound.high))

    def rounded(self, how: Rounding, decimals: int) -> Span:
        """The number with so many decimals."""
        scale = 10**decimals
        match how:
            case Rounding.DOWN:
                return self.rising(lambda number: Fraction(floor(number * scale), scale))
            case Rounding.UP:
                return self.rising(lambda number: Fraction(ceil(number * scale), scale))
            case Rounding.HALF_UP:
                return self.rising(lambda number: Fraction(half_up(number, decimals), scale))

    def power(self, exponent: Fraction) -> Span:
        """The number ^ exponent; roots are taken of what is not below zero."""
        if exponent < 0:
            return self.power(-exponent).reciprocal()
        if exponent.denominator != 1:
            base = self.at_least(NOTHING)
            return base.rising(lambda number: power(number, exponent)).widened()
        if exponent % 2 == 1:
            return self.rising(lambda number: power(number, exponent)).widened()
        ends = [inf if isinstance(end, float) else power(end, exponent) for end in (self.low, self.high)]
        return Span(_ZERO if self.holds(0) else min(ends), max(ends)).widened()

    def logarithm(self) -> Span:
        """The natural logarithm of the number, as far as it is above zero."""
        if self.high <= 0:
            return ANYTHING
        low = -inf if isinstance(self.low, float) or self.low <= 0 else logarithm(self.low, None)
        high = inf if isinstance(self.high, float) else logarithm(self.high, None)
        return Span(low, high).widened()

    def exponential(self) -> Span:
        """E ^ the number, as far as that is worked out."""
        limit = Span(Fraction(-LARGEST_EXPONENT), Fraction(LARGEST_EXPONENT))
        within = self.at_least(Span(limit.low, limit.low)).at_most(Span(limit.high, limit.high))
        return within.rising(exponential).widened()

    def normal_quantile(self) -> Span:
        """Below which number a normal variable lies with a probability of this span."""
        low = -inf if self.low <= 0 or self.low >= 1 else normal_quantile(Fraction(self.low))
        high = inf if self.high >= 1 or self.high <= 0 else normal_quantile(Fraction(self.high))
        return Span(low, high).widened()

    def widened(self) -> Span:
        """The span with room for the digits that roots and logarithms lose."""
        low = self.low if isinstance(self.low, float) else self.low - (1 + abs(self.low)) * _LOST
        high = self.high if isinstance(self.high, float) else self.high + (1 + abs(self.high)) * _LOST
        return Span(low, high)

    def rising(self, function: Callable[[Fraction], Fraction]) -> Span:
        """What a function that never falls makes of the number; it has no end where the span has none."""
        low = self.low if isinstance(self.low, float) else function(self.low)
        high = self.high if isinstance(self.high, float) else function(self.high)
        return Span(low, high)


ANYTHING = Span(-inf, inf)
NOTHING = Span(_ZERO, _ZERO)


def single(number: Fraction) -> Span:
    """The span of one number."""
    return Span(number, number)


def _sum(one: Bound, other: Bound) -> Bound:
    # Fractions are kept from becoming floats, whose range they may exceed.
    if isinstance(one, float):
        return one
    return other if isinstance(other, float) else one + other


def _product(one: Bound, other: Bound) -> Bound:
    if one == 0 or other == 0:
        return _ZERO
    if isinstance(one, Fraction) and isinstance(other, Fraction):
        return one * other
    return inf if (one > 0) == (other > 0) else -inf
