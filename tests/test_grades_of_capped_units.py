"""A unit whose grade is capped uses no place of a quota, but gets the grade only where there would be one for it."""

from __future__ import annotations

import pytest

from scoring.results import score
from tests.proofs import expect_proved
from tests.schemes import case
from tests.test_exactness import DIRECT, indicator, node, scheme_with

GRADES = [{"name": "一", "quota": "20%"}, {"name": "二", "quota": "40%"}, {"name": "三"}]


@pytest.mark.parametrize(
    ("capped", "expected"), [("u", "二一二二三"), ("w", "一二二二三"), ("x", "一二二三三")]
)
def test_a_capped_unit_needs_room_in_the_quota_of_its_grade(capped: str, expected: str) -> None:
    content = scheme_with(node("T", "100"), indicator("a", DIRECT, "100")) | {
        "grades": GRADES,
        "vetoes": [{"code": "cap", "name": "限等", "effect": "cap grade", "grade": "二"}],
    }
    totals = {"u": "96", "v": "94", "w": "93", "x": "92", "y": "79"}
    values = {f"{unit} a.": total for unit, total in totals.items()}
    found = case(content, dict.fromkeys(totals, "A"), values, vetoed=[(capped, "cap")])
    results = score(found.scheme, found.sheet)
    expect_proved(results)
    assert "".join(str(grade) for grade in results.grades) == expected
