"""Raters 多评价主体: several classes of raters, each with its weight; only those who scored count."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Self

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator
from pydantic_core import PydanticCustomError

from indicators.decimals import Positive
from indicators.model import Model
from indicators.rules.base import Derived, Example, MeanOfPresent, RawField, Rule, Subject
from indicators.rules.imported import ImportedRule
from indicators.rules.named import TOLD_APART, Name, told_apart
from indicators.words import Words

if TYPE_CHECKING:
    from indicators import formula

#: More raters than this in one class are counted as votes, not one by one.
MOST_RATERS = 100


def _numbered(raters: Any) -> Any:
    """A list of raters as it is, a number of them as 1, 2, 3."""
    if isinstance(raters, list | tuple):
        return raters
    text = str(raters)
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MOST_RATERS):
        raise PydanticCustomError("raters", "neither a number of raters nor a list of them")
    return tuple(str(number) for number in range(1, int(text) + 1))


_RATERS_SCHEMA = {
    "anyOf": [
        {"type": "integer", "minimum": 1, "maximum": MOST_RATERS},
        {"type": "array", "items": {"type": "string"}, "minItems": 1},
    ]
}


class RaterClass(Model):
    """One class of raters."""

    name: str = Field(min_length=1)
    """评价主体名称 / name"""
    weight: Positive
    """权重 / how much its mean counts"""
    raters: Annotated[
        tuple[Name, ...],
        Field(min_length=1),
        BeforeValidator(_numbered),
        TOLD_APART,
        WithJsonSchema(_RATERS_SCHEMA),
    ]
    """人数，或各评价人的名单 / how many they are, or a list of them"""

    @property
    def mean(self) -> str:
        """The field that holds the mean of the class."""
        return f"{self.name}平均分"

    def fields(self) -> tuple[str, ...]:
        """The field of each rater."""
        return tuple(f"{self.name}.{rater}" for rater in self.raters)


class RatersRule(Rule):
    """points = full · value ÷ out_of; value = Σ weight · mean ÷ Σ weight, over the classes present.

    The mean of a class is taken over those of its raters who scored. Nobody's silence is a zero.
    """

    title: ClassVar = Words("多评价主体", "several classes of raters")
    source: ClassVar = "综合评价办法 (分管领导、职工、考核组 each with its weight)"
    example: ClassVar = Example(
        "{kind: raters, out_of: 100, classes: [{name: 分管领导, weight: 20, raters: 1}, "
        "{name: 职工代表, weight: 40, raters: 2}, {name: 考核组, weight: 40, raters: [组长]}]}",
        "10",
        ((("90", "80", "100", "85"), "8.8"), (("0", "0", "0", "0"), "0"), (("100", "95", "95", "95"), "9.6")),
    )

    reported_by_units: ClassVar = False

    kind: Literal["raters"] = "raters"
    classes: Annotated[tuple[RaterClass, ...], TOLD_APART] = Field(min_length=1)
    """评价主体及其权重 / the classes of raters"""
    out_of: Positive | None = None
    """评分的满分，默认与本指标满分相同 / full marks of a rating, the indicator's own full points unless stated"""

    @model_validator(mode="after")
    def _fields_are_told_apart(self) -> Self:
        told_apart([field.name for field in self.fields(Decimal(1))])
        return self

    def fields(self, points: Decimal) -> tuple[RawField, ...]:
        highest = points if self.out_of is None else self.out_of
        return tuple(
            RawField(name, lowest=Decimal(0), highest=highest)
            for each in self.classes
            for name in each.fields()
        )

    def derived(self, subject: Subject) -> tuple[Derived, ...]:
        means = [
            MeanOfPresent(
                each.mean,
                tuple((subject.fields[name], Fraction(1)) for name in each.fields()),
                Words(f"{each.name}平均分", f"mean of {each.name}"),
            )
            for each in self.classes
        ]
        weighted = tuple((subject.derived(each.mean), Fraction(each.weight)) for each in self.classes)
        return (*means, MeanOfPresent("平均分", weighted, Words("加权平均分", "weighted mean")))

    def tree(self, subject: Subject) -> formula.Node:
        return ImportedRule(out_of=self.out_of).tree(subject.reading(subject.derived("平均分")))

    def words(self, subject: Subject) -> Words:
        out_of = subject.points if self.out_of is None else self.out_of
        weights = [(each.name, each.weight, len(each.raters)) for each in self.classes]
        zh = "、".join(f"{name}（{count} 人）{weight}" for name, weight, count in weights)
        en = ", ".join(f"{name} ({count}) {weight}" for name, weight, count in weights)
        return Words(
            f"评分满分 {out_of} 分，各类取平均，按权重 {zh} 加权，折为满分 {subject.points} 分；未评分的不计",
            f"ratings out of {out_of}, the mean of each class weighted {en}, converted to {subject.points} points; "
            "who has not scored does not count",
        )
