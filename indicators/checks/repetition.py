"""The same thing measured twice 重复考核: two indicators of one measure, or of one name but for filler words."""

from __future__ import annotations

import re
import unicodedata
from itertools import islice
from typing import TYPE_CHECKING

from indicators.checks import wording_problems as kinds
from indicators.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from indicators.checks.case import Case
    from indicators.parts import Indicator
    from indicators.problems import Problem
    from indicators.scheme import Scheme

#: An indicator is held against so many earlier ones of the same key; where more share it, it has been said often enough.
MOST_COMPARED = 32
_SAME_NAME = Words("名称实为一样", "have names that say the same")
_SAME_MEASURE = Words("算式一样（{measure}）", "have the same measure ({measure})")

_QUALIFIER = re.compile(r"[(\[【][^()\[\]【】]*[)\]】]")
_PUNCTUATION = re.compile(r"[^\w%]")
#: They tell how a thing is counted, or nothing at all, but never which thing it is.
_FILLERS = re.compile(
    "完成情况|完成率|完成数|工作情况|开展情况|落实情况|建设情况|情况|工作|占比|比例|比重|百分比|数量|总数|人数|次数|个数|件数|率|数"
    "|我市|本市|全年|年度|开展|实施|加强|推进|推动|做好|进行|相关|有关|各项|各类|以及|及|和|与|的"
)
#: Fields of such words alone are in every measure: 完成数 / 任务数.
_GENERAL = re.compile(
    "完成|任务|总数|总量|合计|应当|应有|实际|实有|按期|按时|及时|合格|达标|计划|目标|本年|上年|今年|去年|全部|其中|数量|项目|单位|事项|人数|件数"
    "|个数|次数|数值|基本满意|不满意|满意|认可|称职|优秀|良好|一般|较差|有效|受访|调查|得票|票|应|已|实|数|总|值|[一二三四五六七八九十]|[a-z0-9+\\-*/^(),.=<>]"
)
_LEAST_SPECIFIC = 2


def measured_twice(case: Case) -> Iterator[Problem]:
    """No unit is assessed twice for the same thing.

    Names in which something else stands in brackets, as 满意度（党员） and 满意度（群众）, are two things, and so are
    indicators for groups that have no unit in common.
    """
    scheme = case.scheme
    said: set[tuple[str, str]] = set()
    for key, why in ((_core, _SAME_NAME), (_measure, _SAME_MEASURE)):
        for own, other in _pairs(scheme, key):
            if (own.code, other.code) not in said:
                said.add((own.code, other.code))
                yield kinds.MEASURED_TWICE.about(
                    own.code,
                    name=own.name,
                    other=other.code,
                    other_name=other.name,
                    why=why.fill(measure=own.measure),
                )


def _core(indicator: Indicator) -> str:
    """A name without fillers, whichever of its two halves comes first: 按期换届党组织占比 is 党组织按期换届率."""
    name = _PUNCTUATION.sub("", _QUALIFIER.sub("", _plain(indicator.name)))
    core = _FILLERS.sub("", name) or name
    return min(core[cut:] + core[:cut] for cut in range(max(1, len(core))))


def _measure(indicator: Indicator) -> str | None:
    """A measure without blanks; None where there is none, or its fields do not tell what is measured."""
    if indicator.measure is None:
        return None
    measure = "".join(_plain(indicator.measure).split()).replace("×", "*").replace("÷", "/")
    return measure if len(_GENERAL.sub("", measure)) >= _LEAST_SPECIFIC else None


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


def _pairs(scheme: Scheme, key: Callable[[Indicator], str | None]) -> Iterator[tuple[Indicator, Indicator]]:
    """Each indicator with the first before it that has the same key and may be the same thing for some unit."""
    seen: dict[str, list[Indicator]] = {}
    for indicator in scheme.indicators:
        of_indicator = key(indicator)
        if of_indicator is None:
            continue
        before = seen.setdefault(of_indicator, [])
        for other in islice(before, MOST_COMPARED):
            if _may_be_one(indicator, other) and scheme.groups_of(indicator.code) & scheme.groups_of(
                other.code
            ):
                yield indicator, other
                break
        before.append(indicator)


def _may_be_one(own: Indicator, other: Indicator) -> bool:
    """Whether what stands in brackets does not tell them apart."""
    mine, theirs = ("".join(_QUALIFIER.findall(_plain(indicator.name))) for indicator in (own, other))
    return mine == theirs or not mine or not theirs
