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


HUNDREDTHS = bounds.decimals(0.0, 100.0, 2)


def test_hundredths_times_25_are_quarters_and_no_less_wrong_for_that() -> None:
    quarters = bounds.multiply(HUNDREDTHS, bounds.exactly(Fraction(25)))
    assert quarters.common == 4
    assert 0.07 * 25 != 1.75
    expect_claims([0.07 * 25], [Fraction(7, 4)], quarters)
    more = bounds.add(quarters, bounds.whole(0, 2**40))
    exact = Fraction(2**40 - 1) + Fraction(7, 4)
    expect_claims([2.0**40 - 1 + 0.07 * 25], [exact], more)


def test_halves_are_held_exactly_and_thirds_are_not() -> None:
    halves = bounds.add(bounds.whole(0, 100), bounds.exactly(Fraction(1, 2)))
    assert (halves.error, halves.relative) == (0.0, 0.0)
    thirds = bounds.add(bounds.whole(0, 100), bounds.exactly(Fraction(1, 3)))
    expect_claims([100 + 1 / 3], [100 + Fraction(1, 3)], thirds)


def test_quarters_beside_numbers_of_sixteen_digits_are_not_held_exactly() -> None:
    large = 2**52 - 1
    quarter = bounds.add(bounds.whole(0, large), bounds.exactly(Fraction(1, 4)))
    assert Fraction(float(large) + 0.25) != large + Fraction(1, 4)
    expect_claims([float(large) + 0.25], [large + Fraction(1, 4)], quarter)


def test_a_product_is_as_wrong_as_its_factors_may_be() -> None:
    factor = bounds.Known(0.0, 1.0, 0.5, 1, 1)
    expect_claims([1.5 * 1.5], [Fraction(1)], bounds.multiply(factor, factor))
    nothing = bounds.Known(0.0, 0.0, 0.5, 1, 1)
    expect_claims([1.5 * 0.5], [Fraction(0)], bounds.multiply(factor, nothing))


def test_denominators_that_are_no_longer_tracked_do_not_become_known_again() -> None:
    tiny = Fraction(1, 10**30)
    product = bounds.multiply(HUNDREDTHS, bounds.exactly(tiny))
    again = bounds.multiply(product, bounds.exactly(Fraction(1024)))
    exact = Fraction(1, 100) * tiny * 1024
    assert again.tolerance() is None
    expect_claims([float(exact)], [exact], again)
