"""Vetoes 一票否决: events that keep a unit from a grade or from the ranking, and leave its score as it is."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from indicators.adjustments import Condition
from indicators.model import Model
from indicators.words import Words


class VetoEffect(StrEnum):
    """What a veto does; the score itself stays."""

    CAP_GRADE = "cap grade"
    LOWER_GRADE = "lower grade"
    OUT_OF_RANKING = "out of ranking"


VETO_WORDS = {
    VetoEffect.CAP_GRADE: Words("等次不高于{grade}", "no better grade than {grade}"),
    VetoEffect.LOWER_GRADE: Words("降低一个等次", "one grade lower"),
    VetoEffect.OUT_OF_RANKING: Words("不参加排名和评等次", "out of the ranking"),
}


class Veto(Model):
    """A kind of event the method names."""

    code: str = Field(min_length=1)
    """代码 / code"""
    name: str = Field(min_length=1)
    """名称 / name"""
    effect: VetoEffect
    """后果：cap grade 限定最高等次，lower grade 降一等，out of ranking 不参加排名 / what it does"""
    grade: str | None = None
    """cap grade 时最高可得的等次 / the best grade still possible, with `cap grade`"""

    @property
    def words(self) -> Words:
        """What the veto does, in words."""
        return VETO_WORDS[self.effect].fill(grade=self.grade or "")


class VetoRecord(Model):
    """A recorded decision that an event has happened at a unit."""

    unit: str
    veto: str
    reason: str = Field(min_length=1)
    decided_by: str = Field(min_length=1)


class Eligibility(Model):
    """Who may be proposed for awards 评先评优; whoever misses a condition is listed with each of them."""

    grade: str | None = None
    """等次不低于 / the least grade"""
    conditions: tuple[Condition, ...] = ()
    """各节点得分不低于 / least scores of nodes"""
    group_rank: int | None = Field(default=None, ge=1)
    """组内名次不后于 / the last place within the group"""
    no_veto: bool = True
    """有否决事项的不得参评 / whether any veto excludes"""
    no_missing: bool = False
    """有缺报的不得参评 / whether a missing value excludes"""
