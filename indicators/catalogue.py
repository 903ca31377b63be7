"""The catalogue 省级清单: one dated version of the superior's list, which nobody but its own import changes."""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from indicators.choices import by_either_name
from indicators.decimals import Positive
from indicators.mapping import ListCode
from indicators.model import Model, Text
from indicators.words import Words


class Status(StrEnum):
    """How far a list is settled."""

    CARRIED_OVER = "carried over"
    DRAFT = "consultation draft"
    OFFICIAL = "official"


STATUS_WORDS = {
    Status.CARRIED_OVER: Words("沿用上年", "carried over from last year"),
    Status.DRAFT: Words("征求意见稿", "consultation draft"),
    Status.OFFICIAL: Words("正式", "official"),
}


class Certainty(StrEnum):
    """How sure what is known of an item is."""

    CONFIRMED = "confirmed"
    LIKELY = "likely"
    UNCLEAR = "unclear"


CERTAINTY_WORDS = {
    Certainty.CONFIRMED: Words("已确认", "confirmed"),
    Certainty.LIKELY: Words("较有把握", "likely"),
    Certainty.UNCLEAR: Words("尚不清楚", "unclear"),
}

if TYPE_CHECKING:
    StatusSetting = Status
    CertaintySetting = Certainty
else:
    StatusSetting = Annotated[Status, *by_either_name(Status, STATUS_WORDS)]
    CertaintySetting = Annotated[Certainty, *by_either_name(Certainty, CERTAINTY_WORDS)]


class Item(Model):
    """One line of the list: an indicator, or a dimension above indicators."""

    code: str = Field(min_length=1, pattern=r"^[^|@｜\s]+$")
    """代码，按文本处理 / code, always text"""
    name: str = Field(min_length=1)
    """名称 / name"""
    parent: str | None = None
    """上级代码；一级指标不写 / code of the item above; none for a dimension"""
    points: Positive | None = None
    """满分；没有下级的必须写，尚不清楚的写估计数并注明把握程度 / full points; required where nothing is below; an estimate
    while they are not known, said to be one by `certainty`"""
    rule: Text | None = None
    """评分细则原文 / the rule in words"""
    department: Text | None = None
    """省级主管部门 / provincial department"""
    known: Text | None = None
    """了解到的情况及来源 / what is known, and from whom"""
    certainty: CertaintySetting = Certainty.CONFIRMED
    """把握程度：confirmed 已确认，likely 较有把握，unclear 尚不清楚 / how sure that is"""


class Catalogue(Model):
    """One version of the superior's list."""

    catalogue: ListCode
    """清单代码，也是文件名 / code of this version, which is also its file's name"""
    title: str = Field(min_length=1)
    """标题 / title"""
    status: StatusSetting
    """状态：carried over 沿用上年，consultation draft 征求意见稿，official 正式 / how far it is settled"""
    document: str = Field(min_length=1)
    """依据文件 / the source document"""
    date: str = Field(min_length=1)
    """日期 / its date"""
    supersedes: ListCode | None = None
    """取代的清单代码 / code of the version it takes the place of"""
    note: Text | None = None
    """说明 / remarks"""
    items: tuple[Item, ...] = Field(min_length=1)
    """各项指标 / the items"""

    @property
    def is_official(self) -> bool:
        """Whether the list is settled; results on any other are provisional."""
        return self.status is Status.OFFICIAL

    @cached_property
    def by_code(self) -> dict[str, Item]:
        """Every item by its code."""
        return {item.code: item for item in self.items}

    @cached_property
    def leaves(self) -> tuple[Item, ...]:
        """The indicators: the items with nothing below, in the order of the list."""
        above = {item.parent for item in self.items}
        return tuple(item for item in self.items if item.code not in above)

    def dimension_of(self, item: Item) -> Item:
        """The first-level item above an item; itself if there is none."""
        while item.parent is not None:
            item = self.by_code[item.parent]
        return item
