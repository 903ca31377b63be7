"""The order in which units are listed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from scoring.results import Results


def listed(results: Results) -> tuple[int, ...]:
    """The positions of all units: group by group, the best first, those out of the ranking last; ties by their codes."""
    codes = np.array([unit.code for unit in results.sheet.units], dtype=str)
    first = np.where(results.scored & ~results.out_of_ranking, 0, 1)
    order: list[int] = np.lexsort((codes, results.group_rank, first, results.groups)).tolist()
    return tuple(order)
