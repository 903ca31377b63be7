"""What a whole cohort gives, exactly: of reported columns in whole numbers, of others from the exact cells."""

from __future__ import annotations

from abc import ABC, abstractmethod
from bisect import bisect_left, bisect_right
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from indicators.formula import CohortOperation, Scope
from scoring.sheet import State

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from indicators.formula import Cohort, ColumnName
    from scoring.exact import Cell
    from scoring.plan import Plan
    from scoring.sheet import ScoreSheet


class ExactCohorts(ABC):
    """Cohort operations over one plan and score sheet, each worked out once for a cohort."""

    def __init__(self, plan: Plan, sheet: ScoreSheet) -> None:
        self.plan = plan
        self.sheet = sheet
        self._values: dict[tuple[ColumnName, str | None], list[Fraction] | list[int]] = {}
        self._statistics: dict[tuple[Cohort, str | None], Fraction] = {}

    @abstractmethod
    def cell(self, name: ColumnName, unit: int) -> Cell:
        """The state and number of one unit in one column."""

    @cached_property
    def _members(self) -> dict[str | None, NDArray[np.intp]]:
        """The positions of the units of each group, and of all."""
        groups = np.array([unit.group for unit in self.sheet.units])
        found: dict[str | None, NDArray[np.intp]] = {None: np.arange(len(groups))}
        for group in np.unique(groups):
            found[str(group)] = np.flatnonzero(groups == group)
        return found

    def cohort_number(self, node: Cohort, unit: int) -> Fraction:
        """The value of a cohort operation for one unit of the cohort."""
        group = self._group(node.scope, unit)
        if node.operation in {CohortOperation.RANK_FROM_HIGHEST, CohortOperation.RANK_FROM_LOWEST}:
            return Fraction(self.rank(node, group, unit))
        key = (node, group)
        if key not in self._statistics:
            self._statistics[key] = self.statistic(node, group)
        return self._statistics[key]

    def anybody_has(self, name: ColumnName, unit: int) -> bool:
        """Whether anybody of the unit's peer group has a value."""
        return bool(self.values(name, self.sheet.units[unit].group))

    def _group(self, scope: Scope, unit: int) -> str | None:
        return None if scope is Scope.ALL else self.sheet.units[unit].group

    def members(self, group: str | None) -> NDArray[np.intp]:
        """The positions of the units of a cohort."""
        return self._members[group]

    def values(self, name: ColumnName, group: str | None) -> list[Fraction] | list[int]:
        """The values of a cohort in ascending order; of a reported column in units of its last decimal."""
        key = (name, group)
        if key not in self._values:
            if name in self.plan.raw:
                self._values[key] = np.sort(self._mantissas(name, group)).tolist()
            else:
                cells = (self.cell(name, int(member)) for member in self.members(group))
                self._values[key] = sorted(cell.number for cell in cells if cell.present)
        return self._values[key]

    def _mantissas(self, name: ColumnName, group: str | None) -> NDArray[np.int64]:
        column, members = self.sheet.columns[name], self.members(group)
        present: NDArray[np.intp] = members[column.states[members] == State.VALUE]
        return column.mantissas[present]

    def _unit(self, name: ColumnName) -> Fraction:
        """What one in `values` stands for."""
        return Fraction(1, 10 ** self.sheet.columns[name].decimals) if name in self.plan.raw else Fraction(1)

    def rank(self, node: Cohort, group: str | None, unit: int) -> int:
        """One more than how many of the cohort are better."""
        values = self.values(node.column, group)
        own = self.cell(node.column, unit).number / self._unit(node.column)
        if node.operation is CohortOperation.RANK_FROM_HIGHEST:
            return 1 + len(values) - bisect_right(values, own)
        return 1 + bisect_left(values, own)

    def statistic(self, node: Cohort, group: str | None) -> Fraction:
        """What is the same for the whole cohort."""
        values, one = self.values(node.column, group), self._unit(node.column)
        match node.operation:
            case CohortOperation.COUNT:
                return Fraction(len(values))
            case CohortOperation.LOWEST:
                return values[0] * one
            case CohortOperation.HIGHEST:
                return values[-1] * one
            case CohortOperation.SUM:
                return Fraction(sum(values)) * one
            case CohortOperation.MEAN:
                return Fraction(sum(values)) * one / len(values)
            case _:
                return _variance(values, sample=node.operation is CohortOperation.SAMPLE_VARIANCE) * one * one


def _variance(values: list[Fraction] | list[int], *, sample: bool) -> Fraction:
    count = len(values)
    total = sum(values)
    squares = Fraction(sum(value * value for value in values)) - Fraction(total * total) / count
    if sample:
        return squares / (count - 1) if count > 1 else Fraction(0)
    return squares / count
