"""The drawn sheet at sizes where its whole numbers must not take more room than they need, nor its units any."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from benchmarks.assessment import TYPES
from benchmarks.generator import draw_groups, draw_leaf
from indicators.units import Unit
from scoring.sheet import RawColumn, ScoreSheet

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from benchmarks.assessment import Assessment
    from indicators.formula import ColumnName


def draw_narrow_sheet(of: Assessment, units: int) -> ScoreSheet:
    """The figures of `draw_sheet`, each field in the smallest whole numbers that hold it; units have no names."""
    groups, random = draw_groups(of, units)
    columns: dict[ColumnName, RawColumn] = {}
    for leaf in of.leaves:
        for name, column in draw_leaf(leaf, groups % TYPES, random).items():
            figure = leaf.figures[name.field]
            kind = np.min_scalar_type(min(figure.low, -figure.high - 1))
            columns[name] = RawColumn(column.mantissas.astype(kind), column.decimals, column.states)
    return ScoreSheet(_Register(groups, of.groups), columns)


class _Register(Sequence[Unit]):
    """Units that are told by their groups only; one of each group stands for all."""

    def __init__(self, groups: NDArray[np.intp], codes: tuple[str, ...]) -> None:
        self._groups = groups
        self._units = [
            Unit.model_construct(code=f"U{code}", name=code, group=code, aliases=()) for code in codes
        ]

    def __getitem__(self, position: Any) -> Any:
        """The unit at a position."""
        return self._units[self._groups[position]]

    def __len__(self) -> int:
        return len(self._groups)
