"""Tuning by random acts on random schemes: what is typed stays, sums are exact, locks and bounds hold, undo is whole."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.shares import plain
from scoring import tuning as acts
from scoring.apportion import STEP, Span, apportion
from scoring.balance import Balance, Bound, total
from scoring.tuning import Tuning
from scoring.tuning_fit import carried_over, misfits
from scoring.tuning_refusals import Refusal
from scoring.weights import tunable, weights_below, with_weights
from tests.schemes import scheme_of, schemes, times

if TYPE_CHECKING:
    from indicators import Scheme

LEAF = "rule: {kind: direct}"
SCHEME = scheme_of(f"""
scheme: t
title: 调权
groups: [{{code: G, name: 甲组}}]
tree:
  - {{code: total, name: 总, points: 100}}
  - {{code: a, parent: total, name: 甲, points: 40, {LEAF}}}
  - {{code: b, parent: total, name: 乙, points: 30, {LEAF}}}
  - {{code: c, parent: total, name: 丙, points: 20, {LEAF}}}
  - {{code: d, parent: total, name: 丁, points: 10, {LEAF}}}
""")

TYPED = st.one_of(
    st.sampled_from(["0", "1", "7.125", "12.5", "33.333", "100", "0.005"]).map(Decimal),
    st.decimals(0, 60, places=3),
)


def done(found: Tuning | Refusal) -> Tuning:
    assert isinstance(found, Tuning), found.words.zh
    return found


def refused(found: Tuning | Refusal) -> Refusal:
    assert isinstance(found, Refusal)
    return found


def weights(tuning: Tuning, scheme: Scheme = SCHEME, node: str = "total") -> dict[str, str]:
    return {
        code: plain(Fraction(weight)) for code, weight in weights_below(scheme, node, tuning.weights).items()
    }


def assert_alike(one: Balance, other: Balance) -> None:
    """Equal to the last digit: 7.50 is not 7.5 here."""
    assert one == other
    assert repr(one) == repr(other)


def tuned(code: str, typed: str, tuning: Tuning | None = None) -> Tuning:
    return done(acts.set_weight(SCHEME, tuning or Tuning(), code, Decimal(typed)))


# ---------------------------------------------------------------- worked by hand


def test_the_others_share_the_rest_in_proportion() -> None:
    assert weights(tuned("a", "10")) == {"a": "10", "b": "45", "c": "30", "d": "15"}
    assert weights(tuned("a", "10.01")) == {"a": "10.01", "b": "44.99", "c": "30", "d": "15"}


def test_three_decimals_stay_and_the_part_of_a_step_goes_to_the_next_largest_remainder() -> None:
    # 92.875 in the proportion 40 : 20 : 10 is 53.071…, 26.535… and 13.267….
    assert weights(tuned("b", "7.125")) == {"a": "53.07", "b": "7.125", "c": "26.535", "d": "13.27"}


def test_a_locked_weight_stays_and_the_rest_is_shared_by_the_others() -> None:
    locked = acts.lock(SCHEME, Tuning(), "b")
    assert weights(tuned("a", "10", locked)) == {"a": "10", "b": "30", "c": "40", "d": "20"}


def test_whoever_would_pass_its_bound_is_held_there_and_the_others_share_what_is_left() -> None:
    bounded = done(acts.bind(SCHEME, Tuning(), "b", Bound(None, Decimal("31.5"))))
    assert weights(tuned("a", "10", bounded)) == {"a": "10", "b": "31.5", "c": "39", "d": "19.5"}


def test_others_that_weigh_nothing_come_back_in_the_proportion_of_the_scheme() -> None:
    assert weights(tuned("a", "40", tuned("a", "100"))) == weights(Tuning())


def test_a_weight_beyond_the_locks_is_refused_with_the_nearest_that_can_be_had() -> None:
    locked = acts.lock(SCHEME, Tuning(), "b")
    refusal = refused(acts.set_weight(SCHEME, locked, "a", Decimal("70.5")))
    assert refusal.nearest == 70
    assert "已锁定“乙”" in refusal.words.zh
    assert "最多 70" in refusal.words.zh
    assert "70.5" in refusal.words.en
    assert weights(tuned("a", "70", locked)) == {"a": "70", "b": "30", "c": "0", "d": "0"}


def test_a_weight_beyond_the_bounds_of_the_others_names_them() -> None:
    bounded = done(acts.bind(SCHEME, Tuning(), "b", Bound(Decimal(25), None)))
    refusal = refused(acts.set_weight(SCHEME, bounded, "a", Decimal(80)))
    assert "“乙”有下限" in refusal.words.zh
    assert refusal.nearest == 75
    for code, most in (("b", 35), ("c", 25), ("d", 15)):
        bounded = done(acts.bind(SCHEME, bounded, code, Bound(None, Decimal(most))))
    refusal = refused(acts.set_weight(SCHEME, bounded, "a", Decimal(24)))
    assert "有上限" in refusal.words.zh
    assert "最少 25" in refusal.words.zh


def test_a_weight_beyond_its_own_bound_its_sum_or_zero_is_refused() -> None:
    bounded = done(acts.bind(SCHEME, Tuning(), "a", Bound(Decimal(35), Decimal(45))))
    assert "它的上限是 45" in refused(acts.set_weight(SCHEME, bounded, "a", Decimal(46))).words.zh
    assert "它的下限是 35" in refused(acts.set_weight(SCHEME, bounded, "a", Decimal(34))).words.zh
    assert "各项合计 100" in refused(acts.set_weight(SCHEME, Tuning(), "a", Decimal(101))).words.zh
    assert "不能小于 0" in refused(acts.set_weight(SCHEME, Tuning(), "a", Decimal(-1))).words.zh


def test_a_locked_weight_cannot_be_typed_and_nobody_free_means_nothing_moves() -> None:
    tuning = acts.lock(SCHEME, Tuning(), "a")
    assert refused(acts.set_weight(SCHEME, tuning, "a", Decimal(41))).nearest == 40
    for code in "cd":
        tuning = acts.lock(SCHEME, tuning, code)
    assert "没有谁来分摊" in refused(acts.set_weight(SCHEME, tuning, "b", Decimal(31))).words.zh


def test_bounds_that_the_present_weight_does_not_keep_are_refused() -> None:
    refusal = refused(acts.bind(SCHEME, Tuning(), "a", Bound(Decimal(10), Decimal(20))))
    assert "最少 10、最多 20" in refusal.words.zh
    refused(acts.bind(SCHEME, Tuning(), "a", Bound(Decimal(50), Decimal(20))))


@pytest.mark.parametrize(
    ("typed", "read"), [("7.125", "7.125"), (" 12.50 ", "12.50"), ("１２．５", "12.5"), ("0", "0")]
)
def test_what_is_typed_is_read_with_its_decimals(typed: str, read: str) -> None:
    assert str(acts.read_weight(typed)) == read


@pytest.mark.parametrize("typed", ["", "abc", "-1", "1e5", "nan", "1,5", "0.1234567", "9" * 40, "１２、５"])
def test_what_is_no_weight_is_refused_in_words(typed: str) -> None:
    found = acts.read_weight(typed)
    assert isinstance(found, Refusal)
    assert typed in found.words.zh


def test_the_last_act_is_undone_done_again_and_forgotten_by_another() -> None:
    first, second = tuned("a", "10"), tuned("b", "20", tuned("a", "10"))
    back = acts.undo(second)
    assert_alike(back.now, first.now)
    assert_alike(acts.redo(back).now, second.now)
    assert acts.redo(acts.lock(SCHEME, back, "a")).now.locked == {"a"}
    assert acts.undo(Tuning()) == acts.redo(Tuning()) == Tuning()


def test_reset_takes_parts_back_to_the_scheme_with_their_locks_and_bounds() -> None:
    bounded = done(acts.bind(SCHEME, acts.lock(SCHEME, tuned("a", "10"), "b"), "c", Bound(Decimal(25))))
    assert acts.reset(SCHEME, bounded, "abcd").now == Balance()


# ---------------------------------------------------------------- sharing out


@given(st.data(), st.integers(1, 8))
def test_shares_add_up_within_their_spans_and_near_their_proportion(data: st.DataObject, count: int) -> None:
    exact = st.fractions(0, 50, max_denominator=1000).map(lambda value: Fraction(round(value * 1000), 1000))
    ends = data.draw(st.lists(st.tuples(exact, exact).map(sorted), min_size=count, max_size=count))
    spans = [Span(*pair) for pair in ends]
    basis = data.draw(st.lists(exact, min_size=count, max_size=count))
    part = data.draw(st.fractions(0, 1, max_denominator=10))
    least, most = sum(span.least for span in spans), sum(span.most for span in spans)
    whole = least + part * (most - least)
    shares = apportion(whole, basis, spans)
    assert sum(shares) == whole
    assert all(span.least <= share <= span.most for share, span in zip(shares, spans, strict=True))
    # One factor for all who are not held: nobody inside its span is out of proportion by more than a step.
    inside = [
        (share, old)
        for share, old, span in zip(shares, basis, spans, strict=True)
        if span.least + STEP < share < span.most - STEP and old
    ]
    for (one, old_one), (other, old_other) in pairwise(inside):
        assert abs(one * old_other - other * old_one) <= STEP * (old_one + old_other)


# ---------------------------------------------------------------- random acts on random schemes


def act(data: st.DataObject, scheme: Scheme, tuning: Tuning, codes: list[str]) -> Tuning | Refusal:
    """One act of any kind."""
    code = data.draw(st.sampled_from(codes))
    kind = data.draw(
        st.sampled_from(["set", "set", "set", "lock", "unlock", "bind", "reset", "undo", "redo"])
    )
    if kind == "set":
        return acts.set_weight(scheme, tuning, code, data.draw(TYPED))
    if kind == "bind":
        least, most = (data.draw(st.none() | TYPED) for _ in range(2))
        return acts.bind(scheme, tuning, code, Bound(least, most))
    if kind == "reset":
        siblings = weights_below(scheme, scheme.by_code[code].parent or "", {})
        return acts.reset(scheme, tuning, siblings)
    if kind in {"undo", "redo"}:
        return acts.undo(tuning) if kind == "undo" else acts.redo(tuning)
    return acts.lock(scheme, tuning, code) if kind == "lock" else acts.unlock(scheme, tuning, code)


TUNABLE = schemes(levels=3).filter(tunable)


def codes_of(scheme: Scheme) -> list[str]:
    return [part.code for node in tunable(scheme) for part in scheme.children[node]]


@times(1)
@given(TUNABLE, st.data())
def test_no_act_breaks_a_sum_a_lock_or_a_bound(scheme: Scheme, data: st.DataObject) -> None:
    tuning, codes = Tuning(), codes_of(scheme)
    for _ in range(data.draw(st.integers(1, 12))):
        before, found = tuning, act(data, scheme, tuning, codes)
        tuning = found if isinstance(found, Tuning) else tuning
        for node in tunable(scheme):
            now = weights_below(scheme, node, tuning.weights)
            assert total(now) == total(weights_below(scheme, node, {}))
            assert all(tuning.now.bound(code).allows(weight) and weight >= 0 for code, weight in now.items())
        kept = before.now.locked & tuning.now.locked
        grown = len(tuning.past) == len(before.past) + 1
        assert not grown or all(tuning.weights.get(c) == before.weights.get(c) for c in kept)
    assert misfits(scheme, tuning.now) == ()


@times(1)
@given(TUNABLE, st.data())
def test_a_typed_weight_stays_as_typed_or_nothing_moves_and_the_nearest_can_be_had(
    scheme: Scheme, data: st.DataObject
) -> None:
    tuning, codes = Tuning(), codes_of(scheme)
    for _ in range(data.draw(st.integers(0, 6))):
        found = act(data, scheme, tuning, codes)
        tuning = found if isinstance(found, Tuning) else tuning
    code, typed = data.draw(st.sampled_from(codes)), data.draw(TYPED)
    found = acts.set_weight(scheme, tuning, code, typed)
    if isinstance(found, Refusal):
        assert found.nearest is not None
        found = done(acts.set_weight(scheme, tuning, code, found.nearest))
        typed = refused(acts.set_weight(scheme, tuning, code, typed)).nearest or Decimal(0)
    node = scheme.by_code[code].parent or ""
    assert weights_below(scheme, node, found.weights)[code] == typed
    others = {part.code for n in tunable(scheme) if n != node for part in scheme.children[n]}
    assert all(found.weights.get(other) == tuning.weights.get(other) for other in others)


@times(1)
@given(TUNABLE, st.data())
def test_undo_after_any_acts_gives_back_every_state_there_was(scheme: Scheme, data: st.DataObject) -> None:
    tuning, codes, states = Tuning(), codes_of(scheme), [Tuning()]
    for _ in range(data.draw(st.integers(1, 12))):
        found = act(data, scheme, replace(tuning, undone=()), codes)
        if isinstance(found, Tuning) and len(found.past) == len(tuning.past) + 1:
            tuning = found
            states.append(tuning)
    last = tuning
    for state in reversed(states[:-1]):
        tuning = acts.undo(tuning)
        assert_alike(tuning.now, state.now)
    for state in states[1:]:
        tuning = acts.redo(tuning)
        assert_alike(tuning.now, state.now)
    assert tuning == last


# ---------------------------------------------------------------- another version of the scheme


def test_a_tuning_is_carried_over_where_it_fits_and_says_what_does_not() -> None:
    scheme = scheme_of(f"""
scheme: t
title: 调权
groups: [{{code: G, name: 甲组}}]
tree:
  - {{code: total, name: 总, points: 100}}
  - {{code: x, parent: total, name: 左, points: 60}}
  - {{code: y, parent: total, name: 右, points: 40}}
  - {{code: x1, parent: x, name: 左一, points: 30, {LEAF}}}
  - {{code: x2, parent: x, name: 左二, points: 30, {LEAF}}}
  - {{code: y1, parent: y, name: 右一, points: 20, {LEAF}}}
  - {{code: y2, parent: y, name: 右二, points: 20, {LEAF}}}
""")
    tuning = done(acts.set_weight(scheme, Tuning(), "x1", Decimal(40)))
    tuning = done(acts.set_weight(scheme, tuning, "y1", Decimal(30)))
    later = with_weights(scheme, {"x": Decimal(60), "x1": Decimal(40), "x2": Decimal(30)})
    assert tuning.rests_on(scheme)
    assert not tuning.rests_on(later)
    carried, lost = carried_over(later, tuning)
    assert {code: plain(Fraction(weight)) for code, weight in carried.weights.items()} == {
        "y1": "30",
        "y2": "10",
    }
    assert [misfit.words.zh for misfit in lost] == ["“左”：下级权重合计应为 70，现为 60"]
    assert carried.rests_on(later)
    assert acts.undo(carried) == carried


def test_what_does_not_fit_is_said_node_by_node() -> None:
    balance = Balance(
        {"a": Decimal(50), "zz": Decimal(1)}, frozenset({"total"}), {"b": Bound(Decimal(31), None)}
    )
    assert [misfit.codes for misfit in misfits(SCHEME, balance)] == [{"total"}, {"zz"}, {"a", "b"}]
    assert len(misfits(SCHEME, Balance({"a": Decimal(-10), "b": Decimal(80)}))) == 1
    assert len(misfits(SCHEME, Balance({}, bounds={"a": Bound(Decimal(41))}))) == 1


def test_the_basis_is_the_trees_weights_and_nothing_else() -> None:
    renamed = SCHEME.model_copy(update={"title": "别的标题"})
    assert acts.basis_of(renamed) == acts.basis_of(SCHEME)
    assert acts.basis_of(with_weights(SCHEME, {"a": Decimal("40.0")})) == acts.basis_of(SCHEME)
    assert acts.basis_of(with_weights(SCHEME, {"a": Decimal(30), "b": Decimal(40)})) != acts.basis_of(SCHEME)
