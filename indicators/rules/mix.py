"""Mix 静态动态结合: several views of the same figures, each scored by its own rule and weighted."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, ClassVar, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from indicators import formula
from indicators.decimals import Percent
from indicators.formula import ColumnName, Stage
from indicators.measure import Measure, MeasureError, parse_measure
from indicators.model import Model
from indicators.rules.base import Derived, Example, RawField, Rule, Subject, Worked
from indicators.rules.inner import RuleOverOneNumber
from indicators.rules.named import TOLD_APART
from indicators.words import Words, same


def _raw(name: str) -> ColumnName:
    return ColumnName(Stage.RAW, "", name)


def _unreadable(position: int, reason: Words) -> PydanticCustomError:
    context = {"position": position, "zh": reason.zh, "en": reason.en}
    return PydanticCustomError("measure", "a measure that cannot be read", context)


def _readable(text: str) -> str:
    """The text of a measure which can be read and uses a field."""
    try:
        measure = parse_measure(text, _raw)
    except MeasureError as error:
        raise _unreadable(error.position, error.reason) from error
    if not measure.fields:
        raise _unreadable(1, Words("没有用到数据项", "it uses no field"))
    return text


class MixPart(Model):
    """One view of the figures and the rule that scores it."""

    name: str = Field(min_length=1)
    """部分名称，如静态、动态 / name, such as level or growth"""
    share: Percent
    """所占比例 / its share of the points"""
    of: Annotated[str, AfterValidator(_readable)]
    """由数据项计算的算式，也可只写一个数据项 / a measure over the fields, or one field alone"""
    then: RuleOverOneNumber
    """本部分的赋分规则 / the rule that scores it"""

    @property
    def measure(self) -> Measure:
        """What the part is scored on, over fields of no indicator."""
        return parse_measure(self.of, _raw)

    @property
    def is_a_field(self) -> bool:
        """Whether it is scored on one field as it stands."""
        return self.measure.fields == (self.of,)


class MixRule(Rule):
    """points = Σ share · points of each part, each out of full points, over figures of its own."""

    title: ClassVar = Words("静态动态结合", "mix")
    source: ClassVar = "高质量发展监测评价办法 (静态水平占 40%，动态增长占 60%)"
    monotone: ClassVar = False
    example: ClassVar = Example(
        "{kind: mix, parts: [{name: 静态, share: 40%, of: 本年, then: {kind: relative efficacy, lowest: 60%}}, "
        "{name: 动态, share: 60%, of: (本年 - 上年) / 上年 * 100, then: {kind: rank points, lose: 5%}}]}",
        "100",
        ((("120", "100"), "100"), (("110", "100"), "89"), (("100", "100"), "78")),
        zero_denominator="missing",
    )

    kind: Literal["mix"] = "mix"
    parts: Annotated[tuple[MixPart, ...], TOLD_APART] = Field(min_length=2)
    """各部分，比例合计 100% / the parts, whose shares add up to 100 %"""

    def inner(self) -> tuple[Rule, ...]:
        return tuple(part.then for part in self.parts)

    def contradictions(self, points: Decimal) -> tuple[Words, ...]:
        found = tuple(words for rule in self.inner() for words in rule.contradictions(points))
        total = sum((part.share for part in self.parts), Decimal(0))
        if total == 100:  # noqa: PLR2004 - percent
            return found
        return (
            *found,
            Words(f"各部分比例合计 {total}%，不是 100%", f"the shares add up to {total}%, not 100%"),
        )

    def fields(self, points: Decimal) -> tuple[RawField, ...]:
        names = dict.fromkeys(name for part in self.parts for name in part.measure.fields)
        return tuple(RawField(name, Decimal(0), self._highest(name, points)) for name in names)

    def _highest(self, name: str, points: Decimal) -> Decimal | None:
        """What the rules allow a field which they read as it stands."""
        alone = (part for part in self.parts if part.is_a_field and part.of == name)
        limits = (part.then.fields(points)[0].highest for part in alone)
        return min((limit for limit in limits if limit is not None), default=None)

    def derived(self, subject: Subject) -> tuple[Derived, ...]:
        found: list[Derived] = []
        for part in self.parts:
            measure = parse_measure(part.of, subject.fields.__getitem__)
            found.append(Worked(part.name, formula.Step(same(part.name), measure.tree)))
            found += part.then.derived(subject.reading(subject.derived(part.name)))
        return tuple(found)

    def tree(self, subject: Subject) -> formula.Node:
        return formula.Add(
            tuple(
                formula.Multiply(
                    (
                        formula.Step(
                            Words(f"{part.name}得分", f"points for {part.name}"),
                            part.then.tree(subject.reading(subject.derived(part.name))),
                        ),
                        formula.constant(Fraction(part.share) / 100),
                    )
                )
                for part in self.parts
            )
        )

    def words(self, subject: Subject) -> Words:
        zh, en = [], []
        for part in self.parts:
            then = part.then.words(subject if part.is_a_field else replace(subject, unit=""))
            of = part.of.replace("*", "×").replace("/", "÷")
            zh.append(f"{part.name}占 {part.share}%（{of}）：{then.zh}")
            en.append(f"{part.name} {part.share}% ({of}): {then.en}")
        return Words("；".join(zh), "; ".join(en))
