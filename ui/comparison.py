"""Two runs of the same data side by side: official and trial places, totals and grades."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from ui import text
from ui.session import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from scoring import Results
    from scoring.comparison import Compared


def counts(compared: Iterable[Compared], weights: int) -> dict[str, int]:
    """How much has changed."""
    rows = list(compared)
    return {
        "weights": weights,
        "ranks": sum(row.before != row.after for row in rows),
        "grades": sum(row.grade_changed for row in rows),
    }


def moved(row: Compared) -> int:
    """By how many places a unit moved; nothing where it has no place on either side."""
    return 0 if row.before is None or row.after is None else abs(row.before - row.after)


def comparison_frame(official: Results, results: Results, rows: Sequence[Compared]) -> pd.DataFrame:
    """The comparison as it is shown."""
    names = {group.code: group.name for group in official.scheme.groups}
    units = official.sheet.units
    none = say(text.NONE)
    totals = [results.total.value(row.position) for row in rows]
    return pd.DataFrame(
        {
            "group": [names[units[row.position].group] for row in rows],
            "unit": [units[row.position].name for row in rows],
            "before": pd.array([row.before for row in rows], dtype="Int64"),
            "after": pd.array([row.after for row in rows], dtype="Int64"),
            "change": [_change(row) for row in rows],
            "total_after": [None if total is None else float(total) for total in totals],
            "grade_before": [official.grades[row.position] or none for row in rows],
            "grade_after": [results.grades[row.position] or none for row in rows],
        }
    ).astype({"total_after": "float64"})


def _change(row: Compared) -> str:
    if row.before is None or row.after is None or row.before == row.after:
        return ""
    steps = row.before - row.after
    return f"↑ {steps}" if steps > 0 else f"↓ {-steps}"
