"""The scheme 指标体系: one year's tree of nodes and indicators, its groups, policies and grades."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from indicators.decimals import Amount, Number, Percent, Positive
from indicators.formula import ColumnName, Stage
from indicators.measure import LONGEST, Measure, MeasureError, parse_measure
from indicators.model import Model
from indicators.policies import Missing, MissingSetting, Policies
from indicators.rules import AnyRule, Direction, RawField, Subject
from indicators.units import Group
from indicators.words import Words


class ZeroDenominator(StrEnum):
    """What a measure is worth whose divisor is zero: no problems found is common, and usually good."""

    FULL = "full"
    NOT_APPLICABLE = "not applicable"
    MISSING = "missing"


class Relation(StrEnum):
    """How a city indicator covers a provincial one."""

    EQUAL = "equal"
    REFINED = "refined"
    MERGED = "merged"
    PARTIAL = "partial"


class Cover(Model):
    """One provincial indicator a city indicator answers for."""

    item: str = Field(min_length=1)
    """省级指标代码 / code of the provincial indicator"""
    relation: Relation
    """对应关系 / equal, refined into several, merged from several, or partial"""
    share: Percent | None = None
    """覆盖份额 / share of the provincial indicator that is covered"""


class Limits(Model):
    """The values that can be right; they only narrow what the rule allows, and anything outside is refused."""

    lowest: Number | None = Field(default=None, alias="min")
    """最小可能值 / lowest value"""
    highest: Number | None = Field(default=None, alias="max")
    """最大可能值 / highest value"""


class Part(Model):
    """What nodes and indicators have in common: a place in the tree."""

    code: str = Field(min_length=1, pattern=r"^[^|@｜\s]+$")
    """代码，按文本处理，`1.10` 不等于 `1.1` / code, always text"""
    name: str = Field(min_length=1)
    """名称 / name"""
    parent: str | None = None
    """上级节点代码；总节点不写 / code of the node above; none for the root"""
    weight: Number | None = None
    """在上级中所占的分，默认等于满分×系数 / how much it counts in the node above, full points · scale unless stated"""
    groups: tuple[str, ...] | None = None
    """适用的组，默认全部 / the peer groups it applies to, all unless stated"""


class Composite(Part):
    """A node which combines its children."""

    combine: Literal["sum", "product"] = "sum"
    """合成方式：求和或相乘 / how the children are combined"""
    points: Positive | None = None
    """求和节点的满分，等于下级权重之和 / full points of a sum; its children's weights must add up to it"""
    scale: Positive = Decimal(1)
    """计入上级时乘的系数 / what the sum is multiplied by on its way into the sum above"""
    base: Positive | None = None
    """相乘的基准值：各因子之积 ÷ 基准^(n−1) / neutral factor of a product: Π children ÷ base^(n−1)"""


class Indicator(Part):
    """A leaf: what is measured, how it becomes points, who answers for it."""

    points: Positive
    """满分 / full points"""
    direction: Direction = Direction.HIGHER
    """越高越好或越低越好 / which way a value is better"""
    unit: str = ""
    """计量单位，如 %、次；百分数按“百分之几”填数 / unit of measure; a percentage is a number of percent"""
    decimals: int = Field(default=2, ge=0, le=6)
    """填报值最多几位小数 / decimals a reported value may have"""
    limits: Limits = Limits()
    """填报值的范围 / the values that can be right"""
    measure: str | None = None
    """由数据项计算指标值的算式 / how raw fields become the value the rule reads"""
    zero_denominator: ZeroDenominator | None = None
    """算式分母为零时怎么办 / what the measure is worth where its divisor is zero"""
    rule: AnyRule
    """赋分规则 / how the value becomes points"""
    missing: MissingSetting | None = None
    """本指标缺报的处理，默认按 policies / what a missing value is worth, as in policies unless stated"""
    covers: tuple[Cover, ...] = ()
    """对应的省级指标 / the provincial indicators it covers"""
    local: str | None = None
    """个性化指标的设置理由 / why this local indicator was added"""
    owner: str | None = None
    """市责任单位 / responsible department"""
    counterpart: str | None = None
    """省对口单位 / provincial counterpart"""
    deadline: str | None = None
    """时间节点 / deadline"""
    data_source: str | None = None
    """数据来源 / where the data come from"""
    clause: str | None = None
    """依据条款 / the clause cited"""

    @cached_property
    def parsed_measure(self) -> Measure | None:
        """The measure as a tree over raw columns.

        Raises:
            MeasureError: If the text cannot be read; a loaded scheme has been checked.
        """
        if self.measure is None:
            return None
        if len(self.measure) > LONGEST:
            raise MeasureError(LONGEST, Words("算式过长", "the measure is too long"))
        return parse_measure(self.measure, lambda name: ColumnName(Stage.RAW, self.code, name))

    @property
    def raw_fields(self) -> tuple[RawField, ...]:
        """The cells a unit fills in for this indicator, with the limits their values must keep."""
        if self.parsed_measure is not None:
            return tuple(RawField(name, lowest=Decimal(0)) for name in self.parsed_measure.fields)
        low, high = self.limits.lowest, self.limits.highest
        return tuple(
            RawField(
                field.name,
                max((bound for bound in (field.lowest, low) if bound is not None), default=None),
                min((bound for bound in (field.highest, high) if bound is not None), default=None),
                field.whole,
            )
            for field in self.rule.fields(self.points)
        )

    @property
    def subject(self) -> Subject:
        """What the rule is applied to: the measure if there is one, else the raw cells."""
        if self.measure is not None:
            columns = {"": ColumnName(Stage.MEASURE, self.code)}
        else:
            columns = {f.name: ColumnName(Stage.RAW, self.code, f.name) for f in self.raw_fields}
        return Subject(columns, self.points, self.direction, self.unit)

    @property
    def rule_words(self) -> Words:
        """The rule as an official would write it."""
        return self.rule.words(self.subject)


def _is_indicator(entry: Any) -> str:
    if isinstance(entry, Mapping):
        return "indicator" if "rule" in entry else "node"
    return "indicator" if isinstance(entry, Indicator) else "node"


TreeEntry = Annotated[
    Annotated[Indicator, Tag("indicator")] | Annotated[Composite, Tag("node")], Discriminator(_is_indicator)
]


class Grade(Model):
    """One grade 等次; listed from the best down, and the last one, without conditions, takes whoever is left."""

    name: str = Field(min_length=1)
    """等次名称 / name"""
    at_least: Amount | None = None
    """总分不低于 / least published total"""
    quota: Percent | None = None
    """占本组单位的比例，各等次累计 / share of the group's units, added up from the best grade down"""


class Scheme(Model):
    """The indicator system of one year."""

    scheme: str = Field(min_length=1)
    """方案代码 / code of the scheme"""
    title: str = Field(min_length=1)
    """标题，印在各表上 / title, printed on every table"""
    covers: str | None = None
    """须全覆盖的省级清单 / the provincial list it must cover"""
    note: str | None = None
    """说明 / remarks"""
    policies: Policies = Policies()
    """计分办法的各项约定 / the named settings"""
    groups: tuple[Group, ...] = Field(min_length=1)
    """同类组 / peer groups"""
    grades: tuple[Grade, ...] = ()
    """等次，从高到低 / grades, from the best down"""
    tree: tuple[TreeEntry, ...] = Field(min_length=1)
    """指标体系：写 rule 的是指标，其余是节点 / the tree: an entry with a rule is an indicator, else a node"""

    @cached_property
    def by_code(self) -> dict[str, Indicator | Composite]:
        """Every part of the tree by its code."""
        return {part.code: part for part in self.tree}

    @cached_property
    def indicators(self) -> tuple[Indicator, ...]:
        """The leaves, in the order of the file."""
        return tuple(part for part in self.tree if isinstance(part, Indicator))

    @cached_property
    def root(self) -> Indicator | Composite:
        """The part everything adds up to."""
        return next(part for part in self.tree if part.parent is None)

    @cached_property
    def children(self) -> dict[str, tuple[Indicator | Composite, ...]]:
        """The children of every node, in the order of the file."""
        found: dict[str, list[Indicator | Composite]] = {part.code: [] for part in self.tree}
        for part in self.tree:
            if part.parent is not None:
                found[part.parent].append(part)
        return {code: tuple(parts) for code, parts in found.items()}

    @cached_property
    def outline(self) -> tuple[tuple[int, Indicator | Composite], ...]:
        """The tree as it is read aloud: each part with its depth, parents before their children."""

        def walk(part: Indicator | Composite, depth: int) -> list[tuple[int, Indicator | Composite]]:
            below = [entry for child in self.children[part.code] for entry in walk(child, depth + 1)]
            return [(depth, part), *below]

        return tuple(walk(self.root, 0))

    @cached_property
    def group_codes(self) -> tuple[str, ...]:
        """The peer groups, in the order of the file."""
        return tuple(group.code for group in self.groups)

    def printed_policies(self) -> tuple[tuple[str, Words, Words], ...]:
        """Every setting as (name, title, value), in the order and the words it is printed in."""
        return tuple(self.policies.printed({part.code: part.name for part in self.tree}))

    def groups_of(self, code: str) -> frozenset[str]:
        """The groups a part applies to, the limits of its ancestors included."""
        groups = frozenset(self.group_codes)
        part: Indicator | Composite | None = self.by_code[code]
        while part is not None:
            if part.groups is not None:
                groups &= frozenset(part.groups)
            part = self.by_code[part.parent] if part.parent is not None else None
        return groups

    def is_in_sum(self, part: Part) -> bool:
        """Whether the node above is a sum."""
        parent = self.by_code.get(part.parent) if part.parent is not None else None
        return isinstance(parent, Composite) and parent.combine == "sum"

    def missing_policy(self, indicator: Indicator) -> Missing:
        """What a missing value of this indicator is worth."""
        return self.policies.missing if indicator.missing is None else indicator.missing

    @property
    def groups_are_comparable(self) -> bool:
        """Whether totals of different groups mean the same.

        They do if there is one group only, or if every part applies to every group, with the same parameters and
        without comparing a unit with its own group.
        """
        if len(self.groups) == 1:
            return True
        rules = [indicator.rule for indicator in self.indicators]
        return all(part.groups is None for part in self.tree) and not any(
            rule.relative or rule.group_numbers() for rule in rules
        )


def full_points(part: Indicator | Composite) -> Decimal | None:
    """The most points a part can have; None for a product that does not state it."""
    return part.points


def weight_of(part: Indicator | Composite) -> Decimal:
    """How much a part counts in its parent's sum: its stated weight, else its full points times its scale."""
    if part.weight is not None:
        return part.weight
    full = full_points(part) or Decimal(0)
    return full * part.scale if isinstance(part, Composite) else full
