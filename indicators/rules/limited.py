"""The least and the most points of rules whose formula knows no bounds of its own."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from indicators import formula
from indicators.decimals import Amount, Number
from indicators.model import Model
from indicators.words import Words

if TYPE_CHECKING:
    from indicators.rules.base import Subject


class Limited(Model):
    """Goes before `Rule` among the bases of a rule with a floor and a cap."""

    floor: Number = Decimal(0)
    """最低分 / the least this rule gives"""
    cap: Amount | None = None
    """最高分，默认满分 / the most this rule gives, full points unless stated"""

    def most(self, points: Decimal) -> Decimal:
        """The most points, for an indicator of so many full points."""
        return points if self.cap is None else self.cap

    def limited(self, points: formula.Node, subject: Subject) -> formula.Node:
        """`points`, not below the floor and not above the cap."""
        most = formula.constant(self.most(subject.points))
        above_floor = formula.AtLeast(
            points, formula.constant(self.floor), Words("低于最低分", "below the floor")
        )
        return formula.AtMost(above_floor, most, Words("封顶", "capped"))

    def stated_floor(self, points: Decimal) -> Decimal | None:
        """The floor; of zero it only keeps points from being negative, and nobody need get so few."""
        del points
        return self.floor or None

    def limits_crossed(self, points: Decimal) -> tuple[Words, ...]:
        """The contradiction of a floor above the cap."""
        most = self.most(points)
        if self.floor <= most:
            return ()
        return (
            Words(f"最低分 {self.floor} 超过最高分 {most}", f"floor {self.floor} is above the cap, {most}"),
        )

    def limits_words(self, subject: Subject) -> Words:
        """The floor and the cap."""
        most = self.most(subject.points)
        return Words(f"最低 {self.floor} 分、最高 {most} 分", f"not below {self.floor}, at most {most}")
