"""Rules at their edges: what each cell may hold, parameters just at their limits, and what a kind of rule says of itself."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from pydantic import TypeAdapter, ValidationError

from docs.make_reference import example_scheme
from indicators.rules import RULES, AnyRule, Rule, kind_of
from indicators.rules.base import YES_OR_NO, Direction, RawField, Subject
from indicators.rules.mix import MixRule
from tests.sheets import scheme_of
from tests.test_rules_worked import points_of, shown

if TYPE_CHECKING:
    from indicators.parts import Indicator
    from tests.random_rules import Content

KINDS = {kind_of(rule): rule for rule in RULES}
ANY_RULE: TypeAdapter[Rule] = TypeAdapter(AnyRule)


def rule_of(content: Content) -> Rule:
    return ANY_RULE.validate_python(content)


def example(kind: str) -> Indicator:
    """The indicator of a kind's worked example."""
    return scheme_of(example_scheme(KINDS[kind])).indicators[0]


# ---------------------------------------------------------------- cells

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


# ---------------------------------------------------------------- parameters at their limits

TEN = Decimal(10)
EVENTS = [{"name": "甲", "lose": "1"}]
ADDED = [{"name": "甲", "points": "1"}]
LEVELS = [{"name": "好", "points": "10"}, {"name": "差", "points": "0"}]
EFFICACY = {"kind": "absolute efficacy", "satisfactory": "12", "unacceptable": "6"}


@pytest.mark.parametrize(
    "rule",
    [
        {"kind": "target", "target": "1", "base": "10", "floor": "10"},
        {**EFFICACY, "floor": "10"},
        {**EFFICACY, "floor": "15", "cap": "15"},
        {**EFFICACY, "lowest": "0%"},
        {"kind": "additive", "base": "10", "floor": "10", "items": ADDED},
        {"kind": "additive", "base": "0", "items": ADDED},
        {"kind": "bands", "bands": [{"from": "1", "points": "10"}], "below": "10"},
        {"kind": "checklist", "items": [{"name": "甲", "points": "10"}]},
        {"kind": "deduction", "events": EVENTS, "base": "10", "floor": "10"},
        {"kind": "gate", "needs": ["甲"], "then": {"kind": "direct"}, "otherwise": "10"},
        {"kind": "standardised", "dof": "sample", "centre": "5", "spread": "1", "floor": "10"},
        {"kind": "pass or fail", "fail": "10"},
        {"kind": "power points", "a": "1", "b": "0", "c": "10", "floor": "10"},
        {"kind": "power points", "a": "1", "b": "0", "c": "2", "rounding": "down", "decimals": "6"},
        {"kind": "rank points", "lose": "0%", "floor": "10"},
        {"kind": "rank points", "table": ["10", "10"], "beyond": "10"},
        {"kind": "rank votes", "levels": ["1", "1"], "table": ["10", "10"], "beyond": "10"},
        {"kind": "rubric", "levels": LEVELS},
        {"kind": "timeliness", "lose_per_day": "1", "floor": "10"},
        {"kind": "timeliness", "steps": [{"from_days": 0, "lose": "1"}, {"from_days": 1, "lose": "1"}]},
        {"kind": "votes", "levels": [{"name": "好", "points": "100"}], "floor": "10"},
        {"kind": "exponential rank", "k": "1"},
        {"kind": "normal scores", "centre": "5", "spread": "1", "offset": "0"},
    ],
)
def test_parameters_just_at_their_limits_can_be_meant(rule: Content) -> None:
    assert rule_of(rule).contradictions(TEN) == ()


@pytest.mark.parametrize(
    "rule",
    [
        {"kind": "additive", "base": "1", "items": []},
        {"kind": "additive", "base": "1", "items": [{"name": "", "points": "1"}]},
        {"kind": "bands", "bands": []},
        {"kind": "checklist", "items": []},
        {"kind": "checklist", "items": [{"name": "", "points": "1"}]},
        {"kind": "deduction", "events": []},
        {"kind": "deduction", "events": [{"name": "", "lose": "1"}]},
        {"kind": "exponential rank", "k": "0.99"},
        {"kind": "formula", "text": ""},
        {"kind": "gate", "needs": [], "then": {"kind": "direct"}},
        {"kind": "gate", "needs": [""], "then": {"kind": "direct"}},
        {"kind": "mix", "parts": [{"name": "甲", "share": "100%", "of": "本年", "then": {"kind": "direct"}}]},
        {"kind": "power points", "a": "1", "b": "0", "c": "10.01"},
        {"kind": "power points", "a": "1", "b": "0", "c": "2", "rounding": "down", "decimals": "7"},
        {"kind": "power points", "a": "1", "b": "0", "c": "2", "rounding": "down", "decimals": "-1"},
        {"kind": "rank votes", "levels": [], "table": ["10"]},
        {"kind": "rank votes", "levels": ["1"], "table": []},
        {"kind": "rubric", "levels": [LEVELS[0]]},
        {"kind": "votes", "levels": []},
    ],
)
def test_a_rule_of_nothing_or_beyond_its_range_is_refused(rule: Content) -> None:
    with pytest.raises(ValidationError):
        rule_of(rule)


@pytest.mark.parametrize(
    ("rule", "least"),
    [
        (EFFICACY, "6"),
        ({**EFFICACY, "lowest": "40%"}, "4"),
        ({**EFFICACY, "floor": "-2"}, "-2"),
        ({"kind": "target", "target": "1", "floor": "3"}, "3"),
        ({"kind": "bands", "bands": [{"from": "1", "points": "10"}], "below": "4"}, "4"),
        ({"kind": "bands", "bands": [{"from": "1", "points": "10"}]}, None),
        ({"kind": "additive", "base": "1", "floor": "-3", "items": ADDED}, None),
        ({"kind": "additive", "base": "1", "floor": "-3", "items": [{"name": "甲", "points": "0.5"}]}, None),
        ({"kind": "additive", "base": "1", "floor": "-3", "items": [{"name": "甲", "points": "0"}]}, None),
        ({"kind": "additive", "base": "1", "floor": "-3", "items": [{"name": "甲", "points": "-1"}]}, "-3"),
        (
            {
                "kind": "additive",
                "base": "1",
                "floor": "-3",
                "items": [*ADDED, {"name": "乙", "points": "-1"}],
            },
            "-3",
        ),
        ({"kind": "deduction", "events": EVENTS, "floor": "2"}, "2"),
        ({"kind": "timeliness", "lose_per_day": "1", "floor": "2"}, "2"),
    ],
)
def test_the_least_that_a_rule_promises(rule: Content, least: str | None) -> None:
    assert rule_of(rule).stated_floor(TEN) == (None if least is None else Decimal(least))


# ---------------------------------------------------------------- bands, words, groups


@pytest.mark.parametrize(
    ("bands", "said"),
    [
        ([("0", "60"), ("60", "80"), ("80", None)], []),
        ([("80", "80"), ("90", None)], ["leave a gap"]),
        ([("80", "70"), ("90", None)], ["ends before it starts"]),
        ([("0", "60"), ("60", "75"), ("80", None)], ["leave a gap"]),
        ([("0", "60"), ("60", "85"), ("80", None)], ["overlap"]),
        ([("0", None), ("60", "85"), ("80", None)], ["overlap"]),
        ([("0", "50"), ("60", "85"), ("80", None)], ["leave a gap", "overlap"]),
    ],
)
def test_bands_stated_with_both_ends_meet_one_by_one(
    bands: list[tuple[str, str | None]], said: list[str]
) -> None:
    stated = [{"from": start, "points": "1"} | ({"to": to} if to else {}) for start, to in bands]
    found = rule_of({"kind": "bands", "bands": stated}).contradictions(TEN)
    assert len(found) == len(said)
    assert all(part in words.en for words, part in zip(found, said, strict=True))


@pytest.mark.parametrize(("how", "step"), [("percent", "每低 1% 扣"), ("difference", "每低 1个 扣")])
def test_growth_is_told_in_percent_and_a_difference_in_the_unit_of_the_value(how: str, step: str) -> None:
    within = {"kind": "target", "target": "1", "lose": "1", "part_step": "whole"}
    rule = rule_of({"kind": "change", "as": how, "then": within})
    assert step in rule.words(Subject({}, TEN, Direction.HIGHER, "个", "a")).zh


def test_a_rule_is_narrowed_to_the_numbers_of_one_group_however_deep_they_stand() -> None:
    target = {"kind": "target", "target": {"A": "5", "B": "7"}}
    part = {"name": "甲", "share": "50%", "of": "本年", "then": target}
    other = {"name": "乙", "share": "50%", "of": "上年", "then": {**target, "target": "3"}}
    rule = rule_of({"kind": "mix", "parts": [part, other]})
    for group, number in (("A", "5"), ("B", "7")):
        narrowed = rule.narrowed(group)
        assert isinstance(narrowed, MixRule)
        assert [one.then.named_values() for one in narrowed.parts] == [(Decimal(number),), (Decimal(3),)]
        assert narrowed.group_numbers() == ()
    assert rule.group_numbers() == ({"A": Decimal(5), "B": Decimal(7)},)


# ---------------------------------------------------------------- points at an edge


def test_a_target_met_exactly_is_met_whichever_way_is_better() -> None:
    rule = {"kind": "target", "target": "8", "floor": "1"}
    assert shown(points_of(rule, ["8", "7.99", "8.01"], "10")) == ["10", "1", "10"]
    assert shown(points_of(rule, ["8", "7.99", "8.01"], "10", direction="lower")) == ["10", "10", "1"]


def test_normal_scores_beside_a_formula_in_a_mix_have_a_value() -> None:
    scores = {"kind": "normal scores", "centre": "5", "spread": "1"}
    parts = [
        {"name": "甲", "share": "50%", "of": "本年", "then": scores},
        {"name": "乙", "share": "50%", "of": "上年", "then": {"kind": "formula", "text": "10 / x"}},
    ]
    found = points_of(
        {"kind": "mix", "parts": parts},
        ["1 2", "1 2", "1 0"],
        "10",
        fields=("本年", "上年"),
        zero_denominator="missing",
    )
    assert shown(found) == ["7.5", "7.5", "—"]


def test_a_step_of_one_and_a_cap_for_an_event_that_costs_nothing_change_nothing() -> None:
    rule = {"kind": "target", "target": "8", "lose": "1", "per": "1", "part_step": "pro rata"}
    assert shown(points_of(rule, ["8", "7.5", "6"], "10")) == ["10", "9.5", "8"]
