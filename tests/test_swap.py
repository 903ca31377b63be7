"""The smallest change of weights that swaps two units: the first step of the way, and it holds when all is scored again."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from scoring import score
from scoring.balance import Balance, Bound, total
from scoring.swap import single_swaps, transfer
from scoring.swap_duel import Duel
from scoring.tuning import Tuning, set_weight
from scoring.tuning_refusals import Refusal
from scoring.weights import tunable, weights_below, with_weights
from tests.schemes import Case, cases, schemes, times
from tests.sheets import scheme_of, sheet_of

if TYPE_CHECKING:
    from indicators import Scheme
    from scoring import ScoreSheet
    from scoring.swap import Swap

SCHEME = scheme_of(
    """
policies: {decimals: 2}
tree:
  - {code: t, name: 总, points: 10}
  - {code: a, parent: t, name: 甲项, points: 5, rule: {kind: direct}}
  - {code: b, parent: t, name: 乙项, points: 3, rule: {kind: direct}}
  - {code: c, parent: t, name: 丙项, points: 2, rule: {kind: direct}}
"""
)
#: 甲 leads by 0.8 points of a, 乙 by 0.3 of b and by 0.1 of c: 8.00 against 7.60.
SHEET = sheet_of(SCHEME, "unit | a | b | c\n甲 | 4.5 | 2.1 | 1.4\n乙 | 3.7 | 2.4 | 1.5")
OPEN = Balance()


def duel_of(scheme: Scheme, sheet: ScoreSheet) -> Duel:
    return Duel(scheme, sheet, 0, 1)


def is_settled(scheme: Scheme, sheet: ScoreSheet, weights: dict[str, Decimal], duel: Duel) -> bool:
    keys = score(with_weights(scheme, weights), sheet).rank_keys
    return bool(keys[duel.behind] >= keys[duel.ahead])


def test_the_smallest_change_is_what_a_calculator_gives() -> None:
    # a from 5 to 5 − x: each point of weight is worth 0.16 to 甲 there; b and c share x as 3 : 2, where a point is worth
    # 0.1 and 0.05 to 乙. The lead of 0.4 is gone at x = 0.4 ÷ (0.16 + 0.6 · 0.1 + 0.4 · 0.05) = 1.67; rounded to
    # hundredths both are level at 7.67 from 1.63 on: 3.033 + 2.786 + 1.855 and 2.4938 + 3.184 + 1.9875.
    first, *_ = single_swaps(duel_of(SCHEME, SHEET), OPEN)
    assert (first.node, first.part, first.taker) == ("t", "a", None)
    assert first.before == 5
    assert first.change == Decimal("-1.63")
    assert total(first.weights) == 10
    assert is_settled(SCHEME, SHEET, dict(first.weights), duel_of(SCHEME, SHEET))


def test_two_weights_alone_settle_it_with_less() -> None:
    # From a to b, point for point, 乙 gains 0.16 + 0.1: 0.4 ÷ 0.26 = 1.54, and rounding lets 1.53 do.
    found = transfer(duel_of(SCHEME, SHEET), OPEN)
    assert found is not None
    assert (found.part, found.taker) == ("a", "b")
    assert found.change in {Decimal("-1.53"), Decimal("-1.52")}
    assert found.weights["c"] == 2
    before = with_weights(
        SCHEME, {"a": found.after + Decimal("0.01"), "b": found.weights["b"] - Decimal("0.01")}
    )
    keys = score(before, SHEET).rank_keys
    assert keys[1] < keys[0]
    assert is_settled(SCHEME, SHEET, dict(found.weights), duel_of(SCHEME, SHEET))


def test_what_bounds_and_locks_forbid_is_not_found() -> None:
    duel = duel_of(SCHEME, SHEET)
    narrow = Balance(bounds={"a": Bound(Decimal(4), None)})
    assert all(total(swap.weights) == 10 and swap.weights["a"] >= 4 for swap in single_swaps(duel, narrow))
    assert "a" not in {swap.part for swap in single_swaps(duel, narrow)}
    assert single_swaps(duel, Balance(locked=frozenset("abc"))) == ()
    assert transfer(duel, Balance(locked=frozenset("abc"))) is None
    assert all(swap.weights["a"] == 5 for swap in single_swaps(duel, Balance(locked=frozenset("a"))))


def test_who_is_better_in_everything_cannot_be_caught() -> None:
    sheet = sheet_of(SCHEME, "unit | a | b | c\n甲 | 4.5 | 2.5 | 1.6\n乙 | 3.7 | 2.4 | 1.5")
    duel = duel_of(SCHEME, sheet)
    assert single_swaps(duel, OPEN) == ()
    assert transfer(duel, OPEN) is None


def test_only_so_many_weights_are_told_the_smallest_change_first() -> None:
    every = single_swaps(duel_of(SCHEME, SHEET), OPEN, most=9)
    assert [abs(swap.change) for swap in every] == sorted(abs(swap.change) for swap in every)
    assert len({swap.part for swap in every}) == len(every) > 1
    assert single_swaps(duel_of(SCHEME, SHEET), OPEN, most=1) == every[:1]


def test_a_unit_without_a_total_swaps_with_nobody() -> None:
    scheme = scheme_of(
        """
policies: {missing: no score}
tree:
  - {code: t, name: 总, points: 10}
  - {code: a, parent: t, name: 甲项, points: 5, rule: {kind: direct}}
  - {code: b, parent: t, name: 乙项, points: 5, rule: {kind: direct}}
"""
    )
    duel = duel_of(scheme, sheet_of(scheme, "unit | a | b\n甲 | 4 | 3\n乙 | 5 | ."))
    assert duel.under("t", {}) is None
    assert single_swaps(duel, OPEN) == ()
    assert transfer(duel, OPEN) is None


def test_equal_totals_are_told_apart_by_the_chain_as_in_the_ranking() -> None:
    scheme = scheme_of(
        """
policies: {tie_break: [a], decimals: 1}
tree:
  - {code: t, name: 总, points: 10}
  - {code: a, parent: t, name: 甲项, points: 5, rule: {kind: direct}}
  - {code: b, parent: t, name: 乙项, points: 5, rule: {kind: direct}}
"""
    )
    sheet = sheet_of(scheme, "unit | a | b\n甲 | 4 | 3\n乙 | 3 | 4")
    duel = duel_of(scheme, sheet)
    standing = duel.under("t", {})
    assert standing is not None
    assert not standing.is_level
    assert standing.lead == 0
    (first, *_) = single_swaps(duel, OPEN)
    # 0.2 points of total for each point of weight moved: 0.05 more than half a tenth decides.
    assert abs(first.change) == Decimal("0.25")


def steps_of(scheme: Scheme, balance: Balance, code: str, sheet: ScoreSheet, duel: Duel) -> Decimal | None:
    """The long way: every step of 0.01, the nearest first, scored anew."""
    node = scheme.by_code[code].parent
    assert node is not None
    weight = weights_below(scheme, node, {})[code]
    tuning = replace(Tuning(), now=balance)
    for step in range(1, int(total(weights_below(scheme, node, {})) * 100) + 1):
        for change in (Decimal(step) / 100, -Decimal(step) / 100):
            if weight + change >= 0:
                moved = set_weight(scheme, tuning, code, weight + change)
                if not isinstance(moved, Refusal) and is_settled(scheme, sheet, dict(moved.weights), duel):
                    return abs(change)
    return None


@pytest.mark.parametrize("seed", [0, 3, 4, 5, 7])
def test_no_step_before_it_would_do(seed: int) -> None:
    scheme = scheme_of(
        """
policies: {decimals: 1, round_at: [p]}
tree:
  - {code: t, name: 总, combine: product, base: 5}
  - {code: q, parent: t, name: q, points: 5, rule: {kind: direct}}
  - {code: p, parent: t, name: p, points: 2.5}
  - {code: a, parent: p, name: a, points: 1, rule: {kind: direct}}
  - {code: b, parent: p, name: b, points: 1, rule: {kind: direct}}
  - {code: c, parent: p, name: c, points: 0.5, rule: {kind: direct}}
"""
    )
    shift = Decimal(seed) / 20
    rows = [
        f"甲 | 4 | 1 | {Decimal('0.2') + shift} | 0.3",
        f"乙 | 4 | {Decimal('0.5')} | 0.6 | {Decimal('0.5') - shift / 2}",
    ]
    sheet = sheet_of(scheme, "\n".join(["unit | q | a | b | c", *rows]))
    keys = score(scheme, sheet).rank_keys
    ahead, behind = (0, 1) if keys[0] > keys[1] else (1, 0)
    assert keys[ahead] > keys[behind]
    duel = Duel(scheme, sheet, ahead, behind)
    found = {swap.part: abs(swap.change) for swap in single_swaps(duel, OPEN)}
    for code in "abc":
        assert found.get(code) == steps_of(scheme, OPEN, code, sheet, duel)


@times(0.05)
@given(cases(schemes().filter(tunable)), st.data())
def test_whatever_is_found_holds_when_everything_is_scored_again(case: Case, data: st.DataObject) -> None:
    scheme, sheet = case.scheme, case.sheet
    results = score(scheme, sheet)
    placed = [at for at in range(len(sheet.units)) if results.group_rank[at]]
    pairs = [
        (one, other)
        for one in placed
        for other in placed
        if results.groups[one] == results.groups[other] and results.rank_keys[one] > results.rank_keys[other]
    ]
    assume(pairs)
    duel = Duel(scheme, sheet, *data.draw(st.sampled_from(pairs)))
    found: list[Swap] = [*single_swaps(duel, OPEN, most=2)]
    given_to = transfer(duel, OPEN)
    found += [] if given_to is None else [given_to]
    for swap in found:
        assert is_settled(scheme, sheet, dict(swap.weights), duel)
        assert total(swap.weights) == total(weights_below(scheme, swap.node, {}))
        assert min(map(Fraction, swap.weights.values())) >= 0
