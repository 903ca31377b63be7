"""Roots, logarithms, tables and lines of floats as wrong as they may be: what is claimed holds, or the exact reading is asked."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, exp, floor, inf
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.formula import ColumnName, Field, Interpolated, Lookup, Rounding, Stage
from scoring import bounds, curves, irrational
from scoring.block import Block
from scoring.normal_quantile import quantiles_of
from scoring.run import Run
from tests.proofs import expect_claims

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from scoring.bounds import Known
    from scoring.curves import Compiled

HOPELESS = bounds.UNKNOWN.varying
OF = Field(ColumnName(Stage.RAW, "a"))


def expect_curve(
    compiled: Compiled,
    given: Known,
    arguments: Sequence[str],
    curve: Callable[[Fraction], Fraction | None],
    asked: Sequence[str] = (),
) -> None:
    """Of floats off by nearly their error, either way, what is claimed holds; just these arguments are asked.

    Args:
        compiled: What is known of the curve, and its operation.
        given: What is known of its arguments.
        arguments: Some of them.
        curve: The exact value; None where there is none.
        asked: Those of which floats cannot tell, whichever way they are off.
    """
    known, operation = compiled
    assert np.isfinite(known.error)
    exact = [Fraction(argument) for argument in arguments]
    for off in (-0.9, 0.0, 0.9):
        number = np.array([float(value) for value in exact])
        share = given.relative if np.isfinite(given.relative) else 1e300
        floats = number + off * np.minimum(given.error, share * np.abs(number))
        count = len(floats)
        nobody = np.zeros(count, dtype=np.intp)
        block = Block(slice(0, count), nobody, nobody[:1], np.array([count]), nobody)
        run = Run(None, block, {}, None)  # type: ignore[arg-type]  # neither is needed for one number
        with np.errstate(all="ignore"):
            found = operation(run, np.empty(count), floats.copy())
        doubt = np.zeros(count, dtype=bool) if run.doubt is None else run.doubt
        assert {a for a, at in zip(arguments, doubt, strict=True) if at} == set(asked), off
        sure = [
            (float(made), value)
            for made, argument, at in zip(np.broadcast_to(found, count), exact, doubt, strict=True)
            if not at and (value := curve(argument)) is not None
        ]
        expect_claims([number for number, _ in sure], [value for _, value in sure], known)


#: Hundredths, of which floats tell all; numbers of which they tell zero, or nothing; and those wrong by a share of them.
HUNDREDTHS = bounds.decimals(0.0, 100.0, 2)
DIFFERENCES = bounds.Known(0.0, 100.0, 1e-6, 100, 1)
MILLIONTHS = bounds.Known(0.0, 100.0, 1e-9, 10**6, 1)
ANYTHING = bounds.Known(0.0, 100.0, 1e-6, 1, HOPELESS)
SHARES = bounds.Known(0.5, 100.0, 1e-3, 1, HOPELESS, 1e-9)
NUMBERS = ["0", "0.01", "0.25", "1", "2.25", "99.99", "100"]
CLOSE = ["0", "0.0000000001", "0.00001", "0.00009", "0.0001", "1", "2", "100"]


def root(exponent: str) -> Callable[[Fraction], Fraction | None]:
    return lambda value: None if value < 0 else irrational.power(value, Fraction(exponent))


@pytest.mark.parametrize("exponent", ["1/2", "1/4", "3/2", "9/4"])
def test_powers_of_floats_that_are_off(exponent: str) -> None:
    power = float(Fraction(exponent))
    expect_curve(curves.power(HUNDREDTHS, power), HUNDREDTHS, NUMBERS, root(exponent))
    expect_curve(curves.power(DIFFERENCES, power), DIFFERENCES, NUMBERS, root(exponent))
    expect_curve(curves.power(SHARES, power), SHARES, ["0.5", "1", "100"], root(exponent))
    steep, whole = ["0.000001", "0.00009"], ["0", "0.0001", "1", "100"]
    asked = steep if power < 1 else []
    expect_curve(curves.power(MILLIONTHS, power), MILLIONTHS, [*steep, *whole], root(exponent), asked)
    asked = CLOSE[:4] if power < 1 else []
    expect_curve(curves.power(ANYTHING, power), ANYTHING, CLOSE, root(exponent), asked)


def natural(value: Fraction) -> Fraction | None:
    return irrational.logarithm(value, None) if value > 0 else None


def test_logarithms_of_floats_that_are_off() -> None:
    expect_curve(curves.logarithm(HUNDREDTHS), HUNDREDTHS, NUMBERS, natural)
    expect_curve(curves.logarithm(DIFFERENCES), DIFFERENCES, NUMBERS, natural, ["0"])
    expect_curve(curves.logarithm(ANYTHING), ANYTHING, CLOSE, natural, CLOSE[:4])
    numbers = ["0.5", "1", "2", "100"]
    above = bounds.Known(0.5, 100.0, 1e-6, 1, HOPELESS)
    expect_curve(curves.logarithm(above), above, numbers, natural)
    assert curves.logarithm(above)[0].error < 1e-5
    below = bounds.Known(0.001, 0.5, 1e-6, 1, HOPELESS)
    expect_curve(curves.logarithm(below), below, ["0.001", "0.01", "0.5"], natural)
    expect_curve(curves.logarithm(SHARES), SHARES, numbers, natural)
    small = bounds.Known(0.0, 100.0, 1e-12, 1, HOPELESS, 1e-14)
    expect_curve(curves.logarithm(small), small, ["0.000000000000001", *numbers], natural)
    whole = bounds.whole(1, 100)
    expect_curve(curves.logarithm(whole), whole, [str(number) for number in range(1, 100)], natural)


@pytest.mark.parametrize("error", [0.0, 1e-9, 0.25])
def test_exponentials_of_floats_that_are_off(error: float) -> None:
    known = bounds.Known(-20.0, 10.0, error, 1, HOPELESS)
    arguments = ["-20", "-1", "0", "0.5", "1", "10"]
    expect_curve(curves.exponential(known), known, arguments, irrational.exponential)


@pytest.mark.parametrize("error", [0.0, 1e-3, 0.25, 0.9])
def test_an_exponential_is_known_to_be_hardly_less_than_that_of_the_least_argument(error: float) -> None:
    known, _ = curves.exponential(bounds.Known(-2.0, 3.0, error, 1, HOPELESS))
    least = exp(-2.0) * max(0.0, 1 - 2 * (exp(error) - 1))
    assert known.lowest == pytest.approx(least, rel=1e-12)
    assert known.lowest <= exp(-2.0)


def test_nothing_is_claimed_of_curves_of_what_is_not_known_or_may_be_off_by_one() -> None:
    nothing = bounds.Known(0.0, 0.0, 1e-9, 1, HOPELESS)
    assert curves.power(nothing, 0.5)[0] == bounds.UNKNOWN
    for known in (bounds.UNKNOWN, nothing):
        assert curves.logarithm(known)[0] == bounds.UNKNOWN
    for known in (bounds.UNKNOWN, bounds.Known(0.0, 1.0, 1.0, 1, 1)):
        assert curves.exponential(known)[0] == bounds.UNKNOWN


def test_quantiles_of_floats_that_are_off() -> None:
    known = bounds.Known(0.0, 1.0, 1e-6, 1, HOPELESS)
    shares = ["0.01", "0.05", "0.5", "0.9", "0.97", "0.99"]
    expect_curve(_of_shares(known), known, shares, irrational.normal_quantile, ["0.01", "0.99"])
    exactly = bounds.Known(0.0, 1.0, 0.0, 1, HOPELESS)
    expect_curve(_of_shares(exactly), exactly, shares[1:-1], irrational.normal_quantile)
    # What is left of an exact share is as good as the share.
    assert _of_shares(exactly)[0].error < 1e-12 < _of_shares(known)[0].error


def test_quantiles_of_the_places_of_a_million_units() -> None:
    units = 1_000_000
    places, whole = bounds.whole(1, units), bounds.whole(units + 1, units + 1)
    found, operation = curves.normal_quantile(places, whole, units)
    compiled = found, lambda run, out, a: operation(run, out, a, np.float64(units + 1))
    numbers = ["1", "2", "424999", "425001", "500000", "500001", "575000", "999998", "999999", "1000000"]
    expect_curve(compiled, places, numbers, lambda place: irrational.normal_quantile(place / (units + 1)))


@pytest.mark.parametrize("off", [-0.9, 0.9])
def test_quantiles_of_parts_of_a_whole_that_are_off(off: float) -> None:
    part, whole = (
        bounds.Known(0.7, 8.7, 1e-7, 1, HOPELESS),
        bounds.Known(9.4, 9.4, 2e-7, 1, HOPELESS),
    )
    found, operation = curves.normal_quantile(part, whole, 9)
    compiled = found, lambda run, out, a: operation(run, out, a, np.float64(9.4 + off * whole.error))
    numbers = ["0.7", "1.7", "4.6", "4.8", "8.7"]
    expect_curve(compiled, part, numbers, lambda a: irrational.normal_quantile(a / Fraction("9.4")))
    # Four times what parts and whole are off by, where the curve is steepest.
    assert 4 * 3e-7 / 9.4 < found.error * NormalDist().pdf(NormalDist().inv_cdf(0.025)) < 4.1 * 3e-7 / 9.4


def test_nothing_is_known_of_a_share_of_what_may_be_zero() -> None:
    nearly = bounds.Known(1e-16, 4.0, 1e-15, 1, HOPELESS)
    assert curves.normal_quantile(bounds.whole(1, 4), nearly, 4)[0] == bounds.UNKNOWN


def _of_shares(known: Known) -> Compiled:
    """The quantiles of nine units' shares, which are parts of 1."""
    found, operation = curves.normal_quantile(known, bounds.whole(1, 1), 9)
    return found, lambda run, out, a: operation(run, out, a, np.float64(1.0))


@pytest.mark.parametrize("how", [Rounding.DOWN, Rounding.UP])
def test_whole_numbers_of_floats_that_are_off(how: Rounding) -> None:
    def whole(value: Fraction) -> Fraction:
        return Fraction(floor(value) if how is Rounding.DOWN else ceil(value))

    for sign in ("", "-"):
        numbers = [sign + number for number in ("0.5", "1", "1.99", "2", "2.01", "99.5")]
        lowest, highest = sorted((float(numbers[0]), float(numbers[-1])))
        known = bounds.Known(lowest, highest, 1e-6, 100, 1)
        expect_curve(curves.whole(known, how), known, numbers, whole)
        known = bounds.Known(lowest, highest, 1e-6, 1, HOPELESS)
        expect_curve(curves.whole(known, how), known, numbers, whole, [numbers[1], numbers[3]])
    assert curves.whole(bounds.UNKNOWN, how)[0] == bounds.whole(-inf, inf)


@pytest.mark.parametrize("many", [False, True])
@pytest.mark.parametrize("inclusive", [False, True])
def test_bands_of_floats_that_are_off(*, inclusive: bool, many: bool) -> None:
    starts = tuple(Fraction(start) for start in ("0.123", "0.227", "5", "50"))
    if many:
        starts += tuple(Fraction(100 + number) for number in range(20))
    points = tuple(Fraction(number + 1, 3) for number in range(len(starts)))
    lookup = Lookup(OF, starts, points, Fraction(-1), inclusive)
    numbers = ["0", "0.12", "0.13", "0.22", "0.23", "4.99", "5", "5.01", "49.99", "50", "100"]
    expect_curve(curves.lookup(lookup, DIFFERENCES), DIFFERENCES, numbers, lookup.at)
    expect_curve(curves.lookup(lookup, ANYTHING), ANYTHING, numbers, lookup.at, ["5", "50"] + ["100"] * many)


def test_lines_between_points_of_floats_that_are_off() -> None:
    places = tuple(Fraction(place) for place in ("0.123", "10", "10.5", "60"))
    values = tuple(Fraction(value) for value in ("1", "2", "8", "-3"))
    line = Interpolated(OF, places, values, Fraction(-7))
    numbers = ["0", "0.12", "0.13", "9.99", "10", "10.01", "10.5", "59.99", "60", "100"]
    expect_curve(curves.interpolated(line, HUNDREDTHS), HUNDREDTHS, numbers, line.at)
    expect_curve(curves.interpolated(line, DIFFERENCES), DIFFERENCES, numbers, line.at)
    expect_curve(curves.interpolated(line, ANYTHING), ANYTHING, [*numbers, "0.123"], line.at, ["0.123"])


@given(st.floats(1e-10, 1 - 1e-10))
def test_quantiles_of_many_shares_are_those_of_the_standard_library(share: float) -> None:
    (found,) = quantiles_of(np.array([share]))
    assert found == pytest.approx(NormalDist().inv_cdf(share), rel=1e-14, abs=1e-15)
