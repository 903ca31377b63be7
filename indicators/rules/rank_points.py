"""Points by rank 排名赋分: the first gets full points, each place further so many fewer, by a share or a table."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import ClassVar, Literal

from indicators import formula
from indicators.decimals import Amount, Percent
from indicators.rules.base import Direction, Example, Rule, Subject
from indicators.rules.comparing import Comparing
from indicators.words import Words


class RankPointsRule(Comparing, Rule):
    """points = full · (1 − lose · (rank − 1)), or those of the place in the table; at least `floor`.

    Equal units share the better place's points. A unit alone gets full points, flagged.
    """

    title: ClassVar = Words("排名赋分", "points by rank")
    source: ClassVar = "市级考绩实施细则 (each place further costs 5 % of the points)"
    example: ClassVar = Example(
        "{kind: rank points, lose: 5%}",
        "30",
        ((("98",), "30"), (("96",), "28.5"), (("96",), "28.5"), (("90",), "25.5")),
    )

    kind: Literal["rank points"] = "rank points"
    lose: Percent | None = None
    """每降一名减满分的百分之几；与 table 二选一 / the share of full points each place further costs; this or `table`"""
    table: tuple[Amount, ...] = ()
    """第 1、2、3…名各得多少分；与 lose 二选一 / the points of place 1, 2, 3, …; this or `lose`"""
    beyond: Amount = Decimal(0)
    """table 未列名次的得分 / the points of places which the table does not reach"""
    floor: Amount = Decimal(0)
    """最低分 / the least this rule gives"""

    def contradictions(self, points: Decimal) -> tuple[Words, ...]:
        found = []
        if self.floor > points:
            found.append(
                Words(
                    f"最低分 {self.floor} 超过满分 {points}",
                    f"floor {self.floor} is more than full points, {points}",
                )
            )
        if (self.lose is None) is not bool(self.table):
            found.append(Words("lose 与 table 应写且只写一项", "state either lose or table"))
        if self.beyond and not self.table:
            found.append(Words("没有 table，beyond 无从谈起", "without a table nothing lies beyond it"))
        if self.table and self.table[0] != points:
            found.append(
                Words(
                    f"第 1 名得 {self.table[0]} 分，不等于满分 {points} 分",
                    f"the first gets {self.table[0]}, not full points, {points}",
                )
            )
        if any(better < worse for better, worse in pairwise([*self.table, self.beyond])):
            found.append(Words("名次靠后的得分反而高", "a worse place gets more than a better one"))
        return tuple(found)

    def tree(self, subject: Subject) -> formula.Node:
        floor = formula.constant(self.floor)
        return formula.Flagged(
            formula.AtLeast(self._of_place(subject), floor, Words("扣完为止", "not below the floor")),
            self.alone(subject),
            formula.Flag.ALONE,
        )

    def _of_place(self, subject: Subject) -> formula.Node:
        rank = self.rank(subject)
        if self.lose is None:
            points = tuple(Fraction(value) for value in (*self.table, self.beyond))
            places = tuple(Fraction(place) for place in range(1, len(points) + 1))
            return formula.Lookup(rank, places, points, points[0], inclusive=True)
        one = formula.constant(1)
        lost = formula.Multiply((formula.constant(self.lose / 100), formula.Subtract(rank, one)))
        return formula.Multiply((subject.full, formula.Subtract(one, lost)))

    def words(self, subject: Subject) -> Words:
        best = Words("从高到低", "highest first")
        if subject.direction is Direction.LOWER:
            best = Words("从低到高", "lowest first")
        if self.lose is None:
            table = "/".join(str(value) for value in self.table)
            places = Words(
                f"第 1—{len(self.table)} 名依次得 {table} 分，其后得 {self.beyond} 分",
                f"{table} points for place 1 to {len(self.table)}, then {self.beyond}",
            )
        else:
            places = Words(
                f"第 1 名得 {subject.points} 分，每降 1 名减满分的 {self.lose}%",
                f"{subject.points} points for the first, {self.lose}% of them less for each place further",
            )
        return Words(
            f"按{self.among.zh}名次（{best.zh}）：{places.zh}，最低 {self.floor} 分；并列取较前名次",
            f"by place {self.among.en} ({best.en}): {places.en}, not below {self.floor}; "
            "equal units share the better place",
        )
