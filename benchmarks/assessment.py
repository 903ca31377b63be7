"""The assessment that is measured: 60 indicators of twenty-one rule families, 89 fields, sums, a scale and a product."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from indicators.scheme import Scheme

Content = dict[str, Any]

#: Groups are of three types in turn; what is limited to groups is limited to types of them.
TYPES = 3
#: Every so manyth indicator is limited to two types of groups.
LIMITED_EACH = 6
#: Every so manyth indicator weighs half of its full points.
HALVED_EACH = 4
BRANCHES = 6
POINTS = 2
#: The types to which the economic result applies.
QUALITY_TYPES = (0, 1)


@dataclass(frozen=True, slots=True)
class Figure:
    """What units report in a field: anything from `low` to `high`, both in units of the last decimal."""

    low: int
    high: int
    decimals: int = 0
    #: The field it never exceeds.
    part_of: str | None = None


@dataclass(frozen=True, slots=True)
class Family:
    """So many indicators alike: their rule, what it needs beside it, and what is reported."""

    count: int
    rule: Content
    figures: dict[str, Figure]
    beside: Content = field(default_factory=dict)


BANDS = [{"from": "90", "points": "2"}, {"from": "80", "points": "1.8"}, {"from": "60", "points": "1.4"}]
VOTES: Content = {
    "kind": "votes",
    "levels": [
        {"name": "满意", "points": "100"},
        {"name": "基本满意", "points": "80"},
        {"name": "不满意", "points": "0"},
    ],
    "excluded": ["不了解"],
}
VOTES_CAST = {
    "满意": Figure(10, 60),
    "基本满意": Figure(0, 30),
    "不满意": Figure(0, 8),
    "不了解": Figure(0, 20),
}
RANK: Content = {"kind": "rank points", "lose": "1%", "floor": "0.5"}


def families(groups: tuple[str, ...]) -> tuple[Family, ...]:
    """The families below 指标得分, 57 indicators in all."""
    targets = {group: str(60 + 5 * (index % 5)) for index, group in enumerate(groups)}
    coefficients = {group: str(1 + (index % 4) * 5 / 100) for index, group in enumerate(groups)}
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
            4,
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
        Family(3, {"kind": "bands", "bands": BANDS, "below": "0.8"}, {"": Figure(500, 1000, 1)}),
        Family(
            2,
            {"kind": "bands", "bands": BANDS, "below": "0.8", "between": "interpolate"},
            {"": Figure(5000, 10000, 2)},
        ),
        Family(
            3,
            {"kind": "absolute efficacy", "satisfactory": "95", "unacceptable": "60", "cap": "2"},
            {"": Figure(5500, 10000, 2)},
        ),
        Family(3, {"kind": "relative efficacy", "lowest": "60%"}, {"": Figure(0, 10000, 1)}),
        Family(
            3,
            {"kind": "ratio to best"},
            {"": Figure(2500, 5000, 1)},
            {"difficulty": {"groups": coefficients}},
        ),
        Family(3, RANK, {"": Figure(0, 10000, 2)}),
        Family(2, VOTES, VOTES_CAST, {"zero_denominator": "missing"}),
        Family(2, {"kind": "direct"}, {"": Figure(100, 200, 2)}),
        Family(2, {"kind": "imported", "out_of": "100"}, {"": Figure(6000, 10000, 2)}),
        Family(2, {"kind": "goalposts", "min": "20", "max": "80"}, {"": Figure(300, 1000, 1)}),
        Family(
            3,
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
            2,
            {
                "kind": "timeliness",
                "steps": [{"from_days": 1, "lose": "0.5"}, {"from_days": 5, "lose": "1"}],
                "floor": "0.5",
            },
            {"": Figure(-8, 8)},
        ),
        Family(2, {"kind": "pass or fail", "fail": "0.5"}, {"": Figure(0, 1)}),
        Family(
            2,
            {"kind": "per head", "then": RANK},
            {"数量": Figure(1000, 9000, 1), "人数": Figure(5, 60)},
            {"zero_denominator": "missing"},
        ),
        Family(
            2,
            {
                "kind": "change",
                "as": "percent",
                "then": {"kind": "target", "target": "5", "lose": "0.05", "part_step": "pro rata"},
            },
            {"本年": Figure(900, 1400, 1), "上年": Figure(800, 1200, 1)},
            {"zero_denominator": "missing"},
        ),
    )


@dataclass(frozen=True, slots=True)
class Leaf:
    """One indicator as it stands in the scheme, and what is reported of it."""

    entry: Content
    figures: dict[str, Figure]
    #: The types of groups it applies to.
    types: tuple[int, ...]

    @property
    def code(self) -> str:
        """The code of the indicator."""
        return str(self.entry["code"])


@dataclass(frozen=True, slots=True)
class Assessment:
    """The scheme, its groups and its leaves."""

    groups: tuple[str, ...]
    leaves: tuple[Leaf, ...]
    content: Content

    @property
    def scheme(self) -> Scheme:
        """The scheme as Baton reads it."""
        return Scheme.model_validate(self.content)


GRADES = [
    {"name": "优秀", "at_least": "90", "quota": "30%"},
    {"name": "良好", "at_least": "80", "quota": "50%"},
    {"name": "一般", "at_least": "70"},
    {"name": "较差"},
]


def assessment(group_count: int) -> Assessment:
    """The assessment over so many groups, named G1, G2, …"""
    groups = tuple(f"G{number}" for number in range(1, group_count + 1))
    below = [family for family in families(groups) for _ in range(family.count)]
    leaves = [_below(groups, index, family) for index, family in enumerate(below)]
    leaves += [
        _leaf(groups, "S1", "satisfaction", Family(1, VOTES, VOTES_CAST, {"zero_denominator": "missing"}), 5),
        _leaf(groups, "S2", "satisfaction", Family(1, {"kind": "direct"}, {"": Figure(300, 500, 2)}), 5),
        _leaf(
            groups,
            "quality",
            "total",
            Family(1, {"kind": "imported"}, {"": Figure(7500, 9900, 2)}),
            100,
            QUALITY_TYPES,
        ),
    ]
    nodes: list[Content] = [
        {"code": "total", "name": "综合得分", "combine": "product", "base": "80"},
        {"code": "party", "parent": "total", "name": "党的建设得分", "points": "100"},
        {"code": "indicators", "parent": "party", "name": "指标得分", "points": "100", "scale": "0.9"},
        {"code": "satisfaction", "parent": "party", "name": "满意度", "points": "10"},
        *(_branch(number, leaves) for number in range(1, BRANCHES + 1)),
    ]
    content = {
        "scheme": "benchmark",
        "title": "计分速度测试方案",
        "policies": {"round_at": ["party", "total"], "rank_across_groups": True},
        "groups": [{"code": group, "name": group} for group in groups],
        "grades": GRADES,
        "tree": [*nodes, *(leaf.entry for leaf in leaves)],
    }
    return Assessment(groups, tuple(leaves), content)


def _below(groups: tuple[str, ...], index: int, family: Family) -> Leaf:
    limited = index % LIMITED_EACH == LIMITED_EACH - 1
    start = index // LIMITED_EACH
    types = (start % TYPES, (start + 1) % TYPES) if limited else tuple(range(TYPES))
    parent = f"P{1 + index % BRANCHES}"
    leaf = _leaf(groups, f"I{index + 1}", parent, family, POINTS, types)
    if index % HALVED_EACH == 1:
        leaf.entry["weight"] = str(POINTS // 2)
    return leaf


def _leaf(
    groups: tuple[str, ...],
    code: str,
    parent: str,
    family: Family,
    points: int,
    types: tuple[int, ...] = tuple(range(TYPES)),
) -> Leaf:
    entry = {"code": code, "parent": parent, "name": code, "points": str(points), "rule": family.rule}
    entry |= family.beside
    if len(types) < TYPES:
        entry["groups"] = [group for index, group in enumerate(groups) if index % TYPES in types]
    return Leaf(entry, family.figures, types)


def _branch(number: int, leaves: list[Leaf]) -> Content:
    code = f"P{number}"
    weights = (leaf.entry.get("weight", leaf.entry["points"]) for leaf in leaves if leaf.entry["parent"] == code)
    points = str(sum(int(weight) for weight in weights))
    return {"code": code, "parent": "indicators", "name": code, "points": points}
