"""Counters 量词: what is written behind a number of things, and says nothing that the number does not."""

from __future__ import annotations

from indicators.unit_of_measure import unit_form

#: Said of things of any kind.
_OF_ANYTHING = "个"
#: Neither measures nor multiples: 分, 元, % and 万人 are none of them.
_WORDS = """
个 件 次 人 名 位 票 起 项 家 户 处 场 期 篇 份 条 例 宗 批 所 座 台 套 支
人次 户次 件次 场次 批次 家次 项次
"""
_COUNTERS = frozenset(_WORDS.split())


def is_counter(unit: str) -> bool:
    """Whether a unit of measure is a plain counter."""
    return unit_form(unit) in _COUNTERS


def counts_alike(behind: str, unit: str) -> bool:
    """Whether what stands behind a number is the counter for anything, and its unit of measure is a counter too."""
    return unit_form(behind) == _OF_ANYTHING and is_counter(unit)
