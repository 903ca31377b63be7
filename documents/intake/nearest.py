"""The nearest known name, to be proposed, never to be taken."""

from __future__ import annotations

import re
from collections import Counter
from difflib import get_close_matches
from functools import cached_property
from typing import TYPE_CHECKING

from indicators.normal_form import compact
from indicators.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable

#: How alike a name must be to be proposed, and of how many names with the most signs in common that is worked out.
_ALIKE, _COMPARED = 0.5, 30
#: What may stand over any value: nobody can say of which name it is part.
_GENERIC = re.compile(
    r"(最终|最后|实际|综合|年度|本年|考核|考评|评价|折算|汇总|本项|该项|单项|指标|总)*"
    r"(得分|分数|评分|打分|分值|分|成绩|合计|总计|小计|平均分?|平均值|数值|值|数|数据|数量|比例|比率|结果|情况|名称|指标)"
    r"(\(.*\))?"
)
#: Names for which one is looked for; whoever mistyped more has another trouble.
_MOST = 100


class Nearest:
    """Proposes one of many known names for a wrong one."""

    def __init__(self, known: Iterable[str]) -> None:
        self._known = tuple(known)
        self._found: dict[str, Words] = {}

    def hint(self, wrong: str) -> Words:
        """A question that names the nearest known name; empty if none is near, or the wrong one says nothing."""
        if _GENERIC.fullmatch(compact(wrong)):
            return Words("", "")
        if wrong not in self._found:
            if len(self._found) >= _MOST:
                return Words("", "")
            candidates = self._candidates(wrong)
            close = get_close_matches(wrong, candidates, 1, cutoff=_ALIKE)
            close = close or [name for name in candidates if wrong in name and len(wrong) > 1][:1]
            self._found[wrong] = (
                Words(f"（是否为“{close[0]}”？）", f" (is it “{close[0]}”?)") if close else Words("", "")
            )
        return self._found[wrong]

    @cached_property
    def _by_sign(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for index, name in enumerate(self._known):
            for sign in set(name):
                found.setdefault(sign, []).append(index)
        return found

    def _candidates(self, wrong: str) -> list[str]:
        """The names with the largest share of signs in common."""
        common: Counter[int] = Counter()
        for sign in set(wrong):
            common.update(self._by_sign.get(sign, ()))
        best = sorted(common, key=lambda index: -common[index] / (len(self._known[index]) + len(wrong)))
        return [self._known[index] for index in best[:_COMPARED]]
