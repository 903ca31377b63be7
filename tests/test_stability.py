"""Rank stability: every draw is a scheme that can be typed, and its places are those which that scheme gives."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from benchmarks.assessment import assessment
from benchmarks.generator import draw_sheet
from benchmarks.stability import additive as additive_of_sixty
from indicators.policies import NotApplicable
from indicators.words import Words
from scoring import Scoring, score
from scoring import stability as stability_module
from scoring.balance import Balance, Bound, total
from scoring.stability import Distribution, Range, Stability, rank_stability
from scoring.stability_readings import Uncovered
from scoring.stability_totals import ManyTotals
from scoring.stability_weights import DrawnWeights, draw_weights
from scoring.weights import tunable, weights_below, with_weights
from tests.schemes import Case, cases, schemes, times
from tests.schemes import case as make_case
from tests.sheets import scheme_of, sheet_of

if TYPE_CHECKING:
    from indicators import Scheme
    from scoring import ScoreSheet

SPREADS = st.sampled_from([Fraction(1, 10), Fraction(1, 5), Fraction(1, 2)])
NOTHING_HELD = Balance()
SCHEME = scheme_of(
    """
grades: [{name: 优, at_least: 60, quota: 40%}, {name: 良, at_least: 50}, {name: 差}]
tree:
  - {code: total, name: 总, points: 100}
  - {code: a, parent: total, name: 甲项, points: 50, rule: {kind: direct}}
  - {code: b, parent: total, name: 乙项, points: 30, rule: {kind: direct}}
  - {code: c, parent: total, name: 丙项, points: 20, rule: {kind: direct}}
"""
)
SHEET = sheet_of(
    SCHEME,
    """
    unit | a | b | c
    甲 | 40 | 15 | 10
    乙 | 35 | 21 | 10
    丙 | 20 | 27 | 18
    丁 | 40 | 15 | 10
    """,
)


def drawn(scheme: Scheme, balance: Balance = NOTHING_HELD, **settings: Any) -> DrawnWeights:
    asked: dict[str, Any] = {"draws": 2000, "spread": Fraction(1, 5), "seed": 7} | settings
    found = draw_weights(scheme, balance, tunable(scheme), **asked)
    assert isinstance(found, DrawnWeights)
    return found


def stable(scheme: Scheme, sheet: ScoreSheet, **settings: Any) -> Stability:
    asked: dict[str, Any] = {"draws": 40, "spread": Fraction(1, 5), "seed": 7} | settings
    found = rank_stability(scheme, sheet, NOTHING_HELD, tunable(scheme), **asked)
    assert isinstance(found, Stability)
    return found


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


# ---------------------------------------------------------------- places are those of scoring


@times(0.25)
@given(cases(schemes().filter(tunable)), SPREADS, st.integers(0, 2**32))
def test_the_places_of_a_draw_are_those_which_its_weights_give(
    case: Case, spread: Fraction, seed: int
) -> None:
    scheme, sheet = case.scheme, case.sheet
    found = rank_stability(scheme, sheet, NOTHING_HELD, tunable(scheme), draws=3, spread=spread, seed=seed)
    assume(isinstance(found, Stability))
    assert isinstance(found, Stability)
    assert_as_scored(found, scheme, sheet)


@st.composite
def additive(draw: st.DrawFn) -> Case:
    """Sums of sums, tie-prone, with what the quick reading covers: rescaling, fills, roundings, a product, awards."""
    groups = draw(st.sampled_from([["A"], ["A", "B"]]))
    product = draw(st.booleans())
    tree: list[dict[str, Any]] = [
        {"code": "T", "name": "T", **({"combine": "product", "base": "80"} if product else {"points": "100"})}
    ]
    if product:
        tree += [
            {"code": "Q", "parent": "T", "name": "Q", "points": "100", "rule": {"kind": "direct"}},
            {"code": "S", "parent": "T", "name": "S", "points": "100"},
        ]
    top = "S" if product else "T"
    for at, weight in enumerate(draw(st.permutations(["20", "30", "50"]))):
        mean = draw(st.booleans())
        own = {"combine": "weighted mean", "points": "10"} if mean else {"points": "10"}
        tree.append({"code": f"P{at}", "parent": top, "name": f"P{at}", "weight": weight, **own})
        shares = draw(st.sampled_from([["10"], ["4", "6"], ["2.5", "2.5", "5"], ["3", "3", "3", "1"]]))
        tree += [
            {"code": f"P{at}.{n}", "parent": f"P{at}", "name": "x", "points": "10", "weight": share}
            | {"missing": draw(st.sampled_from(["no points", "full", "no score"]))}
            | {"not_applicable": draw(st.sampled_from(["rescale", "rescale", "zero points", "full points"]))}
            | {"rule": {"kind": "direct"}}
            for n, share in enumerate(shares)
        ]
    nodes = [part["code"] for part in tree if "rule" not in part]
    policies: dict[str, Any] = {
        "round_at": draw(st.lists(st.sampled_from(nodes), unique=True)),
        "decimals": draw(st.sampled_from([0, 1, 2])),
        "ties": draw(st.sampled_from(["competition", "dense"])),
        "quota_rounding": draw(st.sampled_from(["floor", "half up", "ceiling"])),
        "rank_across_groups": draw(st.booleans()),
    }
    content: dict[str, Any] = {
        "scheme": "additive",
        "title": "additive",
        "policies": policies,
        "groups": [{"code": group, "name": group} for group in groups],
        "grades": [
            {"name": "1", "at_least": "60", "quota": "30%"},
            {"name": "2", "quota": "40%"},
            {"name": "3"},
        ],
        "tree": tree,
    }
    if draw(st.booleans()):
        ends = draw(st.sampled_from([{}, {"max": "80"}, {"min": "40"}]))
        content["adjustments"] = ends | {"items": [{"code": "J", "name": "J", "kind": "bonus"}]}
    if draw(st.booleans()):
        content["vetoes"] = [{"code": "V", "name": "V", "effect": "out of ranking"}]
    units = {f"u{n:02}": draw(st.sampled_from(groups)) for n in range(draw(st.integers(2, 9)))}
    leaves = [part["code"] for part in tree if "rule" in part]
    cells = [(unit, leaf) for unit in units for leaf in leaves]
    states = draw(st.lists(st.sampled_from("vvvvvvma"), min_size=len(cells), max_size=len(cells)))
    points = draw(
        st.lists(st.sampled_from(["0", "5", "7.5", "10", "3.35"]), min_size=len(cells), max_size=len(cells))
    )
    return make_case(
        content,
        units,
        {f"{u} {leaf}.": p for (u, leaf), s, p in zip(cells, states, points, strict=True) if s == "v"},
        [cell for cell, state in zip(cells, states, strict=True) if state == "a"],
        adjust=[("u00", "J", "m", "1.5", True)] if "adjustments" in content else [],
        vetoed=[("u01", "V")] if "vetoes" in content else [],
    )


@times(0.5)
@given(additive(), SPREADS, st.integers(0, 9))
def test_many_draws_at_once_are_as_exact_as_one(case: Case, spread: Fraction, seed: int) -> None:
    assert_as_scored(
        stable(case.scheme, case.sheet, draws=4, spread=spread, seed=seed), case.scheme, case.sheet
    )


@times(0.3)
@given(additive())
def test_what_adds_up_and_multiplies_is_read_for_many_draws_at_once(case: Case) -> None:
    scoring, weights = Scoring(case.scheme, case.sheet), drawn(case.scheme, draws=3)
    try:
        found = ManyTotals(case.scheme, scoring, weights).units(slice(1, 3))
    except Uncovered:
        # A score of zero may lie on either side of it, and where all is filled in nothing applies all the same.
        filled = any(leaf.not_applicable is not NotApplicable.RESCALE for leaf in case.scheme.indicators)
        assert filled or getattr(case.scheme.root, "combine", "") == "product"
    else:
        assert found.shape == (2, len(case.units))


def test_a_rounding_that_floats_get_wrong_is_decided_exactly() -> None:
    scheme = scheme_of(
        """
tree:
  - {code: t, name: t, points: 15}
  - {code: a, parent: t, name: a, points: 5, rule: {kind: ratio to best}}
  - {code: b, parent: t, name: b, points: 5, rule: {kind: ratio to best}}
  - {code: c, parent: t, name: c, points: 5, rule: {kind: direct}}
"""
    )
    rows = "\n".join(f"u{n} | {n % 7 + 1} | {n % 4 + 3} | {n % 10}.{n % 100:02}" for n in range(60))
    sheet = sheet_of(scheme, "unit | a | b | c\n" + rows.replace("| 9.", "| 4.").replace("| 8.", "| 3."))
    assert_as_scored(stable(scheme, sheet, draws=30), scheme, sheet)


def test_the_assessment_that_is_measured_is_read_for_many_draws_at_once() -> None:
    of = assessment(5)
    sheet = draw_sheet(of, 150)
    totals = ManyTotals(of.scheme, Scoring(of.scheme, sheet), drawn(of.scheme, draws=5))
    assert totals.units(slice(0, 5)).shape == (5, 150)
    assert_as_scored(stable(of.scheme, sheet, draws=5), of.scheme, sheet)


def test_a_large_group_is_counted_with_its_grades_and_quotas() -> None:
    scheme, sheet = additive_of_sixty(400)
    found = stable(scheme, sheet, draws=30)
    assert found.overall is found.places
    assert_as_scored(found, scheme, sheet)
    assert (found.grades.sum(axis=1) == found.draws).all()


# ---------------------------------------------------------------- what is drawn


def test_draws_can_be_typed_and_add_up() -> None:
    found = drawn(SCHEME)
    for draw in range(0, found.draws, 100):
        weights = found.of(draw)
        assert total(weights) == 100
        assert all(weight.as_tuple().exponent == -2 and weight > 0 for weight in weights.values())


def test_the_spread_is_what_a_weight_of_average_size_has() -> None:
    scheme = scheme_of(
        "tree:\n  - {code: t, name: t, points: 50}\n"
        + "".join(
            f"  - {{code: x{n}, parent: t, name: x{n}, points: 10, rule: {{kind: direct}}}}\n"
            for n in range(5)
        )
    )
    for spread in (Fraction(1, 10), Fraction(3, 10)):
        (node,) = drawn(scheme, spread=spread, draws=20_000).nodes
        shares = node.steps / node.steps.sum(axis=1, keepdims=True) / 0.2
        assert shares.mean(axis=0) == pytest.approx(np.ones(5), abs=0.01)
        assert shares.std(axis=0) == pytest.approx(np.full(5, float(spread)), rel=0.03)
        assert node.concentration == pytest.approx(4 / float(spread) ** 2 - 1)


def test_bounds_cut_the_spread_off_without_heaping_draws_up_there() -> None:
    held = Balance(bounds={"a": Bound(Decimal(48), Decimal(53))})
    free, bound = drawn(SCHEME, draws=20_000).nodes[0].steps, drawn(SCHEME, held, draws=20_000).nodes[0].steps
    within = free[(free[:, 0] >= 4800) & (free[:, 0] <= 5300)]
    assert (bound[:, 0].min(), bound[:, 0].max()) == (4800, 5300)
    assert bound.mean(axis=0) == pytest.approx(within.mean(axis=0), rel=0.01)
    assert np.count_nonzero(bound[:, 0] == 5300) < 100


def test_locked_weights_and_those_of_nothing_stay() -> None:
    scheme = with_weights(SCHEME, {"b": Decimal(50), "c": Decimal(0)})
    assert isinstance(
        draw_weights(scheme, NOTHING_HELD, ["total"], draws=3, spread=Fraction(1, 5), seed=1), DrawnWeights
    )
    (node,) = drawn(SCHEME, Balance(locked=frozenset("b"))).nodes
    assert node.children == ("a", "c")
    assert (node.steps.sum(axis=1) == 7000).all()
    (node,) = drawn(scheme).nodes
    assert node.children == ("a", "b")


def test_where_nothing_can_move_it_says_so() -> None:
    locked = Balance(locked=frozenset("ab"))
    said = draw_weights(SCHEME, locked, tunable(SCHEME), draws=3, spread=Fraction(1, 5), seed=1)
    assert isinstance(said, Words)
    assert "Unlock" in said.en


def test_bounds_too_narrow_for_the_spread_are_named() -> None:
    narrow = Balance(
        bounds={code: Bound(weight, weight) for code, weight in weights_below(SCHEME, "total", {}).items()}
    )
    said = rank_stability(SCHEME, SHEET, narrow, tunable(SCHEME), draws=5, spread=Fraction(1, 2), seed=1)
    assert isinstance(said, Words)
    assert "“总”" in said.zh


def test_very_small_weights_have_steps_of_their_own() -> None:
    scheme = scheme_of(
        """
tree:
  - {code: t, name: t, points: 0.05}
  - {code: a, parent: t, name: a, points: 0.03, rule: {kind: direct}}
  - {code: b, parent: t, name: b, points: 0.02, rule: {kind: direct}}
"""
    )
    (node,) = drawn(scheme).nodes
    assert node.decimals == 4
    assert len(np.unique(node.steps[:, 0])) > 50


# ---------------------------------------------------------------- what is found


def test_the_same_seed_gives_the_same_result_and_another_another() -> None:
    one, again, other = (stable(SCHEME, SHEET, draws=200, seed=seed) for seed in (3, 3, 4))
    assert np.array_equal(one.places, again.places)
    assert np.array_equal(one.grades, again.grades)
    assert not np.array_equal(one.places, other.places)
    assert (one.seed, one.draws, one.spread) == (3, 200, Fraction(1, 5))


def test_a_twin_shares_every_place_and_a_group_stands_alone() -> None:
    found = stable(SCHEME, SHEET, draws=300)
    assert np.array_equal(found.places[0], found.places[3])
    apart = sheet_of(SCHEME, "unit | a | b | c\n甲 | 40 | 15 | 10\n乙 | 35 | 21 | 10", {"乙": "B"})
    assert stable(SCHEME, apart, draws=20).places.tolist() == [[1] * 20] * 2


def test_places_are_told_by_quantiles_and_by_the_narrowest_range() -> None:
    places = np.array([[1] * 3 + [2] * 90 + [3] * 4 + [9] * 3, [4] * 100, [0] * 100], dtype=np.uint16)
    found = Distribution(places)
    shares = [Fraction(5, 100), Fraction(1, 2), Fraction(95, 100), Fraction(1)]
    assert found.quantiles(shares).tolist() == [[2, 2, 3, 9], [4] * 4, [0] * 4]
    assert found.narrowest(0, Fraction(90, 100)) == Range(2, 2)
    assert found.narrowest(0, Fraction(95, 100)) == Range(1, 3)
    assert found.narrowest(0, Fraction(1)) == Range(1, 9)
    assert found.narrowest(1, Fraction(95, 100)) == Range(4, 4)
    assert found.counts(0) == {1: 3, 2: 90, 3: 4, 9: 3}


def test_progress_is_told_and_what_it_raises_ends_the_work() -> None:
    told: list[int] = []
    stable(SCHEME, SHEET, draws=50, progress=told.append)
    assert told == sorted(told)
    assert told[-1] == 50

    def stop(done: int) -> None:
        raise InterruptedError(done)

    with pytest.raises(InterruptedError):
        stable(SCHEME, SHEET, progress=stop)


def test_what_memory_does_not_hold_is_refused_with_how_many_draws_it_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(stability_module, "_MOST_PLACES", 400)
    said = rank_stability(SCHEME, SHEET, NOTHING_HELD, ["total"], draws=101, spread=Fraction(1, 5), seed=1)
    assert isinstance(said, Words)
    assert "100 times" in said.en


def test_a_chain_of_ties_and_places_by_code_are_scored_draw_by_draw() -> None:
    for policies in ("tie_break: [b]", "ties: ordinal", "rank_on: exact"):
        scheme = scheme_of(
            f"""
policies: {{{policies}, decimals: 0}}
tree:
  - {{code: t, name: t, points: 10}}
  - {{code: a, parent: t, name: a, points: 6, rule: {{kind: direct}}}}
  - {{code: b, parent: t, name: b, points: 4, rule: {{kind: direct}}}}
"""
        )
        sheet = sheet_of(scheme, "unit | a | b\n甲 | 5 | 2\n乙 | 4 | 3\n丙 | 4.2 | 2.8")
        assert_as_scored(stable(scheme, sheet, draws=12), scheme, sheet)
