"""Numbers too close for floats: roots, logarithms and quotients at an edge are decided as the exact reading does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from indicators.formula import ColumnName, Field, Flag, Stage
from indicators.measure import parse_formula
from indicators.trees import is_irrational
from tests.proofs import measured
from tests.test_exactness import Census
from tests.test_rules_worked import shown

if TYPE_CHECKING:
    from tests.random_rules import Content

#: Its neighbours by a millionth have the same float for a root.
BIG = "900000000000"
TENTHS = {"kind": "rank points", "lose": "10%"}


def test_roots_whose_floats_are_equal_are_ranked_by_their_exact_values() -> None:
    values = [BIG, f"{BIG}.000001", f"{BIG}.000001", "899999999999.999999"]
    assert shown(measured("SQRT(甲)", values, TENTHS)) == ["8", "10", "10", "7"]
    lower = measured("SQRT(甲)", values, TENTHS, direction="lower")
    assert shown(lower) == ["9", "8", "8", "10"]


def test_the_best_of_roots_whose_floats_are_equal_is_the_best_by_their_exact_values() -> None:
    values = [BIG, f"{BIG}.000001", "899999999999.999999"]
    rule = {"kind": "formula", "text": "IF(x = GROUPMAX(x), 满分, IF(x = GROUPMIN(x), 1, GROUPRANK(x)))"}
    assert shown(measured("SQRT(甲)", values, rule)) == ["2", "10", "1"]


def test_roots_that_are_all_zero_are_all_the_best() -> None:
    rule = {"kind": "formula", "text": "IF(x = GROUPMAX(x), 满分, 1) - IF(x = GROUPMIN(x), 3, 0)"}
    assert shown(measured("SQRT(甲)", ["0", "0"], rule)) == ["7", "7"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("IF(SQRT(x) >= 3, 满分, 0)", ["9", "8.999999999999999", "9.000000000000001", "8.9", "0"]),
        ("IF(SQRT(x) > 3, 满分, 0)", ["9", "8.999999999999999", "9.000000000000001", "9.1"]),
        ("IF(SQRT(x) = 3, 满分, 0)", ["9", "8.999999999999999", "9.000000000000001", "9.1"]),
        ("ROUNDDOWN(SQRT(x), 0)", ["9", "8.999999999999999", "9.000000000000001", "4", "15.9999"]),
        ("ROUNDUP(SQRT(x), 0)", ["9", "8.999999999999999", "9.000000000000001", "4", "16.0001"]),
        ("ROUND(SQRT(x), 0)", ["12.25", "12.249999999999999", "12.250000000000001", "6.25", "6.24"]),
        ("ROUND(SQRT(x), 1)", ["0.0025", "0.0024999999999", "0.0225", "0.022499999999999"]),
        ("x ^ 0.5 * x ^ 0.5", ["2", "3", "0", "0.000000000001", "100000"]),
        ("x ^ 1.5", ["4", "0", "0.000000000001", "9"]),
        ("1 / x ^ 2", ["4", "0", "0.5", "9"]),
        ("LN(x)", ["1", "0.000000000001", "10", "0", "1000000"]),
        ("LOG(x, 10)", ["1", "1000", "0.001", "0", "100000000"]),
        ("EXP(x)", ["0", "1", "2", "1.5"]),
        ("EXP(LN(x))", ["1", "2", "9", "0.5"]),
        ("满分 / (SQRT(x) - 3)", ["9", "16", "9.000001", "100"]),
        ("满分 * x / GROUPMEAN(x)", ["1", "2", "4"]),
        ("满分 * x / GROUPSUM(x)", ["1", "2", "4", "0"]),
        ("满分 / (x - 0.3)", ["0.3", "0.4", "0.2999"]),
        ("1000 / (x / 3 - 0.1)", ["0.3", "0.6", "0.1"]),
    ],
)
def test_what_lies_at_an_edge_of_roots_and_quotients_is_decided_exactly(text: str, values: list[str]) -> None:
    rule = {"kind": "formula", "text": text, "floor": "-1000000", "cap": "1000000"}
    measured("甲", values, rule)


def test_a_constant_of_which_floats_cannot_tell_is_asked_for_everybody() -> None:
    tiny = " * ".join(["0.000001"] * 5)
    for text, each in ((f"x * INT(2 - {tiny})", 1), (f"x * ROUNDUP(2 + {tiny}, 0)", 3)):
        found = measured("甲", ["1", "2", "3"], {"kind": "formula", "text": text})
        assert shown(found) == [str(each * number) for number in (1, 2, 3)]


@pytest.mark.parametrize("closed", ["lower", "upper"])
@pytest.mark.parametrize("between", ["step", "interpolate"])
@pytest.mark.parametrize("measure", ["甲 / 3 * 3", "SQRT(甲 * 甲)", "甲 - 乙"])
def test_values_on_the_edges_of_bands_fall_where_the_rule_says(
    closed: str, between: str, measure: str
) -> None:
    for count in (2, 14):
        bands = [{"from": f"0.{edge + 1:02}", "points": str(edge / 2)} for edge in range(count)]
        rule: Content = {"kind": "bands", "bands": bands, "between": between}
        if between == "step":
            rule["closed"] = closed
        other = " 0" if "乙" in measure else ""
        values = [f"{number / 200:.3f}{other}" for number in range(2 * count + 6)]
        measured(measure, values, rule)


def test_who_is_granted_full_points_for_a_zero_divisor_is_not_flagged_with_those_compared() -> None:
    found = measured("甲 / 乙", ["1 2", "2 4", "7 0"], {"kind": "relative efficacy"}, zero_denominator="full")
    assert shown(found) == ["10", "10", "10"]
    raised = found.columns[ColumnName(Stage.POINTS, "a")].flags[Flag.ALL_EQUAL]
    assert raised.tolist() == [True, True, False]


@pytest.mark.parametrize("text", ["5 + LN(x) / SQRT(x)", "x / (SQRT(x) - 3)"])
def test_of_quotients_by_roots_only_those_at_an_edge_are_asked(
    monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    census = Census()
    census.watch(monkeypatch)
    measured("甲", [str(number * number + 3) for number in range(1, 60)], {"kind": "formula", "text": text})
    # Both the points and the total of each unit are published.
    assert census.asked + census.asked_between <= 2 * 59 // 10


@pytest.mark.parametrize(
    ("text", "expected"),
    [("x ^ 2 / 3", False), ("SQRT(x)", True), ("x ^ 1.5 + 1", True), ("LN(x)", True), ("EXP(x) * 0", True)],
)
def test_roots_logarithms_and_broken_powers_are_decimals_of_fifty_digits(text: str, expected: bool) -> None:  # noqa: FBT001
    value = Field(ColumnName(Stage.RAW, "a"))
    assert is_irrational(parse_formula(text, lambda _: value)) is expected
