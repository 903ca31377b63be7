"""Absolute efficacy coefficient 功效系数: full points at the satisfactory value, a stated share at the unacceptable."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar, Literal

from indicators import formula
from indicators.decimals import Amount, Number, Percent
from indicators.rules.base import Example, GroupNumber, Rule, Subject, group_node, group_words
from indicators.rules.paired_numbers import pairs
from indicators.words import Words


class AbsoluteEfficacyRule(Rule):
    """points = full · (lowest + (100 % − lowest) · (x − unacceptable) ÷ (satisfactory − unacceptable)).

    Beyond the two values the line goes on, below the lowest share and above full points, unless `floor` or `cap`
    stops it. Where lower is better, the satisfactory value is the smaller one.
    """

    title: ClassVar = Words("绝对功效系数", "absolute efficacy coefficient")
    source: ClassVar = "经济效益综合评价的功效系数法 (60 + 40·(x − x_s) ÷ (x_h − x_s))"
    example: ClassVar = Example(
        "{kind: absolute efficacy, satisfactory: 12, unacceptable: 6, lowest: 60%, cap: 110}",
        "100",
        ((("12",), "100"), (("6",), "60"), (("9",), "80"), (("5.7",), "58"), (("14",), "110")),
    )

    kind: Literal["absolute efficacy"] = "absolute efficacy"
    satisfactory: GroupNumber
    """满意值，得满分，可按组规定 / the value worth full points, one number or one per group"""
    unacceptable: GroupNumber
    """不允许值，可按组规定 / the value worth the lowest share, one number or one per group"""
    lowest: Percent = Decimal(60)
    """不允许值得满分的百分之几 / the share of full points at the unacceptable value"""
    floor: Number | None = None
    """最低分，默认不限 / the least this rule gives, no limit unless stated"""
    cap: Amount | None = None
    """最高分，默认不限 / the most this rule gives, no limit unless stated"""

    def contradictions(self, points: Decimal) -> tuple[Words, ...]:
        found = []
        if any(good == bad for good, bad in pairs(self.satisfactory, self.unacceptable)):
            found.append(
                Words("满意值与不允许值相同", "the satisfactory value is the same as the unacceptable one")
            )
        if self.floor is not None and self.floor > (points if self.cap is None else self.cap):
            found.append(
                Words(f"最低分 {self.floor} 超过最高分", f"floor {self.floor} is above the most points")
            )
        return tuple(found)

    def stated_floor(self, points: Decimal) -> Decimal:
        return points * self.lowest / 100 if self.floor is None else self.floor

    def named_values(self) -> tuple[GroupNumber, ...]:
        return (self.satisfactory, self.unacceptable)

    def tree(self, subject: Subject) -> formula.Node:
        good, bad = group_node(self.satisfactory), group_node(self.unacceptable)
        base = self.lowest / 100
        position = formula.Step(
            Words("功效系数", "efficacy coefficient"),
            formula.Divide(formula.Subtract(subject.value, bad), formula.Subtract(good, bad)),
        )
        share = formula.Add(
            (formula.constant(base), formula.Multiply((formula.constant(1 - base), position)))
        )
        points: formula.Node = formula.Multiply((subject.full, share))
        if self.floor is not None:
            points = formula.AtLeast(
                points, formula.constant(self.floor), Words("低于最低分", "below the floor")
            )
        if self.cap is not None:
            points = formula.AtMost(points, formula.constant(self.cap), Words("封顶", "capped"))
        return points

    def words(self, subject: Subject) -> Words:
        good = group_words(self.satisfactory, subject.unit)
        bad = group_words(self.unacceptable, subject.unit)
        scale = Words(
            f"满意值 {good.zh} 得 {subject.points} 分，不允许值 {bad.zh} 得满分的 {self.lowest}%，其余按比例计",
            f"{subject.points} points at {good.en}, {self.lowest}% of them at {bad.en}, in proportion elsewhere",
        )
        zh, en = [f"功效系数法：{scale.zh}"], [f"efficacy coefficient: {scale.en}"]
        if self.floor is not None:
            zh.append(f"最低 {self.floor} 分")
            en.append(f"not below {self.floor}")
        if self.cap is not None:
            zh.append(f"最高 {self.cap} 分")
            en.append(f"at most {self.cap}")
        return Words("，".join(zh), ", ".join(en))
