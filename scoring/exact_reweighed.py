"""The exact reading under other weights, which takes everything that no weight moves from the reading of the old ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.exact import Cell, Exact
from scoring.plan import GeometricMean, Sum
from scoring.table import sources

if TYPE_CHECKING:
    from collections.abc import Callable
    from fractions import Fraction

    from indicators.formula import Cohort, ColumnName
    from indicators.parts import Composite, Indicator
    from scoring.plan import Plan


def moved_columns(plan: Plan, moves: Callable[[Indicator | Composite], bool]) -> frozenset[ColumnName]:
    """The columns that moved weights reach.

    Args:
        plan: Of the scheme.
        moves: Whether the weight of a part, of the tree with its periods written out, may move.
    """
    moved: set[ColumnName] = set()
    for column in plan.columns:
        weighs = isinstance(column, (Sum, GeometricMean))
        reads = {name for names in sources(column) for name in names}
        if moved & reads or (weighs and any(map(moves, plan.scheme.children[column.name.code]))):
            moved.add(column.name)
    return frozenset(moved)


class Reweighed(Exact):
    """The exact reading of a plan that differs from another in its weights."""

    def __init__(self, before: Exact, plan: Plan, moved: frozenset[ColumnName]) -> None:
        """Reads `moved` anew, the columns that weights reach, and everything else from `before`."""
        super().__init__(plan, before.sheet)
        self._before = before
        self._moved = moved

    def cell(self, name: ColumnName, unit: int) -> Cell:
        """The state and number of one unit in one column."""
        return super().cell(name, unit) if name in self._moved else self._before.cell(name, unit)

    def cohort_number(self, node: Cohort, unit: int) -> Fraction:
        """The value of a cohort operation."""
        if node.column in self._moved:
            return super().cohort_number(node, unit)
        return self._before.cohort_number(node, unit)

    def anybody_has(self, name: ColumnName, unit: int) -> bool:
        """Whether anybody of the unit's peer group has a value."""
        moved = name in self._moved
        return super().anybody_has(name, unit) if moved else self._before.anybody_has(name, unit)
