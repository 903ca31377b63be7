"""Goalposts 极值标准化: nothing at the lower stated value, full points at the upper one, a line or logarithm between."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from indicators import formula
from indicators.rules.base import Direction, Example, GroupNumber, Rule, Subject, group_node, group_words
from indicators.rules.paired_numbers import pairs
from indicators.words import Words

if TYPE_CHECKING:
    from decimal import Decimal


class GoalpostsRule(Rule):
    """points = full · (x − min) ÷ (max − min), or full · log(x ÷ min) ÷ log(max ÷ min); x beyond them counts as them.

    Where lower is better, `max` is worth nothing and `min` full points: (max − x) ÷ (max − min), or
    log(max ÷ x) ÷ log(max ÷ min).
    """

    title: ClassVar = Words("极值标准化", "goalposts")
    source: ClassVar = "human development index, technical notes (goalposts; income on a logarithmic scale)"
    example: ClassVar = Example(
        "{kind: goalposts, min: 20, max: 80}",
        "10",
        ((("50",), "5"), (("35",), "2.5"), (("90",), "10"), (("10",), "0")),
    )

    kind: Literal["goalposts"] = "goalposts"
    lowest: GroupNumber = Field(alias="min")
    """下限值，可按组规定 / the lower goalpost, one number or one per group"""
    highest: GroupNumber = Field(alias="max")
    """上限值，可按组规定 / the upper goalpost, one number or one per group"""
    scale: Literal["linear", "log"] = "linear"
    """两值之间按比例（linear）还是按对数（log） / in proportion between them, or by logarithm"""

    def contradictions(self, points: Decimal) -> tuple[Words, ...]:
        del points
        both = pairs(self.lowest, self.highest)
        found = []
        if any(lowest >= highest for lowest, highest in both):
            found.append(Words("下限值不小于上限值", "min is not below max"))
        if self.scale == "log" and any(lowest <= 0 for lowest, _ in both):
            found.append(Words("取对数的下限值应大于 0", "a logarithm needs a min above 0"))
        return tuple(found)

    def named_values(self) -> tuple[GroupNumber, ...]:
        return (self.lowest, self.highest)

    def tree(self, subject: Subject) -> formula.Node:
        lowest, highest = group_node(self.lowest), group_node(self.highest)
        above = formula.AtLeast(subject.value, lowest, Words("低于下限值", "below min"))
        within = formula.AtMost(above, highest, Words("高于上限值", "above max"))
        start, end = (lowest, within) if subject.direction is Direction.HIGHER else (within, highest)
        share: formula.Node
        if self.scale == "log":
            share = formula.Logarithm(formula.Divide(end, start), base=formula.Divide(highest, lowest))
        else:
            share = formula.Divide(formula.Subtract(end, start), formula.Subtract(highest, lowest))
        return formula.Multiply((subject.full, formula.Step(Words("标准化值", "share of the way"), share)))

    def words(self, subject: Subject) -> Words:
        low, high = group_words(self.lowest, subject.unit), group_words(self.highest, subject.unit)
        worst, best = low, high
        if subject.direction is Direction.LOWER:
            worst, best = high, low
        between = Words("其间按比例计", "in proportion between them")
        if self.scale == "log":
            between = Words("其间按对数比例计", "in proportion to the logarithm between them")
        return Words(
            f"极值标准化：{best.zh} 得 {subject.points} 分，{worst.zh} 得 0 分，{between.zh}，超出两端按两端计",
            f"goalposts: {subject.points} points at {best.en}, 0 at {worst.en}, {between.en}; "
            "a value beyond them counts as them",
        )
