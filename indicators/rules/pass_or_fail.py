"""Pass or fail 达标: yes earns full points, no what is stated."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar, Literal

from indicators import formula
from indicators.decimals import Number
from indicators.rules.base import YES_OR_NO, Example, RawField, Rule, Subject
from indicators.words import Words


class PassOrFailRule(Rule):
    """points = full where the cell says yes, `fail` where it says no."""

    title: ClassVar = Words("达标", "pass or fail")
    source: ClassVar = "专项工作考核细则 (有无专项机构、有无佐证)"
    example: ClassVar = Example("{kind: pass or fail, fail: 0.5}", "5", ((("1",), "5"), (("0",), "0.5")))

    kind: Literal["pass or fail"] = "pass or fail"
    fail: Number = Decimal(0)
    """未达标的得分 / points for no"""

    def contradictions(self, points: Decimal) -> tuple[Words, ...]:
        if self.fail <= points:
            return ()
        return (
            Words(
                f"未达标得 {self.fail} 分，超过满分 {points} 分",
                f"failing gives {self.fail}, more than full points, {points}",
            ),
        )

    def fields(self, points: Decimal) -> tuple[RawField, ...]:
        del points
        return (RawField("", choices=YES_OR_NO),)

    def tree(self, subject: Subject) -> formula.Node:
        passed = formula.Compare(subject.value, formula.Comparison.EQUAL, formula.constant(1))
        return formula.If(passed, subject.full, formula.constant(self.fail))

    def words(self, subject: Subject) -> Words:
        return Words(
            f"达标得 {subject.points} 分，未达标得 {self.fail} 分",
            f"{subject.points} points for passing, {self.fail} for failing",
        )
