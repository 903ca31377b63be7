"""Rank stability: every draw is a scheme that can be typed, and its places are those which that scheme gives."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
from hypothesis import assume, given
from hypothesis import strategies as st

from scoring import score
from scoring.balance import Balance
from scoring.stability import Stability, rank_stability
from scoring.stability_weights import DrawnWeights, draw_weights
from scoring.weights import tunable, with_weights
from tests.schemes import Case, cases, schemes, times
from tests.sheets import scheme_of

if TYPE_CHECKING:
    from indicators import Scheme
    from scoring import ScoreSheet

SPREADS = st.sampled_from([Fraction(1, 10), Fraction(1, 5), Fraction(1, 2)])
SCHEME = scheme_of(
    """
tree:
  - {code: total, name: 总, points: 100}
  - {code: a, parent: total, name: 甲项, points: 50, rule: {kind: direct}}
  - {code: b, parent: total, name: 乙项, points: 30, rule: {kind: direct}}
  - {code: c, parent: total, name: 丙项, points: 20, rule: {kind: direct}}
"""
)


def drawn(scheme: Scheme, balance: Balance = Balance(), **settings: object) -> DrawnWeights:
    asked = {"draws": 500, "spread": Fraction(1, 5), "seed": 7} | settings
    found = draw_weights(scheme, balance, tunable(scheme), **asked)  # type: ignore[arg-type]
    assert isinstance(found, DrawnWeights)
    return found


def stable(
    scheme: Scheme, sheet: ScoreSheet, balance: Balance = Balance(), draws: int = 40, **more: object
) -> Stability:
    asked = {"spread": Fraction(1, 5), "seed": 7} | more
    found = rank_stability(scheme, sheet, balance, tunable(scheme), draws=draws, **asked)  # type: ignore[arg-type]
    assert isinstance(found, Stability)
    return found


@times(1)
@given(cases(schemes().filter(tunable)), SPREADS, st.integers(0, 2**32))
def test_the_places_of_a_draw_are_those_which_its_weights_give(
    case: Case, spread: Fraction, seed: int
) -> None:
    scheme, sheet = case.scheme, case.sheet
    found = rank_stability(scheme, sheet, Balance(), tunable(scheme), draws=4, spread=spread, seed=seed)
    assume(isinstance(found, Stability))
    assert isinstance(found, Stability)
    assert_as_scored(found, scheme, sheet)


def assert_as_scored(found: Stability, scheme: Scheme, sheet: ScoreSheet) -> None:
    grades = np.zeros_like(found.grades)
    for draw in range(found.draws):
        results = score(with_weights(scheme, found.weights.of(draw)), sheet)
        assert found.places[:, draw].tolist() == results.group_rank.tolist()
        assert (found.overall is None) == (results.rank is None)
        if found.overall is not None and results.rank is not None:
            assert found.overall[:, draw].tolist() == results.rank.tolist()
        for position in range(len(scheme.grades)):
            grades[:, position] += results.grade_positions == position
    assert found.grades.tolist() == grades.tolist()
