"""Deductions 扣分制: full points or a base, less so many for each event."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from indicators import formula
from indicators.decimals import Number, Positive
from indicators.model import Model
from indicators.rules.base import Example, RawField, Rule, Subject
from indicators.words import Words, same


class Event(Model):
    """One kind of event and what each costs."""

    name: str = Field(min_length=1)
    """事项名称，也是填报的数据项 / name, which is also the field to fill in"""
    lose: Positive
    """每次扣多少分 / points off for each"""
    cap: Positive | None = None
    """本项最多扣多少分，默认不限 / the most this event takes off in all, no limit unless stated"""

    def words(self, each: str) -> Words:
        """What it costs, counted in `each`."""
        zh, en = f"{self.name}每{each}扣 {self.lose} 分", f"{self.lose} off for each {self.name}"
        if self.cap is None:
            return Words(zh, en)
        return Words(f"{zh}、扣满 {self.cap} 分为止", f"{en} up to {self.cap}")


class DeductionRule(Rule):
    """points = max(floor, base − Σ min(cap, events · lose)).

    One kind of event is counted in the indicator's single cell; with several, each has a cell of its name.
    """

    title: ClassVar = Words("扣分阶梯", "deduction ladder")
    source: ClassVar = "党建目标考核细则 (诫勉、轻处分、重处分、移送司法 each with its own deduction)"
    example: ClassVar = Example(
        "{kind: deduction, events: [{name: 诫勉, lose: 1, cap: 3}, {name: 重处分, lose: 5}]}",
        "8",
        ((("0", "0"), "8"), (("2", "0"), "6"), (("4", "0"), "5"), (("1", "1"), "2"), (("0", "2"), "0")),
    )

    kind: Literal["deduction"] = "deduction"
    events: tuple[Event, ...] = Field(min_length=1)
    """扣分事项 / the kinds of event"""
    base: Number | None = None
    """没有扣分事项时的得分，默认满分；纯减分项写 0 / points without any event, full points unless stated"""
    floor: Number = Decimal(0)
    """最低分，可为负 / the least this rule gives; may be below zero"""

    @model_validator(mode="after")
    def _events_are_distinct(self) -> Self:
        if len({event.name for event in self.events}) < len(self.events):
            raise PydanticCustomError("events_repeat", "two events have the same name")
        return self

    def contradictions(self, points: Decimal) -> tuple[Words, ...]:
        base = self._base(points)
        if self.floor <= base <= points:
            return ()
        return (
            Words(
                f"最低分 {self.floor}、基本分 {base}、满分 {points} 不是依次增大",
                f"floor {self.floor}, base {base} and full points {points} do not rise in this order",
            ),
        )

    def stated_floor(self, points: Decimal) -> Decimal:
        del points
        return self.floor

    def _base(self, points: Decimal) -> Decimal:
        return points if self.base is None else self.base

    def fields(self, points: Decimal) -> tuple[RawField, ...]:
        del points
        names = [event.name for event in self.events] if len(self.events) > 1 else [""]
        return tuple(RawField(name, lowest=Decimal(0), whole=True) for name in names)

    def asks_for(self) -> Words:
        return same(self.events[0].name) if len(self.events) == 1 else Words("", "")

    def tree(self, subject: Subject) -> formula.Node:
        remaining: formula.Node = formula.constant(self._base(subject.points))
        for event in self.events:
            count = subject.fields[event.name if len(self.events) > 1 else ""]
            lost: formula.Node = formula.Multiply((formula.Field(count), formula.constant(event.lose)))
            if event.cap is not None:
                note = Words(
                    f"{event.name}扣满 {event.cap} 分为止", f"up to {event.cap} off for {event.name}"
                )
                lost = formula.AtMost(lost, formula.constant(event.cap), note)
            remaining = formula.Subtract(remaining, formula.Step(same(event.name), lost))
        return formula.AtLeast(remaining, formula.constant(self.floor), self._least)

    @property
    def _least(self) -> Words:
        if self.floor == 0:
            return Words("扣完为止", "not below 0")
        return Words(f"最低 {self.floor} 分", f"not below {self.floor}")

    def words(self, subject: Subject) -> Words:
        costs = [event.words(subject.unit or "次") for event in self.events]
        base = self._base(subject.points)
        start = Words(f"满分 {base} 分", f"{base} points")
        if self.base is not None:
            start = Words(f"基本分 {base} 分", f"{base} points to begin with")
        return Words(
            "，".join([start.zh, *(cost.zh for cost in costs), self._least.zh]),
            ", ".join([start.en, *(cost.en for cost in costs), self._least.en]),
        )
