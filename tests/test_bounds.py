"""What the bounds claim of floats holds: their error, their range, their denominators, and what follows of them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from indicators.decimals import half_up
from scoring import bounds
from scoring.exact import Exact
from scoring.layout import compile_plan
from scoring.plan import Sum
from scoring.results import score
from scoring.rounding import round_half_up
from scoring.sheet import State
from scoring.table import Table, profile_of
from tests.long_way import rounded_half_up
from tests.schemes import Case, case, cases, times

if TYPE_CHECKING:
    from hypothesis.strategies import DrawFn, SearchStrategy

    from scoring.bounds import Known


@dataclass(frozen=True)
class Floats:
    """Some values as floats and exactly, with what is claimed of them."""

    numbers: tuple[float, ...]
    exact: tuple[Fraction, ...]
    known: Known


def expect_claims_to_hold(numbers: list[float], exact: list[Fraction], known: Known) -> None:
    for number, value in zip(numbers, exact, strict=True):
        if np.isfinite(known.error):
            assert abs(Fraction(number) - value) <= Fraction(known.error), (number, value, known)
            slack = Fraction(known.error) + Fraction(known.magnitude) * Fraction(1, 2**40)
            assert Fraction(known.lowest) - slack <= value <= Fraction(known.highest) + slack, (value, known)
        if known.denominator < bounds._HOPELESS:
            assert (value * known.common).denominator <= known.varying, (value, known)
        tolerance = known.tolerance()
        if tolerance is not None:
            assert (abs(number) <= tolerance) == (value == 0), (number, value, known)


# ---------------------------------------------------------------- random calculations

ROWS = 4
MANTISSAS = st.one_of(
    st.integers(-20, 20),
    st.integers(0, 20).map(lambda n: n * 5),
    st.integers(-(10**9), 10**9),
    st.integers(1, 400),
)


@st.composite
def columns(draw: DrawFn) -> Floats:
    places = draw(st.integers(0, 4))
    mantissas = draw(st.lists(MANTISSAS, min_size=ROWS, max_size=ROWS))
    numbers = tuple(mantissa / 10**places for mantissa in mantissas)
    known = bounds.decimals(min(numbers), max(numbers), places)
    return Floats(numbers, tuple(Fraction(mantissa, 10**places) for mantissa in mantissas), known)


@st.composite
def constants(draw: DrawFn) -> Floats:
    value = Fraction(draw(st.integers(-500, 500)), draw(st.sampled_from([1, 2, 3, 7, 10, 100, 1000])))
    return Floats((float(value),) * ROWS, (value,) * ROWS, bounds.exactly(value))


def calculations(depth: int) -> SearchStrategy[Floats]:
    leaves = st.one_of(columns(), constants())
    return leaves if depth == 0 else st.one_of(leaves, combined(depth))


@st.composite
def combined(draw: DrawFn, depth: int) -> Floats:
    a, b = draw(calculations(depth - 1)), draw(calculations(depth - 1))
    pairs = list(zip(a.numbers, b.numbers, strict=True))
    exact_pairs = list(zip(a.exact, b.exact, strict=True))
    match draw(
        st.sampled_from(["add", "subtract", "multiply", "divide", "either", "at least", "at most", "round"])
    ):
        case "add":
            return Floats(
                tuple(x + y for x, y in pairs),
                tuple(x + y for x, y in exact_pairs),
                bounds.add(a.known, b.known),
            )
        case "subtract":
            known = bounds.subtract(a.known, b.known)
            return Floats(tuple(x - y for x, y in pairs), tuple(x - y for x, y in exact_pairs), known)
        case "multiply":
            known = bounds.multiply(a.known, b.known)
            return Floats(tuple(x * y for x, y in pairs), tuple(x * y for x, y in exact_pairs), known)
        case "divide":
            smallest = b.known.tolerance()
            assume(smallest is not None and 0 not in b.exact)
            assert smallest is not None
            known = bounds.divide(a.known, b.known, smallest)
            return Floats(tuple(x / y for x, y in pairs), tuple(x / y for x, y in exact_pairs), known)
        case "either":
            first = draw(st.lists(st.booleans(), min_size=ROWS, max_size=ROWS))
            return Floats(
                tuple(x if one else y for one, (x, y) in zip(first, pairs, strict=True)),
                tuple(x if one else y for one, (x, y) in zip(first, exact_pairs, strict=True)),
                bounds.either(a.known, b.known),
            )
        case "at least":
            known = bounds.clipped(bounds.either(a.known, b.known), lowest=b.known.lowest)
            return Floats(tuple(max(p) for p in pairs), tuple(max(p) for p in exact_pairs), known)
        case "at most":
            known = bounds.clipped(bounds.either(a.known, b.known), highest=b.known.highest)
            return Floats(tuple(min(p) for p in pairs), tuple(min(p) for p in exact_pairs), known)
        case _:
            tolerance = a.known.tolerance()
            assume(tolerance is not None)
            assert tolerance is not None
            known = bounds.whole(float(np.floor(a.known.lowest)), float(np.ceil(a.known.highest)))
            return Floats(
                tuple(float(floor(x + tolerance)) for x in a.numbers),
                tuple(Fraction(floor(x)) for x in a.exact),
                known,
            )


@times(10, long=20)
@given(calculations(4))
def test_claims_hold_for_any_calculation(found: Floats) -> None:
    expect_claims_to_hold(list(found.numbers), list(found.exact), found.known)


@times(10, long=20)
@given(calculations(3), st.integers(0, 6))
def test_rounding_proves_or_asks_but_never_guesses(found: Floats, decimals: int) -> None:
    assume(all(abs(value) < 10**12 for value in found.exact))
    units, doubt = round_half_up(np.array(found.numbers), found.known, decimals)
    for row, value in enumerate(found.exact):
        if doubt is None or not doubt[row]:
            assert int(units[row]) == half_up(value, decimals), (value, found.known)


@times(0.5, long=3)
@given(cases())
def test_claims_hold_for_every_column_of_any_scheme(found_case: Case) -> None:
    found = score(found_case.scheme, found_case.sheet)
    for name, values in found.columns.items():
        numbers, exact = [], []
        for unit in range(len(found.sheet.units)):
            cell = found.exact.cell(name, unit)
            state = State.VALUE if values.states is None else State(values.states[unit])
            assert (name, unit, state) == (name, unit, cell.state)
            if not cell.present:
                assert values.numbers[unit] == 0, (name, unit)
            # A number that was asked because its divisor is close to zero may lie beyond what is known of the others.
            elif values.wild is None or not values.wild[unit]:
                numbers.append(float(values.numbers[unit]))
                exact.append(cell.number)
        expect_claims_to_hold(numbers, exact, found.known[name])


def expect_no_less_to_apply_than_claimed(found_case: Case) -> None:
    plan = compile_plan(found_case.scheme)
    table, exact = Table(plan, profile_of(found_case.sheet)), Exact(plan, found_case.sheet)
    for column in plan.columns:
        if isinstance(column, Sum):
            least = Fraction(table.profile.sums.applying[column.name].least)
            for unit in range(len(found_case.units)):
                applicable = exact.applicable(column, unit)
                assert applicable == 0 or applicable >= least, column.name


@times(0.5, long=1)
@given(cases())
def test_what_applies_is_never_less_than_claimed(found_case: Case) -> None:
    expect_no_less_to_apply_than_claimed(found_case)


# ---------------------------------------------------------------- one by one


def test_values_that_differ_differ_by_more_than_the_tolerance() -> None:
    known = bounds.decimals(0, 100, 2)
    difference = bounds.subtract(known, known)
    tolerance = difference.tolerance()
    assert tolerance == 0.005
    assert 0.3 - (0.1 + 0.2) != 0
    assert abs(0.3 - (0.1 + 0.2)) < tolerance < 0.31 - 0.3


def test_denominators_of_quotients_are_bounded_by_the_divisor() -> None:
    count = bounds.whole(0, 57)
    share = bounds.divide(bounds.whole(0, 57), count, 0.5)
    assert share.common == 1
    assert 57 <= share.varying <= 59


def test_the_error_of_a_divisor_counts() -> None:
    tenth, whole, number = bounds.exactly(Fraction(1, 10)), bounds.exactly(Fraction(1, 10)), 0.1
    for _ in range(99):
        whole, number = bounds.add(whole, tenth), number + 0.1
    share = bounds.divide(bounds.whole(1, 1), whole, 9.99)
    assert 1 / number != 1 / 10
    assert abs(Fraction(1 / number) - Fraction(1, 10)) <= Fraction(share.error)


def test_nothing_is_proved_of_what_is_unknown() -> None:
    for known in (
        bounds.UNKNOWN,
        bounds.add(bounds.UNKNOWN, bounds.whole(0, 1)),
        bounds.multiply(bounds.UNKNOWN, bounds.whole(0, 0)),
        bounds.divide(bounds.whole(0, 1), bounds.UNKNOWN, 0.5),
        bounds.divide(bounds.whole(0, 1), bounds.whole(0, 0), 0.0),
        bounds.either(bounds.UNKNOWN, bounds.whole(0, 1)),
        bounds.clipped(bounds.UNKNOWN, 0.0, 1.0),
    ):
        assert known.tolerance() is None
        _, doubt = round_half_up(np.array([0.0, 0.5]), known, 2)
        assert doubt is not None
        assert doubt.all()


@pytest.mark.parametrize(("value", "expected"), [("0.004999999999", 0), ("0.005", 1), ("-0.004999999999", 0)])
def test_next_to_a_half_is_not_a_half(value: str, expected: int) -> None:
    units, doubt = round_half_up(np.array([float(value)]), bounds.decimals(-1, 1, 12), 2)
    assert doubt is None
    assert int(units[0]) == expected


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        ("0.125", 2, "0.13"),
        ("1.005", 2, "1.01"),
        ("2.675", 2, "2.68"),
        ("1.115", 2, "1.12"),
        ("-0.125", 2, "-0.13"),
        ("-1.005", 2, "-1.01"),
        ("-0.004", 2, "0"),
        ("0.5", 0, "1"),
        ("2.5", 0, "3"),
        ("-2.5", 0, "-3"),
        ("99.995", 2, "100"),
        ("0.00005", 4, "0.0001"),
        ("4.35", 1, "4.4"),
    ],
)
def test_halves_go_up_and_away_from_zero(value: str, decimals: int, expected: str) -> None:
    exact = Fraction(value)
    known = bounds.decimals(-100, 100, 5)
    units, doubt = round_half_up(np.array([float(exact)]), known, decimals)
    assert doubt is None
    assert Fraction(int(units[0]), 10**decimals) == Fraction(expected) == rounded_half_up(exact, decimals)


def test_a_geometric_mean_without_weights_does_not_apply_to_anybody() -> None:
    direct = {"points": "10", "rule": {"kind": "direct"}}
    tree = [
        {"code": "T", "name": "T", "points": "30"},
        {"code": "a", "name": "a", "parent": "T", **direct},
        {"code": "G", "name": "G", "parent": "T", "combine": "geometric mean", "points": "20"},
        {"code": "b", "name": "b", "parent": "G", "weight": "0", **direct},
    ]
    content = {"scheme": "例", "title": "例", "groups": [{"code": "A", "name": "A"}], "tree": tree}
    expect_no_less_to_apply_than_claimed(case(content, {"u": "A"}, {"u a.": "5", "u b.": "5"}))
