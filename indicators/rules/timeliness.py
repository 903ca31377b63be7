"""Timeliness 时限: what each day past the deadline costs."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from indicators import formula
from indicators.decimals import Amount, Positive
from indicators.model import Model
from indicators.rules.base import Example, GroupNumber, RawField, Rule, Subject
from indicators.words import Words


class LateStep(Model):
    """From this many days late on, so many points off."""

    from_days: int = Field(ge=0)
    """逾期几天起 / days late from which it holds"""
    lose: Amount
    """扣多少分 / points off"""


class TimelinessRule(Rule):
    """points = full − what so many days late cost, at least `floor`; zero or fewer days late are on time.

    The cost is that of the last step reached, or `lose_per_day` for each day.
    """

    title: ClassVar = Words("时限", "timeliness")
    source: ClassVar = "督办事项逾期扣分办法 (逾期越久，一次扣得越多)"
    example: ClassVar = Example(
        "{kind: timeliness, steps: [{from_days: 1, lose: 1}, {from_days: 3, lose: 5}, {from_days: 8, lose: 20}]}",
        "10",
        ((("-4",), "10"), (("0",), "10"), (("2",), "9"), (("3",), "5"), (("8",), "0")),
    )

    kind: Literal["timeliness"] = "timeliness"
    steps: tuple[LateStep, ...] = ()
    """逾期各段一次扣分 / what each length of delay costs in all"""
    lose_per_day: Positive | None = None
    """每逾期一天扣多少分，与 steps 写其一 / points off for each day late, in place of steps"""
    floor: Amount = Decimal(0)
    """最低分 / the least this rule gives"""

    @model_validator(mode="after")
    def _steps_or_days(self) -> Self:
        if bool(self.steps) == (self.lose_per_day is not None):
            raise PydanticCustomError("steps_or_days", "states steps or lose_per_day")
        if len({step.from_days for step in self.steps}) < len(self.steps):
            raise PydanticCustomError("bands_overlap", "two steps start at the same day")
        return self

    def _ascending(self) -> list[LateStep]:
        return sorted(self.steps, key=lambda step: step.from_days)

    def contradictions(self, points: Decimal) -> tuple[Words, ...]:
        found = [
            Words(
                f"逾期 {later.from_days} 天扣 {later.lose} 分，反比逾期 {sooner.from_days} 天少",
                f"{later.from_days} days late cost {later.lose}, less than {sooner.from_days} days",
            )
            for sooner, later in pairwise(self._ascending())
            if later.lose < sooner.lose
        ]
        if self.floor > points:
            found.append(
                Words(
                    f"最低分 {self.floor} 超过满分 {points}",
                    f"floor {self.floor} is more than full points, {points}",
                )
            )
        return tuple(found)

    def stated_floor(self, points: Decimal) -> Decimal:
        del points
        return self.floor

    def named_values(self) -> tuple[GroupNumber, ...]:
        return tuple(Decimal(step.from_days) for step in self.steps)

    def fields(self, points: Decimal) -> tuple[RawField, ...]:
        del points
        return (RawField("", whole=True),)

    def asks_for(self) -> Words:
        return Words("逾期天数（按时的填 0）", "days late (0 if on time)")

    def _lost(self, subject: Subject) -> formula.Node:
        if self.lose_per_day is not None:
            late = formula.AtLeast(subject.value, formula.constant(0), Words("未逾期", "on time"))
            return formula.Multiply((late, formula.constant(self.lose_per_day)))
        steps = self._ascending()
        return formula.Lookup(
            subject.value,
            tuple(Fraction(step.from_days) for step in steps),
            tuple(Fraction(step.lose) for step in steps),
            Fraction(0),
            inclusive=True,
        )

    def tree(self, subject: Subject) -> formula.Node:
        points = formula.Subtract(
            subject.full, formula.Step(Words("逾期扣分", "points off"), self._lost(subject))
        )
        return formula.AtLeast(points, formula.constant(self.floor), Words("扣完为止", "not below the floor"))

    def words(self, subject: Subject) -> Words:
        zh, en = [f"按时得 {subject.points} 分"], [f"{subject.points} points on time"]
        if self.lose_per_day is not None:
            zh.append(f"每逾期一天扣 {self.lose_per_day} 分")
            en.append(f"{self.lose_per_day} off for each day late")
        zh += [f"逾期 {step.from_days} 天起扣 {step.lose} 分" for step in self._ascending()]
        en += [f"{step.lose} off from day {step.from_days} on" for step in self._ascending()]
        zh.append(f"最低 {self.floor} 分")
        en.append(f"not below {self.floor}")
        return Words("；".join(zh), "; ".join(en))
