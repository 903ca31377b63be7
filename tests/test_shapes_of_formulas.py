"""What the shape of a formula alone tells of its value: branches that are bounds, quotients that stay within one."""

from __future__ import annotations

import pytest

from tests.proofs import measured
from tests.test_rules_worked import shown


@pytest.mark.parametrize(
    "text",
    [
        "IF(x >= 5, 10, MAX(10 - (5 - x) * 2, 0))",
        "IF(x >= 5, 10, MAX(10 - ROUNDDOWN((5 - x) / 2, 0) * 3, 1))",
        "IF(x >= 5, 10, MAX(10 - ROUNDUP((5 - x) * 2, 0) * 3, 1))",
        "IF(x >= 5, 10, MAX(10 - ROUNDUP((5 - x) * -2, 0) * 3, 1))",
        "IF(x >= 5, 10, MAX(10 - ROUND((5 - x) * 2, 0) * 3, 1))",
        "IF(x >= 5, 10, MAX(10 - (x - 5) * 2, 0))",
        "IF(x >= 5, 10, MAX(10 - (4 - x) * 2, 0))",
        "IF(x >= 5, 10, MAX(10 - (5 - x) * -2, 0))",
        "IF(x >= 5, 3, MAX(10 - (5 - x), 0))",
        "IF(x >= 5, 10, MAX(10 - (5 - x), 12))",
        "IF(x > 5, 10, MAX(9 - (5 - x), 0))",
        "IF(x >= 5, 10, MAX(10 - (5 - x) * x, 0))",
        "IF(x >= 5, x, MAX(x - (5 - x), 0))",
        "IF(x >= 5, 10, MAX(10 - (5 - x), x))",
        "IF(x >= 5, 10, MAX(10 - 2, 0))",
        "IF(x >= 5, 10, MAX(10 - ROUNDUP((5 - x) * (0 - 2), 0) * 3, 1))",
        "IF(x >= 5, 10, MAX(10 - INT((5 - x) * -2) * 3, 1))",
        "IF(x >= 5, 10, MAX(10 - INT((5 - x) / 2) * 3, 1))",
    ],
)
def test_two_branches_are_two_bounds_only_where_they_mean_the_same(text: str) -> None:
    rule = {"kind": "formula", "text": text, "floor": "-1000", "cap": "1000"}
    measured("甲", ["0", "1", "4", "4.5", "4.99", "5", "5.01", "5.5", "6", "9", "20"], rule)


@pytest.mark.parametrize(
    ("measure", "values"),
    [
        ("MIN((甲 - 10) / 乙, 1)", ["1 2", "5 1", "0 0.01", "30 2", "11 1"]),
        ("MIN(甲 / (乙 - 5), 2)", ["1 2", "5 1", "3 4.999", "30 6", "11 5.001"]),
        ("MAX(甲 / 乙, 2)", ["1 2", "5 1", "0 0.01", "30 2"]),
        ("甲 / GROUPMAX(甲)", ["1", "0", "7", "7"]),
        ("GROUPMIN(甲) / 甲", ["1", "3", "7", "7"]),
        ("GROUPMIN(甲) / 乙", ["1 0.001", "3 5", "7 9"]),
        ("甲 / GROUPMAX(乙)", ["1 0.001", "300 5", "7 9"]),
        ("甲 / ALLMAX(甲)", ["1", "3", "7"]),
        ("(甲 - GROUPMIN(甲)) / (GROUPMAX(甲) - GROUPMIN(甲))", ["1", "3", "7"]),
        ("(GROUPMAX(甲) - 甲) / (GROUPMAX(甲) - GROUPMIN(甲))", ["1", "3", "7"]),
        ("(乙 - GROUPMIN(甲)) / (GROUPMAX(甲) - GROUPMIN(甲))", ["1 9", "3 0", "7 400"]),
        ("IF(甲 >= 乙, SQRT(甲 - 乙), SQRT(乙 - 甲))", ["0.3 0.3", "1 0.7", "0.7 1"]),
        ("IF(甲 > 乙, (甲 - 乙) / 甲, (乙 - 甲) / 乙)", ["0.3 0.3", "1 0.7", "0.7 1"]),
        ("IF(甲 >= 乙, 乙 - 甲, 甲 - 乙)", ["0.3 0.3", "100 0.7", "0.7 1"]),
        ("IF(甲 >= 乙, 0, 甲 - 乙)", ["0.3 0.3", "1 0.7", "0.7 100"]),
        ("IF(甲 >= 乙, 乙 - 甲, 0)", ["0.3 0.3", "100 0.7", "0.7 1"]),
        ("SQRT(甲 - 乙)", ["0.3 0.3", "1 0.9999999999", "100000 0.1", "0.1 0.2"]),
        ("(甲 - 乙) ^ 1.5", ["0.3 0.3", "1 0.9999999999", "100000 0.1", "0.1 0.2"]),
        ("LN(甲 - 乙)", ["0.3 0.3", "1 0.9999999999", "100000 0.1", "0.1 0.2"]),
        ("EXP(甲 - 乙)", ["0.3 0.3", "1 0.9999999999", "100 0.1", "0.1 0.2"]),
        ("甲 ^ 0 * 3 + 乙", ["0.3 0.3", "0 0.7", "0.7 1"]),
        ("IF(甲 >= 乙, 甲 - 乙, 0) + (甲 - 乙)", ["0.3 0.3", "100 0.7", "0.7 40"]),
        ("IF(甲 > 乙, 甲 - 乙, 乙 - 甲)", ["0.3 0.3", "100 0.7", "0.7 1"]),
        ("(甲 - 乙) / 乙", ["0.3 0.3", "1 0.001", "0.7 1"]),
        ("MAX(1, 2, 甲) + MIN(3, 2)", ["0", "5", "2"]),
        ("甲 / 乙 / 3 * 7", ["1 3", "2 7", "5 0.01"]),
        ("甲 / (乙 - 1)", ["900000 1.1", "5 3", "7 1.00000001"]),
        ("MIN(甲 / 乙, 2)", ["1 3", "5 7", "9 2"]),
        ("MIN(甲 / 4, 2)", ["1", "7.3", "9"]),
        ("甲 * (2 + 3) - (7 - 2) / (1 + 1)", ["1", "7.3", "9"]),
        ("(甲 - GROUPMIN(乙)) / (GROUPMAX(甲) - GROUPMIN(乙))", ["1 4", "5 9"]),
    ],
)
def test_claims_hold_for_quotients_within_their_bounds_and_beyond(measure: str, values: list[str]) -> None:
    measured(measure, values, {"kind": "formula", "text": "x * 3 - 1", "floor": "-100000", "cap": "100000"})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x * (2 + 3)", ["-10", "0", "15"]),
        ("x * (2 * 3)", ["-12", "0", "18"]),
        ("x ^ 1", ["-2", "0", "3"]),
        ("x ^ 2", ["4", "0", "9"]),
        ("x ^ 0 + x", ["-1", "1", "4"]),
        ("x + MIN(3, 2) + MAX(3, 2)", ["3", "5", "8"]),
    ],
)
def test_constants_are_worked_out_beforehand_as_a_hand_does(text: str, expected: list[str]) -> None:
    rule = {"kind": "formula", "text": text, "floor": "-1000", "cap": "1000"}
    assert shown(measured("甲", ["-2", "0", "3"], rule)) == expected
