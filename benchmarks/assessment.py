"""The assessment that is measured: 60 indicators with every kind of rule, 89 fields, sums, a scale and a product."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING

from benchmarks.families import DIRECT_OF_FIVE, VOTES, Family, Figure, families

if TYPE_CHECKING:
    from benchmarks.families import Content
    from indicators.scheme import Scheme

#: Groups are of three types in turn; what is limited to groups is limited to types of them.
TYPES = 3
ALL_TYPES = tuple(range(TYPES))
#: Every so manyth indicator is limited to two types of groups.
LIMITED_EACH = 6
#: Every so manyth indicator weighs half of its full points.
HALVED_EACH = 4
BRANCHES = 6
#: Indicators below one branch; the last has fewer.
BRANCH_SIZE = 10
POINTS = 2
QUALITY = Family(1, {"kind": "imported"}, {"": Figure(7500, 9900, 2)})
#: The types to which the economic result applies.
QUALITY_TYPES = (0, 1)
GRADES = [
    {"name": "优秀", "at_least": "80", "quota": "30%"},
    {"name": "良好", "at_least": "75", "quota": "50%"},
    {"name": "一般", "at_least": "65"},
    {"name": "较差"},
]


@dataclass(frozen=True, slots=True)
class Leaf:
    """One indicator: its entry in the scheme, what is reported of it, and the types of groups it applies to."""

    entry: Content
    figures: dict[str, Figure]
    types: tuple[int, ...]

    @property
    def code(self) -> str:
        """The code of the indicator."""
        return str(self.entry["code"])

    @property
    def parent(self) -> str:
        """The code of the node above."""
        return str(self.entry["parent"])

    @property
    def points(self) -> float:
        """Full points."""
        return float(self.entry["points"])

    @property
    def weight(self) -> float:
        """How much it counts in the node above."""
        return float(self.entry.get("weight", self.points))


@dataclass(frozen=True)
class Assessment:
    """The scheme as its file would say it, its groups and its leaves."""

    groups: tuple[str, ...]
    leaves: tuple[Leaf, ...]
    content: Content

    @cached_property
    def scheme(self) -> Scheme:
        """The content as Baton reads it; who scores by hand need not wait for Baton to be imported."""
        scheme: Scheme = import_module("indicators.scheme").Scheme.model_validate(self.content)
        return scheme

    def below(self, code: str) -> tuple[Leaf, ...]:
        """The leaves right below a node."""
        return tuple(leaf for leaf in self.leaves if leaf.parent == code)


def assessment(group_count: int) -> Assessment:
    """The assessment over so many groups, named G1, G2, …"""
    groups = tuple(f"G{number}" for number in range(1, group_count + 1))
    alike = [family for family in families(groups) for _ in range(family.count)]
    leaves = (
        *(_below_branch(index, family) for index, family in enumerate(alike)),
        _leaf("S1", "satisfaction", VOTES, 5),
        _leaf("S2", "satisfaction", DIRECT_OF_FIVE, 5),
        _leaf("quality", "total", QUALITY, 100, QUALITY_TYPES),
    )
    content = {
        "scheme": "benchmark",
        "title": "计分速度测试方案",
        "policies": {"round_at": ["party", "total"], "rank_across_groups": True},
        "groups": [{"code": group, "name": group} for group in groups],
        "grades": GRADES,
        "tree": [*_nodes(leaves), *(_entry(leaf, groups) for leaf in leaves)],
    }
    return Assessment(groups, leaves, content)


def kinds_drawn() -> set[str]:
    """The kinds of rules that indicators of the assessment have, those within other rules apart."""
    return {leaf.entry["rule"]["kind"] for leaf in assessment(1).leaves}


def _below_branch(index: int, family: Family) -> Leaf:
    first = index // LIMITED_EACH % TYPES
    limited = index % LIMITED_EACH == LIMITED_EACH - 1
    types = (first, (first + 1) % TYPES) if limited else ALL_TYPES
    leaf = _leaf(f"I{index + 1}", f"P{1 + index // BRANCH_SIZE}", family, POINTS, types)
    if index % HALVED_EACH == 1:
        leaf.entry["weight"] = str(POINTS // 2)
    return leaf


def _leaf(code: str, parent: str, family: Family, points: int, types: tuple[int, ...] = ALL_TYPES) -> Leaf:
    entry: Content = {
        "code": code,
        "parent": parent,
        "name": code,
        "points": str(points),
        "rule": family.rule,
    }
    return Leaf(entry | family.beside, family.figures, types)


def _entry(leaf: Leaf, groups: tuple[str, ...]) -> Content:
    if leaf.types == ALL_TYPES:
        return leaf.entry
    return leaf.entry | {"groups": [group for at, group in enumerate(groups) if at % TYPES in leaf.types]}


def _nodes(leaves: tuple[Leaf, ...]) -> list[Content]:
    codes = [f"P{number}" for number in range(1, BRANCHES + 1)]
    points = {code: sum(Decimal(leaf.weight) for leaf in leaves if leaf.parent == code) for code in codes}
    return [
        {"code": "total", "name": "综合得分", "combine": "product", "base": "80"},
        {"code": "party", "parent": "total", "name": "党的建设得分", "points": "100"},
        {"code": "indicators", "parent": "party", "name": "指标得分", "points": "100", "scale": "0.9"},
        {"code": "satisfaction", "parent": "party", "name": "满意度", "points": "10"},
        *(
            {"code": code, "parent": "indicators", "name": code, "points": str(points[code])}
            for code in codes
        ),
    ]
