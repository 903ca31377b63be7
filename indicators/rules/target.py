"""Target with steps: full points at the target, so many off or on for each step away from it."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import ClassVar, Literal, Self

from pydantic import model_validator
from pydantic_core import PydanticCustomError

from indicators import formula
from indicators.decimals import Amount, Number, Positive
from indicators.rules.base import Direction, Example, GroupNumber, Rule, Subject, group_node, group_words
from indicators.words import Words


class PartStep(StrEnum):
    """What a step that is not whole costs or earns."""

    PRO_RATA = "pro rata"
    WHOLE = "whole"
    STARTED = "started"


_PART_STEP_WORDS = {
    PartStep.PRO_RATA: Words("不足一步按比例计", "part of a step counts pro rata"),
    PartStep.WHOLE: Words("不足一步不计", "part of a step does not count"),
    PartStep.STARTED: Words("不足一步按一步计", "a started step counts in full"),
}


class TargetRule(Rule):
    """Points at the target, less `lose` for each `per` short of it, plus `gain` for each `gain_per` beyond it.

    points = base − lose · steps(shortfall ÷ per), at least `floor`;
    points = base + gain · steps(excess ÷ gain_per), at most `cap`.
    Without `lose`, whoever misses the target gets `floor`.
    """

    title: ClassVar = Words("目标值", "target with steps")
    source: ClassVar = "县级专项考核的目标完成计分表 (asymmetric steps, cap and floor)"
    example: ClassVar = Example(
        "{kind: target, target: 95, lose: 0.5, per: 2, part_step: whole, gain: 0.2, cap: 5.6}",
        "5",
        (
            (("95",), "5"),
            (("97",), "5.2"),
            (("110",), "5.6"),
            (("94",), "5"),
            (("90.5",), "4"),
            (("70",), "0"),
        ),
    )

    kind: Literal["target"] = "target"
    target: GroupNumber
    """目标值，可按组规定 / the target, one number or one per group"""
    base: Amount | None = None
    """达到目标的得分，默认满分 / points at the target, full points unless stated"""
    lose: Amount | None = None
    """每差一步扣多少分；不写则未达到得 floor / points off for each step short; without it a miss gets `floor`"""
    per: Positive = Decimal(1)
    """一步是多少 / the size of a step"""
    gain: Amount | None = None
    """每超一步加多少分 / points on for each step beyond"""
    gain_per: Positive | None = None
    """超出目标的一步是多少，默认同 per / the size of a step beyond the target"""
    part_step: PartStep | None = None
    """不足一步怎么算，有 lose 或 gain 时必须写明 / what a part of a step counts; required with lose or gain"""
    floor: Number = Decimal(0)
    """最低分 / the least this rule gives"""
    cap: Amount | None = None
    """最高分，默认满分 / the most this rule gives, full points unless stated"""

    @model_validator(mode="after")
    def _part_step_is_stated(self) -> Self:
        if self.part_step is None and (self.lose is not None or self.gain is not None):
            raise PydanticCustomError("part_step_missing", "steps without part_step")
        return self

    def contradictions(self, points: Decimal) -> tuple[Words, ...]:
        base = points if self.base is None else self.base
        cap = points if self.cap is None else self.cap
        if self.floor <= base <= cap:
            return ()
        return (
            Words(
                f"最低分 {self.floor}、目标得分 {base}、最高分 {cap} 不是依次增大",
                f"floor {self.floor}, base {base} and cap {cap} do not rise in this order",
            ),
        )

    def stated_floor(self, points: Decimal) -> Decimal:
        del points
        return self.floor

    def named_values(self) -> tuple[GroupNumber, ...]:
        return (self.target,)

    def tree(self, subject: Subject) -> formula.Node:
        target = group_node(self.target)
        excess, shortfall = formula.Subtract(subject.value, target), formula.Subtract(target, subject.value)
        if subject.direction is Direction.LOWER:
            excess, shortfall = shortfall, excess
        at_target = formula.constant(subject.points if self.base is None else self.base)
        return formula.If(
            formula.Compare(subject.value, formula.Comparison.AT_LEAST, target)
            if subject.direction is Direction.HIGHER
            else formula.Compare(target, formula.Comparison.AT_LEAST, subject.value),
            self._beyond(at_target, excess, subject),
            self._short(at_target, shortfall),
        )

    def _beyond(self, at_target: formula.Node, excess: formula.Node, subject: Subject) -> formula.Node:
        cap = formula.constant(subject.points if self.cap is None else self.cap)
        points = at_target
        if self.gain is not None:
            distance = formula.Step(Words("超出目标", "beyond the target"), excess)
            steps = self._steps(distance, self.per if self.gain_per is None else self.gain_per)
            points = formula.Add((at_target, formula.Multiply((steps, formula.constant(self.gain)))))
        return formula.AtMost(points, cap, Words("封顶", "capped"))

    def _short(self, at_target: formula.Node, shortfall: formula.Node) -> formula.Node:
        floor = formula.constant(self.floor)
        if self.lose is None:
            return floor
        distance = formula.Step(Words("与目标相差", "short of the target"), shortfall)
        lost = formula.Multiply((self._steps(distance, self.per), formula.constant(self.lose)))
        return formula.AtLeast(
            formula.Subtract(at_target, lost), floor, Words("扣完为止", "not below the floor")
        )

    def _steps(self, distance: formula.Node, per: Decimal) -> formula.Node:
        steps = distance if per == 1 else formula.Divide(distance, formula.constant(per))
        if self.part_step is None or self.part_step is PartStep.PRO_RATA:
            return steps
        how = formula.Rounding.DOWN if self.part_step is PartStep.WHOLE else formula.Rounding.UP
        return formula.Round(steps, how, 0, _PART_STEP_WORDS[self.part_step])

    def words(self, subject: Subject) -> Words:
        target = group_words(self.target, subject.unit)
        base = subject.points if self.base is None else self.base
        lower = subject.direction is Direction.LOWER
        unit = subject.unit
        zh = [f"目标{'不高于' if lower else '不低于'} {target.zh}，达到得 {base} 分"]
        en = [f"target {'at most' if lower else 'at least'} {target.en}: {base} points"]
        if self.lose is not None:
            zh.append(f"每{'高' if lower else '低'} {self.per}{unit} 扣 {self.lose} 分，最低 {self.floor} 分")
            en.append(
                f"{self.lose} off for each {self.per}{unit} {'above' if lower else 'below'}, not below {self.floor}"
            )
        else:
            zh.append(f"未达到得 {self.floor} 分")
            en.append(f"{self.floor} points if missed")
        if self.gain is not None:
            per, cap = self.gain_per or self.per, subject.points if self.cap is None else self.cap
            zh.append(f"每{'低' if lower else '高'} {per}{unit} 加 {self.gain} 分，最高 {cap} 分")
            en.append(f"{self.gain} on for each {per}{unit} {'below' if lower else 'above'}, at most {cap}")
        if self.part_step is not None:
            zh.append(_PART_STEP_WORDS[self.part_step].zh)
            en.append(_PART_STEP_WORDS[self.part_step].en)
        return Words("；".join(zh), "; ".join(en))
