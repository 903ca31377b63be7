"""What is known about a column of floats before it is computed: its range, its error, its denominators.

The table reading computes in float64 and must still decide every comparison and every rounding as exact
arithmetic would. Two facts are carried through each operation for that:

* `error` bounds the distance between the float and the exact value (unit roundoff 2⁻⁵³ an operation);
* every exact value is a multiple of 1 ÷ (common · v), where v is a whole number of at most `varying`.

Beside them goes `relative`, a bound of the error as a share of the value, where there is one: quotients of small numbers
are as good as their parts, however large they get.

Two exact values that differ at all then differ by a known least amount. Where twice the error stays below half of
it, the float decides like the exact value, *proved*; where it does not, the caller must ask the exact
reading about the values that lie within the error of the edge.
"""

from __future__ import annotations

from math import ceil, gcd, inf, isfinite, lcm
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from fractions import Fraction

#: Unit roundoff of float64, doubled, so that the rounding of these bounds themselves is covered.
ROUNDOFF = 2.0**-52
#: Whole numbers below this leave floats room for a tolerance to be added.
_EXACT = 2**50
#: Denominators beyond this prove nothing; they are not worth tracking.
_HOPELESS = 2**80


class Known(NamedTuple):
    """Range, error and denominators of one column; see the module."""

    lowest: float
    highest: float
    error: float
    common: int
    varying: int
    relative: float = inf
    #: Of a constant, what it is a multiple of besides: p of p ÷ q.
    numerator: int = 1

    @property
    def magnitude(self) -> float:
        """The largest absolute value."""
        return max(abs(self.lowest), abs(self.highest))

    @property
    def denominator(self) -> int:
        """A bound of the exact value's denominator."""
        return self.common * self.varying

    def tolerance(self) -> float | None:
        """Half the least distance from zero of a value that is not zero, if floats can tell; else None.

        A float closer to zero than this is an exact zero; the answer holds with the float's error counted in.
        """
        if self.denominator >= _HOPELESS:
            return None
        half = 0.5 / self.denominator
        return half if 2 * self.error < half else None

    def is_above_zero(self) -> bool:
        """Whether every exact value is above zero."""
        return self.lowest - self.error > 0

    def is_below_zero(self) -> bool:
        """Whether every exact value is below zero."""
        return self.highest + self.error < 0

    def is_not_negative(self) -> bool:
        """Whether no exact value is below zero: those that are lie further from it than twice the tolerance."""
        least, proved = self.lowest - self.error, self.tolerance()
        return least >= 0 if proved is None else least > -proved


#: Nothing is known: every edge is decided by the exact reading.
UNKNOWN = Known(-inf, inf, inf, 1, _HOPELESS)


def exactly(value: Fraction) -> Known:
    """A constant."""
    number = float(value)
    numerator, denominator = value.as_integer_ratio()
    is_exact = number.as_integer_ratio() == (numerator, denominator)
    error, relative = (0.0, 0.0) if is_exact else (abs(number) * ROUNDOFF, ROUNDOFF)
    return Known(number, number, error, denominator, 1, relative, abs(numerator) or 1)


def decimals(lowest: float, highest: float, places: int) -> Known:
    """Decimal values with so many places, each held as the nearest float."""
    error = 0.0 if places == 0 else max(abs(lowest), abs(highest)) * ROUNDOFF
    return Known(lowest, highest, error, 10**places, 1, ROUNDOFF if error else 0.0)


def whole(lowest: float, highest: float) -> Known:
    """Whole numbers, held exactly."""
    return Known(lowest, highest, 0.0, 1, 1, 0.0)


def irrational(lowest: float, highest: float, error: float, relative: float = inf) -> Known:
    """Roots, logarithms and powers: no denominator tells two of them apart."""
    if not (isfinite(lowest) and isfinite(highest) and isfinite(error)):
        return UNKNOWN
    return Known(lowest, highest, error, 1, _HOPELESS, relative)


def either(a: Known, b: Known) -> Known:
    """A value of one column or of the other."""
    return Known(
        min(a.lowest, b.lowest),
        max(a.highest, b.highest),
        max(a.error, b.error),
        lcm(a.common, b.common),
        max(a.varying, b.varying),
        max(a.relative, b.relative),
    )


def _rounded(
    lowest: float, highest: float, error: float, common: int, varying: int, relative: float
) -> Known:
    """The result of one float operation, with the rounding of that operation."""
    if not (isfinite(lowest) and isfinite(highest) and isfinite(error)):
        return UNKNOWN
    magnitude = max(abs(lowest), abs(highest))
    exact = (
        error == 0.0 and magnitude * common * varying < _EXACT and common & (common - 1) == 0 and varying == 1
    )
    if exact:
        relative = 0.0
    else:
        error += magnitude * ROUNDOFF
        relative += ROUNDOFF
    return Known(
        lowest,
        highest,
        error * (1 + 2.0**-20),
        min(common, _HOPELESS),
        min(varying, _HOPELESS),
        relative * (1 + 2.0**-20),
    )


def add(a: Known, b: Known) -> Known:
    """The sum a + b."""
    common, varying = lcm(a.common, b.common), a.varying * b.varying
    relative = max(a.relative, b.relative) if a.lowest >= 0 and b.lowest >= 0 else inf
    return _rounded(a.lowest + b.lowest, a.highest + b.highest, a.error + b.error, common, varying, relative)


def subtract(a: Known, b: Known) -> Known:
    """The difference a − b."""
    return add(a, Known(-b.highest, -b.lowest, b.error, b.common, b.varying, b.relative))


def multiply(a: Known, b: Known) -> Known:
    """The product a · b."""
    ends = a.lowest * b.lowest, a.lowest * b.highest, a.highest * b.lowest, a.highest * b.highest
    error = a.error * (b.magnitude + b.error) + b.error * a.magnitude
    relative = a.relative + b.relative
    common = a.common * b.common
    if max(a.common, b.common) < _HOPELESS:
        common //= gcd(common, a.numerator * b.numerator)
    return _rounded(min(ends), max(ends), error, common, a.varying * b.varying, relative)


def divide(a: Known, b: Known, smallest: float, largest: float = inf) -> Known:
    """The quotient a ÷ b, for divisors of at least `smallest` and quotients of at most `largest`, disregarding signs."""
    if not (smallest > 0 and isfinite(b.magnitude) and b.denominator < _HOPELESS**2):
        return UNKNOWN
    largest = min(largest, a.magnitude / smallest)
    relative = a.relative + b.relative
    error = min((a.error + largest * b.error) / smallest, largest * relative)
    if b.relative < 1 / 2:
        error = min(error, (a.error / smallest + largest * b.relative) / (1 - b.relative))
    lowest = -largest if a.lowest < 0 or b.lowest < 0 else 0.0
    numerator = b.magnitude * b.denominator * (1 + 2.0**-40)
    varying = min(a.varying * (ceil(numerator) + 1), _HOPELESS) if numerator < _HOPELESS else _HOPELESS
    return _rounded(lowest, largest, error, a.common, varying, relative)


def line_within(x: Known, slope: Fraction, shift: Fraction, lowest: float, highest: float) -> Known:
    """The line slope · x + shift where it lies between two numbers; the slope is not zero."""
    ends = sorted((end - float(shift)) / float(slope) for end in (lowest, highest))
    return add(multiply(clipped(x, *ends), exactly(slope)), exactly(shift))


def clipped(a: Known, lowest: float | None = None, highest: float | None = None) -> Known:
    """The same values within a narrower range."""
    low = a.lowest if lowest is None else max(a.lowest, lowest)
    high = a.highest if highest is None else min(a.highest, highest)
    return Known(min(low, high), max(low, high), a.error, a.common, a.varying, a.relative)
