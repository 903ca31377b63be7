"""The named settings of a scheme: whatever offices decide differently, each with its words for print."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from indicators.choices import by_either_name
from indicators.model import Model
from indicators.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Missing(StrEnum):
    """What a missing value is worth; the cell stays missing and flagged in every case."""

    NO_POINTS = "no points"
    NO_SCORE = "no score"
    FULL = "full"
    GROUP_MEAN = "group mean"


class NotApplicable(StrEnum):
    """What becomes of what does not apply: its full points are spread over what does, so far, or it is filled in."""

    RESCALE = "rescale"
    RESCALE_AT_PARENT = "rescale at parent"
    GROUP_MEAN = "mean of group"
    FULL = "full points"
    NO_POINTS = "zero points"


class Ties(StrEnum):
    """The places of equal units: 1, 2, 2, 4 — 1, 2, 2, 3 — or 1, 2, 3, 4 in the order of unit codes."""

    COMPETITION = "competition"
    DENSE = "dense"
    ORDINAL = "ordinal"


class RankOn(StrEnum):
    """Whether places are taken on the published score or on the exact one behind it."""

    PUBLISHED = "published"
    EXACT = "exact"


class QuotaRounding(StrEnum):
    """How a share of units becomes a number of places."""

    FLOOR = "floor"
    HALF_UP = "half up"
    CEILING = "ceiling"


WORDS: dict[StrEnum, Words] = {
    Missing.NO_POINTS: Words("缺报不得分", "no points"),
    Missing.NO_SCORE: Words("缺报不出总分", "no score"),
    Missing.FULL: Words("缺报得满分", "full points"),
    Missing.GROUP_MEAN: Words("缺报按同组平均分计", "group mean"),
    NotApplicable.RESCALE: Words("不适用项按适用项满分折算", "rescaled over what applies"),
    NotApplicable.RESCALE_AT_PARENT: Words("不适用项在上级指标内折算", "rescaled within the parent"),
    NotApplicable.GROUP_MEAN: Words("不适用项按同组平均分计", "mean of the group"),
    NotApplicable.FULL: Words("不适用项得满分", "full points"),
    NotApplicable.NO_POINTS: Words("不适用项不得分", "zero points"),
    Ties.COMPETITION: Words("并列占位（1、2、2、4）", "competition (1, 2, 2, 4)"),
    Ties.DENSE: Words("并列不占位（1、2、2、3）", "dense (1, 2, 2, 3)"),
    Ties.ORDINAL: Words("并列按单位代码排序（1、2、3、4）", "ordinal by unit code (1, 2, 3, 4)"),
    RankOn.PUBLISHED: Words("按公布得分", "on the published score"),
    RankOn.EXACT: Words("按未取整得分", "on the exact score"),
    QuotaRounding.FLOOR: Words("名额向下取整", "places rounded down"),
    QuotaRounding.HALF_UP: Words("名额四舍五入", "places rounded half up"),
    QuotaRounding.CEILING: Words("名额向上取整", "places rounded up"),
}


if TYPE_CHECKING:
    MissingSetting = Missing
    NotApplicableSetting = NotApplicable
    TiesSetting = Ties
    RankOnSetting = RankOn
    QuotaRoundingSetting = QuotaRounding
else:
    MissingSetting = Annotated[Missing, *by_either_name(Missing, WORDS)]
    NotApplicableSetting = Annotated[NotApplicable, *by_either_name(NotApplicable, WORDS)]
    TiesSetting = Annotated[Ties, *by_either_name(Ties, WORDS)]
    RankOnSetting = Annotated[RankOn, *by_either_name(RankOn, WORDS)]
    QuotaRoundingSetting = Annotated[QuotaRounding, *by_either_name(QuotaRounding, WORDS)]


class Policies(Model):
    """All settings of a scheme; the defaults are printed like any other choice."""

    decimals: int = Field(default=2, ge=0, le=6)
    """公布小数位 / decimals of published numbers"""
    round_at: tuple[str, ...] = ()
    """取整后计入上级的节点 / the nodes whose rounded value is passed upward; all others are carried exact"""
    rounding: Literal["half up"] = "half up"
    """取整方式：四舍五入 / half up, half away from zero below zero"""
    rank_on: RankOnSetting = RankOn.PUBLISHED
    """排名依据 / what places are taken on"""
    ties: TiesSetting = Ties.COMPETITION
    """并列名次 / places of equal units"""
    tie_break: tuple[str, ...] = ()
    """得分相同时依次比较的节点或指标，按未取整得分，高者在前 / what is compared, one after the other and exactly, where
    scores are equal"""
    missing: MissingSetting = Missing.NO_POINTS
    """缺报处理 / what a missing value is worth"""
    not_applicable: NotApplicableSetting = NotApplicable.RESCALE
    """不适用处理 / how far the points of what does not apply are spread"""
    rank_across_groups: bool = False
    """各组不可比时是否也排总名次 / whether groups that cannot be compared are ranked together all the same"""
    quota_rounding: QuotaRoundingSetting = QuotaRounding.FLOOR
    """等次名额取整 / how a share of units becomes places"""

    def printed(self, names: Mapping[str, str]) -> Iterator[tuple[str, Words, Words]]:
        """Every setting as (name, title, value), in the order and the words it is printed in.

        Args:
            names: The name of every part of the tree by its code.
        """
        nodes = "、".join(names[code] for code in self.round_at)
        yes = (
            Words("是", "yes")
            if self.rank_across_groups
            else Words("各组可比时才排", "only where groups are comparable")
        )
        yield (
            "decimals",
            Words("公布小数位", "published decimals"),
            Words(f"{self.decimals} 位", f"{self.decimals}"),
        )
        yield "rounding", Words("取整方式", "rounding"), Words("四舍五入", "half up")
        yield (
            "round_at",
            Words("取整环节", "rounded at"),
            Words(
                f"{nodes}（取整后计入上级），其余不取整",
                f"{nodes} (the rounded value counts), elsewhere exact",
            )
            if nodes
            else Words("计算中不取整，只在公布时取整", "nowhere in the calculation, only where shown"),
        )
        yield "rank_on", Words("排名依据", "ranked"), WORDS[self.rank_on]
        compared = [names[code] for code in self.tie_break]
        if compared:
            yield (
                "tie_break",
                Words("同分比较", "tie-break"),
                Words(f"依次比较{'、'.join(compared)}", f"by {', then '.join(compared)}"),
            )
        yield "ties", Words("并列名次", "ties"), WORDS[self.ties]
        yield "missing", Words("缺报处理", "missing values"), WORDS[self.missing]
        yield "not_applicable", Words("不适用处理", "not applicable"), WORDS[self.not_applicable]
        yield "rank_across_groups", Words("跨组总排名", "ranks across groups"), yes
        yield "quota_rounding", Words("等次名额", "grade quotas"), WORDS[self.quota_rounding]
