"""The outcome 考核结果: how many took part, and how each peer group came out."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import groupby
from typing import TYPE_CHECKING

from documents.bulletin.brief import MOST_GROUPS, enumerated
from documents.bulletin.pieces import Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from documents.bulletin.brief import Brief
    from documents.bulletin.pieces import Piece

#: Places that are named in the text.
_PLACES = 3


def outcome(brief: Brief) -> Iterator[Piece]:
    """What became of the assessment, group by group."""
    results = brief.results
    groups = brief.groups
    sizes = "、".join(f"{group.name}{len(brief.by_group[group.code])}个" for group in groups[:MOST_GROUPS])
    more = "等" if len(groups) > MOST_GROUPS else ""
    said = f"参加考核的单位共{len(results.sheet.units)}个"
    yield Text(f"{said}，分{len(groups)}组：{sizes}{more}。" if len(groups) > 1 else f"{said}。")
    spoken = groups[:MOST_GROUPS]
    for number, group in enumerate(spoken, start=1):
        lead = f"{number}.{group.name}。" if len(groups) > 1 else ""
        yield Text(_of_group(brief, brief.by_group[group.code], brief.placed[group.code]), lead=lead)
    if len(groups) > len(spoken):
        yield Text(f"其余{len(groups) - len(spoken)}组的结果见附件。")
    yield from _unranked(brief)


def _of_group(brief: Brief, members: Sequence[int], placed: Sequence[int]) -> str:
    size = f"{len(members)}个单位"
    if not placed:
        return f"{size}都{'不参加排名' if any(brief.results.scored[at] for at in members) else '没有总分'}。"
    return f"{size}，{_totals(brief, members, placed)}。" + _grades(brief, members)


def _totals(brief: Brief, members: Sequence[int], placed: Sequence[int]) -> str:
    """The totals of those who have a place, and how many they are where not all have one."""
    totals = {at: Fraction(brief.results.total.value(at) or 0) for at in placed}
    counted = "" if len(placed) == len(members) else _counted(brief, members, placed)
    if len(placed) == 1:
        return f"{counted}{brief.unit_names(placed)[0]}得{brief.total(placed[0])}"
    lowest, highest = min(totals.values()), max(totals.values())
    if lowest == highest:
        return f"{counted}均为{brief.total(placed[0])}"
    best, last = ([at for at in placed if totals[at] == end] for end in (highest, lowest))
    return (
        f"{counted}平均{brief.mean_points(sum(totals.values(), Fraction(0)) / len(totals))}，"
        f"最高{brief.total(best[0])}（{enumerated(brief.unit_names(best))}），"
        f"最低{brief.total(last[0])}（{enumerated(brief.unit_names(last))}）{_first_places(brief, placed)}"
    )


def _counted(brief: Brief, members: Sequence[int], placed: Sequence[int]) -> str:
    """Whose totals the figures are of."""
    out = any(brief.results.scored[at] for at in members if at not in placed)
    return f"{'参加排名' if out else '有总分'}的{len(placed)}个单位"


def _first_places(brief: Brief, placed: Sequence[int]) -> str:
    places = brief.results.group_rank
    if len(placed) <= _PLACES:
        return ""
    first = groupby((at for at in placed if places[at] <= _PLACES), key=lambda at: int(places[at]))
    said = (f"第{place}名{_sharing(brief, list(sharing))}" for place, sharing in first)
    return "。" + "；".join(said)


def _sharing(brief: Brief, positions: list[int]) -> str:
    tied = "并列" if len(positions) > 1 else ""
    return f"{enumerated(brief.unit_names(positions))}{tied}（{brief.total(positions[0])}）"


def _grades(brief: Brief, members: Sequence[int]) -> str:
    """How many hold each grade, and who the best."""
    grades = brief.results.scheme.grades
    if not grades:
        return ""
    counts = Counter(brief.results.grades[at] for at in members)
    best = [at for at in members if brief.results.grades[at] == grades[0].name]
    held = [f"{grade.name}{counts[grade.name]}个" for grade in grades if counts[grade.name]]
    if best:
        held[0] += f"（{enumerated(brief.unit_names(best))}）"
    if counts[None]:
        held.append(f"未定等次{counts[None]}个")
    return "等次：" + "，".join(held) + "。"


def _unranked(brief: Brief) -> Iterator[Piece]:
    """Who has no place, and why."""
    results = brief.results
    without = [at for at in brief.ranked if not results.scored[at]]
    out = [at for at in brief.ranked if results.scored[at] and results.out_of_ranking[at]]
    if without:
        yield Text(f"{enumerated(brief.unit_names(without))}没有总分，不参加排名。")
    if out:
        yield Text(f"{enumerated(brief.unit_names(out))}因否决事项不参加排名。")
