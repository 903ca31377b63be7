"""Roots, logarithms and powers in the exact reading: decimals of 60 digits, and the rational number where there is one.

A score holds 50 digits of them (`settled`), so that what cancels on paper cancels here.
"""

from __future__ import annotations

from decimal import Context, Decimal
from fractions import Fraction
from functools import lru_cache
from math import lcm, prod

#: Digits a score holds, and digits worked with.
DIGITS = 50
_WORKING = 60
_CONTEXT = Context(prec=_WORKING, Emin=-(10**6), Emax=10**6)
_SCORE = Context(prec=DIGITS, Emin=-(10**6), Emax=10**6)
#: A number this close to a fraction with a denominator of no more than this is that fraction.
_CLOSE = Fraction(1, 10**45)
_SIMPLE = 10**15
#: Whole exponents up to this are worked out exactly.
_EXACT_EXPONENT = 64


def power(base: Fraction, exponent: Fraction) -> Fraction:
    """Base ^ exponent, for bases and exponents where it has a value."""
    if exponent.denominator == 1 and abs(exponent) <= _EXACT_EXPONENT:
        return base ** int(exponent)
    if base == 0:
        return Fraction(0)
    found = _CONTEXT.power(_decimal(base), _decimal(exponent))
    simple = Fraction(found).limit_denominator(_SIMPLE)
    if _are_close(simple, Fraction(found)) and max(abs(exponent.numerator), exponent.denominator) <= _SIMPLE:
        proof = abs(exponent.numerator) + exponent.denominator <= 4 * _EXACT_EXPONENT
        if proof and simple**exponent.denominator == base**exponent.numerator:
            return simple
    return Fraction(found)


def weighted_geometric_mean(values: list[tuple[Fraction, Fraction]]) -> Fraction:
    """Π value ^ (weight ÷ Σ weights) of (value, weight) pairs, for values of zero or more."""
    if any(value == 0 and weight for value, weight in values):
        return Fraction(0)
    total = sum((weight for _, weight in values), Fraction(0))
    shares = [(value, weight / total) for value, weight in values if weight]
    root = lcm(*(share.denominator for _, share in shares))
    if root <= _EXACT_EXPONENT:
        return power(
            prod((value ** int(share * root) for value, share in shares), start=Fraction(1)),
            Fraction(1, root),
        )
    logarithms = (logarithm(value, None) * share for value, share in shares)
    return exponential(sum(logarithms, Fraction(0)))


def logarithm(of: Fraction, base: Fraction | None) -> Fraction:
    """The logarithm of a positive number; natural without a base."""
    natural = _CONTEXT.ln(_decimal(of))
    if base is None:
        return Fraction(natural)
    found = Fraction(natural) / Fraction(_CONTEXT.ln(_decimal(base)))
    simple = found.limit_denominator(_EXACT_EXPONENT)
    if (
        _are_close(simple, found)
        and abs(simple.numerator) <= _EXACT_EXPONENT
        and of**simple.denominator == base**simple.numerator
    ):
        return simple
    return found


def exponential(of: Fraction) -> Fraction:
    """E ^ of."""
    return Fraction(_CONTEXT.exp(_decimal(of)))


@lru_cache(maxsize=1 << 16)
def normal_quantile(of: Fraction) -> Fraction:
    """The number below which a standard normal variable lies with probability `of`, between 0 and 1."""
    if of == Fraction(1, 2):
        return Fraction(0)
    # Most schemes take no quantiles, and every start of the program would wait for it.
    import mpmath  # noqa: PLC0415

    with mpmath.workdps(_WORKING + 10):
        share = mpmath.mpf(of.numerator) / of.denominator
        found = mpmath.sqrt(2) * mpmath.erfinv(2 * share - 1)
        return Fraction(Decimal(mpmath.nstr(found, _WORKING)))


def settled(value: Fraction) -> Fraction:
    """What a score holds of a number that roots, logarithms or powers went into: 50 digits, or the simple fraction."""
    simple = snapped(value)
    if simple.denominator <= _SIMPLE:
        return simple
    return Fraction(_SCORE.plus(_decimal(value)))


def snapped(value: Fraction) -> Fraction:
    """The simple fraction a number is but for the digits lost on the way, if there is one; else the number."""
    if value.denominator <= _SIMPLE:
        return value
    simple = value.limit_denominator(_SIMPLE)
    return simple if _are_close(simple, value) else value


def _are_close(one: Fraction, other: Fraction) -> bool:
    return abs(one - other) <= _CLOSE * max(Fraction(1), abs(other))


def _decimal(value: Fraction) -> Decimal:
    return _CONTEXT.divide(Decimal(value.numerator), Decimal(value.denominator))
