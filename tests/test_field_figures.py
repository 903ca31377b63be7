"""Worked figures of whole methods from the field: item scores of a department, a year of quarters, ranks that tie."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from indicators import Unit
from indicators.adjustments import AdjustmentRecord
from indicators.formula import ColumnName, Stage
from indicators.policies import Ties
from scoring import build_sheet, score
from scoring.findings import findings
from scoring.ranking import places
from tests.sheets import scheme_of, sheet_of


@pytest.mark.parametrize(
    ("rule", "points", "value", "earned"),
    [
        ("{kind: target, target: 42.95}", "2", "34.6", "2"),
        ("{kind: target, target: 20, lose: 0.05, part_step: pro rata}", "1", "38.46", "1"),
        ("{kind: target, target: 80, lose: 0.05, part_step: pro rata}", "1", "100", "1"),
        ("{kind: target, target: 20, lose: 0.05, part_step: pro rata}", "1", "29.1", "1"),
        ("{kind: target, target: 50, lose: 0.05, part_step: pro rata}", "1", "50", "1"),
        ("{kind: target, target: 0, lose: 0.5, part_step: whole}", "1.5", "0", "1.5"),
        ("{kind: target, target: 90, lose: 0.05, part_step: pro rata}", "2", "86.95", "1.8475"),
    ],
)
def test_threshold_items_of_a_department(rule: str, points: str, value: str, earned: str) -> None:
    direction = "lower" if value in {"34.6", "0"} else "higher"
    scheme = scheme_of(
        f"tree: [{{code: X, name: 项, points: {points}, direction: {direction}, rule: {rule}}}]"
    )
    results = score(scheme, sheet_of(scheme, f"unit | X\nu | {value}"))
    assert results.exact.cell(results.plan.passed_up("X"), 0).number == Fraction(earned)
    assert results.published("X").value(0) == Decimal(earned).quantize(Decimal("0.01"), "ROUND_HALF_UP")


def test_the_items_of_a_department_add_up() -> None:
    items = [
        "50.34375",
        "19.1792",
        "2",
        "2",
        "1",
        "1",
        "1",
        "1",
        "0",
        "1.73",
        "2.5",
        "1.85",
        "1.5",
        "1.5",
        "1.5",
        "1",
    ]
    parts = "\n".join(
        f"  - {{code: i{n}, name: 项{n}, parent: T, points: 60, decimals: 6, rule: {{kind: direct}}}}"
        for n in range(len(items))
    )
    tree = (
        f"policies: {{decimals: 5}}\ntree:\n  - {{code: T, name: 总分, points: {60 * len(items)}}}\n{parts}"
    )
    scheme = scheme_of(tree)
    heads = " | ".join(f"i{n}" for n in range(len(items)))
    results = score(scheme, sheet_of(scheme, f"unit | {heads}\nu | {' | '.join(items)}"))
    assert results.total.value(0) == Decimal("89.10295")


def test_the_mean_of_two_weighted_indicators_of_a_quarter() -> None:
    scheme = scheme_of(
        "tree: [{code: X, name: 季度, points: 100, measure: '(甲 * 15% + 乙 * 10%) / 2', rule: {kind: direct}}]"
    )
    results = score(scheme, sheet_of(scheme, "unit | X|甲 | X|乙\nu | 80 | 60"))
    assert results.total.value(0) == Decimal("9.00")


def test_a_year_of_quarters_with_leaders_and_adjustments() -> None:
    quarters = "\n".join(
        f"  - {{code: q{n}, name: 第{n}季度, parent: T, points: 100, weight: 10, rule: {{kind: direct}}}}"
        for n in range(1, 5)
    )
    scheme = scheme_of(
        f"""
adjustments:
  items: [{{code: J, name: 加分, kind: bonus}}, {{code: K, name: 减分, kind: penalty}}]
tree:
  - {{code: T, name: 年度总分, points: 100}}
  - {{code: y, name: 年终指标, parent: T, points: 40, rule: {{kind: direct}}}}
{quarters}
  - {{code: l, name: 领导评价, parent: T, points: 100, weight: 20, rule: {{kind: direct}}}}
"""
    )
    reported = {"y": "37.60", "q1": "92.15", "q2": "93.40", "q3": "90.85", "q4": "94.60", "l": "94.0"}
    values = {("u", ColumnName(Stage.RAW, code)): Decimal(value) for code, value in reported.items()}
    records = [
        AdjustmentRecord(unit="u", item="J", matter="表彰", points=Decimal("1.5"), approved=True),
        AdjustmentRecord(unit="u", item="K", matter="通报", points=Decimal("0.8"), approved=True),
        AdjustmentRecord(unit="u", item="J", matter="未审核", points=Decimal(2), approved=False),
    ]
    unit = Unit(code="u", name="甲", group="A")
    results = score(scheme, build_sheet(scheme, [unit], values, adjustments=records))
    assert results.total.value(0) == Decimal("94.20")
    assert (results.bonus, results.penalty) == ((Decimal("1.5"),), (Decimal("0.8"),))


@pytest.mark.parametrize(
    ("ties", "expected"), [(Ties.COMPETITION, [1, 2, 2, 2, 5]), (Ties.DENSE, [1, 2, 2, 2, 3])]
)
def test_ties_of_examination_marks(ties: Ties, expected: list[int]) -> None:
    marks = np.array([72, 71, 71, 71, 70], dtype=np.intp)
    assert places(marks, np.zeros(5, dtype=np.intp), ties).tolist() == expected


def published(tree: str, table: str, code: str = "P") -> list[str]:
    """The published points, and that they are the exact ones."""
    scheme = scheme_of(tree)
    results = score(scheme, sheet_of(scheme, table))
    for unit in range(len(results.sheet.units)):
        exact = results.exact.cell(results.plan.passed_up(code), unit)
        value = results.published(code).value(unit)
        assert value is not None
        assert abs(Fraction(value) - exact.number) <= Fraction(1, 2 * 10**scheme.policies.decimals)
    return [str(results.published(code).value(unit)) for unit in range(len(results.sheet.units))]


def test_a_bound_above_says_nothing_of_a_quotient_below_zero() -> None:
    tree = """
tree: [{code: P, name: p, points: 5, decimals: 0, measure: "MIN((甲 - 丙) / 乙, 1)", zero_denominator: missing,
        rule: {kind: formula, text: "3 + (x - GROUPMEAN(x)) / 100"}}]
"""
    table = "unit | P|甲 | P|丙 | P|乙\na | 10 | 5 | 3\nb | 10 | 500 | 3\nc | 10 | 640 | 3\nd | 10 | 12 | 3"
    assert published(tree, table) == ["3.94", "2.30", "1.83", "3.93"]


def test_values_closer_than_floats_can_tell_stand_in_their_exact_order() -> None:
    tree = """
policies: {decimals: 6}
tree: [{code: P, name: p, points: 100, decimals: 6, measure: LN(x), zero_denominator: missing,
        rule: {kind: rank points, lose: 0.1%}}]
"""
    first = [f"100000000.{n:06}" for n in (32, 16, 0, 24)]
    values = [*first, *(str(100001000 + 500 * n) for n in range(396))]
    table = "unit | P|x\n" + "\n".join(f"u{n:03} | {value}" for n, value in enumerate(values))
    assert published(tree, table)[:4] == ["60.400000", "60.200000", "60.100000", "60.300000"]


def test_a_denominator_beyond_tracking_stays_unknown() -> None:
    tree = """
tree: [{code: P, name: p, points: 1, decimals: 6, measure: 甲 * 乙 * 丙 * 丁 * 戊 * 549755813888, rule: {kind: formula, text: x}}]
"""
    table = "unit | P|甲 | P|乙 | P|丙 | P|丁 | P|戊\nu | 1000.015972 | 1227.798237 | 0.000001 | 0.000001 | 0.000001"
    assert published(tree, table) == ["0.67"]


ADJUSTED = """
adjustments:
  at: A
  items: [{code: g, name: 国家级, kind: bonus}, {code: s, name: 省级, kind: bonus}, {code: k, name: 通报, kind: penalty}]
tree:
  - {code: T, name: 总分, points: 100}
  - {code: A, name: 甲, parent: T, points: 50, rule: {kind: direct}}
  - {code: B, name: 乙, parent: T, points: 50, rule: {kind: direct}}
"""


def record(unit: str, item: str, matter: str, points: str) -> AdjustmentRecord:
    return AdjustmentRecord(unit=unit, item=item, matter=matter, points=Decimal(points), approved=True)


def test_a_matter_rewarded_at_two_levels_counts_once() -> None:
    scheme = scheme_of(ADJUSTED)
    values = {("u", ColumnName(Stage.RAW, code)): Decimal(30) for code in ("A", "B")}
    records = [record("u", "s", "先进集体", "2"), record("u", "g", "先进集体", "3")]
    unit = Unit(code="u", name="甲", group="A")
    results = score(scheme, build_sheet(scheme, [unit], values, adjustments=records))
    assert (results.bonus, results.total.value(0)) == ((Decimal(3),), Decimal("63.00"))


def test_adjustments_of_a_score_that_is_missing_are_not_lost_in_silence() -> None:
    scheme = scheme_of(ADJUSTED)
    values = {("u", ColumnName(Stage.RAW, "B")): Decimal(30)}
    unit = Unit(code="u", name="甲", group="A")
    results = score(scheme, build_sheet(scheme, [unit], values, adjustments=[record("u", "k", "通报", "5")]))
    assert results.total.value(0) == Decimal("30.00")
    assert "score-adjustments-lost" in {problem.code for problem in findings(results)}


def test_what_is_rescaled_at_its_parent_stays_there() -> None:
    tree = """
tree:
  - {code: T, name: t, points: 100}
  - {code: N, name: n, parent: T, points: 40}
  - {code: M, name: m, parent: T, points: 60, rule: {kind: direct}}
  - {code: A, name: a, parent: N, points: 20, groups: [B], not_applicable: rescale at parent, rule: {kind: direct}}
  - {code: B, name: b, parent: N, points: 20, rule: {kind: direct}}
"""
    assert published(tree, "unit | M | B\nu | 60 | 10", "T") == ["80.00"]


def test_bands_of_votes_whose_lowest_is_told_apart_by_the_share_of_low_marks() -> None:
    tree = """
tree:
  - code: P
    name: 优秀得票率
    points: 200
    rule:
      kind: formula
      text: IF(优秀 >= 90, 200, IF(优秀 >= 80, 190, IF(优秀 >= 70, 180, IF(优秀 >= 60, 170, IF(低档 < 100 / 3, 160, 130)))))
"""
    rows = ["a | 90 | 0", "b | 89.99 | 0", "c | 80 | 5", "d | 60 | 10", "e | 59.9 | 30", "f | 59.9 | 34"]
    table = "\n".join(["unit | P|优秀 | P|低档", *rows])
    assert published(tree, table) == ["200.00", "190.00", "190.00", "170.00", "160.00", "130.00"]


def test_goals_votes_and_daily_work_of_a_county() -> None:
    tree = """
grades: [{name: 优秀, at_least: 90}, {name: 称职}]
tree:
  - {code: P, name: 总分, points: 100}
  - {code: g, name: 责任目标, parent: P, points: 100, weight: 40, rule: {kind: direct}}
  - code: v
    name: 民主测评
    parent: P
    points: 100
    weight: 40
    zero_denominator: missing
    rule: {kind: votes, levels: [{name: 满意, points: 100}, {name: 基本满意, points: 70}, {name: 不满意, points: 0}]}
  - {code: d, name: 日常, parent: P, points: 100, weight: 20, rule: {kind: direct}}
"""
    table = "unit | g | v|满意 | v|基本满意 | v|不满意 | d\nu | 92 | 80 | 15 | 5 | 88"
    assert published(tree, table) == ["90.60"]
    scheme = scheme_of(tree)
    assert score(scheme, sheet_of(scheme, table)).grades == ("优秀",)


def test_what_does_not_apply_is_spread_before_the_share_is_taken() -> None:
    tree = """
tree:
  - {code: T, name: 总分, points: 100}
  - {code: P, name: 指标, parent: T, points: 100, scale: 0.9}
  - {code: a, name: 适用, parent: P, points: 85, rule: {kind: direct}}
  - {code: b, name: 不适用, parent: P, points: 15, groups: [B], rule: {kind: direct}}
  - {code: s, name: 满意度, parent: T, points: 10, rule: {kind: direct}}
"""
    table = "unit | a | s\nu | 80.75 | 0"
    assert published(tree, table) == ["95.00"]
    assert published(tree, table, "T") == ["85.50"]
