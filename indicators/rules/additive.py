"""Additions and deductions 记加扣: a base, and so many points on or off for each event."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from indicators import formula
from indicators.decimals import Amount, Number, Positive
from indicators.model import Model
from indicators.rules.base import Example, RawField, Rule, Subject
from indicators.rules.named import TOLD_APART
from indicators.words import Words, same


class AdditiveItem(Model):
    """One kind of event."""

    name: str = Field(min_length=1)
    """事项名称，也是填报的数据项 / name, which is also the field to fill in"""
    points: Number
    """每次加多少分，扣分写负数 / points on for each; negative takes points off"""
    cap: Positive | None = None
    """本项最多加（扣）多少分 / the most this item adds or takes"""


class AdditiveRule(Rule):
    """points = base + Σ count · points, each item up to its own cap; at least `floor`, at most `cap`."""

    title: ClassVar = Words("记加扣", "additions and deductions")
    source: ClassVar = "主体责任评分表 (a base, 2 on for each event, 2 off for each omission)"
    monotone: ClassVar = False
    example: ClassVar = Example(
        "{kind: additive, base: 3, floor: 0.5, items: [{name: 专项行动, points: 2, cap: 4}, "
        "{name: 未完成, points: -2}]}",
        "6",
        (
            (("0", "0"), "3"),
            (("1", "0"), "5"),
            (("3", "0"), "6"),
            (("3", "1"), "5"),
            (("0", "2"), "0.5"),
        ),
    )

    kind: Literal["additive"] = "additive"
    base: Number
    """起记分 / points without any event"""
    items: Annotated[tuple[AdditiveItem, ...], TOLD_APART] = Field(min_length=1)
    """加分与扣分的事项 / the kinds of event"""
    floor: Number = Decimal(0)
    """最低分 / the least this rule gives"""
    cap: Amount | None = None
    """最高分，默认满分 / the most this rule gives, full points unless stated"""

    def contradictions(self, points: Decimal) -> tuple[Words, ...]:
        cap = points if self.cap is None else self.cap
        if self.floor <= self.base <= cap:
            return ()
        return (
            Words(
                f"最低分 {self.floor}、起记分 {self.base}、最高分 {cap} 不是依次增大",
                f"floor {self.floor}, base {self.base} and cap {cap} do not rise in this order",
            ),
        )

    def stated_floor(self, points: Decimal) -> Decimal | None:
        del points
        # Where nothing takes points off, the base is the least anybody gets, and nobody expects the floor.
        return self.floor if any(item.points < 0 for item in self.items) else None

    def fields(self, points: Decimal) -> tuple[RawField, ...]:
        del points
        return tuple(RawField(item.name, lowest=Decimal(0), whole=True) for item in self.items)

    def tree(self, subject: Subject) -> formula.Node:
        points: formula.Node = formula.constant(self.base)
        for item in self.items:
            count = formula.Field(subject.fields[item.name])
            amount: formula.Node = formula.Multiply((count, formula.constant(abs(item.points))))
            if item.cap is not None:
                full = Words(f"{item.name}封顶", f"the most for {item.name}")
                amount = formula.AtMost(amount, formula.constant(item.cap), full)
            amount = formula.Step(same(item.name), amount)
            points = formula.Add((points, amount)) if item.points > 0 else formula.Subtract(points, amount)
        cap = formula.constant(subject.points if self.cap is None else self.cap)
        return formula.AtMost(
            formula.AtLeast(points, formula.constant(self.floor), Words("扣完为止", "not below the floor")),
            cap,
            Words("封顶", "capped"),
        )

    def words(self, subject: Subject) -> Words:
        zh, en = [f"记 {self.base} 分"], [f"{self.base} points to start with"]
        for item in self.items:
            adds, amount = item.points > 0, abs(item.points)
            sign = Words("加", "on") if adds else Words("扣", "off")
            zh.append(f"{item.name}每次{sign.zh} {amount} 分")
            en.append(f"{amount} {sign.en} for each {item.name}")
            if item.cap is not None:
                zh[-1] += f"（最多 {item.cap} 分）"
                en[-1] += f" (at most {item.cap})"
        cap = subject.points if self.cap is None else self.cap
        zh.append(f"最低 {self.floor} 分，最高 {cap} 分")
        en.append(f"not below {self.floor}, at most {cap}")
        return Words("；".join(zh), "; ".join(en))
