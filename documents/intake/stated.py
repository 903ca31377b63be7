"""What a heading states beside its title: full points, as in `评分（满分30分）`, and a unit of measure, as in `整改率（%）`."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from indicators.normal_form import LONGEST, compact
from indicators.unit_of_measure import unit_form

if TYPE_CHECKING:
    from collections.abc import Iterable

_UNITS = (
    "% 分 件 次 个 人 人次 起 项 篇 条 份 天 日 小时 月 年 户 家 所 名 场 期 元 万元 亿元 吨 万吨 公里 米 平方米 平方公里 亩 公顷 倍 ‰"
    " 分贝 微克/立方米 百分比 百分点 千瓦时 立方米"
)
_IN_BRACKETS = re.compile(
    r"(?P<title>.*)[（(\[【〔](?P<said>[^（）()\[\]【】〔〕]+)[）)\]】〕]\s*", re.DOTALL
)
_AFTER_SLASH = re.compile(r"(?P<title>.+)[/／](?P<said>[^/／]+)", re.DOTALL)
_POINTS_BEHIND = re.compile(
    r"(?P<title>.*?)[\s,，:：]*(?P<said>(满\s*分|分\s*值)\s*[:：为]?\s*[0-9０-９.．]+\s*分?)\s*", re.DOTALL
)
_POINTS = re.compile(r"(?:(?:满分|分值|标准分|总分)[:为]?([0-9]+(?:\.[0-9]+)?)分?|([0-9]+(?:\.[0-9]+)?)分)")
_UNIT = re.compile(r"(?:计量)?单位[:为]?(.+)")
#: How much something counts is nothing that values depend on.
_WEIGHT = re.compile(r"(权重|占比?)[:为]?[0-9]+(\.[0-9]+)?(%|分)?")
_BETWEEN = re.compile(r"[,;，；、]")


class Stated(NamedTuple):
    """What is stated, each as often as it is."""

    points: tuple[Decimal, ...] = ()
    units: tuple[str, ...] = ()

    @classmethod
    def of(cls, several: Iterable[Stated]) -> Stated:
        """All that is stated in several places."""
        kept = tuple(several)
        return cls(
            tuple(points for one in kept for points in one.points),
            tuple(unit for one in kept for unit in one.units),
        )


class Statements:
    """Tells what is stated from what belongs to a title; a unit of measure is one only if it is known as such."""

    def __init__(self, units: Iterable[str]) -> None:
        self._units = {unit_form(unit) for unit in (*units, *_UNITS.split()) if unit}

    def taken_off(self, text: str) -> tuple[str, Stated]:
        """A heading without what it states; the rest is empty where it states and names nothing."""
        if len(text) > LONGEST:
            return text, Stated()
        if self.is_unit(text):
            return "", Stated(units=(text,))
        stated: list[Stated] = []
        while True:
            for shape in (_IN_BRACKETS, _AFTER_SLASH, _POINTS_BEHIND):
                found = shape.fullmatch(text)
                said = None if found is None else self._stated(found["said"])
                if found is not None and said is not None:
                    text = found["title"].strip()
                    stated.append(said)
                    break
            else:
                return text, Stated.of(stated)

    def is_unit(self, text: str) -> bool:
        """Whether a text is a unit of measure."""
        return unit_form(text) in self._units

    def _stated(self, said: str) -> Stated | None:
        """What a text states; None if any of it is no statement."""
        stated: list[Stated] = []
        for part in _BETWEEN.split(said):
            points = _POINTS.fullmatch(compact(part))
            unit = _UNIT.fullmatch(compact(part))
            if points is not None:
                stated.append(Stated(points=(Decimal(points[1] or points[2]),)))
            elif _WEIGHT.fullmatch(compact(part)):
                stated.append(Stated())
            elif unit is not None or self.is_unit(part):
                stated.append(Stated(units=(part.strip() if unit is None else unit[1],)))
            else:
                return None
        return Stated.of(stated)
