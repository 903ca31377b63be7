"""Sums, means and variances of a cohort: whole numbers of a unit that fits, in whatever order."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import numpy as np
import pytest

from scoring import bounds, cohorts
from scoring.block import Values
from tests.test_bounds import expect_claims_to_hold

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
]


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("third", [False, True])
def test_claims_hold_for_sums_means_and_variances_of_a_cohort(column: list[str], third: bool) -> None:  # noqa: FBT001
    exact = [Fraction(value) for value in column]
    known = bounds.decimals(min(map(float, column)), max(map(float, column)), 4)
    numbers = np.array([float(value) for value in exact])
    if third:
        exact = [value / 3 for value in exact]
        numbers, known = numbers / 3, bounds.multiply(known, bounds.exactly(Fraction(1, 3)))
    count, starts = len(exact), np.zeros(1, dtype=np.intp)
    scale = cohorts.sum_scale(known, count)
    total = cohorts.sums(Values(numbers), starts, scale)
    expect_claims_to_hold(total.tolist(), [sum(exact, Fraction(0))], cohorts.known_sum(known, count, scale))
    mean = cohorts.means(Values(numbers), starts, np.array([float(count)]), scale)
    of_mean = cohorts.known_mean(known, count, scale)
    expect_claims_to_hold(mean.tolist(), [sum(exact, Fraction(0)) / count], of_mean)
    off = numbers - mean[0]
    middle = sum(exact, Fraction(0)) / count
    variance = sum(((value - middle) ** 2 for value in exact), Fraction(0)) / count
    of_variance = cohorts._known_variance(known, count, scale)
    expect_claims_to_hold([float((off * off).sum() / count)], [variance], of_variance)


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
