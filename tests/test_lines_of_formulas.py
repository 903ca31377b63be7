"""Lines within formulas: what is added and multiplied in many steps gives what a hand gives, and no part gets lost."""

from __future__ import annotations

import pytest

from tests.proofs import measured
from tests.test_rules_worked import shown

UNCLIPPED = {"kind": "formula", "text": "x", "floor": "-1000", "cap": "1000"}


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        ("(甲 + 1) * 2 + 3", ["1", "5", "11"]),
        ("(甲 + 1) * 2 - 2", ["-4", "0", "6"]),
        ("甲 + 4 - 5 + 2", ["-1", "1", "4"]),
        ("甲 + 4 - 5 + 1", ["-2", "0", "3"]),
        ("(甲 - 0.5) * 2 + 2", ["-3", "1", "7"]),
        ("10 - (甲 + 1) * 3", ["13", "7", "-2"]),
        ("(5 - 甲) * 2 + 1", ["15", "11", "5"]),
        ("7 - (6 - (5 - 甲))", ["8", "6", "3"]),
        ("1 - (甲 / 2 - 1) * 4", ["9", "5", "-1"]),
        ("(3 * 甲 + 1 + 2) / 4 - 1", ["-1.75", "-0.25", "2"]),
        ("(甲 * 2 / 3 + 1) * 3 + 1", ["0", "4", "10"]),
        ("(甲 * 0 + 1) * 2 + 3", ["5", "5", "5"]),
        ("甲 * 0 + 4", ["4", "4", "4"]),
        ("0 * 甲", ["0", "0", "0"]),
        ("(甲 * 1 + 1) * 2 + 3", ["1", "5", "11"]),
        ("甲 - 0", ["-2", "0", "3"]),
        ("甲 - 1", ["-3", "-1", "2"]),
    ],
)
def test_a_line_over_one_number_is_worked_out_as_by_hand(measure: str, expected: list[str]) -> None:
    assert shown(measured(measure, ["-2", "0", "3"], UNCLIPPED)) == expected


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        ("(甲 + 乙 + 1) * 2 + 3", ["11", "17"]),
        ("(1 + 甲 + 乙) / 2 - 3 + 1", ["0", "1.5"]),
        ("(甲 * 乙 * 2 + 1) * 3 - 1", ["2", "50"]),
        ("甲 * 乙 * 2 + 1 - 3 + 5", ["3", "19"]),
        ("甲 * 乙 / 2 + 1 - 3 + 5", ["3", "7"]),
        ("甲 + 乙 + 1 - 3 + 5", ["6", "9"]),
        ("(甲 - 乙) * 2 + 5 - 1", ["-2", "0"]),
        ("9 - (甲 - 乙) * 2 + 1", ["16", "14"]),
        ("(甲 / 乙 * 4 + 1) * 2 + 1", ["3", "7"]),
        ("(乙 * (甲 + 1) + 1) * 2 + 3", ["11", "29"]),
    ],
)
def test_a_line_over_several_numbers_holds_all_of_them(measure: str, expected: list[str]) -> None:
    assert shown(measured(measure, ["0 3", "2 4"], UNCLIPPED)) == expected


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        ("MIN((甲 + 1) * 2, 9) + ((甲 + 1) * 2 + 3) * 4 - 1", ["1", "21", "51"]),
        ("ROUND((甲 + 1) * 2 + 3, 0) - ((甲 + 1) * 2 + 3) * 2", ["-1", "-5", "-11"]),
    ],
)
def test_a_line_through_what_is_worked_out_already_goes_on_from_there(
    measure: str, expected: list[str]
) -> None:
    assert shown(measured(measure, ["-2", "0", "3"], UNCLIPPED)) == expected
