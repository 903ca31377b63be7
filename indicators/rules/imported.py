"""Imported score: a score of another assessment, converted from its own full marks."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar, Literal

from indicators import formula
from indicators.decimals import Positive
from indicators.rules.base import Example, RawField, Rule, Subject
from indicators.words import Words


class ImportedRule(Rule):
    """points = value ÷ out_of · full points; `out_of` is the full marks of the other assessment."""

    title: ClassVar = Words("导入得分折算", "imported score")
    source: ClassVar = "专项工作百分制得分折算"
    example: ClassVar = Example("{kind: imported, out_of: 100}", "6", ((("95",), "5.7"), (("100",), "6")))

    reported_by_units: ClassVar = False

    kind: Literal["imported"] = "imported"
    out_of: Positive | None = None
    """导入得分的满分，默认与本指标满分相同 / full marks of the imported score, the indicator's own unless stated"""

    def fields(self, points: Decimal) -> tuple[RawField, ...]:
        return (RawField("", lowest=Decimal(0), highest=points if self.out_of is None else self.out_of),)

    def asks_for(self) -> Words:
        return Words("该项考核的得分", "score of that assessment")

    def tree(self, subject: Subject) -> formula.Node:
        if self.out_of is None or self.out_of == subject.points:
            return subject.value
        return formula.Multiply((formula.Divide(subject.value, formula.constant(self.out_of)), subject.full))

    def words(self, subject: Subject) -> Words:
        out_of = subject.points if self.out_of is None else self.out_of
        if out_of == subject.points:
            return Words(f"导入得分，满分 {out_of} 分", f"imported score out of {out_of}")
        return Words(
            f"导入得分 ÷ {out_of} × {subject.points}", f"imported score ÷ {out_of} × {subject.points}"
        )
