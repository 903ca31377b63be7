"""Conditions that hold for every unit or for none, and those that only just do not: each unit gets what is its own."""

from __future__ import annotations

import pytest

from indicators.formula import ColumnName, Flag, Stage
from tests.proofs import measured
from tests.test_rules_worked import shown

UNCLIPPED = {"kind": "formula", "floor": "-1000", "cap": "1000"}
SHARES = ["0", "0.5", "1"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Always or never so, which the least and the largest value tell.
        ("IF(x >= 0, x + 1, 100)", ["1", "1.5", "2"]),
        ("IF(x >= -1, x + 1, 100)", ["1", "1.5", "2"]),
        ("IF(x > -1, x + 1, 100)", ["1", "1.5", "2"]),
        ("IF(x < 0, 100, x + 1)", ["1", "1.5", "2"]),
        ("IF(x >= 2, 100, x + 1)", ["1", "1.5", "2"]),
        ("IF(x > 1, 100, x + 1)", ["1", "1.5", "2"]),
        ("IF(x > 2, 100, x + 1)", ["1", "1.5", "2"]),
        ("IF(x = 2, 100, x + 1)", ["1", "1.5", "2"]),
        ("IF(x = -1, 100, x + 1)", ["1", "1.5", "2"]),
        ("IF(x <> 2, x + 1, 100)", ["1", "1.5", "2"]),
        ("IF(AND(x >= 0, x <= 1), x + 1, 100)", ["1", "1.5", "2"]),
        ("IF(OR(x < 0, x > 1), 100, x + 1)", ["1", "1.5", "2"]),
        ("IF(AND(x >= 0, x > 0.5), 1, 2)", ["2", "2", "1"]),
        ("IF(OR(x > 1, x = 0), 1, 2)", ["1", "2", "2"]),
        ("IF(NOT(x >= 0), 100, 1) + IF(x >= 0, 2, 200)", ["3", "3", "3"]),
        # One unit alone, at the very end, is another.
        ("IF(x >= 1, 1, 2)", ["2", "2", "1"]),
        ("IF(x > 0.9, 1, 2)", ["2", "2", "1"]),
        ("IF(x > 0, 1, 2)", ["2", "1", "1"]),
        ("IF(x >= 0.1, 1, 2)", ["2", "1", "1"]),
        ("IF(x = 0, 1, 2)", ["1", "2", "2"]),
        ("IF(x = 1, 1, 2)", ["2", "2", "1"]),
        ("IF(0 >= x, 1, 2)", ["1", "2", "2"]),
        ("IF(1 > x, 1, 2)", ["1", "1", "2"]),
    ],
)
def test_branches_are_taken_by_those_whose_own_they_are(text: str, expected: list[str]) -> None:
    assert shown(measured("甲", SHARES, UNCLIPPED | {"text": text})) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("IF(x > 0.3, 1, 2)", ["2", "1"]),
        ("IF(x >= 0.3, 1, 2)", ["1", "1"]),
        ("IF(x >= 0.7, 1, 2)", ["2", "1"]),
        ("IF(x < 0.3, 1, 2)", ["2", "2"]),
        ("IF(x < 0.7, 1, 2)", ["1", "2"]),
        ("IF(x <= 0.7, 1, 2)", ["1", "1"]),
        ("IF(x = 0.3, 1, 2)", ["1", "2"]),
        ("IF(x = 0.7, 1, 2)", ["2", "1"]),
        ("IF(x - 0.1 - 0.2 >= 0, 1, 2)", ["1", "1"]),
        ("IF(x * 3 - 0.9 > 0, 1, 2)", ["2", "1"]),
        ("IF(SQRT(x) >= SQRT(0.3), 1, 2)", ["1", "1"]),
        ("IF(SQRT(x) > SQRT(0.3), 1, 2)", ["2", "1"]),
        ("IF(SQRT(x) = SQRT(0.7), 1, 2)", ["2", "1"]),
        ("IF(SQRT(x * x) - 0.3 >= 0, 1, 2)", ["1", "1"]),
    ],
)
def test_at_the_end_of_all_values_a_decimal_that_floats_miss_decides_as_the_exact_one(
    text: str, expected: list[str]
) -> None:
    assert shown(measured("甲", ["0.3", "0.7"], UNCLIPPED | {"text": text})) == expected


@pytest.mark.parametrize(
    ("text", "values", "expected"),
    [
        ("IF(x >= 3, 1, 2)", ["0", "3"], ["2", "1"]),
        ("IF(x = 3, 1, 2)", ["0", "3"], ["2", "1"]),
        ("IF(x > 0, 1, 2)", ["0", "3"], ["2", "1"]),
        ("IF(SQRT(x) >= 3, 1, 2)", ["8.999999999999999", "9"], ["2", "1"]),
        ("IF(LN(x) >= 0, 1, 2)", ["0.9999999999999999", "1"], ["2", "1"]),
        ("IF(SQRT(x) > 3, 1, 2)", ["9", "9.000000000000001"], ["2", "1"]),
        ("IF(SQRT(x) > 3, 1, 2)", ["8.999999999999999", "9"], ["2", "2"]),
        ("IF(SQRT(x) = 3, 1, 2)", ["9", "9.000000000000001"], ["1", "2"]),
        ("IF(SQRT(x) = 3, 1, 2)", ["8.999999999999999", "9"], ["2", "1"]),
    ],
)
def test_whole_numbers_roots_and_logarithms_just_at_an_edge_are_neither_always_above_nor_below(
    text: str, values: list[str], expected: list[str]
) -> None:
    assert shown(measured("甲", values, UNCLIPPED | {"text": text})) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MAX(x, 0)", SHARES),
        ("MIN(x, 1)", SHARES),
        ("MAX(x, -5)", SHARES),
        ("MIN(x, 5)", SHARES),
        ("MAX(x, 2)", ["2", "2", "2"]),
        ("MIN(x, -1)", ["-1", "-1", "-1"]),
        ("MAX(x, 0.1)", ["0.1", "0.5", "1"]),
        ("MIN(x, 0.9)", ["0", "0.5", "0.9"]),
        ("MIN(x / (x + 1), 1)", ["0", "0.3333", "0.5"]),
        ("MIN(x / (x + 1), 0.4)", ["0", "0.3333", "0.4"]),
        ("MAX(x / (x + 1), 0)", ["0", "0.3333", "0.5"]),
        ("MAX(x / (x + 1), 0.4)", ["0.4", "0.4", "0.5"]),
    ],
)
def test_bounds_that_leave_all_or_nobody_as_they_are(text: str, expected: list[str]) -> None:
    assert shown(measured("甲", SHARES, UNCLIPPED | {"text": text})) == expected


@pytest.mark.parametrize(
    "text", ["SQRT(0 - 1 - x)", "LN(0 - x)", "1 + (0 - x - 2) ^ 0.5", "EXP(x * 0 + 100000 + x)"]
)
def test_what_has_no_value_for_anybody_gives_nobody_a_number(text: str) -> None:
    assert shown(measured("甲", SHARES, UNCLIPPED | {"text": text})) == ["—", "—", "—"]


def test_all_of_one_group_are_flagged_where_all_are_equal() -> None:
    found = measured("甲", ["2", "2"], {"kind": "relative efficacy"})
    assert found.columns[ColumnName(Stage.POINTS, "a")].flags[Flag.ALL_EQUAL].tolist() == [True, True]
    assert shown(found) == ["10", "10"]
