"""The parts of a scheme's tree: nodes which combine what is below them, and indicators, its leaves."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag

from indicators import formula, trees
from indicators.decimals import Number, Percent, Positive
from indicators.formula import ColumnName, Stage
from indicators.liaison import Liaison
from indicators.mapping import Cover
from indicators.measure import LONGEST, Measure, MeasureError, parse_measure
from indicators.model import Model, Text
from indicators.policies import MissingSetting, NotApplicableSetting
from indicators.rules import AnyRule, Direction, GroupNumber, RawField, Subject
from indicators.rules.base import Worked
from indicators.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable


class ZeroDenominator(StrEnum):
    """What a measure is worth whose divisor is zero: no problems found is common, and usually good."""

    FULL = "full"
    NOT_APPLICABLE = "not applicable"
    MISSING = "missing"


class Limits(Model):
    """The values that can be right; they only narrow what the rule allows, and anything outside is refused."""

    lowest: Number | None = Field(default=None, alias="min")
    """最小可能值 / lowest value"""
    highest: Number | None = Field(default=None, alias="max")
    """最大可能值 / highest value"""


class Difficulty(Model):
    """Coefficients for tasks that are harder for some; a unit's own goes before its group's."""

    groups: dict[str, Positive] = Field(default_factory=dict)
    """各组的系数 / by peer group"""
    units: dict[str, Positive] = Field(default_factory=dict)
    """各单位的系数，按单位代码 / by code of the unit"""
    otherwise: Positive = Decimal(1)
    """其余单位的系数 / of everybody else"""

    def node(self, groups: Iterable[str]) -> formula.Node:
        """The coefficient of a unit of one of these groups, as a number of a tree."""
        others: formula.Node = formula.constant(self.otherwise)
        if self.groups:
            coefficients = ((group, Fraction(self.groups.get(group, self.otherwise))) for group in groups)
            others = formula.GroupConstant(tuple(coefficients))
        if not self.units:
            return others
        return formula.UnitConstant(
            tuple((unit, Fraction(value)) for unit, value in self.units.items()), others
        )


class Part(Model):
    """What nodes and indicators have in common: a place in the tree."""

    code: str = Field(min_length=1, pattern=r"^[^|@｜\s]+$")
    """代码，按文本处理，`1.10` 不等于 `1.1` / code, always text"""
    name: str = Field(min_length=1)
    """名称 / name"""
    parent: str | None = None
    """上级节点代码；总节点不写 / code of the node above; none for the root"""
    weight: GroupNumber | None = None
    """在上级中所占的分，可按组规定，默认等于满分×系数 / how much it counts in the node above, one number or one per
    group; full points · scale unless stated"""
    groups: tuple[str, ...] | None = None
    """适用的组，默认全部 / the peer groups it applies to, all unless stated"""
    periods: tuple[str, ...] | None = Field(default=None, min_length=1)
    """分期考核的各期：以下各项每期各算一次，再按期权重平均 / the periods it is measured in: everything from here down is
    scored in each of them, and the mean by the weights of the periods counts"""
    missing: MissingSetting | None = None
    """缺报的处理，下级默认同上级 / what a missing value is worth here and below, as above unless stated"""
    not_applicable: NotApplicableSetting | None = None
    """不适用的处理，下级默认同上级；下级全部不适用的节点本身不适用 / what becomes of what does not apply here and below, as
    above unless stated; a node of which nothing applies does not apply itself"""


class Composite(Part):
    """A node which combines its children."""

    combine: Literal["sum", "weighted mean", "geometric mean", "product", "min", "max"] = "sum"
    """合成方式：求和、加权平均、几何平均、相乘、取最低、取最高 / how the children are combined"""
    points: Positive | None = None
    """满分；求和节点的满分等于下级权重之和 / full points; the weights of a sum's children must add up to it"""
    scale: Positive = Decimal(1)
    """计入上级时乘的系数 / what the sum is multiplied by on its way into the sum above"""
    base: Positive | None = None
    """相乘的基准值：各因子之积 ÷ 基准^(n−1) / neutral factor of a product: Π children ÷ base^(n−1)"""
    min_present: Percent | None = None
    """有数的下级（按权重）不足此比例时不出分 / no score where less than this share of the applicable weight has a value"""

    @property
    def combination_words(self) -> Words:
        """How the children are combined, in words."""
        match self.combine:
            case "product":
                return Words(
                    f"各项连乘，以 {self.base} 为基准", f"product of its parts over base {self.base}"
                )
            case "weighted mean":
                words = Words("各项得分率按权重平均", "weighted mean of its parts' score rates")
            case "geometric mean":
                words = Words("各项按权重几何平均", "weighted geometric mean of its parts")
            case "min":
                words = Words("取各项最低", "the lowest of its parts")
            case "max":
                words = Words("取各项最高", "the highest of its parts")
            case _:
                words = Words("各项相加", "sum of its parts")
        if self.scale == 1:
            return words
        return Words(
            f"{words.zh}，乘以 {self.scale} 计入上级", f"{words.en}, times {self.scale} on its way up"
        )


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
    measure: Text | None = None
    """由数据项计算指标值的算式 / how raw fields become the value the rule reads"""
    zero_denominator: ZeroDenominator | None = None
    """算式分母为零（或对数、开方无意义）时怎么办 / what the value is worth where a divisor is zero, or a logarithm or
    root has no value"""
    difficulty: Difficulty | None = None
    """难度系数，先乘指标值，再作组内比较 / difficulty coefficients, multiplied with the value before units are compared"""
    rule: AnyRule
    """赋分规则 / how the value becomes points"""
    basis: Text | None = None
    """指标口径和评分说明 / how it is measured and judged, in words"""
    covers: tuple[Cover, ...] = ()
    """对应的省级指标 / the provincial indicators it covers"""
    local: Text | None = None
    """个性化指标的设置理由 / why this local indicator was added"""
    effect: Text | None = None
    """个性化指标用什么衡量成效 / what shows the effect of a local indicator"""
    task: Text | None = None
    """所属年度重点任务 / the annual task it belongs to"""
    owner: Text | None = None
    """市责任单位 / responsible department"""
    lead: Text | None = None
    """牵头单位，默认同责任单位 / lead department, the responsible one unless stated"""
    support: tuple[Text, ...] = ()
    """配合单位 / supporting departments"""
    counterpart: Text | None = None
    """省对口单位 / provincial counterpart"""
    liaison: Liaison | None = None
    """与省对口单位的对接情况 / how far the talks with the counterpart have come"""
    deadline: Text | None = None
    """时间节点 / deadline"""
    data_source: Text | None = None
    """数据来源 / where the data come from"""
    clause: Text | None = None
    """依据条款 / the clause cited"""
    evidence: tuple[Text, ...] = ()
    """要求提供的佐证材料 / the evidence asked for"""
    reports: tuple[Text, ...] = ()
    """要求报送的报表和总结 / the reports asked for"""

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
    def is_reported(self) -> bool:
        """Whether units report the figures; those of a measure they do, whatever is made of its value."""
        return self.measure is not None or self.rule.reported_by_units

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
                field.choices,
            )
            for field in self.rule.fields(self.points)
        )

    @property
    def is_measured(self) -> bool:
        """Whether the value the rule reads is worked out from the raw cells."""
        return self.measure is not None or self.difficulty is not None

    def value_tree(self, groups: Iterable[str]) -> formula.Node:
        """What the value is worked out by: the measure, or the single cell, times the difficulty coefficient."""
        measure = self.parsed_measure
        value: formula.Node
        value = formula.Field(ColumnName(Stage.RAW, self.code)) if measure is None else measure.tree
        if self.difficulty is None:
            return value
        coefficient = formula.Step(Words("难度系数", "difficulty coefficient"), self.difficulty.node(groups))
        return formula.Multiply((value, coefficient))

    @property
    def subject(self) -> Subject:
        """What the rule is applied to: the measure if there is one, else the raw cells."""
        if self.is_measured:
            columns = {"": ColumnName(Stage.MEASURE, self.code)}
        else:
            columns = {f.name: ColumnName(Stage.RAW, self.code, f.name) for f in self.raw_fields}
        return Subject(columns, self.points, self.direction, self.unit, self.code)

    def undefined(self, groups: Iterable[str]) -> tuple[formula.Condition, ...]:
        """When the value, or the points by a formula of the office's own, cannot be worked out.

        Raises:
            MeasureError: If a formula cannot be read.
        """
        worked = self._worked(groups)
        if self.rule.can_be_undefined:
            worked.append(self.rule.tree(self.subject))
        return tuple(condition for tree in worked for condition in trees.undefined(tree))

    def differs_by_group(self, groups: Iterable[str]) -> bool:
        """Whether the same values can be worth other points in another group."""
        worked = [*self._worked(groups), self.rule.tree(self.subject)]
        return any(
            isinstance(node, formula.GroupConstant)
            or (isinstance(node, formula.Cohort) and node.scope is formula.Scope.GROUP)
            for tree in worked
            for node in trees.walk(tree)
        )

    def _worked(self, groups: Iterable[str]) -> list[formula.Node]:
        """The trees of what is worked out before the rule reads it."""
        derived = self.rule.derived(self.subject)
        worked = [number.tree for number in derived if isinstance(number, Worked)]
        return [*worked, self.value_tree(groups)] if self.is_measured else worked

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


def full_points(part: Indicator | Composite) -> Decimal | None:
    """The most points a part can have; None for a product that does not state it."""
    return part.points


def weight_of(part: Indicator | Composite, group: str) -> Decimal:
    """How much a part counts for a group in the node above: its stated weight, else its full points times its scale.

    A weight by group counts nothing for the groups it does not name.
    """
    if isinstance(part.weight, dict):
        return part.weight.get(group, Decimal(0))
    weight = common_weight(part)
    return Decimal(0) if weight is None else weight


def common_weight(part: Indicator | Composite) -> Decimal | None:
    """The weight a part has for every group; None where weights differ by group."""
    if isinstance(part.weight, dict):
        return None
    if part.weight is not None:
        return part.weight
    full = full_points(part) or Decimal(0)
    return full * part.scale if isinstance(part, Composite) else full
