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
    index = results.sheet.index
    order = [index[code] for code in results.ranking()["code"]]
    if overall:
        order.sort(key=lambda position: after[position] or len(order) + 1)
    return [
        Compared(i, int(before[i]) or None, int(after[i]) or None, official.grades[i] != results.grades[i])
        for i in order
    ]
