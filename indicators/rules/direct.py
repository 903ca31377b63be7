"""Direct score: whoever scores the indicator writes its points."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, ClassVar, Literal

from indicators.rules.base import Example, RawField, Rule, Subject
from indicators.words import Words

if TYPE_CHECKING:
    from indicators import formula


class DirectRule(Rule):
    """points = the value as given, between 0 and the indicator's full points."""

    title: ClassVar = Words("直接评分", "direct score")
    source: ClassVar = "责任单位评分、考核组审核分"
    example: ClassVar = Example("{kind: direct}", "5", ((("4.5",), "4.5"), (("0",), "0")))

    reported_by_units: ClassVar = False

    kind: Literal["direct"] = "direct"

    def fields(self, points: Decimal) -> tuple[RawField, ...]:
        return (RawField("", lowest=Decimal(0), highest=points),)

    def asks_for(self) -> Words:
        return Words("评定的得分", "points awarded")

    def tree(self, subject: Subject) -> formula.Node:
        return subject.value

    def words(self, subject: Subject) -> Words:
        return Words(f"由评分单位直接打分，0—{subject.points} 分", f"scored directly, 0 to {subject.points}")
