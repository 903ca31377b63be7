"""How a city's indicator answers for indicators of the superior's list 对应关系."""

from __future__ import annotations

from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from indicators.choices import by_either_name
from indicators.decimals import Percent
from indicators.model import Model, Text
from indicators.words import Words

#: The code of a list, which is its file's name as well.
ListCode = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[^/\\:\s]+$")]


class Relation(StrEnum):
    """How a city indicator covers a provincial one."""

    EQUAL = "equal"
    REFINED = "refined"
    MERGED = "merged"
    PARTIAL = "partial"


RELATION_WORDS = {
    Relation.EQUAL: Words("相同", "equal"),
    Relation.REFINED: Words("细化", "refined"),
    Relation.MERGED: Words("合并", "merged"),
    Relation.PARTIAL: Words("部分", "partial"),
}


if TYPE_CHECKING:
    RelationSetting = Relation
else:
    RelationSetting = Annotated[Relation, *by_either_name(Relation, RELATION_WORDS)]


class Cover(Model):
    """One provincial indicator a city indicator answers for."""

    item: str = Field(min_length=1)
    """省级指标代码 / code of the provincial indicator"""
    relation: RelationSetting
    """对应关系：equal 相同，refined 由几项细化，merged 几项合并，partial 部分 / equal, refined into several, merged from
    several, or partial"""
    share: Percent | None = None
    """覆盖份额，默认 100%；partial 和由几项细化的必须写明 / share of the provincial indicator that is covered, all of it unless
    stated; required with `partial`, and where several indicators refine one"""

    @property
    def part(self) -> Fraction:
        """The share as a number from 0 to 1."""
        return Fraction(1) if self.share is None else Fraction(self.share) / 100


class Waiver(Model):
    """A recorded decision that an indicator of the list need not be covered; it is printed with the coverage."""

    item: str = Field(min_length=1)
    """省级指标代码 / code of the provincial indicator"""
    reason: str = Field(min_length=1)
    """理由 / why"""
    approved_by: str = Field(min_length=1)
    """批准人 / who approved it"""
    date: Text | None = None
    """日期 / when"""
