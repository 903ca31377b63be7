"""Families of indicators alike: their rules, and what units report for them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Content = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Figure:
    """What units report in a field: anything from `low` to `high`, both in units of the last decimal."""

    low: int
    high: int
    decimals: int = 0
    #: The field it never exceeds.
    part_of: str | None = None
    #: What lies between two numbers it may be.
    step: int = 1


@dataclass(frozen=True, slots=True)
class Family:
    """So many indicators alike: their rule, what it needs beside it, and what is reported."""

    count: int
    rule: Content
    figures: dict[str, Figure]
    beside: Content = field(default_factory=dict)


_BANDS = [{"from": "90", "points": "2"}, {"from": "80", "points": "1.8"}, {"from": "60", "points": "1.4"}]
_VOTES: Content = {
    "kind": "votes",
    "levels": [
        {"name": "满意", "points": "100"},
        {"name": "基本满意", "points": "80"},
        {"name": "不满意", "points": "0"},
    ],
    "excluded": ["不了解"],
}
_CAST = {
    "满意": Figure(10, 60),
    "基本满意": Figure(0, 30),
    "不满意": Figure(0, 8),
    "不了解": Figure(0, 20),
}
_RANK: Content = {"kind": "rank points", "lose": "1%", "floor": "0.5"}
_EFFICACY: Content = {"kind": "relative efficacy", "lowest": "60%"}

VOTES = Family(1, _VOTES, _CAST, {"zero_denominator": "missing"})
DIRECT_OF_FIVE = Family(1, {"kind": "direct"}, {"": Figure(300, 500, 2)})


def families(groups: tuple[str, ...]) -> tuple[Family, ...]:
    """The families below 指标得分, 57 indicators in all, among them every kind of rule."""
    return (*_usual(groups), *_seldom())


def _usual(groups: tuple[str, ...]) -> tuple[Family, ...]:
    targets = {group: str(60 + 5 * (index % 5)) for index, group in enumerate(groups)}
    coefficients = {group: ("1", "1.05", "1.1", "1.15")[index % 4] for index, group in enumerate(groups)}
    steps: Content = {"kind": "target", "lose": "0.1", "per": "5", "part_step": "whole"}
    return (
        Family(
            5,
            {"kind": "target", "target": "90", "base": "1.8", "lose": "0.05", "gain": "0.02", "cap": "2"}
            | {"part_step": "pro rata"},
            {"": Figure(7000, 10000, 2)},
        ),
        Family(3, steps | {"target": targets}, {"": Figure(400, 1000, 1)}),
        Family(
            3,
            {"kind": "target", "target": "20", "lose": "0.2", "per": "2.5", "part_step": "started"},
            {"": Figure(50, 400, 1)},
            {"direction": "lower"},
        ),
        Family(
            3,
            {"kind": "target", "target": "100", "lose": "0.02", "part_step": "pro rata"},
            {"查摆问题": Figure(0, 12), "已整改": Figure(0, 15, part_of="查摆问题")},
            {"measure": "已整改 / 查摆问题 * 100", "zero_denominator": "full"},
        ),
        Family(3, {"kind": "deduction", "events": [{"name": "逾期", "lose": "0.2"}]}, {"": Figure(0, 4)}),
        Family(
            3,
            {
                "kind": "deduction",
                "events": [
                    {"name": "诫勉", "lose": "0.1", "cap": "0.3"},
                    {"name": "轻处分", "lose": "0.3"},
                    {"name": "重处分", "lose": "1"},
                ],
            },
            {"诫勉": Figure(0, 4), "轻处分": Figure(0, 2), "重处分": Figure(0, 1)},
        ),
        Family(3, {"kind": "bands", "bands": _BANDS, "below": "0.8"}, {"": Figure(500, 1000, 1)}),
        Family(
            2,
            {"kind": "bands", "bands": _BANDS, "below": "0.8", "between": "interpolate"},
            {"": Figure(5000, 10000, 2)},
        ),
        Family(
            2,
            {"kind": "absolute efficacy", "satisfactory": "95", "unacceptable": "60", "cap": "2"},
            {"": Figure(5500, 10000, 2)},
        ),
        Family(2, _EFFICACY, {"": Figure(0, 10000, 1)}),
        Family(
            2,
            {"kind": "ratio to best"},
            {"": Figure(2500, 5000, 1)},
            {"difficulty": {"groups": coefficients}},
        ),
        Family(1, _RANK, {"": Figure(0, 10000, 2)}),
        Family(1, _VOTES, _CAST, {"zero_denominator": "missing"}),
        Family(2, {"kind": "direct"}, {"": Figure(100, 200, 2)}),
        Family(2, {"kind": "imported", "out_of": "100"}, {"": Figure(6000, 10000, 2)}),
        Family(2, {"kind": "goalposts", "min": "20", "max": "80"}, {"": Figure(300, 1000, 1)}),
        Family(
            2,
            {
                "kind": "checklist",
                "items": [
                    {"name": "专题研究", "points": "0.8"},
                    {"name": "责任分工", "points": "0.7"},
                    {"name": "年度报告", "points": "0.5"},
                ],
            },
            dict.fromkeys(("专题研究", "责任分工", "年度报告"), Figure(0, 1)),
        ),
        Family(
            1,
            {
                "kind": "timeliness",
                "steps": [{"from_days": 1, "lose": "0.5"}, {"from_days": 5, "lose": "1"}],
                "floor": "0.5",
            },
            {"": Figure(-8, 8)},
        ),
        Family(1, {"kind": "pass or fail", "fail": "0.5"}, {"": Figure(0, 1)}),
        Family(
            1,
            {"kind": "per head", "then": _RANK},
            {"数量": Figure(1000, 9000, 1), "人数": Figure(5, 60)},
            {"zero_denominator": "missing"},
        ),
        Family(
            1,
            {
                "kind": "change",
                "as": "percent",
                "then": {"kind": "target", "target": "5", "lose": "0.05", "part_step": "pro rata"},
            },
            {"本年": Figure(900, 1400, 1), "上年": Figure(800, 1200, 1)},
            {"zero_denominator": "missing"},
        ),
    )


def _seldom() -> tuple[Family, ...]:
    """Kinds of rules that an office has use for once."""
    return (
        Family(
            1,
            {"kind": "rank over target", "target": "80", "base": "1.2", "pool": "0.8", "lose": "2%"},
            {"": Figure(600, 1000, 1)},
        ),
        Family(
            1,
            {"kind": "standardised", "dof": "population", "centre": "1.4", "spread": "0.25"},
            {"": Figure(2000, 8000, 2)},
        ),
        Family(
            1,
            {"kind": "normal scores", "centre": "1.2", "spread": "0.3"},
            {"": Figure(0, 10000, 2)},
        ),
        Family(1, {"kind": "exponential rank", "k": "23"}, {"": Figure(0, 10000, 2)}),
        Family(
            1,
            {"kind": "power points", "a": "0.024", "b": "60", "c": "1.2"},
            {"": Figure(500, 1000, 1)},
        ),
        Family(
            1,
            {"kind": "formula", "text": "IF(x >= 95, 满分, ROUND(满分 * x / GROUPMAX(x), 2))"},
            {"": Figure(600, 1000, 1)},
            {"zero_denominator": "missing"},
        ),
        Family(
            1,
            {
                "kind": "raters",
                "out_of": "100",
                "classes": [
                    {"name": "分管领导", "weight": "20", "raters": "1"},
                    {"name": "职工代表", "weight": "40", "raters": "2"},
                    {"name": "考核组", "weight": "40", "raters": ["组长"]},
                ],
            },
            dict.fromkeys(("分管领导.1", "职工代表.1", "职工代表.2", "考核组.组长"), Figure(60, 100)),
        ),
        Family(
            1,
            {
                "kind": "rubric",
                "levels": [
                    {"name": "好", "percent": "100%"},
                    {"name": "较好", "percent": "80%"},
                    {"name": "一般", "percent": "60%"},
                    {"name": "差", "percent": "40%"},
                ],
            },
            {"": Figure(8, 20, 1, step=4)},
        ),
        Family(
            1,
            {
                "kind": "additive",
                "base": "1",
                "items": [
                    {"name": "专项行动", "points": "0.5", "cap": "1"},
                    {"name": "未完成", "points": "-0.3"},
                ],
            },
            {"专项行动": Figure(0, 4), "未完成": Figure(0, 3)},
        ),
        Family(
            1,
            {
                "kind": "rank votes",
                "levels": ["3", "2", "1"],
                "table": ["2", "1.8", "1.6"],
                "beyond": "1.2",
            },
            dict.fromkeys(("第1名票", "第2名票", "第3名票"), Figure(0, 40)),
        ),
        Family(
            1,
            {
                "kind": "gate",
                "needs": ["数据按时报送"],
                "then": {"kind": "rank points", "table": ["2", "1.7", "1.4"], "beyond": "1"},
                "otherwise": "0.5",
            },
            {"数据按时报送": Figure(0, 1), "": Figure(0, 10000, 1)},
        ),
        Family(
            1,
            {
                "kind": "mix",
                "parts": [
                    {"name": "静态", "share": "40%", "of": "本年", "then": _EFFICACY},
                    {"name": "动态", "share": "60%", "of": "(本年 - 上年) / 上年 * 100", "then": _RANK},
                ],
            },
            {"本年": Figure(900, 1400, 1), "上年": Figure(800, 1200, 1)},
            {"zero_denominator": "missing"},
        ),
    )
