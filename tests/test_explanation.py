"""Explanations end in the stored score, their arithmetic holds, and contributions add up."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from functools import cache

import mpmath
import pytest
from hypothesis import given

import indicators
from documents import read_data
from indicators.adjustments import AdjustmentRecord
from indicators.decimals import from_units, half_up
from indicators.formula import ColumnName, Stage
from sample_data import DATA, SCHEME
from scoring import Results, State, build_sheet, decompose, explain, score
from scoring.printed import evaluate
from tests.schemes import Case, cases, times
from tests.sheets import scheme_of, sheet_of


@cache
def sample() -> Results:
    scheme, problems = indicators.load(SCHEME)
    assert scheme is not None, problems
    sheet, problems = read_data(scheme, DATA)
    assert sheet is not None, problems
    return score(scheme, sheet)


def evaluated(expression: str) -> Fraction:
    """The value of a printed expression; numbers marked as approximate are taken as printed."""
    python = re.sub(
        r"[0-9]+(\.[0-9]+)?", lambda match: f"Fraction('{match[0]}')", expression.replace("≈", "")
    )
    python = python.replace("×", "*").replace("÷", "/").replace("−", "-")
    return Fraction(eval(python, {"Fraction": Fraction}))  # noqa: S307 - our own output, digits and signs only


def codes() -> list[str]:
    return [part.code for _, part in sample().scheme.outline]


@pytest.mark.parametrize("code", codes())
def test_each_explanation_of_the_sample_ends_in_exactly_the_stored_score(code: str) -> None:
    results = sample()
    published = results.published(code)
    for position in range(len(results.sheet.units)):
        explanation = explain(results.exact, code, position)
        stored = published.value(position)
        assert explanation.state == published.states[position]
        if stored is None:
            assert explanation.clauses[-1].text == explanation.published
            assert explanation.value is None
            continue
        assert explanation.published.zh == str(stored)
        assert explanation.clauses[-1].text.zh.endswith(f"得 {stored} 分")
        assert explanation.clauses[-1].value == Fraction(stored)
        assert explanation.value is not None
        assert from_units(half_up(explanation.value, 2), 2) == stored


@pytest.mark.parametrize("code", codes())
def test_each_printed_calculation_of_the_sample_holds(code: str) -> None:
    results = sample()
    for position in range(len(results.sheet.units)):
        for clause in explain(results.exact, code, position).clauses:
            if not clause.expression:
                continue
            assert clause.value is not None
            difference = abs(evaluated(clause.expression) - clause.value)
            if "≈" in clause.expression:
                assert difference <= Fraction(5, 1000), clause
            else:
                assert difference == 0, clause


@pytest.mark.parametrize("code", codes())
def test_contributions_of_the_sample_add_up_exactly(code: str) -> None:
    results = sample()
    for position in range(len(results.sheet.units)):
        parts = decompose(results.exact, code, position)
        cell = results.exact.cell(results.plan.passed_up(code), position)
        if parts:
            assert sum((part.amount for part in parts), Fraction(0)) == cell.number


def test_a_product_splits_into_its_first_factor_and_the_multiplier_effect() -> None:
    scheme = scheme_of(
        """
tree:
  - {code: total, name: 综合, combine: product, base: 80}
  - {code: q, parent: total, name: 高质量, points: 100, rule: {kind: imported}}
  - {code: p, parent: total, name: 党建, points: 100, rule: {kind: imported}}
"""
    )
    results = score(scheme, sheet_of(scheme, "unit | q | p\n甲 | 92 | 96.05"))
    parts = decompose(results.exact, "total", 0)
    assert [part.amount for part in parts] == [Fraction(92), 92 * (Fraction("96.05") - 80) / 80]
    assert str(results.total.value(0)) == "110.46"


@pytest.mark.parametrize("code", codes())
def test_whoever_redoes_the_printed_arithmetic_rounds_to_the_same(code: str) -> None:
    results = sample()
    for position in range(len(results.sheet.units)):
        for clause in explain(results.exact, code, position).clauses:
            if clause.expression:
                assert clause.value is not None
                assert half_up(evaluated(clause.expression), 2) == half_up(clause.value, 2), clause


def test_numbers_near_an_edge_are_shortened_less() -> None:
    scheme = scheme_of("tree:\n  - {code: t, name: 总, points: 100, rule: {kind: relative efficacy}}")
    results = score(scheme, sheet_of(scheme, "unit | t\n甲 | 0\n乙 | 1\n丙 | 7"))
    said = explain(results.exact, "t", 1).in_words().zh
    assert "0.142857" in said
    assert said.endswith("得 65.71 分")


def test_absent_values_say_why() -> None:
    scheme = scheme_of(
        """
tree:
  - {code: total, name: 总, points: 10}
  - {code: a, parent: total, name: 甲项, points: 5, groups: [B], rule: {kind: direct}}
  - {code: b, parent: total, name: 乙项, points: 5, rule: {kind: direct}}
"""
    )
    results = score(scheme, sheet_of(scheme, "unit | a | b\n甲 | . | .\n乙 | . | 4"))
    assert explain(results.exact, "a", 0).in_words().zh == "本组不考核此项；不适用"
    assert explain(results.exact, "b", 0).in_words().zh == "未报送，按“缺报不得分”处理；缺报"
    assert explain(results.exact, "total", 0).state is State.MISSING
    assert "系数 10 ÷ 5 = 2" in explain(results.exact, "total", 1).in_words().zh


def test_a_power_of_a_power_says_which_comes_first() -> None:
    scheme = scheme_of(
        """
tree:
  - {code: t, name: 总, points: 10, zero_denominator: missing, rule: {kind: formula, text: "(x^0.5)^1.5"}}
"""
    )
    results = score(scheme, sheet_of(scheme, "unit | t\n甲 | 10"))
    assert explain(results.exact, "t", 0).in_words().zh.startswith("(10 ^ 0.5) ^ 1.5 ≈ 5.6234 分")


def test_bonuses_of_an_indicator_are_told() -> None:
    scheme = scheme_of(
        """
adjustments: {at: a, items: [{code: x, name: 表彰, kind: bonus}]}
tree:
  - {code: t, name: 总, points: 10}
  - {code: a, parent: t, name: 甲项, points: 10, rule: {kind: direct}}
"""
    )
    reported = sheet_of(scheme, "unit | a\n甲 | 5")
    record = AdjustmentRecord(unit="甲", item="x", matter="某事", points=Decimal(2), approved=True)
    values = {("甲", ColumnName(Stage.RAW, "a")): Decimal(5)}
    results = score(scheme, build_sheet(scheme, reported.units, values, adjustments=[record]))
    assert "5 + 2 − 0 = 7" in explain(results.exact, "a", 0).in_words().zh


# ---------------------------------------------------------------- any scheme


def with_a_calculator(expression: str) -> mpmath.mpf:
    """The value of a printed expression by other means than the explanation's own."""
    python = re.sub(r"[0-9]+(\.[0-9]+)?", lambda match: f"mpf('{match[0]}')", re.sub("[≈约]", "", expression))
    for sign, operator in (("×", "*"), ("÷", "/"), ("−", "-"), ("^", "**")):
        python = python.replace(sign, operator)
    names = {
        "mpf": mpmath.mpf,
        "ln": mpmath.log,
        "log": mpmath.log,
        "exp": mpmath.exp,
        "normsinv": lambda share: mpmath.sqrt(2) * mpmath.erfinv(2 * share - 1),
    }
    return mpmath.mpf(eval(python, names))  # noqa: S307 - our own output, digits, signs and these names only


@times(0.5, long=1)
@given(cases(most_units=5))
def test_the_explanation_of_any_part_ends_in_what_is_published_and_can_be_redone(found_case: Case) -> None:
    results = score(found_case.scheme, found_case.sheet)
    decimals = results.scheme.policies.decimals
    for _, part in results.scheme.outline:
        published = results.published(part.code)
        for unit in range(len(results.sheet.units)):
            explanation = explain(results.exact, part.code, unit)
            stored = published.value(unit)
            assert explanation.state == published.states[unit]
            assert (explanation.value is None) == (stored is None)
            last = explanation.clauses[-1]
            assert explanation.published.zh in last.text.zh
            assert explanation.published.en in last.text.en
            if stored is not None:
                assert explanation.published.zh == str(stored)
                assert last.value == Fraction(stored)
                if results.plan.exact_name(part.code).stage is Stage.ADJUSTED:
                    before = results.exact.cell(results.plan.combined_name(part.code), unit).number
                    change = Fraction(results.bonus[unit]) - Fraction(results.penalty[unit])
                    assert before + change in {clause.value for clause in explanation.clauses}
            for clause in explanation.clauses:
                if clause.expression:
                    assert clause.can_be_redone(decimals), clause
                    expect_a_calculator_agrees(clause.expression)


def expect_a_calculator_agrees(expression: str) -> None:
    with mpmath.workdps(50):
        ours, theirs = evaluate(expression), with_a_calculator(expression)
        difference = abs(mpmath.mpf(ours.numerator) / ours.denominator - theirs)
        assert difference <= mpmath.mpf(10) ** -30 * max(1, abs(theirs)), expression
