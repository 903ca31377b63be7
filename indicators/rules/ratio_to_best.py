"""Ratio to the best 与第一名之比: points in proportion to the best value of the cohort."""

from __future__ import annotations

from typing import ClassVar, Literal

from indicators import formula
from indicators.formula import Comparison
from indicators.rules.base import Direction, Example, Rule, Subject
from indicators.rules.comparing import Comparing
from indicators.words import Words


class RatioToBestRule(Comparing, Rule):
    """points = full · x ÷ best; where lower is better full · best ÷ x, and full for x ≤ 0. Never below 0.

    A best of zero or less gives nobody points. A unit alone gets full points, flagged.
    """

    title: ClassVar = Words("与第一名之比", "ratio to the best")
    source: ClassVar = "市级考绩实施细则 (第一名得满分，其余按与第一名的比例得分)"
    example: ClassVar = Example(
        "{kind: ratio to best}", "6", ((("80",), "6"), (("72",), "5.4"), (("60",), "4.5"), (("20",), "1.5"))
    )

    kind: Literal["ratio to best"] = "ratio to best"

    def tree(self, subject: Subject) -> formula.Node:
        nothing = formula.constant(0)
        best, value = self.best(subject), subject.value
        if subject.direction is Direction.HIGHER:
            positive = formula.Compare(best, Comparison.ABOVE, nothing)
            return formula.Flagged(
                formula.If(positive, self._share(subject, value, best), nothing),
                formula.AllOf((positive, self.alone(subject))),
                formula.Flag.ALONE,
            )
        positive = formula.Compare(value, Comparison.ABOVE, nothing)
        return formula.Flagged(
            formula.If(positive, self._share(subject, best, value), subject.full),
            self.alone(subject),
            formula.Flag.ALONE,
        )

    def _share(self, subject: Subject, part: formula.Node, whole: formula.Node) -> formula.Node:
        points = formula.Multiply((formula.Divide(part, whole), subject.full))
        return formula.AtLeast(points, formula.constant(0), Words("不计负分", "not below 0"))

    def words(self, subject: Subject) -> Words:
        best = Words("最高", "highest") if subject.direction is Direction.HIGHER else Words("最低", "lowest")
        return Words(
            f"{self.among.zh}{best.zh}者得 {subject.points} 分，其余按与其的比例得分",
            f"{subject.points} points for the {best.en} {self.among.en}, the others in proportion to it",
        )
