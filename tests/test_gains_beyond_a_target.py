"""Points on beyond a target and off short of it: two branches are one line under bounds only where they mean the same."""

from __future__ import annotations

import pytest

from tests.proofs import measured
from tests.test_rules_worked import shown

VALUES = ["0", "1", "4", "4.5", "5", "5.5", "6", "9", "20", "50"]


@pytest.mark.parametrize(
    ("gained", "kept", "expected"),
    [
        ("MIN(10 + (x - 5), 14)", "MAX(10 - (5 - x) * 2, 3)", "3 3 8 9 10 10.5 11 14 14 14"),
        ("MIN(10 + (x - 5) / 2, 14)", "MAX(10 - (5 - x) / 2, 8)", "8 8 9.5 9.75 10 10.25 10.5 12 14 14"),
        ("MIN(10 + (x - 5) * 0, 14)", "MAX(10 - (5 - x), 6)", "6 6 9 9.5 10 10 10 10 10 10"),
        ("MIN(10 + (x - 5), 10)", "MAX(10 - (5 - x), 6)", "6 6 9 9.5 10 10 10 10 10 10"),
        ("MIN(10 + (x - 5), 14)", "MAX(10 - (5 - x), 10)", "10 10 10 10 10 10.5 11 14 14 14"),
        # The gain is steeper than the loss.
        ("MIN(10 + (x - 5) * 3, 14)", "MAX(10 - (5 - x) * 2, 0)", "0 2 8 9 10 11.5 13 14 14 14"),
        # Points at the target differ.
        ("MIN(10 + (x - 5), 14)", "MAX(9 - (5 - x) * 2, 0)", "0 1 7 8 10 10.5 11 14 14 14"),
        # Another target, above or below.
        ("MIN(10 + (x - 5), 14)", "MAX(10 - (4 - x) * 2, 0)", "2 4 10 11 10 10.5 11 14 14 14"),
        ("MIN(10 + (x - 6), 14)", "MAX(10 - (5 - x) * 2, 0)", "0 2 8 9 9 9.5 10 13 14 14"),
        ("MIN(10 + (x - 5), 14)", "MAX(10 - (GROUPMAX(x) - x) * 2, 0)", "0 0 0 0 10 10.5 11 14 14 14"),
        # What is capped or kept lies on the other side of the target.
        ("MIN(10 + (x - 5), 8)", "MAX(10 - (5 - x) * 2, 0)", "0 2 8 9 8 8 8 8 8 8"),
        ("MIN(10 + (x - 5), 14)", "MAX(10 - (5 - x) * 2, 12)", "12 12 12 12 10 10.5 11 14 14 14"),
        ("MIN(10 + (x - 5), 30 - x)", "MAX(10 - (5 - x) * 2, 0)", "0 2 8 9 10 10.5 11 14 10 -20"),
        ("MIN(10 + (x - 5), 14)", "MAX(10 - (5 - x) * 2, x * 2)", "0 2 8 9 10 10.5 11 14 14 14"),
        # Points fall beyond the target, or rise short of it.
        ("MIN(10 + (x - 5) * -1, 14)", "MAX(10 - (5 - x) * 2, 0)", "0 2 8 9 10 9.5 9 6 -5 -35"),
        ("MIN(10 + (5 - x), 14)", "MAX(10 - (5 - x) * 2, 0)", "0 2 8 9 10 9.5 9 6 -5 -35"),
        ("MIN(10 + (x - 5), 14)", "MAX(10 - (x - 5) * 2, 0)", "20 18 12 11 10 10.5 11 14 14 14"),
        ("MIN(10 + (x - 5), 14)", "MAX(10 - (5 - x) * -2, 0)", "20 18 12 11 10 10.5 11 14 14 14"),
    ],
)
def test_points_on_beyond_a_target_and_off_short_of_it(gained: str, kept: str, expected: str) -> None:
    rule = {"kind": "formula", "text": f"IF(x >= 5, {gained}, {kept})", "floor": "-1000", "cap": "1000"}
    assert shown(measured("甲", VALUES, rule)) == expected.split()
