"""Rules within rules, numbers by group, and values that meet a parameter exactly."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError

from indicators.formula import Flag
from indicators.rules.base import Direction, Subject
from indicators.rules.mix import MixRule
from tests.proofs import expect_proved
from tests.test_rules_of_comparison import flagged, rule_of
from tests.test_rules_worked import points_of, shown

if TYPE_CHECKING:
    from tests.random_rules import Content


@pytest.mark.parametrize(("how", "step"), [("percent", "每低 1% 扣"), ("difference", "每低 1个 扣")])
def test_growth_is_told_in_percent_and_a_difference_in_the_unit_of_the_value(how: str, step: str) -> None:
    within = {"kind": "target", "target": "1", "lose": "1", "part_step": "whole"}
    rule = rule_of({"kind": "change", "as": how, "then": within})
    assert step in rule.words(Subject({}, Decimal(10), Direction.HIGHER, "个", "a")).zh


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
        ["1 2", "3 2", "1 0"],
        "10",
        fields=("本年", "上年"),
        zero_denominator="missing",
    )
    assert shown(found) == ["5", "5.4347", "—"]


def test_a_step_of_one_and_a_cap_for_an_event_that_costs_nothing_change_nothing() -> None:
    rule = {"kind": "target", "target": "8", "lose": "1", "per": "1", "part_step": "pro rata"}
    assert shown(points_of(rule, ["8", "7.5", "6"], "10")) == ["10", "9.5", "8"]


def test_a_part_of_a_mix_is_scored_by_a_rule_that_reads_one_number_and_no_other() -> None:
    gate = {"kind": "gate", "needs": ["报送"], "then": {"kind": "direct"}}
    of_one = {"name": "甲", "share": "50%", "of": "本年", "then": {"kind": "direct"}}
    assert len(rule_of({"kind": "mix", "parts": [of_one, {**of_one, "name": "乙"}]}).inner()) == 2
    for within in (gate, {"kind": "pass or fail"}, {"kind": "rank votes", "levels": ["1"], "table": ["10"]}):
        with pytest.raises(ValidationError):
            rule_of({"kind": "mix", "parts": [of_one, {**of_one, "name": "乙", "then": within}]})


def test_a_flag_is_raised_where_any_part_of_a_mix_raises_it() -> None:
    relative = {"kind": "relative efficacy"}
    parts = [
        {"name": name, "share": "50%", "of": of, "then": relative}
        for name, of in (("甲", "本年"), ("乙", "上年"))
    ]
    for values in (["5 1", "5 3"], ["1 5", "3 5"]):
        found = points_of({"kind": "mix", "parts": parts}, values, "10", fields=("本年", "上年"))
        expect_proved(found)
        assert flagged(found, Flag.ALL_EQUAL) == [True, True]


@pytest.mark.parametrize(
    "rule",
    [
        {"kind": "rank points", "table": ["10"], "beyond": "4"},
        {"kind": "rank points", "table": ["10", "4"], "beyond": "4"},
    ],
)
def test_places_beyond_the_table_all_get_the_same(rule: Content) -> None:
    found = points_of(rule, ["9", "8", "7", "6", "5"], "10")
    expect_proved(found)
    assert shown(found) == ["10", "4", "4", "4", "4"]
