"""Standard scores 标准分: how many standard deviations a value lies from the mean."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar, Literal

from indicators import formula
from indicators.decimals import Number, Positive
from indicators.formula import CohortOperation
from indicators.rules.base import Direction, Example, Rule, Subject
from indicators.rules.comparing import Comparing
from indicators.rules.limited import Limited
from indicators.words import Words

if TYPE_CHECKING:
    from decimal import Decimal

_DOF_WORDS = {
    "population": Words("总体标准差", "population standard deviation"),
    "sample": Words("样本标准差", "sample standard deviation"),
}


class StandardisedRule(Comparing, Limited, Rule):
    """points = centre + spread · (x − mean) ÷ sd, with the minus reversed where lower is better.

    Mean and standard deviation are those of the cohort, Σ(x − mean)² divided by n (`population`) or n − 1 (`sample`),
    unless the scheme states both. All equal, or alone: full points, flagged.
    """

    title: ClassVar = Words("标准分", "standard score")
    source: ClassVar = "composite indicator handbooks and examination practice (z-score, T-score)"
    example: ClassVar = Example(
        "{kind: standardised, dof: population, centre: 70, spread: 10}",
        "100",
        (
            (("2",), "55"),
            (("4",), "65"),
            (("4",), "65"),
            (("4",), "65"),
            (("5",), "70"),
            (("5",), "70"),
            (("7",), "80"),
            (("9",), "90"),
        ),
    )

    kind: Literal["standardised"] = "standardised"
    dof: Literal["population", "sample"] | None = None
    """标准差除以 n（population）或 n−1（sample） / divides by n or n − 1; required unless `mean` and `sd` are stated"""
    centre: Number
    """平均水平的得分 / points at the mean"""
    spread: Positive
    """每高一个标准差加多少分 / points for each standard deviation"""
    mean: Number | None = None
    """规定的平均值，默认用本次数据的 / a stated mean; that of the cohort unless stated"""
    sd: Positive | None = None
    """规定的标准差，与 mean 同时写 / a stated standard deviation; goes with `mean`"""

    def contradictions(self, points: Decimal) -> tuple[Words, ...]:
        found = list(self.limits_crossed(points))
        stated = [number is not None for number in (self.mean, self.sd)]
        if any(stated) is not all(stated):
            found.append(Words("mean 与 sd 应同时写明", "mean and sd go together"))
        elif all(stated) is (self.dof is not None):
            found.append(Words("应写且只写 dof，或 mean 与 sd", "state either dof, or mean and sd"))
        return tuple(found)

    def tree(self, subject: Subject) -> formula.Node:
        if self.mean is not None and self.sd is not None:
            return self._points(subject, formula.constant(self.mean), formula.constant(self.sd))
        sample = self.dof == "sample"
        variance = self.of_cohort(
            CohortOperation.SAMPLE_VARIANCE if sample else CohortOperation.VARIANCE, subject
        )
        deviation = formula.Step(
            Words("标准差", "standard deviation"), formula.Power(variance, Fraction(1, 2))
        )
        mean = self.of_cohort(CohortOperation.MEAN, subject)
        return self.full_if_equal(subject, self._points(subject, mean, deviation))

    def _points(self, subject: Subject, mean: formula.Node, deviation: formula.Node) -> formula.Node:
        better = formula.Subtract(subject.value, mean)
        if subject.direction is Direction.LOWER:
            better = formula.Subtract(mean, subject.value)
        score = formula.Step(Words("标准分", "standard score"), formula.Divide(better, deviation))
        gained = formula.Multiply((formula.constant(self.spread), score))
        return self.limited(formula.Add((formula.constant(self.centre), gained)), subject)

    def words(self, subject: Subject) -> Words:
        better = Words("高", "above")
        if subject.direction is Direction.LOWER:
            better = Words("低", "below")
        mean = Words(f"{self.among.zh}平均值", f"the mean {self.among.en}")
        equal = Words("；全部相同得满分", "; all equal: full points")
        if self.dof is None:
            mean, equal = Words(f"平均值 {self.mean}", f"a mean of {self.mean}"), Words("", "")
            deviation = Words(f"标准差 {self.sd}", f"standard deviation of {self.sd}")
        else:
            deviation = _DOF_WORDS[self.dof]
        return Words(
            f"标准分：达到{mean.zh}得 {self.centre} 分，每{better.zh} 1 个{deviation.zh}加 {self.spread} 分，反之减分，"
            f"{self.limits_words(subject).zh}{equal.zh}",
            f"standard score: {self.centre} points at {mean.en}, {self.spread} more for each {deviation.en} "
            f"{better.en} it and less the other way, {self.limits_words(subject).en}{equal.en}",
        )
