"""What units are compared by: score rates, imbalance, distributions, branches of a score, and what a part costs a total."""

from __future__ import annotations

import statistics
from decimal import Decimal
from fractions import Fraction

from hypothesis import given

from indicators.decimals import from_units, half_up
from indicators.parts import Composite, full_points
from scoring import decompose, score
from scoring.branches import branches
from scoring.distribution import distributions
from scoring.imbalance import PASS, among_parts, among_units, weakest
from scoring.peers import Peers
from scoring.rates import PERCENT_DECIMALS, rates
from scoring.sheet import State
from scoring.supposition import supposed_total
from tests.schemes import Case, cases, times
from tests.sheets import scheme_of, sheet_of

SCHEME = """
policies: {round_at: [T]}
tree:
  - {code: T, name: 总分, points: 100}
  - {code: N, parent: T, name: 基础, points: 60}
  - {code: A, parent: N, name: 甲项, points: 20, rule: {kind: direct}}
  - {code: B, parent: N, name: 乙项, points: 40, rule: {kind: direct}}
  - {code: C, parent: T, name: 丙项, points: 40, rule: {kind: direct}}
"""
TABLE = """
unit | A | B | C
U1 | 20 | 10 | 30
U2 | 13 | . | 40
U3 | 5 | 30 | 12.35
"""
CHAIN = """
policies: {round_at: [T]}
tree:
  - {code: T, name: 总分, combine: product, base: 80}
  - {code: Q, parent: T, name: 成效, points: 100, rule: {kind: direct}}
  - {code: P, parent: T, name: 党建, points: 100}
  - {code: I, parent: P, name: 指标, points: 100, scale: 0.9}
  - {code: D1, parent: I, name: 一, points: 60}
  - {code: D2, parent: I, name: 二, points: 40}
  - {code: A, parent: D1, name: 甲项, points: 60, rule: {kind: direct}}
  - {code: B, parent: D2, name: 乙项, points: 40, rule: {kind: direct}}
  - {code: S, parent: P, name: 满意度, points: 10, rule: {kind: direct}}
"""


def test_a_rate_is_published_points_over_full_points_in_percent_rounded_half_up() -> None:
    results = score(scheme_of(SCHEME), sheet_of(scheme_of(SCHEME), TABLE))
    found = rates(results, ["A", "B", "C"])
    assert [found.percent(0, part) for part in range(3)] == [
        Decimal("100.0"),
        Decimal("25.0"),
        Decimal("75.0"),
    ]
    # 12.35 of 40 is 30.875 %.
    assert found.percent(2, 2) == Decimal("30.9")
    assert found.percent(1, 1) is None
    assert found.states[1, 1] == State.MISSING


def test_imbalance_is_the_mean_distance_from_the_mean() -> None:
    results = score(scheme_of(SCHEME), sheet_of(scheme_of(SCHEME), TABLE))
    found = rates(results, ["A", "B", "C"])
    of_a = among_units(found, [0, 1, 2])[0]
    assert of_a is not None
    # 100 %, 65 % and 25 %: the mean is 63⅓ %, the distances are 36⅔, 1⅔ and 38⅓.
    assert of_a.mean == Fraction(190, 300)
    assert of_a.deviation == Fraction(230, 900)
    assert (of_a.lowest, of_a.highest, of_a.weak) == (Fraction(1, 4), Fraction(1), 1)
    first = among_parts(found, [1])[0]
    assert first is not None
    assert first.size == 2
    assert weakest(found, 2, 2) == (0, 2)


def test_nobody_and_nothing_have_no_imbalance() -> None:
    results = score(scheme_of(SCHEME), sheet_of(scheme_of(SCHEME), "unit | A | B | C\nU1 | . | . | ."))
    found = rates(results, ["A"])
    assert among_units(found, [0]) == (None,)
    assert among_parts(found, [0]) == (None,)
    assert distributions(results, "A") == ()
    assert Peers(results, 0).best("A") is None


def test_full_points_of_many_digits_are_still_exact() -> None:
    text = SCHEME.replace("points: 20,", "points: 19.999999999999,").replace(
        "points: 60}", "points: 59.999999999999}"
    )
    text = text.replace("name: 总分, points: 100}", "name: 总分, points: 99.999999999999}")
    results = score(scheme_of(text), sheet_of(scheme_of(text), TABLE))
    found = rates(results, ["A", "B", "C"])
    expected = Fraction(20) / Fraction("19.999999999999") * 1000
    assert int(found.tenths[0, 0]) == half_up(expected, 0)
    assert Fraction(int(found.counts[1, 0]), found.base) == Fraction(13) / Fraction("19.999999999999")


@given(cases())
@times(0.5)
def test_rates_and_imbalance_are_what_fractions_give(case: Case) -> None:
    results = score(case.scheme, case.sheet)
    codes = [part.code for _, part in results.scheme.outline]
    found = rates(results, codes)
    assert found.codes == tuple(
        code for code in codes if full_points(results.scheme.by_code[code]) is not None
    )
    everybody = range(len(results.sheet.units))
    for column, code in enumerate(found.codes):
        full, published = full_points(results.scheme.by_code[code]), results.published(code)
        assert full is not None
        own = []
        for unit in everybody:
            points, shown = published.value(unit), found.percent(unit, column)
            assert (points is None) == (shown is None)
            if points is not None:
                own.append(Fraction(points) / Fraction(full))
                assert shown == from_units(half_up(own[-1] * 100, PERCENT_DECIMALS), PERCENT_DECIMALS)
        one = among_units(found, everybody)[column]
        assert (one is None) == (not own)
        if one is not None:
            mean = sum(own, Fraction(0)) / len(own)
            assert (one.size, one.mean, one.lowest, one.highest) == (len(own), mean, min(own), max(own))
            assert one.deviation == sum((abs(rate - mean) for rate in own), Fraction(0)) / len(own)
            assert one.weak == sum(rate < PASS for rate in own)


@given(cases())
@times(0.5)
def test_distributions_and_peers_are_what_the_published_scores_give(case: Case) -> None:
    results = score(case.scheme, case.sheet)
    root = results.scheme.root.code
    for one in distributions(results, root):
        scores = sorted(Fraction(results.total.value(member) or 0) for member in one.members)
        assert one.median == statistics.median(scores)
        assert one.mean == sum(scores, Fraction(0)) / len(scores)
        assert (one.lowest, one.highest) == (scores[0], scores[-1])
        if len(scores) > 1:
            low, middle, high = statistics.quantiles(scores, n=4, method="inclusive")
            assert (one.lower_quartile, one.median, one.upper_quartile) == (low, middle, high)
        peers = Peers(results, results.scheme.group_codes.index(one.group))
        assert peers.mean(root) == one.mean
        ranked = [results.total.value(member) for member in one.members if results.group_rank[member]]
        assert peers.ranked == len(ranked)
        assert peers.best(root) == max((total for total in ranked if total is not None), default=None)


@given(cases())
@times(0.5)
def test_branches_add_up_to_the_score_exactly(case: Case) -> None:
    results = score(case.scheme, case.sheet)
    for _, part in results.scheme.outline:
        for unit in range(min(3, len(results.sheet.units))):
            pieces = branches(results.exact, part.code, unit)
            assert bool(pieces) == bool(decompose(results.exact, part.code, unit))
            if pieces:
                whole = results.exact.cell(results.plan.passed_up(part.code), unit).number
                assert sum((piece.amount for piece in pieces), Fraction(0)) == whole


def test_a_chain_is_opened_into_the_dimensions_of_its_first_factor_only() -> None:
    scheme = scheme_of(CHAIN)
    results = score(scheme, sheet_of(scheme, "unit | Q | A | B | S\nU1 | 90 | 60 | 30 | 9"))
    assert [piece.label.zh for piece in branches(results.exact, "T", 0)] == ["成效", "乘数效应：党建"]
    assert [(piece.code, piece.amount) for piece in branches(results.exact, "P", 0)] == [
        ("D1", Fraction(54)),
        ("D2", Fraction(27)),
        ("S", Fraction(9)),
    ]


def test_a_supposed_total_goes_through_scales_products_and_rounding() -> None:
    scheme = scheme_of(CHAIN)
    results = score(scheme, sheet_of(scheme, "unit | Q | A | B | S\nU1 | 91.37 | 55 | 30 | 9"))
    # (0.9 · (60 + 30) + 9) · 91.37 ÷ 80 = 102.79125
    assert supposed_total(results.exact, "A", 0, Fraction(60)) == Fraction("102.79")
    assert supposed_total(results.exact, "Q", 0, Fraction(0)) == 0


@given(cases())
@times(0.5)
def test_a_total_with_the_points_a_part_has_is_the_total(case: Case) -> None:
    results = score(case.scheme, case.sheet)
    root = results.plan.passed_up(results.scheme.root.code)
    for indicator in results.scheme.indicators:
        for unit in range(min(4, len(results.sheet.units))):
            cell = results.exact.cell(results.plan.passed_up(indicator.code), unit)
            if cell.present:
                total = results.exact.cell(root, unit)
                found = supposed_total(results.exact, indicator.code, unit, cell.number)
                assert found == (total.number if total.present else None)


@given(cases())
@times(0.3)
def test_more_points_in_a_sum_never_cost_the_total(case: Case) -> None:
    results = score(case.scheme, case.sheet)
    sums = all(part.combine == "sum" for _, part in results.scheme.outline if isinstance(part, Composite))
    guarded = case.scheme.adjustments is not None
    for indicator in results.scheme.indicators if sums and not guarded else ():
        less = supposed_total(results.exact, indicator.code, 0, Fraction(0))
        more = supposed_total(results.exact, indicator.code, 0, Fraction(indicator.points))
        assert (less is None) == (more is None)
        if less is not None and more is not None:
            assert less <= more
