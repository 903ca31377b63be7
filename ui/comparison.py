"""Two runs of the same data side by side: official and trial places, totals and grades."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from ui import text
from ui.session import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from scoring import Results


class Compared(NamedTuple):
    """One unit's places before and after, None without a score."""

    position: int
    before: int | None
    after: int | None
    grade_changed: bool


def _places(results: Results) -> list[int]:
    places: list[int] = (results.group_rank if results.rank is None else results.rank).tolist()
    return places


def compare(official: Results, results: Results) -> list[Compared]:
    """All units in the order of the trial's ranking; places are overall where there are such, else within groups."""
    overall = results.rank is not None
    root = results.scheme.root.code
    before = official.standings(root, overall=overall).places
    after = results.standings(root, overall=overall).places
    index = results.sheet.index
    order = [index[code] for code in results.ranking()["code"]]
    if overall:
        order.sort(key=lambda position: after[position] or len(order) + 1)
    return [
        Compared(i, before[i] or None, after[i] or None, official.grades[i] != results.grades[i])
        for i in order
    ]


def counts(compared: Iterable[Compared], weights: int) -> dict[str, int]:
    """How much has changed."""
    rows = list(compared)
    return {
        "weights": weights,
        "ranks": sum(row.before != row.after for row in rows),
        "grades": sum(row.grade_changed for row in rows),
    }


def comparison_frame(official: Results, results: Results, rows: Sequence[Compared]) -> pd.DataFrame:
    """The comparison as it is shown."""
    names = {group.code: group.name for group in official.scheme.groups}
    units = official.sheet.units
    totals = [(official.total.value(row.position), results.total.value(row.position)) for row in rows]
    return pd.DataFrame(
        {
            "group": [names[units[row.position].group] for row in rows],
            "unit": [units[row.position].name for row in rows],
            "before": pd.array([row.before for row in rows], dtype="Int64"),
            "after": pd.array([row.after for row in rows], dtype="Int64"),
            "change": [_change(row) for row in rows],
            "total_before": [None if old is None else float(old) for old, _ in totals],
            "total_after": [None if new is None else float(new) for _, new in totals],
            "grade": [_grade(official, results, row) for row in rows],
        }
    ).astype({"total_before": "float64", "total_after": "float64"})


def _change(row: Compared) -> str:
    if row.before is None or row.after is None or row.before == row.after:
        return ""
    steps = row.before - row.after
    return f"↑ {steps}" if steps > 0 else f"↓ {-steps}"


def _grade(official: Results, results: Results, row: Compared) -> str:
    before, after = official.grades[row.position], results.grades[row.position]
    none = say(text.NONE)
    return after or none if not row.grade_changed else f"{before or none} → {after or none}"
