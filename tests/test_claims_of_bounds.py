"""What is known beforehand of constants, decimals and what is made of them, also where nothing is."""

from __future__ import annotations

from fractions import Fraction
from math import inf

import pytest

from scoring import bounds
from tests.proofs import expect_claims


@pytest.mark.parametrize(
    "value", ["0", "1", "-3", "0.1", "-2.675", "1/3", "-7/9", "123456789.01", "1/1000000000000"]
)
def test_claims_hold_for_constants_decimals_and_what_is_made_of_them(value: str) -> None:
    exact = Fraction(value)
    numbers = [float(exact)]
    constant = bounds.exactly(exact)
    expect_claims(numbers, [exact], constant)
    cents = Fraction(round(exact * 100), 100)
    column = bounds.decimals(float(cents), float(cents), 2)
    expect_claims([float(cents)], [cents], column)
    whole = bounds.whole(float(round(exact)), float(round(exact)))
    expect_claims([float(round(exact))], [Fraction(round(exact))], whole)
    for other, known in ((cents, column), (Fraction(round(exact)), whole), (exact, constant)):
        expect_claims([float(other) + numbers[0]], [other + exact], bounds.add(known, constant))
        expect_claims([float(other) - numbers[0]], [other - exact], bounds.subtract(known, constant))
        expect_claims([float(other) * numbers[0]], [other * exact], bounds.multiply(known, constant))
        if exact:
            quotient = bounds.divide(known, constant, abs(numbers[0]))
            expect_claims([float(other) / numbers[0]], [other / exact], quotient)


def test_what_is_not_finite_is_not_known() -> None:
    one, nothing = bounds.exactly(Fraction(1)), bounds.exactly(Fraction(0))
    huge = bounds.decimals(-1e300, 1e300, 2)
    for other in (one, nothing, huge, bounds.UNKNOWN):
        for found in (bounds.add(bounds.UNKNOWN, other), bounds.multiply(other, bounds.UNKNOWN)):
            assert found == bounds.UNKNOWN
        assert bounds.divide(bounds.UNKNOWN, other, 1.0) == bounds.UNKNOWN
    assert bounds.multiply(huge, huge) == bounds.UNKNOWN
    assert bounds.UNKNOWN.tolerance() is None
    for lowest, highest, error in ((-inf, 0.0, 0.0), (0.0, inf, 0.0), (0.0, 0.0, inf)):
        assert bounds.irrational(lowest, highest, error) == bounds.UNKNOWN
        lame = bounds.Known(lowest, highest, error, 1, 1)
        assert bounds.add(lame, one) == bounds.UNKNOWN
