"""Rank over the target 超目标争先进位: a base for reaching the target, the rest shared out by rank among those above it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from indicators import formula
from indicators.decimals import Amount, Percent, Positive
from indicators.formula import Comparison, Scope
from indicators.rules.base import Direction, Example, GroupNumber, Rule, Subject, group_node, group_words
from indicators.rules.comparing import Comparing
from indicators.words import Words

if TYPE_CHECKING:
    from decimal import Decimal


class RankOverTargetRule(Comparing, Rule):
    """Above the target base + pool · (1 − lose · (rank − 1)), at least `base`; at the target `base`; below it 0.

    Only units above the target are ranked. They go before all others, so their place among themselves is their place
    in the cohort. A unit alone and above the target gets full points, flagged.
    """

    title: ClassVar = Words("超目标争先进位", "rank over the target")
    source: ClassVar = "月度考核细则 (完成目标得基本分，超过目标的按争先进位计分)"
    example: ClassVar = Example(
        "{kind: rank over target, target: 8, base: 4, pool: 6, lose: 5%}",
        "10",
        ((("9.5",), "10"), (("8.8",), "9.7"), (("8",), "4"), (("7.2",), "0")),
    )

    kind: Literal["rank over target"] = "rank over target"
    target: GroupNumber
    """目标值，可按组规定 / the target, one number or one per group"""
    base: Amount
    """恰好达到目标的得分 / points at the target"""
    pool: Positive
    """超过目标后按名次另得的分，与 base 合计为满分 / points by rank above the target; with `base` full points"""
    lose: Percent
    """每降一名减 pool 的百分之几 / the share of the pool each place further costs"""

    def contradictions(self, points: Decimal) -> tuple[Words, ...]:
        found = []
        if self.base + self.pool != points:
            found.append(
                Words(
                    f"基本分 {self.base} 与争先分 {self.pool} 合计不等于满分 {points}",
                    f"base {self.base} and pool {self.pool} do not add up to full points, {points}",
                )
            )
        if isinstance(self.target, dict) and self.cohort is Scope.ALL:
            found.append(
                Words(
                    "各组目标不同，不能在全体单位中排名",
                    "with a target for each group, rank within the group",
                )
            )
        return tuple(found)

    def named_values(self) -> tuple[GroupNumber, ...]:
        return (self.target,)

    def tree(self, subject: Subject) -> formula.Node:
        value, target, base = subject.value, group_node(self.target), formula.constant(self.base)
        above = formula.Compare(value, Comparison.ABOVE, target)
        if subject.direction is Direction.LOWER:
            above = formula.Compare(target, Comparison.ABOVE, value)
        one = formula.constant(1)
        lost = formula.Multiply(
            (formula.constant(self.lose / 100), formula.Subtract(self.rank(subject), one))
        )
        gained = formula.Multiply((formula.constant(self.pool), formula.Subtract(one, lost)))
        points = formula.If(
            above,
            formula.AtLeast(formula.Add((base, gained)), base, Words("不低于基本分", "not below the base")),
            formula.If(formula.Compare(value, Comparison.EQUAL, target), base, formula.constant(0)),
        )
        return formula.Flagged(points, formula.AllOf((above, self.alone(subject))), formula.Flag.ALONE)

    def words(self, subject: Subject) -> Words:
        target = group_words(self.target, subject.unit)
        beyond = Words("高于", "above")
        if subject.direction is Direction.LOWER:
            beyond = Words("低于", "below")
        return Words(
            f"目标 {target.zh}，恰好达到得 {self.base} 分；{beyond.zh}目标的按{self.among.zh}名次另得分，"
            f"第 1 名 {self.pool} 分，每降 1 名减其 {self.lose}%，减完为止，并列取较前名次；未达到得 0 分",
            f"target {target.en}: {self.base} points for just reaching it; units {beyond.en} it get more by place "
            f"{self.among.en}, {self.pool} points for the first, {self.lose}% of them less for each place further "
            "until nothing is left, equal units share the better place; 0 points if missed",
        )
