"""Votes 民主测评折算: the mean of what the votes cast are worth."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from indicators import formula
from indicators.decimals import Number, Positive
from indicators.model import Model
from indicators.rules.base import Derived, Example, RawField, Rule, Subject, Worked
from indicators.rules.named import TOLD_APART, Name, told_apart
from indicators.words import Words


class VoteLevel(Model):
    """One answer and what a vote for it is worth."""

    name: str = Field(min_length=1)
    """票的等次，也是填报的数据项 / name of the answer, which is also the field its votes are reported in"""
    points: Number
    """每票折合多少分，可为负 / what a vote for it is worth; may be negative"""


class VoteSource(Model):
    """One way the votes were gathered, with counts of its own."""

    name: str = Field(min_length=1)
    """测评方式，如电话、问卷 / name, such as phone or paper"""
    weight: Positive
    """权重 / how much its mean counts"""


class VotesRule(Rule):
    """mean = Σ votes · points ÷ Σ votes, over the levels; points = full · mean ÷ out_of, at least `floor`.

    With sources, each has a field for each answer (`电话.满意`), and their means are weighted. Answers in `excluded`
    are reported and do not count. Where a source has no valid vote at all, the divisor is zero.
    """

    title: ClassVar = Words("民主测评折算", "votes")
    source: ClassVar = "年度综合考核的民意测评计分 (each answer has its points; “don't know” does not count)"
    monotone: ClassVar = False
    example: ClassVar = Example(
        "{kind: votes, levels: [{name: 满意, points: 100}, {name: 基本满意, points: 75}, "
        "{name: 不满意, points: 0}], excluded: [不了解], out_of: 100}",
        "8",
        ((("30", "8", "2", "5"), "7.2"), (("10", "0", "0", "90"), "8"), (("0", "0", "7", "0"), "0")),
        zero_denominator="missing",
    )

    reported_by_units: ClassVar = False

    kind: Literal["votes"] = "votes"
    levels: Annotated[tuple[VoteLevel, ...], TOLD_APART] = Field(min_length=1)
    """各等次及每票折分 / the answers and what each is worth"""
    excluded: Annotated[tuple[Name, ...], TOLD_APART] = ()
    """填报但不计入有效票的，如不了解 / answers which are reported and do not count"""
    out_of: Positive = Decimal(100)
    """折满分的平均分 / the mean which earns full points"""
    sources: Annotated[tuple[VoteSource, ...], TOLD_APART] = ()
    """几种测评方式及权重，各填各的票数 / ways of gathering votes, each with counts of its own"""
    floor: Number = Decimal(0)
    """最低分 / the least this rule gives"""

    @model_validator(mode="after")
    def _fields_are_told_apart(self) -> Self:
        told_apart([field.name for field in self.fields(Decimal(1))])
        return self

    def contradictions(self, points: Decimal) -> tuple[Words, ...]:
        highest = max(level.points for level in self.levels)
        if highest > self.out_of:
            return (
                Words(
                    f"一票最多折 {highest} 分，超过 out_of 的 {self.out_of} 分",
                    f"a vote is worth up to {highest}, more than out_of, {self.out_of}",
                ),
            )
        if self.floor > points:
            return (
                Words(
                    f"最低分 {self.floor} 超过满分 {points}",
                    f"floor {self.floor} is more than full points, {points}",
                ),
            )
        return ()

    def stated_floor(self, points: Decimal) -> Decimal | None:
        del points
        return self.floor or None

    def _counts(self) -> list[tuple[str, str]]:
        """Each source, a single one without a name, with what its fields begin with."""
        return [(source.name, f"{source.name}.") for source in self.sources] or [("", "")]

    def fields(self, points: Decimal) -> tuple[RawField, ...]:
        del points
        answers = [*(level.name for level in self.levels), *self.excluded]
        return tuple(
            RawField(f"{prefix}{answer}", lowest=Decimal(0), whole=True)
            for _, prefix in self._counts()
            for answer in answers
        )

    def derived(self, subject: Subject) -> tuple[Derived, ...]:
        return tuple(
            Worked(f"{source}平均分", self._mean(source, prefix, subject))
            for source, prefix in self._counts()
        )

    def _mean(self, source: str, prefix: str, subject: Subject) -> formula.Node:
        votes = [formula.Field(subject.fields[f"{prefix}{level.name}"]) for level in self.levels]
        worth = tuple(
            formula.Multiply((count, formula.constant(level.points)))
            for count, level in zip(votes, self.levels, strict=True)
        )
        valid = Words(f"{source}有效票", f"valid votes {source}".rstrip())
        mean = Words(f"{source}平均分", f"mean {source}".rstrip())
        divisor = formula.Step(valid, formula.Add(tuple(votes)))
        return formula.Step(mean, formula.Divide(formula.Add(worth), divisor))

    def tree(self, subject: Subject) -> formula.Node:
        means = [formula.Field(subject.derived(f"{source}平均分")) for source, _ in self._counts()]
        mean: formula.Node = means[0]
        if self.sources:
            weights = [formula.constant(source.weight) for source in self.sources]
            weighted = formula.Add(tuple(formula.Multiply(pair) for pair in zip(weights, means, strict=True)))
            divided = formula.Divide(weighted, formula.constant(self._all_weights))
            mean = formula.Step(Words("加权平均分", "weighted mean"), divided)
        points = formula.Multiply((formula.Divide(mean, formula.constant(self.out_of)), subject.full))
        return formula.AtLeast(points, formula.constant(self.floor), Words("最低分", "the least"))

    @property
    def _all_weights(self) -> Decimal:
        return sum((source.weight for source in self.sources), Decimal(0))

    def words(self, subject: Subject) -> Words:
        zh = ["每票" + "、".join(f"{level.name} {level.points} 分" for level in self.levels)]
        en = ["a vote for " + ", ".join(f"{level.name} is worth {level.points}" for level in self.levels)]
        if self.excluded:
            zh.append(f"{'、'.join(self.excluded)}不计入有效票")
            en.append(f"{', '.join(self.excluded)} does not count")
        if self.sources:
            weights = [(source.name, source.weight) for source in self.sources]
            zh.append("平均分按" + "、".join(f"{name} {weight}" for name, weight in weights) + " 加权")
            en.append("the means weighted " + ", ".join(f"{name} {weight}" for name, weight in weights))
        zh.append(f"平均分 ÷ {self.out_of} × {subject.points}，最低 {self.floor} 分")
        en.append(f"mean ÷ {self.out_of} × {subject.points}, not below {self.floor}")
        return Words("；".join(zh), "; ".join(en))
