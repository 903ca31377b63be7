"""Relative efficacy coefficient 功效系数: the best of the cohort gets full points, the last a stated share."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar, Literal

from indicators import formula
from indicators.decimals import Percent
from indicators.formula import CohortOperation
from indicators.rules.base import Direction, Example, Rule, Subject
from indicators.rules.comparing import Comparing
from indicators.words import Words


class RelativeEfficacyRule(Comparing, Rule):
    """points = full · (lowest + (100 % − lowest) · (x − worst) ÷ (best − worst)), over the cohort.

    All equal: full points, flagged, since the published rule is silent there.
    """

    title: ClassVar = Words("相对功效系数", "relative efficacy coefficient")
    source: ClassVar = "省对市县政府考核评价实施意见 (60 + 40·(x − min) ÷ (max − min))"
    example: ClassVar = Example(
        "{kind: relative efficacy, lowest: 60%}", "100", ((("12",), "100"), (("7",), "80"), (("2",), "60"))
    )

    kind: Literal["relative efficacy"] = "relative efficacy"
    lowest: Percent = Decimal(60)
    """最后一名得满分的百分之几 / the share of full points the last one gets"""

    def tree(self, subject: Subject) -> formula.Node:
        highest = self.of_cohort(CohortOperation.HIGHEST, subject)
        lowest = self.of_cohort(CohortOperation.LOWEST, subject)
        gained = (
            formula.Subtract(subject.value, lowest)
            if subject.direction is Direction.HIGHER
            else formula.Subtract(highest, subject.value)
        )
        base = self.lowest / 100
        position = formula.Step(
            Words("功效系数", "efficacy coefficient"),
            formula.Divide(gained, formula.Subtract(highest, lowest)),
        )
        share = formula.Add(
            (formula.constant(base), formula.Multiply((formula.constant(1 - base), position)))
        )
        return self.full_if_equal(subject, formula.Multiply((subject.full, share)))

    def words(self, subject: Subject) -> Words:
        best = Words("最高", "highest") if subject.direction is Direction.HIGHER else Words("最低", "lowest")
        return Words(
            f"功效系数法：{self.among.zh}{best.zh}者得 {subject.points} 分，最差者得满分的 {self.lowest}%，"
            "其余按比例计；全部相同得满分",
            f"efficacy coefficient: the {best.en} {self.among.en} gets {subject.points} points, the last "
            f"{self.lowest}% of them, the others in proportion; all equal: full points",
        )
