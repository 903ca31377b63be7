"""Where a formula has no value: in its condition, in the branch that is taken, and just beyond what functions take."""

from __future__ import annotations

import pytest

from tests.proofs import expect_proved
from tests.test_rules_worked import points_of, shown

PAIRS = ["0 0", "0 1", "4 0", "5 -1"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("IF(10 / 甲 > 2, 7 + 乙 * 0, 3)", ["—", "—", "7", "3"]),
        ("IF(乙 > 0, 10 / 甲, 3)", ["3", "—", "3", "3"]),
        ("IF(乙 > 0, 3, 10 / 甲)", ["—", "3", "2.5", "2"]),
        ("IF(甲 = 0, 3 + 乙 * 0, 10 / 甲)", ["3", "3", "2.5", "2"]),
        ("IF(甲 <> 0, 10 / 甲, 3 + 乙 * 0)", ["3", "3", "2.5", "2"]),
        ("IF(10 / 甲 > 2, SQRT(乙), LN(乙 + 2))", ["—", "—", "0", "0"]),
        ("甲 ^ 0 + 乙 * 0", ["1", "1", "1", "1"]),
        ("甲 ^ -1 + 乙 * 0", ["—", "—", "0.25", "0.2"]),
        ("SQRT(乙) + 甲", ["0", "1", "4", "—"]),
        ("LN(乙 + 1) + 甲", ["0", "0.6931", "4", "—"]),
        ("1 / (1 - 1) + 甲 + 乙", ["—", "—", "—", "—"]),
        ("1 / (乙 - 乙) + 甲", ["—", "—", "—", "—"]),
    ],
)
def test_there_is_no_value_where_what_is_taken_has_none(text: str, expected: list[str]) -> None:
    rule = {"kind": "formula", "text": text, "floor": "-100", "cap": "100"}
    found = points_of(rule, PAIRS, "10", fields=("甲", "乙"), zero_denominator="missing")
    expect_proved(found)
    assert shown(found) == expected


def test_exponents_may_be_just_two_hundred_either_way() -> None:
    rule = {"kind": "formula", "text": "IF(EXP(x) > 1, 7, 3)"}
    values = ["200", "200.01", "-200", "-200.01", "1", "-1", "0"]
    found = points_of(rule, values, "10", zero_denominator="missing")
    expect_proved(found)
    assert shown(found) == ["7", "—", "3", "—", "7", "3", "3"]
