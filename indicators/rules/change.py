"""Change 比上年: a rule over how far this year is from last year."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import ClassVar, Literal

from pydantic import Field

from indicators import formula
from indicators.rules.base import Derived, Example, RawField, Rule, Subject, Worked
from indicators.rules.inner import RuleOverOneNumber
from indicators.words import Words

THIS_YEAR, LAST_YEAR, CHANGE = "本年", "上年", "增减"


class ChangeRule(Rule):
    """The rule within, over (this year − last year) ÷ last year · 100, or over this year − last year."""

    title: ClassVar = Words("比上年", "change from last year")
    source: ClassVar = "年度考核办法 (会议、文件数较上年精简)"
    monotone: ClassVar = False
    example: ClassVar = Example(
        "{kind: change, as: percent, then: {kind: target, target: 10, lose: 0.2, part_step: pro rata}}",
        "4",
        ((("110", "100"), "4"), (("105", "100"), "3"), (("84", "80"), "3"), (("60", "80"), "0")),
        zero_denominator="missing",
    )

    kind: Literal["change"] = "change"
    how: Literal["percent", "difference"] = Field(alias="as")
    """百分比（percent，增减百分之几）或差额（difference，增减多少） / in percent of last year, or as a difference"""
    then: RuleOverOneNumber
    """对增减的赋分规则 / the rule over the change"""

    def inner(self) -> tuple[Rule, ...]:
        return (self.then,)

    def contradictions(self, points: Decimal) -> tuple[Words, ...]:
        return self.then.contradictions(points)

    def fields(self, points: Decimal) -> tuple[RawField, ...]:
        del points
        # Of a negative base, a percentage would have the wrong sign.
        lowest = Decimal(0) if self.how == "percent" else None
        return (RawField(THIS_YEAR, lowest=lowest), RawField(LAST_YEAR, lowest=lowest))

    def _change(self, subject: Subject) -> Subject:
        changed = subject.reading(subject.derived(CHANGE))
        return replace(changed, unit="%") if self.how == "percent" else changed

    def derived(self, subject: Subject) -> tuple[Derived, ...]:
        last = formula.Field(subject.fields[LAST_YEAR])
        change: formula.Node = formula.Subtract(formula.Field(subject.fields[THIS_YEAR]), last)
        if self.how == "percent":
            change = formula.Multiply((formula.Divide(change, last), formula.constant(100)))
        step = formula.Step(Words(CHANGE, "change"), change)
        return (Worked(CHANGE, step), *self.then.derived(self._change(subject)))

    def tree(self, subject: Subject) -> formula.Node:
        return self.then.tree(self._change(subject))

    def words(self, subject: Subject) -> Words:
        then = self.then.words(self._change(subject))
        if self.how == "percent":
            return Words(
                f"按比上年增减的百分比：{then.zh}", f"by the change from last year in percent: {then.en}"
            )
        return Words(f"按比上年增减：{then.zh}", f"by the difference from last year: {then.en}")
