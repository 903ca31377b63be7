"""Gate 前置条件: a rule which counts only for those who meet its conditions."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from indicators import formula
from indicators.decimals import Number
from indicators.rules.base import YES_OR_NO, Derived, Example, GroupNumber, RawField, Rule, Subject
from indicators.rules.inner import InnerRule
from indicators.rules.named import TOLD_APART, Name
from indicators.words import Words, same


class GateRule(Rule):
    """points = those of the rule within where every condition is met, else `otherwise`.

    Whoever fails the gate stays in the comparison of the others: nobody moves up. A value within which has a zero
    divisor is worth what `zero_denominator` says, before the gate is asked.
    """

    title: ClassVar = Words("前置条件", "gate")
    source: ClassVar = "月度考核办法 (满足前置条件后，前三名分别加分)"
    monotone: ClassVar = False
    example: ClassVar = Example(
        "{kind: gate, needs: [数据按时报送], then: {kind: rank points, lose: 40%}, otherwise: 0}",
        "0.5",
        ((("1", "98"), "0.5"), (("0", "96"), "0"), (("1", "95"), "0.1"), (("1", "90"), "0")),
    )

    kind: Literal["gate"] = "gate"
    needs: Annotated[tuple[Name, ...], TOLD_APART] = Field(min_length=1)
    """前置条件，各填是或否 / the conditions, each a field of yes or no"""
    then: InnerRule
    """条件都满足时的赋分规则 / the rule for those who meet all of them"""
    otherwise: Number = Decimal(0)
    """有条件不满足时的得分 / points for the others"""

    def inner(self) -> tuple[Rule, ...]:
        return (self.then,)

    def contradictions(self, points: Decimal) -> tuple[Words, ...]:
        found = self.then.contradictions(points)
        if self.otherwise > points:
            found += (
                Words(
                    f"条件不满足得 {self.otherwise} 分，超过满分 {points} 分",
                    f"failing the gate gives {self.otherwise}, more than full points, {points}",
                ),
            )
        both = {field.name for field in self.then.fields(points)} & set(self.needs)
        if both:
            names = "、".join(sorted(both))
            found += (
                Words(
                    f"“{names}”既是前置条件又是规则的数据项",
                    f"“{names}” is a condition and a field of the rule",
                ),
            )
        return found

    def named_values(self) -> tuple[GroupNumber, ...]:
        return self.then.named_values()

    def fields(self, points: Decimal) -> tuple[RawField, ...]:
        needs = (RawField(name, choices=YES_OR_NO) for name in self.needs)
        return (*needs, *self.then.fields(points))

    def asks_for(self) -> Words:
        return self.then.asks_for()

    def derived(self, subject: Subject) -> tuple[Derived, ...]:
        return self.then.derived(subject)

    def tree(self, subject: Subject) -> formula.Node:
        met = tuple(
            formula.Compare(
                formula.Step(same(name), formula.Field(subject.fields[name])),
                formula.Comparison.EQUAL,
                formula.constant(1),
            )
            for name in self.needs
        )
        return formula.If(formula.AllOf(met), self.then.tree(subject), formula.constant(self.otherwise))

    def words(self, subject: Subject) -> Words:
        then = self.then.words(subject)
        return Words(
            f"满足{'、'.join(self.needs)}的：{then.zh}；不满足的得 {self.otherwise} 分，其他单位不递补",
            f"for those who meet {', '.join(self.needs)}: {then.en}; {self.otherwise} points for the others, and "
            "nobody moves up",
        )
