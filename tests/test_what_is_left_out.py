"""What is known of all units beforehand leaves nothing out that counts: values that are not there, special cases."""

from __future__ import annotations

import pytest

from indicators.formula import ColumnName, Flag, Stage
from scoring import score
from tests.schemes import case
from tests.test_exactness import expect_exact

#: An indicator that compares, and one with the points of which a bonus stands and falls.
CONDITIONED = """\
scheme: 试
title: 试
policies: {decimals: 1, not_applicable: full points}
groups: [{code: A, name: 甲}]
adjustments:
  items: [{code: 加, name: 加, kind: bonus}]
  only_if: {node: b, at_least: 5}
tree:
- {code: T, name: T, points: 20}
- {code: a, name: a, parent: T, points: 10, rule: {kind: direct}}
- {code: b, name: b, parent: T, points: 10, rule: {kind: relative efficacy}}
"""


@pytest.mark.parametrize(("exempt", "total"), [((), 23), ((("u", "b"),), 20)])
def test_a_condition_without_a_score_is_not_met_though_every_score_there_is_would_meet_it(
    exempt: tuple[tuple[str, str], ...], total: int
) -> None:
    given = case(
        CONDITIONED, {"u": "A"}, {"u a.": "10", "u b.": "3"}, exempt, adjust=[("u", "加", "事", "3", True)]
    )
    found = score(given.scheme, given.sheet)
    assert found.total.value(0) == total
    expect_exact(found)


GATED = """\
scheme: 试
title: 试
groups: [{code: A, name: 甲}]
tree:
- code: T
  name: T
  points: 10
- code: a
  name: a
  parent: T
  points: 10
  rule: {kind: gate, needs: [报送], then: {kind: rank points, lose: 5%, floor: 1}}
"""


@pytest.mark.parametrize("passed", ["0", "1"])
def test_special_cases_are_told_of_a_rule_that_everybody_is_shut_out_of(passed: str) -> None:
    given = case(GATED, {"u": "A"}, {"u a.报送": passed, "u a.": "7"})
    found = score(given.scheme, given.sheet)
    raised = found.columns[ColumnName(Stage.POINTS, "a")].flags
    assert raised[Flag.ALONE].tolist() == [True]
    expect_exact(found)
