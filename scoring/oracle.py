"""The exact reading as the table reading asks it: about single units, of whose cohorts floats know most already."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from indicators.formula import CohortOperation, Scope
from scoring import bounds
from scoring.exact import Exact
from scoring.sheet import State

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from numpy.typing import NDArray

    from indicators.formula import Cohort, ColumnName
    from scoring.block import Arranged, Gathered, Values
    from scoring.bounds import Known
    from scoring.plan import Plan


class Oracle(Exact):
    """Decides single cells exactly, without working out every member of their cohorts.

    Which members can be the extremes of a cohort, and which are surely better than a unit, the floats of the column
    prove; only the others are worked out. A certificate uses `Exact`, which takes nothing from floats.
    """

    def __init__(
        self,
        plan: Plan,
        arranged: Arranged,
        known: Mapping[ColumnName, Known],
        columns: Mapping[ColumnName, Gathered | Values],
    ) -> None:
        """Reads the computed columns, in the order of the arranged sheet; all that cohorts are taken of are there."""
        super().__init__(plan, arranged.sheet)
        self._arranged = arranged
        self._known = known
        self._columns = columns

    def members(self, group: str | None) -> NDArray[np.intp]:
        """The positions of the units of a cohort, as they are arranged."""
        return self._arranged.members(None if group is None else self._group_number[group])

    def cohort_number(self, node: Cohort, unit: int) -> Fraction:
        """The value of a cohort operation, of the whole cohort even where it reaches beyond the units at hand."""
        wider = self._arranged.wider
        if wider is not None and wider.reaches(node.scope):
            return wider.exact(node, unit, self)
        return super().cohort_number(node, unit)

    def anybody_has(self, name: ColumnName, unit: int) -> bool:
        """Whether anybody of the unit's peer group has a value, at hand or beyond."""
        wider = self._arranged.wider
        if wider is not None and wider.reaches(Scope.GROUP):
            return wider.anybody_has(name, unit)
        return super().anybody_has(name, unit)

    def statistic(self, node: Cohort, group: str | None) -> Fraction:
        """What is the same for the whole cohort; of its extremes only the members that can be them are worked out."""
        lowest = node.operation is CohortOperation.LOWEST
        if not lowest and node.operation is not CohortOperation.HIGHEST:
            return super().statistic(node, group)
        numbers, members = self._floats(node.column, group)
        tolerance, proved = self.tolerance(node.column)
        edge = numbers.min() if lowest else numbers.max()
        near = members[np.abs(numbers - edge) <= tolerance]
        if proved:
            near = near[:1]
        values = [self.cell(node.column, int(member)).number for member in near]
        return min(values) if lowest else max(values)

    def rank(self, node: Cohort, group: str | None, unit: int) -> int:
        """One more than how many are better; only those as close as floats can be wrong are worked out."""
        numbers, members = self._floats(node.column, group)
        tolerance, proved = self.tolerance(node.column)
        sign = 1 if node.operation is CohortOperation.RANK_FROM_HIGHEST else -1
        ahead = sign * (numbers - self._columns[node.column].numbers[self._arranged.rows[unit]])
        better = int((ahead > tolerance).sum())
        if proved:
            return 1 + better
        own = self.cell(node.column, unit).number
        near = members[np.abs(ahead) <= tolerance]
        return 1 + better + sum(sign * (self.cell(node.column, int(n)).number - own) > 0 for n in near)

    def _floats(self, name: ColumnName, group: str | None) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
        """The floats of a cohort's members which hold a value, and their positions."""
        members, values = self.members(group), self._columns[name]
        rows = self._arranged.rows[members]
        if values.states is not None:
            present = values.states[rows] == State.VALUE
            members, rows = members[present], rows[present]
        return values.numbers[rows], members

    def tolerance(self, name: ColumnName) -> tuple[float, bool]:
        """How far apart the floats of a column can be and their exact values equal; whether they are so for sure."""
        difference = bounds.subtract(self._known[name], self._known[name])
        proved = difference.tolerance()
        wild = self._columns[name].wild is not None
        if proved is None or wild:
            return (np.inf if wild else 2 * difference.error), False
        return proved, True
