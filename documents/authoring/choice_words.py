"""The Chinese words of choices, as they stand in drop-downs, and the names a scheme file uses for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from indicators.catalogue import CERTAINTY_WORDS, STATUS_WORDS
from indicators.liaison import LIAISON_WORDS
from indicators.mapping import RELATION_WORDS
from indicators.policies import WORDS
from indicators.rules import RULES, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from indicators.words import Words

#: Names by name: what a scheme file says, and what a person reads.
Choices = dict[str, str]

YES_NO: Choices = {"yes": "是", "no": "否"}
RULE_KINDS: Choices = {kind_of(rule): rule.title.zh for rule in RULES}

#: Choices whose models have no words of their own.
_OTHERS: tuple[Choices, ...] = (
    {
        "sum": "求和",
        "weighted mean": "加权平均",
        "geometric mean": "几何平均",
        "product": "相乘",
        "min": "取最低",
        "max": "取最高",
    },
    {"higher": "越高越好", "lower": "越低越好"},
    {"full": "得满分", "not applicable": "不适用", "missing": "按缺报"},
    {"cap grade": "限定最高等次", "lower grade": "降低一个等次", "out of ranking": "不参加排名"},
    {"bonus": "加分", "penalty": "减分"},
    {"half up": "四舍五入"},
    {"pro rata": "按比例", "whole": "不足一步不计", "started": "不足一步按一步计"},
    {"group": "同组", "all": "全体"},
    {"lower": "归上档", "upper": "归下档"},
    {"step": "同档同分", "interpolate": "按比例插值"},
    {"linear": "按比例", "log": "按对数"},
    {"population": "除以 n", "sample": "除以 n−1"},
    {"none": "不取整", "down": "舍去", "half up": "四舍五入", "up": "进位"},
    {"percent": "百分比", "difference": "差额"},
)


def _by_name(words: Mapping[Any, Words]) -> Iterable[Choices]:
    """The words of every enumeration in a table of words."""
    kinds = dict.fromkeys(type(choice) for choice in words)
    return ({choice.value: words[choice].zh for choice in kind} for kind in kinds)


_WORDS = (WORDS, RELATION_WORDS, LIAISON_WORDS, STATUS_WORDS, CERTAINTY_WORDS)
_ALL = {
    frozenset(choices): choices
    for choices in (*_OTHERS, *(choices for words in _WORDS for choices in _by_name(words)))
}


def choices_of(names: Iterable[str]) -> Choices:
    """The words of exactly these names; the names themselves where nobody has given them words."""
    names = tuple(names)
    return _ALL.get(frozenset(names), {name: name for name in names})
