"""Exponential rank 指数秩变换: points by place which fall steeply behind the best and then ever more slowly."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Literal

from pydantic import Field

from indicators import formula
from indicators.decimals import Positive
from indicators.formula import CohortOperation, Comparison
from indicators.rules.base import Direction, Example, Rule, Subject
from indicators.rules.comparing import Comparing
from indicators.words import Words


class ExponentialRankRule(Comparing, Rule):
    """points = full ÷ 100 · (−k · ln(1 − R · (1 − e^(−100 ÷ k)))), with R = (n + 1 − rank) ÷ n.

    The first gets full points. Equal units share the better place; a unit alone is flagged.
    """

    title: ClassVar = Words("指数秩变换", "exponential rank")
    source: ClassVar = "deprivation index technical report (exponential transformation of ranks, k = 23)"
    example: ClassVar = Example(
        "{kind: exponential rank, k: 23}",
        "100",
        ((("90",), "100"), (("80",), "31.0091"), (("70",), "15.6468"), (("60",), "6.5177")),
    )

    kind: Literal["exponential rank"] = "exponential rank"
    k: Positive = Field(default=Decimal(23), ge=1)
    """常数 k，越小则前几名与其余差距越大 / the constant k; the smaller, the further the first few are ahead"""

    def tree(self, subject: Subject) -> formula.Node:
        rank, count = self.rank(subject), self.of_cohort(CohortOperation.COUNT, subject)
        one, k = formula.constant(1), formula.constant(self.k)
        share = formula.Step(
            Words("名次比", "share of the place"),
            formula.Divide(formula.Subtract(formula.Add((count, one)), rank), count),
        )
        span = formula.Subtract(one, formula.Exponential(formula.Divide(formula.constant(-100), k)))
        logarithm = formula.Logarithm(formula.Subtract(one, formula.Multiply((share, span))))
        scale = formula.constant(-Fraction(subject.points) * Fraction(self.k) / 100)
        first = formula.Compare(rank, Comparison.EQUAL, one)
        return formula.Flagged(
            formula.If(first, subject.full, formula.Multiply((scale, logarithm))),
            self.alone(subject),
            formula.Flag.ALONE,
        )

    def words(self, subject: Subject) -> Words:
        best = Words("从高到低", "highest first")
        if subject.direction is Direction.LOWER:
            best = Words("从低到高", "lowest first")
        return Words(
            f"按{self.among.zh}名次（{best.zh}）作指数变换（k = {self.k}）：第 1 名得 {subject.points} 分，"
            "名次靠后者得分先快后慢递减；并列取较前名次",
            f"exponential transformation (k = {self.k}) of the place {self.among.en} ({best.en}): {subject.points} "
            "points for the first, falling steeply and then ever more slowly; equal units share the better place",
        )
