"""Weights on a copy: they move and rules do not, and the original is never touched."""

from __future__ import annotations

from decimal import Decimal

import pytest

from scoring import score
from scoring.weights import with_weights
from tests.sheets import scheme_of, sheet_of

SCHEME = scheme_of(
    """
tree:
  - {code: total, name: 总, points: 10}
  - {code: a, parent: total, name: 甲项, points: 4, rule: {kind: direct}}
  - {code: b, parent: total, name: 乙项, points: 6, rule: {kind: deduction, events: [{name: 次, lose: 0.5}]}}
"""
)


def test_a_trial_moves_weights_and_nothing_else() -> None:
    trial = with_weights(SCHEME, {"a": Decimal(6), "b": Decimal(4)})
    assert [part.weight for part in SCHEME.indicators] == [None, None]
    assert [part.rule_words for part in trial.indicators] == [part.rule_words for part in SCHEME.indicators]
    official, tried = (
        score(scheme, sheet_of(scheme, "unit | a | b\n甲 | 3 | 2")) for scheme in (SCHEME, trial)
    )
    assert str(official.total.value(0)) == "8.00"
    assert str(tried.total.value(0)) == "7.83"
    assert official.published("b").value(0) == tried.published("b").value(0)


def test_an_unknown_code_is_our_own_mistake() -> None:
    with pytest.raises(KeyError, match="zz"):
        with_weights(SCHEME, {"zz": Decimal(1)})
