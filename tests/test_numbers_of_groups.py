"""What a formula makes of the numbers of whole groups alone: each unit gets what its own group comes to."""

from __future__ import annotations

import pytest

from scoring import score
from tests.proofs import expect_proved
from tests.schemes import case
from tests.test_rules_worked import shown

#: Groups of three, one and two units, which do not stand together.
UNITS = {"u1": "A", "u2": "C", "u3": "A", "u4": "B", "u5": "C", "u6": "A"}
FIGURES = {"u1": "1", "u2": "3", "u3": "2", "u4": "4", "u5": "5", "u6": "6"}


def points_of_groups(text: str, figures: dict[str, str] = FIGURES, measure: str = "甲") -> list[str]:
    """What each unit gets by a formula, held against the exact reading; groups in the order A, B, C."""
    rule = {"kind": "formula", "text": text, "floor": "-1000", "cap": "1000"}
    indicator = {"code": "a", "name": "甲", "parent": "T", "points": "10", "rule": rule}
    content = {
        "scheme": "例",
        "title": "例",
        "policies": {"decimals": 4},
        "groups": [{"code": code, "name": code} for code in "ABC"],
        "tree": [
            {"code": "T", "name": "总分", "points": "10"},
            indicator | {"measure": measure, "zero_denominator": "missing"},
        ],
    }
    given = case(content, UNITS, {f"{unit} a.甲": value for unit, value in figures.items()})
    found = score(given.scheme, given.sheet)
    expect_proved(found)
    by_unit = dict(zip(UNITS, shown(found), strict=True))
    return [by_unit[unit] for unit in ("u1", "u3", "u6", "u4", "u2", "u5")]


@pytest.mark.parametrize(
    ("text", "of_a", "of_b", "of_c"),
    [
        ("GROUPMEAN(x)", "3", "4", "4"),
        ("GROUPMAX(x) - GROUPMIN(x)", "5", "0", "2"),
        ("GROUPSUM(x) * GROUPCOUNT(x)", "27", "4", "16"),
        ("SQRT(GROUPSUM(x))", "3", "2", "2.8284"),
        ("GROUPSUM(x) ^ 1.5", "27", "8", "22.6274"),
        ("LN(GROUPCOUNT(x))", "1.0986", "0", "0.6931"),
        ("ROUND(GROUPMEAN(x) / 4, 1)", "0.8", "1", "1"),
        ("ROUNDDOWN(GROUPSUM(x) / 2, 0)", "4", "2", "4"),
        ("GROUPMAX(x) / (GROUPMIN(x) - 2.99)", "-3.0151", "3.9604", "500"),
        ("GROUPMAX(x) / (SQRT(GROUPMIN(x)) - 1.5)", "-12", "8", "21.547"),
        ("MIN(GROUPMAX(x) / GROUPMEAN(x), 1.5)", "1.5", "1", "1.25"),
        ("MAX(GROUPMIN(x), 2) + 1", "3", "5", "4"),
        ("IF(GROUPMEAN(x) > 3, 1, 2)", "2", "1", "1"),
        ("IF(GROUPSUM(x) / 3 = 3, 1, 2)", "1", "2", "2"),
        ("IF(SQRT(GROUPSUM(x)) = 3, 1, 2)", "1", "2", "2"),
        ("IF(GROUPMAX(x) >= 5, GROUPMIN(x), GROUPSUM(x) + 1)", "1", "5", "3"),
        ("IF(AND(GROUPMAX(x) > 4, GROUPMIN(x) > 2), 1, 2)", "2", "2", "1"),
        ("((GROUPMIN(x) + 1) * 2 + 3) * 5 - 1", "34", "64", "54"),
        ("GROUPMEAN(x) + ALLMEAN(x)", "6.5", "7.5", "7.5"),
        ("ALLMAX(x) - GROUPMAX(x)", "0", "2", "1"),
        ("(ALLMAX(x) - ALLMIN(x)) / ALLCOUNT(x)", "0.8333", "0.8333", "0.8333"),
        ("IF(ALLMAX(x) > 5, GROUPMEAN(x), 0)", "3", "4", "4"),
    ],
)
def test_numbers_of_groups_alone_come_to_the_same_for_all_of_a_group(
    text: str, of_a: str, of_b: str, of_c: str
) -> None:
    assert points_of_groups(text) == [of_a, of_a, of_a, of_b, of_c, of_c]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("x * 10 / GROUPSUM(x)", ["1.1111", "2.2222", "6.6667", "10", "3.75", "6.25"]),
        ("x - GROUPMEAN(x)", ["-2", "-1", "3", "0", "-1", "1"]),
        ("GROUPRANK(x) * 10 + GROUPCOUNT(x)", ["33", "23", "13", "11", "22", "12"]),
        ("IF(x = GROUPMAX(x), GROUPSUM(x), x)", ["1", "2", "9", "4", "3", "8"]),
        ("IF(x >= GROUPMEAN(x), GROUPMAX(x), GROUPMIN(x))", ["1", "1", "6", "4", "3", "5"]),
        ("IF(GROUPMEAN(x) > 3, x, 10)", ["10", "10", "10", "4", "3", "5"]),
        ("x + ALLMAX(x) / 2", ["4", "5", "9", "7", "6", "8"]),
    ],
)
def test_numbers_of_groups_meet_those_of_units(text: str, expected: list[str]) -> None:
    assert points_of_groups(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("GROUPCOUNT(x) * 100 + GROUPMAX(x) * 10 + GROUPMIN(x)", ["261", "—", "261", "—", "133", "—"]),
        ("GROUPMEAN(x) + ALLCOUNT(x)", ["6.5", "—", "6.5", "—", "6", "—"]),
        ("GROUPRANK(x) * 100 + ALLRANK(x) * 10 + ALLSUM(x)", ["240", "—", "120", "—", "130", "—"]),
    ],
)
def test_who_has_no_value_is_no_part_of_the_group(text: str, expected: list[str]) -> None:
    assert points_of_groups(text, {"u1": "1", "u2": "3", "u6": "6"}) == expected


def test_where_a_whole_group_lacks_a_divisor_its_units_have_no_value() -> None:
    found = points_of_groups("GROUPMAX(x) / (GROUPMIN(x) - 4) + LN(GROUPMIN(x) - 2)")
    assert found == ["—", "—", "—", "—", "-5", "-5"]
