"""Deductions 扣分制: full points, less so many for each event."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from indicators import formula
from indicators.decimals import Positive
from indicators.model import Model
from indicators.rules.base import Example, RawField, Rule, Subject
from indicators.words import Words, same


class Event(Model):
    """One kind of event and what each costs."""

    name: str = Field(min_length=1)
    """事项名称，也是填报的数据项 / name, which is also the field to fill in"""
    lose: Positive
    """每次扣多少分 / points off for each"""


class DeductionRule(Rule):
    """points = max(floor, full − Σ events · lose).

    One kind of event is counted in the indicator's single cell; with several, each has a cell of its name.
    """

    title: ClassVar = Words("扣分阶梯", "deduction ladder")
    source: ClassVar = "党建目标考核细则 (诫勉、轻处分、重处分、移送司法 each with its own deduction)"
    example: ClassVar = Example(
        "{kind: deduction, events: [{name: 诫勉, lose: 1}, {name: 重处分, lose: 5}]}",
        "8",
        ((("0", "0"), "8"), (("2", "0"), "6"), (("1", "1"), "2"), (("0", "2"), "0")),
    )

    kind: Literal["deduction"] = "deduction"
    events: tuple[Event, ...] = Field(min_length=1)
    """扣分事项 / the kinds of event"""

    @model_validator(mode="after")
    def _events_are_distinct(self) -> Self:
        if len({event.name for event in self.events}) < len(self.events):
            raise PydanticCustomError("events_repeat", "two events have the same name")
        return self

    def fields(self, points: Decimal) -> tuple[RawField, ...]:
        del points
        names = [event.name for event in self.events] if len(self.events) > 1 else [""]
        return tuple(RawField(name, lowest=Decimal(0), whole=True) for name in names)

    def tree(self, subject: Subject) -> formula.Node:
        remaining: formula.Node = subject.full
        for event in self.events:
            count = subject.fields[event.name if len(self.events) > 1 else ""]
            lost = formula.Multiply((formula.Field(count), formula.constant(event.lose)))
            remaining = formula.Subtract(remaining, formula.Step(same(event.name), lost))
        return formula.AtLeast(remaining, formula.constant(0), Words("扣完为止", "not below 0"))

    def words(self, subject: Subject) -> Words:
        each = subject.unit or "次"
        zh = "，".join(f"{event.name}每{each}扣 {event.lose} 分" for event in self.events)
        en = ", ".join(f"{event.lose} off for each {event.name}" for event in self.events)
        return Words(
            f"满分 {subject.points} 分，{zh}，扣完为止", f"{subject.points} points, {en}, not below 0"
        )
