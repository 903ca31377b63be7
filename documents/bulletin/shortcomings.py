"""Named shortcomings 存在问题: the weakest indicators, the widest gaps, the last units, and what was not reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.bulletin.brief import (
    MOST_GROUPS,
    MOST_INDICATORS,
    MOST_NAMED,
    enumerated,
    percent,
    percent_points,
    quoted,
    weightiest,
)
from documents.bulletin.pieces import Text, second
from documents.record_words import plain
from indicators.parts import Composite
from indicators.policies import WORDS
from scoring.imbalance import PASS, weakest
from scoring.missing import missing_by_effect
from scoring.sheet import State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from fractions import Fraction

    from documents.bulletin.brief import Brief
    from documents.bulletin.pieces import Piece
    from scoring.imbalance import Imbalance

_MOST_GAPS = 3
#: Of a unit's indicators, and of the units with the lowest rates.
_LOWEST = 3
#: Of how many units one is named as being behind, and at most how many.
_ONE_IN, _MOST_BEHIND = 10, 3


def shortcomings(brief: Brief) -> Iterator[Piece]:
    """What went wrong, with its figures and by name."""
    sections: tuple[tuple[str, Callable[[Brief], Iterator[Piece]]], ...] = (
        ("得分率较低的指标", _weak_indicators),
        ("单位之间差距较大的指标", _gaps),
        ("排名靠后的单位及其短板", _behind),
        ("缺报数据的单位", _missing),
        ("被减分和否决的单位", _deducted),
    )
    found = [(title, pieces) for title, write in sections if (pieces := tuple(write(brief)))]
    if not found:
        yield Text("没有可列出的事项。")
    for number, (title, pieces) in enumerate(found, start=1):
        yield second(number, title)
        yield from pieces


def _weak_indicators(brief: Brief) -> Iterator[Piece]:
    rates = brief.indicator_rates

    def lost(part: int, each: Imbalance) -> Fraction:
        return (1 - each.mean) * brief.full_of(rates.codes[part])

    best = {part for part, _ in brief.best}
    others = {
        part: each for part, each in brief.spread.items() if part not in best and not _is_factor(brief, part)
    }
    lowest = weightiest(others, lambda _, each: 1 - each.mean, MOST_INDICATORS)
    for number, (part, each) in enumerate(lowest, start=1):
        weak = f"，{each.weak}个低于{PASS * 100}%" if each.weak else ""
        yield Text(
            f"{each.size}个单位平均得分率{percent(each.mean)}，平均失{brief.mean_points(lost(part, each))}{weak}。"
            f"{_lowest(brief, part)}。",
            lead=f"{number}.{quoted(brief.name_of(rates.codes[part]))}。",
        )
    summed = {part: each for part, each in brief.spread.items() if _is_summed(brief, part)}
    costly = weightiest(summed, lost, MOST_INDICATORS)
    if len(costly) > 1:
        said = (
            f"{quoted(brief.name_of(rates.codes[part]))}（{brief.mean_points(lost(part, each))}）"
            for part, each in costly
        )
        yield Text(f"按平均失分看，失分最多的依次是{'、'.join(said)}。")


def _is_factor(brief: Brief, part: int) -> bool:
    """Whether an indicator multiplies the others, so that its points are no share of anything."""
    scheme = brief.results.scheme
    above = scheme.by_code[brief.indicator_rates.codes[part]].parent
    node = None if above is None else scheme.by_code[above]
    return isinstance(node, Composite) and node.combine == "product"


def _is_summed(brief: Brief, part: int) -> bool:
    """Whether points lost in an indicator can be held against those lost in another."""
    scheme = brief.results.scheme
    return scheme.is_in_sum(scheme.by_code[brief.indicator_rates.codes[part]])


def _lowest(brief: Brief, part: int) -> str:
    """The units with the lowest rate; where many share it, how many; where all do, that they do."""
    rates = brief.indicator_rates
    counts = rates.counts[:, part].tolist()
    present = [at for at in brief.ranked if rates.present[at, part]]
    least = min(counts[at] for at in present)
    lowest = [at for at in present if counts[at] == least]
    rate = f"得分率{rates.percent(lowest[0], part)}%"
    points = brief.points(rates.codes[part], lowest[0])
    if len(lowest) == len(present) > 1:
        return f"各单位都得{points}"
    return f"最低的是{enumerated(brief.unit_names(lowest), _LOWEST)}（{points}，{rate}）"


def _gaps(brief: Brief) -> Iterator[Piece]:
    said = [
        f"{quoted(brief.name_of(brief.indicator_rates.codes[part]))}得分率最高{percent(each.highest)}、"
        f"最低{percent(each.lowest)}，各单位与平均数平均相差{percent_points(each.deviation)}"
        for part, each in weightiest(brief.spread, lambda _, each: each.deviation, _MOST_GAPS)
    ]
    if said:
        yield Text("；".join(said) + "。")


def _behind(brief: Brief) -> Iterator[Piece]:
    """The last of each group, with the indicators in which they have the lowest rates."""
    for group in brief.contested[:MOST_GROUPS]:
        behind = _last(brief, brief.placed[group.code])
        if behind:
            said = "；".join(_weakness(brief, at) for at in behind)
            yield Text(f"{said}。", lead=brief.naming(group))


def _last(brief: Brief, ranked: Sequence[int]) -> list[int]:
    """The last units of a group, the very last one first, and whoever shares a place with one of them.

    Nobody is behind with as many points as the first.
    """
    places, totals = brief.results.group_rank, brief.results.total.units
    count = max(1, min(len(ranked) // _ONE_IN, _MOST_BEHIND))
    edge = places[ranked[-count]]
    behind = [at for at in ranked if places[at] >= edge and totals[at] < totals[ranked[0]]]
    return behind[::-1][:MOST_NAMED]


def _weakness(brief: Brief, position: int) -> str:
    rates = brief.indicator_rates
    said = [
        f"{quoted(brief.name_of(rates.codes[part]))}{brief.points(rates.codes[part], position)}"
        f"（得分率{rates.percent(position, part)}%）"
        for part in weakest(rates, position, _LOWEST)
        if rates.counts[position, part] < rates.base
    ]
    place = f"第{brief.results.group_rank[position]}名"
    start = f"{brief.unit_names([position])[0]}{brief.total(position)}，列{place}"
    return f"{start}，得分率最低的指标是{'、'.join(said)}" if said else start


def _missing(brief: Brief) -> Iterator[Piece]:
    """Who did not report what, and what became of it; who reported nothing at all is named once."""
    results = brief.results
    silent = _silent(brief)
    lines = []
    for indicator in results.scheme.indicators:
        said = [
            f"{enumerated(brief.unit_names(absent))}（{WORDS[effect].zh}）"
            for effect, units in missing_by_effect(results, indicator)
            if (absent := [at for at in brief.ranked if units[at] and at not in silent])
        ]
        if said:
            lines.append(f"{quoted(indicator.name)}：{'，'.join(said)}")
    total, units = int(results.missing_count.sum()), int((results.missing_count > 0).sum())
    if total:
        nothing = [f"{enumerated(brief.unit_names(silent))}全部未报"] if silent else []
        more = f"；其余{len(lines) - MOST_NAMED}项指标从略" if len(lines) > MOST_NAMED else ""
        yield Text(f"共缺报{total}项，涉及{units}个单位。{'；'.join(nothing + lines[:MOST_NAMED])}{more}。")


def _silent(brief: Brief) -> list[int]:
    """Who reported nothing of what is asked of it."""
    states = brief.indicator_rates.states
    missing = states == State.MISSING
    silent = missing.any(axis=1) & (missing | (states == State.NOT_APPLICABLE)).all(axis=1)
    return [at for at in brief.ranked if silent[at]]


def _deducted(brief: Brief) -> Iterator[Piece]:
    results = brief.results
    taken = [at for at in brief.ranked if results.penalty[at] > 0]
    if taken:
        names = brief.unit_names(taken)
        said = [f"{name}{plain(results.penalty[at])}分" for name, at in zip(names, taken, strict=True)]
        yield Text(f"减分：{enumerated(said)}。")
    vetoes = {veto.code: veto for veto in results.scheme.vetoes}
    said = [
        f"{brief.unit_names([at])[0]}因{quoted(vetoes[record.veto].name)}{vetoes[record.veto].words.zh}"
        for at in brief.ranked
        for record in results.vetoes_of(at)
    ]
    if said:
        yield Text("；".join(said[:MOST_NAMED]) + ("等" if len(said) > MOST_NAMED else "") + "。")
