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
