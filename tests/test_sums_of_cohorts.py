"""Sums, means and variances of a cohort: whole numbers of a unit that fits, in whatever order."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING

import numpy as np
import pytest

from indicators.formula import Cohort, CohortOperation, ColumnName, Stage
from scoring import bounds, cohorts
from scoring.block import Block, Values
from scoring.run import Run
from scoring.sheet import MISSING, VALUE
from tests.test_bounds import Floats, expect_claims_to_hold

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from scoring.bounds import Known

COLUMNS = [
    ["1", "2", "4"],
    ["0.1", "0.2", "0.7", "0.7"],
    ["-3.25", "-1", "-2.5"],
    ["-40", "0.01", "39.99"],
    ["99999999999.9999", "0.0001", "12345.6789"],
    ["7.7"],
    ["0", "0", "0"],
    ["8"] * 6,
    ["-8.5"] * 9,
    ["0.2", "9", "9"],
    ["-7", "7"],
]


#: What may be made of a column first: the values with what is known of them are then of another kind.
MADE: dict[str, Callable[[Floats], Floats]] = {
    "as they are": lambda of: of,
    "a third of each": lambda of: combined(of, "multiply", Fraction(1, 3)),
    "quotients": lambda of: combined(of, "divide", Fraction(7)),
    "quotients of small differences": lambda of: combined(
        combined(combined(of, "add", Fraction(10**9)), "subtract", Fraction(10**9)), "divide", Fraction(7)
    ),
}


def combined(of: Floats, operation: str, by: Fraction) -> Floats:
    """Each value with the same whole number or part of one."""
    other, number = bounds.exactly(by), float(by)
    numbers, exact = np.array(of.numbers), of.exact
    match operation:
        case "add":
            made, values, known = numbers + number, [v + by for v in exact], bounds.add(of.known, other)
        case "subtract":
            made, values, known = numbers - number, [v - by for v in exact], bounds.subtract(of.known, other)
        case "multiply":
            made, values, known = numbers * number, [v * by for v in exact], bounds.multiply(of.known, other)
        case _:
            made, values = numbers / number, [v / by for v in exact]
            known = bounds.divide(of.known, other, number)
    return Floats(tuple(made.tolist()), tuple(values), known)


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("made", MADE)
def test_claims_hold_for_sums_means_and_variances_of_a_cohort(column: list[str], made: str) -> None:
    places = bounds.decimals(min(map(float, column)), max(map(float, column)), 4)
    values = tuple(Fraction(value) for value in column)
    found = MADE[made](Floats(tuple(map(float, values)), values, places))
    expect_claims_of_cohort(np.array(found.numbers), list(found.exact), found.known)


@pytest.mark.parametrize("count", [2, 1000, 2**14])
@pytest.mark.parametrize("others", ["5", "-3"])
def test_claims_hold_for_a_cohort_however_large(count: int, others: str) -> None:
    values = (Fraction(5), Fraction(others)) * (count // 2)
    column = Floats(tuple(map(float, values)), values, bounds.whole(-3, 5))
    found = combined(column, "divide", Fraction(7))
    expect_claims_of_cohort(np.array(found.numbers), list(found.exact), found.known)


def test_so_many_large_decimals_that_whole_numbers_of_their_last_place_would_not_fit() -> None:
    value, count = Fraction("50000000000.0001"), 2**15
    known = bounds.decimals(0.0, float(value), 4)
    assert value * 10**4 * count > np.iinfo(np.int64).max
    scale = cohorts.sum_scale(known, count)
    total = cohorts.sums(Values(np.full(count, float(value))), np.zeros(1, dtype=np.intp), scale)
    expect_claims_to_hold(total.tolist(), [value * count], cohorts.known_sum(known, count, scale))


def expect_claims_of_cohort(numbers: NDArray[np.float64], exact: list[Fraction], known: Known) -> None:
    """What is claimed holds for the whole cohort and for its first unit alone."""
    most = len(exact)
    scale = cohorts.sum_scale(known, most)
    for count in {1, most}:
        values, starts, whole = (
            Values(numbers[:count]),
            np.zeros(1, dtype=np.intp),
            sum(exact[:count], Fraction(0)),
        )
        total = cohorts.sums(values, starts, scale)
        expect_claims_to_hold(total.tolist(), [whole], cohorts.known_sum(known, most, scale))
        mean = cohorts.means(values, starts, np.array([float(count)]), scale)
        expect_claims_to_hold(mean.tolist(), [whole / count], cohorts.known_mean(known, most, scale))
        squares = np.add.reduceat((values.numbers - mean[0]) ** 2, starts)
        exactly = sum(((value - whole / count) ** 2 for value in exact[:count]), Fraction(0))
        of_variance = cohorts._known_variance(known, most, scale)
        for others in {count, max(count - 1, 1)}:
            expect_claims_to_hold((squares / others).tolist(), [exactly / others], of_variance)
        if cohorts._are_decimals(known, most, scale):
            sizes, counts = np.array([count]), np.array([float(count)])
            squares = cohorts.squares_of_decimals(values, starts, sizes, counts, scale)
            of_variance = cohorts._known_variance_of_decimals(known, most)
            for others in {count, max(count - 1, 1)}:
                expect_claims_to_hold((squares / others).tolist(), [exactly / others], of_variance)


@pytest.mark.parametrize("shift", [0, 10**9])
@pytest.mark.parametrize(
    "numbers", [[1, 2], [0, 1], [7], [5, 5, 5], [0, 0, 0, 1], [3, 10**6, 12, 10**6], [-4, 4]]
)
def test_a_variance_of_decimals_is_right_to_a_share_of_itself(numbers: list[int], shift: int) -> None:
    exact = [Fraction(number + shift, 100) for number in numbers for _ in range(50)]
    mean = sum(exact, Fraction(0)) / len(exact)
    squares = sum(((value - mean) ** 2 for value in exact), Fraction(0))
    # Between units of other groups, and with one that has no value.
    column = np.array([1.25, *map(float, exact), 99.0, -3.5])
    states = np.full(len(column), VALUE, dtype=np.uint8)
    states[-2] = MISSING
    starts, sizes = np.array([0, 1, len(column) - 1]), np.array([1, len(exact) + 1, 1])
    counts = np.array([1.0, len(exact), 1.0])
    found = cohorts.squares_of_decimals(Values(column, states), starts, sizes, counts, 100.0)
    assert found[[0, 2]].tolist() == [0, 0]
    off = abs(Fraction(float(found[1])) - squares)
    assert off <= Fraction(cohorts._OF_SQUARES) * squares


def test_who_has_a_value_is_counted_anew_once_states_are_others() -> None:
    groups = np.array([0, 0, 1, 1])
    block = Block(slice(0, 4), groups, np.array([0, 2]), np.array([2, 2]), np.array([0, 0, 2, 2]))
    name = ColumnName(Stage.RAW, "a")
    _, count = cohorts.compile_cohort(Cohort(CohortOperation.COUNT, name), bounds.whole(0, 9), 4)
    for lacking, expected in (([0], [1, 2]), ([0], [1, 2]), ([0, 2, 3], [1, 0])):
        states = np.full(4, VALUE, dtype=np.uint8)
        states[lacking] = MISSING
        run = Run(None, block, {name: Values(np.zeros(4), states)}, None)  # type: ignore[arg-type]  # neither is needed
        assert [count(run, None).tolist() for _ in range(2)] == [expected] * 2


@pytest.mark.parametrize(
    ("highest", "units", "fits"), [(1e7, 2**10, True), (1e12, 2, False), (4e8, 2**23, False)]
)
def test_distances_whose_squares_would_not_fit_are_not_added_up_as_whole_numbers(
    highest: float,
    units: int,
    fits: bool,  # noqa: FBT001
) -> None:
    known = bounds.decimals(0.0, highest, 3)
    scale = cohorts.sum_scale(known, units)
    assert cohorts._are_decimals(known, units, scale) is fits
    assert not cohorts._are_decimals(known, units, 2.0**10)


@pytest.mark.parametrize(
    ("error", "is_exact"), [(0.0, True), (1 / 33, True), (1 / 32, False), (1 / 20, False), (1 / 4, False)]
)
def test_a_sum_is_exact_where_no_error_makes_another_whole_number(error: float, is_exact: bool) -> None:  # noqa: FBT001
    assert cohorts._is_exact(bounds.Known(0.0, 1.0, error, 4, 1), 4.0) is is_exact


@pytest.mark.parametrize("shift", [False, True])
@pytest.mark.parametrize("count", [1, 2, 5])
def test_the_sum_of_a_cohort_does_not_depend_on_the_order_of_its_units(count: int, shift: bool) -> None:  # noqa: FBT001
    random = Random(count)  # noqa: S311 - not for secrets
    values = [
        random.choice([0.1, 0.2, 0.7, 1e9, -1e9, 12.34]) / (3 if shift else 1) for _ in range(count * 5)
    ]
    known = bounds.multiply(
        bounds.decimals(-1e9, 1e9, 2), bounds.exactly(Fraction(1, 3) if shift else Fraction(1))
    )
    scale, starts = cohorts.sum_scale(known, len(values)), np.zeros(1, dtype=np.intp)
    found = {
        cohorts.sums(Values(np.array(random.sample(values, len(values)))), starts, scale)[0]
        for _ in range(20)
    }
    assert len(found) == 1
