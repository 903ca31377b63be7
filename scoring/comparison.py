"""Two runs over the same units side by side: places before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from scoring.results import Results


class Compared(NamedTuple):
    """One unit's places before and after, None without a score."""

    position: int
    before: int | None
    after: int | None
    grade_changed: bool


def compare(official: Results, results: Results) -> list[Compared]:
    """All units in the order of the trial's ranking; places are overall where there are such, else within groups."""
    overall = official.rank is not None and results.rank is not None
    before = official.standings(official.scheme.root.code, overall=overall).places
    after = results.standings(results.scheme.root.code, overall=overall).places
    units, last = results.sheet.units, len(results.sheet.units) + 1
    groups, within = results.groups.tolist(), results.group_rank.tolist()
    order = sorted(range(len(units)), key=lambda i: (groups[i], within[i] or last, units[i].code))
    if overall:
        order.sort(key=lambda position: after[position] or last)
    return [
        Compared(i, int(before[i]) or None, int(after[i]) or None, official.grades[i] != results.grades[i])
        for i in order
    ]
