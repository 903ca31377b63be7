"""Per head 人均: a rule over an amount divided by the number of people."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar, Literal

from indicators import formula
from indicators.rules.base import Derived, Example, RawField, Rule, Subject, Worked
from indicators.rules.inner import RuleOverOneNumber
from indicators.words import Words

AMOUNT, PEOPLE, PER_HEAD = "数量", "人数", "人均"


class PerHeadRule(Rule):
    """The rule within, over amount ÷ people."""

    title: ClassVar = Words("人均", "per head")
    source: ClassVar = "内设机构考核 (得分除以人数，便于大小单位相比)"
    monotone: ClassVar = False
    example: ClassVar = Example(
        "{kind: per head, then: {kind: rank points, lose: 10%}}",
        "10",
        ((("204", "10"), "9"), (("165", "5"), "10"), (("90", "6"), "8")),
        zero_denominator="missing",
    )

    kind: Literal["per head"] = "per head"
    then: RuleOverOneNumber
    """对人均数的赋分规则 / the rule over the amount per head"""

    def inner(self) -> tuple[Rule, ...]:
        return (self.then,)

    def contradictions(self, points: Decimal) -> tuple[Words, ...]:
        return self.then.contradictions(points)

    def stated_floor(self, points: Decimal) -> Decimal | None:
        return self.then.stated_floor(points)

    def fields(self, points: Decimal) -> tuple[RawField, ...]:
        del points
        return (RawField(AMOUNT, lowest=Decimal(0)), RawField(PEOPLE, lowest=Decimal(0), whole=True))

    def derived(self, subject: Subject) -> tuple[Derived, ...]:
        amount, people = (formula.Field(subject.fields[name]) for name in (AMOUNT, PEOPLE))
        per_head = subject.reading(subject.derived(PER_HEAD))
        ratio = formula.Step(Words(PER_HEAD, "per head"), formula.Divide(amount, people))
        return (Worked(PER_HEAD, ratio), *self.then.derived(per_head))

    def tree(self, subject: Subject) -> formula.Node:
        return self.then.tree(subject.reading(subject.derived(PER_HEAD)))

    def words(self, subject: Subject) -> Words:
        then = self.then.words(subject)
        return Words(f"按人均（数量 ÷ 人数）：{then.zh}", f"by the amount per head: {then.en}")
