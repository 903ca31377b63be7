"""Results as pandas frames."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from scoring.listing import listed
from scoring.sheet import State

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scoring.results import Results


def ranking_frame(results: Results) -> pd.DataFrame:
    """One row per unit, the best first within each group.

    Columns: code, name, group, total (Decimal or None), rank (if there is an overall one), group_rank, grade,
    missing (count of indicators not reported); bonus and penalty, and vetoes (their names), where the scheme has
    any.
    """
    units, scheme = results.sheet.units, results.scheme
    names = {veto.code: veto.name for veto in scheme.vetoes}
    frame = pd.DataFrame(
        {
            "code": [unit.code for unit in units],
            "name": [unit.name for unit in units],
            "group": [unit.group for unit in units],
            "total": pd.Series([results.total.value(i) for i in range(len(units))], dtype=object),
            "rank": _places_or_none(results.rank, len(units)),
            "group_rank": _places_or_none(results.group_rank, len(units)),
            "grade": pd.Series(list(results.grades), dtype=object),
            "missing": results.missing_count,
        }
    )
    if scheme.adjustments is not None:
        frame["bonus"] = pd.Series(list(results.bonus), dtype=object)
        frame["penalty"] = pd.Series(list(results.penalty), dtype=object)
    if names:
        vetoes = ["、".join(names[record.veto] for record in results.vetoes_of(i)) for i in range(len(units))]
        frame["vetoes"] = pd.Series(vetoes, dtype=object)
    return frame.iloc[list(listed(results))].reset_index(drop=True)


def detail_frame(results: Results) -> pd.DataFrame:
    """One row per unit in the order of the sheet, one column per part of the tree with its published points.

    Cells are Decimals, or the `State` where there is no value; the first columns are code, name and group.
    """
    units = results.sheet.units
    frame: dict[str, list[object]] = {
        "code": [unit.code for unit in units],
        "name": [unit.name for unit in units],
        "group": [unit.group for unit in units],
    }
    for _, part in results.scheme.outline:
        published = results.published(part.code)
        frame[f"points:{part.code}"] = [
            published.value(i) if state == State.VALUE else State(state)
            for i, state in enumerate(published.states)
        ]
    return pd.DataFrame(frame, dtype=object)


def _places_or_none(found: NDArray[np.intp] | None, height: int) -> pd.Series[int]:
    missing = np.zeros(height, dtype=np.intp) if found is None else found
    return pd.Series(missing, dtype="Int64").mask(missing == 0)
