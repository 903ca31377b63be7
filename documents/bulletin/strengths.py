"""Strong points 主要成绩: the indicators done best, who leads in each aspect, and what was added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.bulletin.brief import MOST_GROUPS, enumerated, percent, quoted
from documents.bulletin.pieces import Text, second
from documents.record_words import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from documents.bulletin.brief import Brief
    from documents.bulletin.pieces import Piece

#: Where more units than these share the first place, they are counted and not named.
_MOST_LEADERS = 3


def strengths(brief: Brief) -> Iterator[Piece]:
    """What went well, with its figures."""
    sections = (
        ("得分率较高的指标", tuple(_indicators(brief))),
        ("各方面得分领先的单位", tuple(_leaders(brief))),
        ("获得加分的单位", tuple(_bonuses(brief))),
    )
    found = [(title, pieces) for title, pieces in sections if pieces]
    if not found:
        yield Text("没有可列出的事项。")
    for number, (title, pieces) in enumerate(found, start=1):
        yield second(number, title)
        yield from pieces


def _indicators(brief: Brief) -> Iterator[Piece]:
    rates = brief.indicator_rates
    for number, (part, each) in enumerate(brief.best, start=1):
        full = sum(count >= rates.base for count in rates.counts[rates.present[:, part], part].tolist())
        perfect = f"，其中{full}个得满分" if full else ""
        yield Text(
            f"{each.size}个单位平均得分率{percent(each.mean)}{perfect}。",
            lead=f"{number}.{quoted(brief.name_of(rates.codes[part]))}。",
        )


def _leaders(brief: Brief) -> Iterator[Piece]:
    """Group by group, who has the first place in each aspect."""
    for group in brief.contested[:MOST_GROUPS]:
        members = brief.by_group[group.code]
        said = [
            f"{brief.name_of(code)}方面，{_named(brief, leaders)}（{brief.points(code, leaders[0])}）"
            for code in brief.aspects
            if (leaders := _first(brief, code, members))
        ]
        if said:
            yield Text("；".join(said) + "。", lead=brief.naming(group))


def _first(brief: Brief, code: str, members: Sequence[int]) -> list[int]:
    """Who shares the first place; nobody leads with nothing."""
    places, published = brief.results.standings(code).places, brief.results.published(code)
    return [at for at in members if places[at] == 1 and published.units[at] > 0]


def _named(brief: Brief, leaders: Sequence[int]) -> str:
    if len(leaders) > _MOST_LEADERS:
        return f"{len(leaders)}家单位并列"
    return enumerated(brief.unit_names(leaders))


def _bonuses(brief: Brief) -> Iterator[Piece]:
    results = brief.results
    adjusted = results.scheme.adjustments
    granted = [at for at in brief.ranked if results.bonus[at] > 0]
    if adjusted is None or not granted:
        return
    said = [
        f"{name}{plain(results.bonus[at])}分"
        for name, at in zip(brief.unit_names(granted), granted, strict=True)
    ]
    yield Text(f"{enumerated(said)}{'' if adjusted.in_total else '，只列示，不计入总分'}。")
