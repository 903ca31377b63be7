"""Points by rank 排名赋分: the first gets full points, each place further costs a share of them."""

from __future__ import annotations

from decimal import Decimal
from typing import ClassVar, Literal

from indicators import formula
from indicators.decimals import Amount, Percent
from indicators.rules.base import Direction, Example, Rule, Subject
from indicators.words import Words


class RankPointsRule(Rule):
    """points = full · (1 − lose · (rank − 1)), at least `floor`; rank within the peer group.

    Equal units share the better place's points. A unit alone in its group gets full points, flagged.
    """

    title: ClassVar = Words("排名赋分", "points by rank")
    source: ClassVar = "市级考绩实施细则 (each place further costs 5 % of the points)"
    relative: ClassVar = True
    example: ClassVar = Example(
        "{kind: rank points, lose: 5%}",
        "30",
        ((("98",), "30"), (("96",), "28.5"), (("96",), "28.5"), (("90",), "25.5")),
    )

    kind: Literal["rank points"] = "rank points"
    lose: Percent
    """每降一名减满分的百分之几 / the share of full points each place further costs"""
    floor: Amount = Decimal(0)
    """最低分 / the least this rule gives"""

    def contradictions(self, points: Decimal) -> tuple[Words, ...]:
        if self.floor <= points:
            return ()
        return (
            Words(
                f"最低分 {self.floor} 超过满分 {points}",
                f"floor {self.floor} is more than full points, {points}",
            ),
        )

    def tree(self, subject: Subject) -> formula.Node:
        best_first = subject.direction is Direction.HIGHER
        operation = (
            formula.CohortOperation.RANK_FROM_HIGHEST
            if best_first
            else formula.CohortOperation.RANK_FROM_LOWEST
        )
        rank = formula.Cohort(operation, subject.column)
        one = formula.constant(1)
        lost = formula.Multiply((formula.constant(self.lose / 100), formula.Subtract(rank, one)))
        points = formula.Multiply((subject.full, formula.Subtract(one, lost)))
        count = formula.Cohort(formula.CohortOperation.COUNT, subject.column)
        return formula.Flagged(
            formula.AtLeast(points, formula.constant(self.floor), Words("扣完为止", "not below the floor")),
            formula.Compare(count, formula.Comparison.EQUAL, one),
            formula.Flag.ALONE,
        )

    def words(self, subject: Subject) -> Words:
        best = Words("从高到低", "highest first")
        if subject.direction is Direction.LOWER:
            best = Words("从低到高", "lowest first")
        return Words(
            f"按同组名次（{best.zh}）：第 1 名得 {subject.points} 分，每降 1 名减满分的 {self.lose}%，"
            f"最低 {self.floor} 分；并列取较前名次",
            f"by place in the group ({best.en}): {subject.points} points for the first, {self.lose}% of them "
            f"less for each place further, not below {self.floor}; equal units share the better place",
        )
