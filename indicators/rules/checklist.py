"""Checklist 清单: each item done earns its points."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from indicators import formula
from indicators.decimals import Positive
from indicators.model import Model
from indicators.rules.base import YES_OR_NO, Example, RawField, Rule, Subject
from indicators.rules.named import TOLD_APART
from indicators.words import Words, same


class ChecklistItem(Model):
    """One item of the list."""

    name: str = Field(min_length=1)
    """清单事项，也是填报的数据项 / name, which is also the field to fill in"""
    points: Positive
    """做到得多少分 / points for having done it"""


class ChecklistRule(Rule):
    """points = Σ points of the items done."""

    title: ClassVar = Words("清单", "checklist")
    source: ClassVar = "责任制落实清单式评分表"
    example: ClassVar = Example(
        "{kind: checklist, items: [{name: 专题研究, points: 2}, {name: 责任分工, points: 2}, "
        "{name: 年度报告, points: 1}]}",
        "5",
        ((("1", "1", "1"), "5"), (("1", "0", "1"), "3"), (("0", "0", "0"), "0")),
    )

    kind: Literal["checklist"] = "checklist"
    items: Annotated[tuple[ChecklistItem, ...], TOLD_APART] = Field(min_length=1)
    """清单 / the items"""

    def contradictions(self, points: Decimal) -> tuple[Words, ...]:
        total = sum((item.points for item in self.items), Decimal(0))
        if total <= points:
            return ()
        return (
            Words(
                f"各项合计 {total} 分，超过满分 {points} 分",
                f"the items add up to {total}, more than full points, {points}",
            ),
        )

    def fields(self, points: Decimal) -> tuple[RawField, ...]:
        del points
        return tuple(RawField(item.name, choices=YES_OR_NO) for item in self.items)

    def tree(self, subject: Subject) -> formula.Node:
        return formula.Add(
            tuple(
                formula.Step(
                    same(item.name),
                    formula.Multiply(
                        (formula.Field(subject.fields[item.name]), formula.constant(item.points))
                    ),
                )
                for item in self.items
            )
        )

    def words(self, subject: Subject) -> Words:
        return Words(
            f"满分 {subject.points} 分，做到的各项得分："
            + "、".join(f"{item.name} {item.points} 分" for item in self.items),
            f"of {subject.points} points, each item done earns its own: "
            + ", ".join(f"{item.name} {item.points}" for item in self.items),
        )
