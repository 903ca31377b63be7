"""Parameters just at their limits, and the least and most a rule promises by them."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import ValidationError

from indicators.rules import raters as raters_module
from tests.test_rules_of_comparison import rule_of

if TYPE_CHECKING:
    from tests.random_rules import Content

TEN = Decimal(10)
EVENTS = [{"name": "甲", "lose": "1"}]
ADDED = [{"name": "甲", "points": "1"}]
LEVELS = [{"name": "好", "points": "10"}, {"name": "差", "points": "0"}]
VOTES = [{"name": "好", "points": "100"}]
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
        {"kind": "formula", "text": "x"},
        {"kind": "power points", "a": "1", "b": "0", "c": "10", "floor": "10"},
        {"kind": "power points", "a": "1", "b": "0", "c": "2", "rounding": "down", "decimals": "6"},
        {"kind": "rank points", "lose": "0%", "floor": "10"},
        {"kind": "rank points", "table": ["10", "10"], "beyond": "10"},
        {"kind": "rank votes", "levels": ["1", "1"], "table": ["10", "10"], "beyond": "10"},
        {"kind": "rubric", "levels": LEVELS},
        {"kind": "timeliness", "lose_per_day": "1", "floor": "10"},
        {"kind": "timeliness", "steps": [{"from_days": 0, "lose": "1"}, {"from_days": 1, "lose": "1"}]},
        {"kind": "votes", "levels": VOTES, "floor": "10"},
        {"kind": "exponential rank", "k": "1"},
        {"kind": "normal scores", "centre": "5", "spread": "1", "offset": "0"},
        {"kind": "power points", "a": "1", "b": "0", "c": "2", "rounding": "down", "decimals": "0"},
        {"kind": "votes", "levels": VOTES, "sources": [{"name": "网", "weight": "1"}]},
        {"kind": "raters", "classes": [{"name": "评", "weight": "1", "raters": ["甲"]}]},
        {"kind": "raters", "classes": [{"name": "评", "weight": "1", "raters": "1"}]},
        {"kind": "raters", "classes": [{"name": "评", "weight": "1", "raters": "100"}]},
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
        {"kind": "target", "target": "1", "gain": "1"},
        {"kind": "target", "target": "1", "lose": "1"},
        {"kind": "checklist", "items": []},
        {"kind": "checklist", "items": [{"name": "", "points": "1"}]},
        {"kind": "deduction", "events": []},
        {"kind": "deduction", "events": [{"name": "", "lose": "1"}]},
        {"kind": "exponential rank", "k": "0.99"},
        {"kind": "formula", "text": ""},
        {"kind": "gate", "needs": [], "then": {"kind": "direct"}},
        {"kind": "gate", "needs": [""], "then": {"kind": "direct"}},
        {"kind": "mix", "parts": [{"name": "甲", "share": "100%", "of": "本年", "then": {"kind": "direct"}}]},
        {
            "kind": "mix",
            "parts": [
                {"name": name, "share": "50%", "of": "本年", "then": {"kind": "direct"}}
                for name in ("", "乙")
            ],
        },
        {"kind": "power points", "a": "1", "b": "0", "c": "10.01"},
        {"kind": "power points", "a": "1", "b": "0", "c": "2", "rounding": "down", "decimals": "7"},
        {"kind": "power points", "a": "1", "b": "0", "c": "2", "rounding": "down", "decimals": "-1"},
        {"kind": "rank votes", "levels": [], "table": ["10"]},
        {"kind": "rank votes", "levels": ["1"], "table": []},
        {"kind": "rubric", "levels": [LEVELS[0]]},
        {"kind": "votes", "levels": []},
        {"kind": "rubric", "levels": [LEVELS[0], {"name": "", "points": "0"}]},
        {"kind": "votes", "levels": [{"name": "", "points": "100"}]},
        {"kind": "votes", "levels": VOTES, "sources": [{"name": "", "weight": "1"}]},
        {"kind": "raters", "classes": []},
        {"kind": "raters", "classes": [{"name": "", "weight": "1", "raters": ["甲"]}]},
        {"kind": "raters", "classes": [{"name": "评", "weight": "1", "raters": []}]},
        {"kind": "raters", "classes": [{"name": "评", "weight": "1", "raters": "0"}]},
        {"kind": "raters", "classes": [{"name": "评", "weight": "1", "raters": "101"}]},
    ],
)
def test_a_rule_of_nothing_or_beyond_its_range_is_refused(rule: Content) -> None:
    with pytest.raises(ValidationError):
        rule_of(rule)


@pytest.mark.parametrize(
    "rule",
    [
        {"kind": "target", "target": "1", "floor": "11"},
        {"kind": "target", "target": "1", "base": "12"},
        {"kind": "goalposts", "min": {"A": "0", "B": "1"}, "max": "5", "scale": "log"},
        {"kind": "goalposts", "min": {"A": "1", "B": "5"}, "max": "5"},
        {"kind": "standardised", "centre": "5", "spread": "1", "mean": "3"},
        {"kind": "standardised", "centre": "5", "spread": "1", "mean": "3", "sd": "1", "dof": "sample"},
        {"kind": "standardised", "centre": "5", "spread": "1"},
    ],
)
def test_parameters_of_which_one_rules_out_another_are_told_of_once(rule: Content) -> None:
    assert len(rule_of(rule).contradictions(TEN)) == 1


def test_editors_are_told_of_just_the_raters_that_can_be_read() -> None:
    schema: Any = raters_module._RATERS_SCHEMA
    number, names = schema["anyOf"]
    least, most, fewest = number["minimum"], number["maximum"], names["minItems"]
    for raters in (least, most, ["甲"] * fewest):
        rule_of({"kind": "raters", "classes": [{"name": "评", "weight": "1", "raters": raters}]})
    for raters in (least - 1, most + 1, ["甲"] * (fewest - 1)):
        with pytest.raises(ValidationError):
            rule_of({"kind": "raters", "classes": [{"name": "评", "weight": "1", "raters": raters}]})


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
        ({"kind": "power points", "a": "1", "b": "0", "c": "1", "floor": "3"}, "3"),
        ({"kind": "power points", "a": "1", "b": "0", "c": "1"}, None),
        ({"kind": "votes", "levels": VOTES, "floor": "3"}, "3"),
        ({"kind": "votes", "levels": VOTES}, None),
    ],
)
def test_the_least_that_a_rule_promises(rule: Content, least: str | None) -> None:
    assert rule_of(rule).stated_floor(TEN) == (None if least is None else Decimal(least))


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
