"""Grades: thresholds and quotas both hold, quotas add up from the best, a tie at the edge gets nothing."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.policies import QuotaRounding
from scoring.grading import quota_places
from scoring.results import Results, score
from tests.long_way import Grades
from tests.schemes import Case, case, cases, schemes, times

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tests.random_rules import Content

EXCELLENT = {"name": "优秀", "at_least": "90", "quota": "40%"}
GOOD = {"name": "良好", "at_least": "80"}
FAIR = {"name": "一般"}


def graded(totals: Mapping[str, str | None], grades: Sequence[Content], **policies: object) -> Results:
    """Units of one group with these totals."""
    tree = [
        {"code": "T", "name": "总分", "points": "100"},
        {"code": "a", "name": "甲", "parent": "T", "points": "100", "rule": {"kind": "direct"}},
    ]
    content = {
        "scheme": "例",
        "title": "例",
        "groups": [{"code": "A", "name": "A"}],
        "policies": policies,
        "grades": list(grades),
        "tree": tree,
    }
    values = {f"{unit} a.": total for unit, total in totals.items() if total is not None}
    given_case = case(content, dict.fromkeys(totals, "A"), values)
    return score(given_case.scheme, given_case.sheet)


def test_threshold_and_quota_must_both_hold() -> None:
    found = graded({"u": "96", "v": "94", "w": "93", "x": "85", "y": "79"}, [EXCELLENT, GOOD, FAIR])
    assert found.grades == ("优秀", "优秀", "良好", "良好", "一般")
    found = graded({"u": "96", "v": "89.99", "w": "85", "x": "80", "y": "79.994"}, [EXCELLENT, GOOD, FAIR])
    assert found.grades == ("优秀", "良好", "良好", "良好", "一般")


def test_a_threshold_is_compared_with_the_published_total() -> None:
    found = graded({"u": "89.995", "v": "89.994", "w": "1", "x": "1", "y": "1"}, [EXCELLENT, FAIR])
    assert found.grades[:2] == ("优秀", "一般")


def test_of_a_tie_at_the_edge_of_a_quota_nobody_gets_the_grade() -> None:
    found = graded({"u": "96", "v": "94", "w": "94", "x": "85", "y": "79"}, [EXCELLENT, GOOD, FAIR])
    assert found.grades == ("优秀", "良好", "良好", "良好", "一般")
    assert found.cut_by_tie.tolist() == [False, True, True, False, False]


def test_a_tie_that_fits_a_quota_gets_the_grade() -> None:
    found = graded({"u": "94", "v": "94", "w": "90", "x": "85", "y": "79"}, [EXCELLENT, GOOD, FAIR])
    assert found.grades == ("优秀", "优秀", "良好", "良好", "一般")
    assert not found.cut_by_tie.any()


def test_quotas_add_up_from_the_best_grade_down() -> None:
    shares = [{"name": "一", "quota": "20%"}, {"name": "二", "quota": "40%"}, {"name": "三"}]
    found = graded({"u": "5", "v": "5", "w": "4", "x": "3", "y": "2"}, shares)
    assert found.grades == ("二", "二", "二", "三", "三")


@pytest.mark.parametrize(("rounding", "expected"), [("floor", 1), ("half up", 2), ("ceiling", 2)])
def test_quotas_are_rounded_as_declared(rounding: str, expected: int) -> None:
    totals = {f"u{number}": str(90 - number) for number in range(6)}
    found = graded(totals, [{"name": "一", "quota": "25%"}, FAIR], quota_rounding=rounding)
    assert found.grades.count("一") == expected


def test_units_without_a_total_count_for_the_quota_but_get_no_grade() -> None:
    found = graded({"u": "96", "v": "94", "w": None, "x": None, "y": None}, [EXCELLENT, GOOD, FAIR])
    assert found.grades == ("优秀", "优秀", None, None, None)


@times(1)
@given(st.fractions(0, 1, max_denominator=1000), st.integers(0, 500), st.sampled_from(list(QuotaRounding)))
def test_places_of_a_share_are_within_one_of_it(share: Fraction, base: int, rounding: QuotaRounding) -> None:
    found = int(quota_places(share, np.array([base]), rounding)[0])
    assert abs(found - share * base) < 1
    assert rounding is not QuotaRounding.FLOOR or found <= share * base
    assert rounding is not QuotaRounding.CEILING or found >= share * base
    assert rounding is not QuotaRounding.HALF_UP or -Fraction(1, 2) < found - share * base <= Fraction(1, 2)


@st.composite
def totals_of_tied_units(draw: st.DrawFn) -> Case:
    """Few distinct totals over some groups, with any grades."""
    scheme = draw(schemes(lambda _groups, _points: st.just({"kind": "direct"}), levels=1))
    return draw(cases(st.just(scheme)))


@times(2)
@given(totals_of_tied_units())
def test_grades_are_the_best_whose_conditions_hold(found_case: Case) -> None:
    found = score(found_case.scheme, found_case.sheet)
    groups = [unit.group for unit in found.sheet.units]
    published = [
        None if (value := found.total.value(unit)) is None else Fraction(value) for unit in range(len(groups))
    ]
    keys = [
        int(key) if total is not None else None for key, total in zip(found.rank_keys, published, strict=True)
    ]
    expected = Grades(found.scheme, found.sheet, published, keys)
    assert list(zip(found.grades, found.cut_by_tie, strict=True)) == [
        expected.of(unit) for unit in range(len(groups))
    ]
    out = found.out_of_ranking
    for unit in range(len(groups)):
        assert (found.grades[unit] is None) == (
            published[unit] is None or bool(out[unit]) or not found.scheme.grades
        )
    assert all(Decimal(grade.quota or 0) <= 100 for grade in found.scheme.grades)
