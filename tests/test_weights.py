"""Weight tuning: what is typed stays, the sum is exact, rules do not move, the original is never touched."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring import score
from scoring.weights import STEP, rebalance, with_weights
from tests.sheets import scheme_of, sheet_of

SCHEME = scheme_of(
    """
tree:
  - {code: total, name: 总, points: 10}
  - {code: a, parent: total, name: 甲项, points: 4, rule: {kind: direct}}
  - {code: b, parent: total, name: 乙项, points: 6, rule: {kind: deduction, events: [{name: 次, lose: 0.5}]}}
"""
)

WEIGHTS = st.lists(st.integers(0, 5000).map(lambda steps: steps * STEP), min_size=2, max_size=12).filter(any)


@given(WEIGHTS, st.data())
def test_siblings_keep_their_sum_and_the_typed_weight_its_digits(
    weights: list[Decimal], data: st.DataObject
) -> None:
    by_code = {f"c{index}": weight for index, weight in enumerate(weights)}
    total = sum(weights, Decimal(0))
    changed = data.draw(st.sampled_from(sorted(by_code)))
    typed = data.draw(st.decimals(0, total, places=3))
    moved = rebalance(by_code, changed, typed)
    assert sum(moved.values(), Decimal(0)) == total
    assert moved[changed] == typed
    assert list(moved) == list(by_code)
    assert all(weight >= 0 for weight in moved.values())


def test_the_others_are_rescaled_in_proportion_with_the_largest_remainder_first() -> None:
    moved = rebalance({"a": Decimal(4), "b": Decimal(3), "c": Decimal(3)}, "a", Decimal("4.01"))
    assert moved == {"a": Decimal("4.01"), "b": Decimal("3.00"), "c": Decimal("2.99")}


@pytest.mark.parametrize("typed", ["-0.01", "10.01"])
def test_a_weight_that_leaves_less_than_nothing_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="cannot weigh"):
        rebalance({"a": Decimal(4), "b": Decimal(6)}, "a", Decimal(typed))


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


def test_a_weight_typed_again_moves_nothing() -> None:
    weights = {"a": Decimal("33.333"), "b": Decimal("33.333"), "c": Decimal("33.334")}
    assert rebalance(weights, "a", Decimal("33.333")) == weights
    with pytest.raises(KeyError, match="zz"):
        rebalance(weights, "zz", Decimal(1))
