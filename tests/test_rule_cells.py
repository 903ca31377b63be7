"""What each kind of rule has for cells, and what it says of itself."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from docs.make_reference import example_scheme
from indicators.rules import RULES, kind_of
from indicators.rules.base import YES_OR_NO, RawField
from tests.sheets import scheme_of
from tests.test_rules_of_comparison import rule_of

if TYPE_CHECKING:
    from indicators.parts import Indicator

KINDS = {kind_of(rule): rule for rule in RULES}


def example(kind: str) -> Indicator:
    """The indicator of a kind's worked example."""
    return scheme_of(example_scheme(KINDS[kind])).indicators[0]


ZERO = Decimal(0)
ANY = [("", None, None, False)]
CELLS = {
    **dict.fromkeys(
        (
            *("target", "relative efficacy", "absolute efficacy", "bands", "rank points", "rank over target"),
            *("ratio to best", "goalposts", "standardised", "normal scores", "exponential rank"),
            *("power points", "formula"),
        ),
        ANY,
    ),
    "deduction": [("诫勉", ZERO, None, True), ("重处分", ZERO, None, True)],
    "direct": [("", ZERO, Decimal(5), False)],
    "imported": [("", ZERO, Decimal(100), False)],
    "votes": [(name, ZERO, None, True) for name in ("满意", "基本满意", "不满意", "不了解")],
    "raters": [
        (name, ZERO, Decimal(100), False)
        for name in ("分管领导.1", "职工代表.1", "职工代表.2", "考核组.组长")
    ],
    "additive": [("专项行动", ZERO, None, True), ("未完成", ZERO, None, True)],
    "timeliness": [("", None, None, True)],
    "rank votes": [(f"第{place}名票", ZERO, None, True) for place in (1, 2, 3)],
    "change": [("本年", ZERO, None, False), ("上年", ZERO, None, False)],
    "per head": [("数量", ZERO, None, False), ("人数", ZERO, None, True)],
    "mix": [("本年", ZERO, None, False), ("上年", ZERO, None, False)],
}
CHOSEN = {
    "rubric": [
        ("", [("好", Decimal(4)), ("较好", Decimal("3.2")), ("一般", Decimal("2.4")), ("差", Decimal("1.6"))])
    ],
    "checklist": [(name, list(YES_OR_NO)) for name in ("专题研究", "责任分工", "年度报告")],
    "pass or fail": [("", list(YES_OR_NO))],
    "gate": [("数据按时报送", list(YES_OR_NO)), ("", [])],
}


def test_every_kind_is_looked_at() -> None:
    assert CELLS.keys() | CHOSEN.keys() == KINDS.keys()


@pytest.mark.parametrize("kind", CELLS)
def test_a_cell_holds_counts_scores_or_any_number(kind: str) -> None:
    fields = example(kind).rule.fields(example(kind).points)
    assert [(f.name, f.lowest, f.highest, f.whole) for f in fields] == CELLS[kind]
    assert not any(field.choices for field in fields)


@pytest.mark.parametrize("kind", CHOSEN)
def test_a_cell_holds_one_of_the_words(kind: str) -> None:
    fields = example(kind).rule.fields(example(kind).points)
    assert [(field.name, list(field.choices)) for field in fields] == CHOSEN[kind]
    assert not any(field.whole or field.lowest is not None or field.highest is not None for field in fields)


def test_yes_is_one_and_no_is_nothing() -> None:
    assert {word: int(number) for word, number in YES_OR_NO} == {"是": 1, "yes": 1, "√": 1, "否": 0, "no": 0}


def test_a_score_from_elsewhere_is_at_most_what_that_is_out_of() -> None:
    assert rule_of({"kind": "imported"}).fields(Decimal(6)) == (RawField("", ZERO, Decimal(6)),)
    fields = rule_of({"kind": "imported", "out_of": "80"}).fields(Decimal(6))
    assert fields == (RawField("", ZERO, Decimal(80)),)


def test_a_difference_may_be_of_numbers_below_zero_but_a_percentage_may_not() -> None:
    within = {"then": {"kind": "target", "target": "1"}}
    fields = rule_of({"kind": "change", "as": "difference", **within}).fields(Decimal(6))
    assert fields == (RawField("本年"), RawField("上年"))


def test_a_field_read_by_two_parts_of_a_mix_keeps_the_narrower_limit() -> None:
    parts = [
        {"name": "甲", "share": "40%", "of": "本年", "then": {"kind": "imported", "out_of": "120"}},
        {"name": "乙", "share": "30%", "of": "本年", "then": {"kind": "imported", "out_of": "80"}},
        {"name": "丙", "share": "30%", "of": "本年 + 上年", "then": {"kind": "imported", "out_of": "7"}},
    ]
    fields = rule_of({"kind": "mix", "parts": parts}).fields(Decimal(6))
    assert fields == (RawField("本年", ZERO, Decimal(80)), RawField("上年", ZERO))


# ---------------------------------------------------------------- what a kind says of itself


def kinds_which(name: str) -> set[str]:
    return {kind for kind, rule in KINDS.items() if getattr(rule, name)}


def test_better_values_may_earn_less_only_where_a_person_says_so() -> None:
    beyond = {"bands", "formula", "votes", "additive", "gate", "change", "per head", "mix"}
    assert kinds_which("monotone") == KINDS.keys() - beyond


def test_scores_and_votes_are_not_reported_by_the_units_themselves() -> None:
    others = {"direct", "imported", "votes", "raters", "rubric", "rank votes"}
    assert kinds_which("reported_by_units") == KINDS.keys() - others
    assert kinds_which("gives_reasons") == {"rubric"}


def test_only_a_formula_of_the_office_may_have_no_value_for_some_data() -> None:
    assert kinds_which("may_be_undefined") == {"formula"}
    within = {"kind": "gate", "needs": ["甲"], "then": {"kind": "formula", "text": "1 / x"}}
    assert rule_of(within).can_be_undefined
    assert not rule_of({**within, "then": {"kind": "direct"}}).can_be_undefined
