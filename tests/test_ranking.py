"""Places: ties exactly where the exact values are equal, and the places that each policy gives them."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.policies import Ties
from scoring.ranking import exact_order, places
from tests.long_way import places_the_long_way
from tests.schemes import times

#: Sums of tenths whose floats differ though they are equal, and values that differ by next to nothing.
NEAR = [
    Fraction(3, 10),
    Fraction(1, 3),
    Fraction(1, 3) + Fraction(1, 10**17),
    Fraction(-1, 3),
    Fraction(0),
    Fraction(7),
]
NOISE = [0.0, 2.0**-54, -(2.0**-54), 2.0**-53]


@times(10)
@given(st.lists(st.tuples(st.sampled_from(NEAR), st.sampled_from(NOISE), st.integers(0, 2)), max_size=30))
def test_values_within_their_error_are_ordered_by_the_exact_ones(
    rows: list[tuple[Fraction, float, int]],
) -> None:
    exact = [value for value, _, _ in rows]
    floats = np.array([float(value) + noise for value, noise, _ in rows])
    groups = np.array([group for _, _, group in rows], dtype=np.intp)
    keys = exact_order(floats, groups, 2.0**-51, lambda position: exact[position])
    for one in range(len(rows)):
        for other in range(len(rows)):
            if groups[one] == groups[other]:
                assert (exact[one] < exact[other]) == (keys[one] < keys[other])
                assert (exact[one] == exact[other]) == (keys[one] == keys[other])


@times(5)
@given(st.lists(st.tuples(st.integers(-9, 9), st.sampled_from(NOISE), st.integers(0, 2)), max_size=30))
def test_proved_values_within_the_tolerance_are_equal(rows: list[tuple[int, float, int]]) -> None:
    floats = np.array([tenths / 10 + noise for tenths, noise, _ in rows])
    groups = np.array([group for _, _, group in rows], dtype=np.intp)
    keys = exact_order(floats, groups, 0.05, None)
    for one in range(len(rows)):
        for other in range(len(rows)):
            if groups[one] == groups[other]:
                assert (rows[one][0] < rows[other][0]) == (keys[one] < keys[other])


@times(10)
@given(st.lists(st.tuples(st.integers(-3, 3), st.integers(0, 2)), max_size=25), st.sampled_from(list(Ties)))
def test_places_are_counted_within_groups(rows: list[tuple[int, int]], ties: Ties) -> None:
    keys = np.array([key for key, _ in rows], dtype=np.intp)
    groups = np.array([group for _, group in rows], dtype=np.intp)
    codes = [f"{len(rows) - row:02}" for row in range(len(rows))]
    tie_order = np.argsort(np.argsort(np.array(codes, dtype=object))) if rows else np.empty(0, dtype=np.intp)
    found = places(keys, groups, ties, tie_order=tie_order if ties is Ties.ORDINAL else None)
    totals = [Fraction(key) for key, _ in rows]
    assert found.tolist() == places_the_long_way(totals, [str(group) for group in groups], codes, ties)


@pytest.mark.parametrize(
    ("ties", "expected"),
    [(Ties.COMPETITION, [1, 2, 2, 2, 5]), (Ties.DENSE, [1, 2, 2, 2, 3]), (Ties.ORDINAL, [1, 2, 3, 4, 5])],
)
def test_equal_totals_share_a_place_as_declared(ties: Ties, expected: list[int]) -> None:
    keys = np.array([72, 71, 71, 71, 70])
    assert places(keys, np.zeros(5, dtype=np.intp), ties, tie_order=np.arange(5)).tolist() == expected
