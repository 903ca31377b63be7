"""The score sheet as pandas users have it: one row per unit, one column per field, NaN where there is no value."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from benchmarks.assessment import TYPES
from benchmarks.frame_headings import GROUP, TYPE, heading
from scoring.sheet import State

if TYPE_CHECKING:
    from benchmarks.assessment import Assessment
    from scoring.sheet import ScoreSheet


def wide_frame(of: Assessment, sheet: ScoreSheet) -> pd.DataFrame:
    """The frame, with the group as a category and its type beside the fields."""
    groups = pd.Categorical([unit.group for unit in sheet.units], categories=list(of.groups))
    columns = {
        heading(name.code, name.field): np.where(
            column.states == State.VALUE, column.mantissas / 10**column.decimals, np.nan
        )
        for name, column in sheet.columns.items()
    }
    return pd.DataFrame({GROUP: groups, TYPE: groups.codes % TYPES, **columns})
