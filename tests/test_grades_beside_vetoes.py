"""Grades by quota where vetoes cap or lower them or keep units out of the ranking, and where ties stand at the edge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.policies import QuotaRounding
from indicators.scheme import Grade
from scoring.grading import places_of_group
from scoring.results import score
from tests.schemes import case
from tests.test_exactness import DIRECT, indicator, node, scheme_with

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scoring.results import Results

GRADES = [
    {"name": "一", "at_least": "90", "quota": "40%"},
    {"name": "二", "at_least": "80"},
    {"name": "三"},
]


def graded(
    totals: dict[str, str | None], vetoed: Sequence[tuple[str, str]], groups: dict[str, str] | None = None
) -> Results:
    """Units with these totals, some of them vetoed: `cap` to the second grade, `low` a grade less, `out` of the ranking."""
    content = scheme_with(node("T", "100"), indicator("a", DIRECT, "100")) | {
        "groups": [{"code": code, "name": code} for code in "ABC"],
        "grades": GRADES,
        "vetoes": [
            {"code": "cap", "name": "限等", "effect": "cap grade", "grade": "二"},
            {"code": "low", "name": "降等", "effect": "lower grade"},
            {"code": "out", "name": "不排名", "effect": "out of ranking"},
        ],
    }
    values = {f"{unit} a.": total for unit, total in totals.items() if total is not None}
    found = case(content, groups or dict.fromkeys(totals, "A"), values, vetoed=vetoed)
    return score(found.scheme, found.sheet)


FIVE: dict[str, str | None] = {"u": "96", "v": "94", "w": "93", "x": "85", "y": "79"}


def test_a_capped_unit_uses_no_place_and_the_next_one_moves_up() -> None:
    assert graded(FIVE, []).grades == ("一", "一", "二", "二", "三")
    assert graded(FIVE, [("u", "cap")]).grades == ("二", "一", "一", "二", "三")
    assert graded(FIVE, [("y", "cap")]).grades == ("一", "一", "二", "二", "三")
    tied: dict[str, str | None] = {**FIVE, "v": "96", "w": "94"}
    assert graded(tied, [("u", "cap")]).grades == ("二", "一", "一", "二", "三")


def test_one_grade_less_leaves_the_place_empty_and_ends_at_the_last() -> None:
    found = graded(FIVE, [("u", "low"), ("x", "low"), ("y", "low")])
    assert found.grades == ("二", "一", "二", "三", "三")


def test_who_is_out_of_the_ranking_has_no_place_no_grade_and_no_share_in_a_quota() -> None:
    found = graded(FIVE, [("u", "out")])
    assert found.grades == (None, "一", "二", "二", "三")
    assert found.group_rank.tolist() == [0, 1, 2, 3, 4]


def test_a_tie_at_the_edge_is_told_of_those_it_costs_the_grade_also_beside_units_without_a_total() -> None:
    found = graded({**FIVE, "w": "94", "z": None}, [])
    assert found.grades == ("一", "二", "二", "二", "三", None)
    assert found.cut_by_tie.tolist() == [False, True, True, False, False, False]


def test_a_group_of_which_everybody_is_out_of_the_ranking_has_no_places_to_give() -> None:
    groups = {"u": "A", "v": "A", "w": "C", "x": "C", "y": "B"}
    found = graded(FIVE, [("w", "out"), ("x", "out")], groups)
    assert found.grades == ("二", "二", None, None, "三")


def test_the_places_of_a_group_are_added_up_from_the_best_grade() -> None:
    grades = tuple(Grade.model_validate(grade) for grade in ({**GRADES[0], "at_least": None}, *GRADES[1:]))
    assert places_of_group(grades, 10, QuotaRounding.FLOOR) == (4, None, None)
    more = (grades[0], Grade.model_validate({"name": "中", "quota": "25%"}), grades[2])
    assert places_of_group(more, 10, QuotaRounding.FLOOR) == (4, 6, None)
    assert places_of_group(more, 10, QuotaRounding.CEILING) == (4, 7, None)
