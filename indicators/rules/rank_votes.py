"""Ranking by votes 互评排名: places given by others add up, and the place of the sum earns the points."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import ClassVar, Literal

from pydantic import Field

from indicators import formula
from indicators.decimals import Amount
from indicators.rules.base import Derived, Example, RawField, Rule, Subject, Worked
from indicators.words import Words

TOTAL = "得票分"


class RankVotesRule(Rule):
    """total = Σ votes for each place · what such a vote is worth; points by the place of the total in the group.

    Equal totals share the better place's points. A unit alone in its group gets full points, flagged.
    """

    title: ClassVar = Words("互评排名", "ranking by votes")
    source: ClassVar = "乡镇对村考核 (每张第一名票 4 分、第二名票 3 分……，再按名次得 10、8、6、4 分)"
    example: ClassVar = Example(
        "{kind: rank votes, levels: [3, 2, 1], table: [10, 8, 6], beyond: 4}",
        "10",
        (
            (("2", "0", "1"), "10"),
            (("0", "1", "2"), "4"),
            (("1", "1", "1"), "8"),
            (("0", "2", "2"), "8"),
        ),
    )

    reported_by_units: ClassVar = False

    kind: Literal["rank votes"] = "rank votes"
    levels: tuple[Amount, ...] = Field(min_length=1)
    """一张第 1、2、……名票各折多少分 / what a vote for the first, second, … place is worth"""
    table: tuple[Amount, ...] = Field(min_length=1)
    """第 1、2、……名各得多少分 / points for the first, second, … place"""
    beyond: Amount = Decimal(0)
    """其后各名的得分 / points for later places"""

    def contradictions(self, points: Decimal) -> tuple[Words, ...]:
        found = []
        if self.table[0] != points:
            found.append(
                Words(
                    f"第 1 名得 {self.table[0]} 分，不是满分 {points} 分",
                    f"the first place gets {self.table[0]}, not full points, {points}",
                )
            )
        for better, worse in (*pairwise(self.levels), *pairwise((*self.table, self.beyond))):
            if worse > better:
                found.append(
                    Words(
                        f"名次在后的得 {worse} 分，多于在前的 {better} 分",
                        f"a later place gets {worse}, more than {better} before it",
                    )
                )
        return tuple(found)

    def _fields(self) -> list[str]:
        return [f"第{place}名票" for place in range(1, len(self.levels) + 1)]

    def fields(self, points: Decimal) -> tuple[RawField, ...]:
        del points
        return tuple(RawField(name, lowest=Decimal(0), whole=True) for name in self._fields())

    def derived(self, subject: Subject) -> tuple[Derived, ...]:
        worth = zip(self._fields(), self.levels, strict=True)
        terms = tuple(
            formula.Multiply((formula.Field(subject.fields[name]), formula.constant(level)))
            for name, level in worth
        )
        return (Worked(TOTAL, formula.Step(Words(TOTAL, "sum of votes"), formula.Add(terms))),)

    def tree(self, subject: Subject) -> formula.Node:
        total = subject.derived(TOTAL)
        rank = formula.Cohort(formula.CohortOperation.RANK_FROM_HIGHEST, total)
        points = (*self.table, self.beyond)
        count = formula.Cohort(formula.CohortOperation.COUNT, total)
        return formula.Flagged(
            formula.Lookup(
                rank,
                tuple(Fraction(place) for place in range(1, len(points) + 1)),
                tuple(Fraction(each) for each in points),
                Fraction(0),
                inclusive=True,
            ),
            formula.Compare(count, formula.Comparison.EQUAL, formula.constant(1)),
            formula.Flag.ALONE,
        )

    def words(self, subject: Subject) -> Words:
        del subject
        levels = [(place, worth) for place, worth in enumerate(self.levels, 1)]
        table = [(place, points) for place, points in enumerate(self.table, 1)]
        zh = [
            "、".join(f"第 {place} 名票每张 {worth} 分" for place, worth in levels),
            "按得票分的同组名次，" + "、".join(f"第 {place} 名得 {points} 分" for place, points in table),
        ]
        en = [
            ", ".join(f"a vote for place {place} is worth {worth}" for place, worth in levels),
            "points by the place of the sum in the group: "
            + ", ".join(f"{points} for place {place}" for place, points in table),
        ]
        zh[-1] += f"，其后得 {self.beyond} 分；并列取较前名次"
        en[-1] += f", {self.beyond} beyond; equal units share the better place"
        return Words("；".join(zh), "; ".join(en))
