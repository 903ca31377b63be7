"""Normal scores 正态秩分: the place of a unit as the standard score that a normal distribution has there."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar, Literal

from pydantic import Field

from indicators import formula
from indicators.decimals import Amount, Number, Positive
from indicators.formula import CohortOperation
from indicators.rules.base import Direction, Example, Rule, Subject
from indicators.rules.comparing import Comparing
from indicators.rules.limited import Limited
from indicators.words import Words


class NormalScoresRule(Comparing, Limited, Rule):
    """points = centre + spread · z, with z the normal quantile of (r − offset) ÷ (n + 1 − 2 · offset).

    r is the place from the worst, 1 to n; equal units share the better place. All equal, or alone: full points,
    flagged.
    """

    title: ClassVar = Words("正态秩分", "normal scores")
    source: ClassVar = "rank-based normal scores (offset 0.375 after Blom, 0 after van der Waerden)"
    example: ClassVar = Example(
        "{kind: normal scores, centre: 70, spread: 10, offset: 0.375}",
        "100",
        ((("95",), "78.6942"), (("90",), "70"), (("60",), "61.3058")),
    )

    kind: Literal["normal scores"] = "normal scores"
    centre: Number
    """居中名次的得分 / points of the middle place"""
    spread: Positive
    """每高一个标准差加多少分 / points for each standard deviation"""
    offset: Amount = Field(default=Decimal("0.375"), lt=1)
    """名次折成比例时的修正：0.375（Blom）、0（van der Waerden） / the correction when a place becomes a share"""

    def contradictions(self, points: Decimal) -> tuple[Words, ...]:
        return self.limits_crossed(points)

    def tree(self, subject: Subject) -> formula.Node:
        count, one = self.of_cohort(CohortOperation.COUNT, subject), formula.constant(1)
        from_worst = formula.Subtract(formula.Add((count, one)), self.rank(subject))
        share = formula.Divide(
            formula.Subtract(from_worst, formula.constant(self.offset)),
            formula.Subtract(formula.Add((count, one)), formula.constant(2 * self.offset)),
        )
        score = formula.Step(Words("标准分", "standard score"), formula.NormalQuantile(share))
        gained = formula.Multiply((formula.constant(self.spread), score))
        points = self.limited(formula.Add((formula.constant(self.centre), gained)), subject)
        return formula.Flagged(self.full_if_equal(subject, points), self.alone(subject), formula.Flag.ALONE)

    def words(self, subject: Subject) -> Words:
        best = Words("从高到低", "highest first")
        if subject.direction is Direction.LOWER:
            best = Words("从低到高", "lowest first")
        limits = self.limits_words(subject)
        return Words(
            f"按{self.among.zh}名次（{best.zh}）折算正态标准分（修正 {self.offset}）：居中得 {self.centre} 分，"
            f"每高 1 个标准差加 {self.spread} 分，反之减分，{limits.zh}；并列取较前名次，全部相同得满分",
            f"normal score of the place {self.among.en} ({best.en}; offset {self.offset}): {self.centre} points in "
            f"the middle, {self.spread} more for each standard deviation and less the other way, {limits.en}; "
            "equal units share the better place; all equal: full points",
        )
