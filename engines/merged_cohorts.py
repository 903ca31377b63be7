"""Cohorts that reach beyond a stretch: gathered stage by stage, then given to every stretch as if all were there."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from engines.cohort_stage import CohortStage, Key
from engines.cohort_stages import asks_everybody, stages
from engines.exact_cohorts import ExactCohorts
from engines.sheet_file import excluded_groups
from indicators.formula import RANKS, Cohort, CohortOperation, Scope

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import NDArray

    from engines.cohort_stage import Look
    from engines.cohort_statistics import Statistics
    from engines.sheet_file import SheetFile
    from engines.sheet_layout import Stretch
    from indicators.formula import ColumnName
    from scoring.block import Arranged
    from scoring.exact import Exact
    from scoring.plan import Plan
    from scoring.run import Run


class MergedCohorts:
    """The cohorts of a sheet that reach beyond its stretches; once gathered it may be used by several threads.

    Attributes:
        stretches: How the sheet is cut.
        looks: How often stretches must be looked at to gather everything.
        found: What is known of cohorts so far; may be sent to other processes.
        wild: The columns of which somebody's number lies outside what is known of them.
    """

    def __init__(self, plan: Plan, sheet: SheetFile, stretches: tuple[Stretch, ...]) -> None:
        """Lays out what is to be gathered.

        Args:
            plan: Of which the stretches are scored.
            sheet: What is scored.
            stretches: How the sheet is cut.
        """
        self._plan, self._sheet, self.stretches = plan, sheet, stretches
        self._excluded = excluded_groups(plan.scheme, sheet.layout.fields)
        cut = {Scope.GROUP} if any(stretch.part_of is not None for stretch in stretches) else set()
        common = {Scope.ALL} if len(stretches) > 1 and asks_everybody(plan) else set()
        self._reaching = frozenset(cut | common)
        self._stages = [
            CohortStage(plan, sheet.layout, asked, stretches, self.arranged)
            for asked in stages(plan, self._reaching)
        ]
        stage_of = {column: stage for stage in self._stages for column in stage.columns}
        self._exact = ExactCohorts(stage_of)
        self.found: dict[Key, Statistics] = {}
        self.wild: frozenset[ColumnName] = frozenset()
        self.looks = sum(len(stage.stretches) for stage in self._stages)

    def gather(self, looks: Callable[[int, int], Iterable[Look]]) -> None:
        """Goes through the sheet once for each stage.

        Args:
            looks: Has each of so many stretches looked at for a stage, and gives what is seen in their order.
        """
        for at, stage in enumerate(self._stages):
            seen = looks(at, len(stage.stretches))
            self.learn(self.found | stage.gathered(seen, self._exact.of_row))

    def look(self, stage: int, at: int) -> Look:
        """What one of a stage's stretches says, once the stages before it are known."""
        return self._stages[stage].look(at)

    def learn(self, found: dict[Key, Statistics]) -> None:
        """Takes what is known of cohorts, from here or from another process."""
        self.found = found
        self.wild = frozenset(key.column for key, of in found.items() if of.is_wild)

    def arranged(self, stretch: Stretch, only: frozenset[ColumnName] | None = None) -> Arranged:
        """A stretch as the table reading takes it; arguments are those of `SheetFile.arranged`."""
        scopes = self._reaching if stretch.part_of is not None else self._reaching - {Scope.GROUP}
        wider = _Beyond(self, stretch, scopes) if scopes else None
        return self._sheet.arranged(self._plan.scheme.group_codes, self._excluded, stretch, wider, only=only)

    def statistics(self, key: Key) -> Statistics:
        """What was gathered of a column over a cohort."""
        return self.found[key]

    def exact(self, key: Key, operation: CohortOperation) -> Fraction:
        """What is the same for a whole cohort, exactly."""
        found = self.found[key]
        if found.is_exact or operation is CohortOperation.COUNT:
            return found.number(operation)
        return self._exact.number(key, operation, found)


class _Beyond:
    """What the units of a stretch are told of their cohorts."""

    def __init__(self, cohorts: MergedCohorts, stretch: Stretch, scopes: frozenset[Scope]) -> None:
        self._cohorts, self._stretch, self._scopes = cohorts, stretch, scopes

    @property
    def is_wild(self) -> bool:
        return bool(self._cohorts.wild)

    def reaches(self, scope: Scope) -> bool:
        return scope in self._scopes

    def wild(self, column: ColumnName) -> bool:
        return column in self._cohorts.wild

    def numbers(self, node: Cohort, run: Run) -> NDArray[np.float64]:
        found = self._of(node.column, node.scope)
        if node.operation not in RANKS:
            return np.broadcast_to(found.shown(node.operation), len(run.block.starts))
        rows = run.block.rows
        raw = run.arranged.sheet.columns[node.column].mantissas[rows] if found.reading.is_raw else None
        keys = found.reading.keys(run.columns[node.column], raw)
        return found.ranks(node.operation, keys, self._rows(rows)).astype(np.float64)

    def means(self, column: ColumnName, run: Run) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
        found, height = self._of(column, Scope.GROUP), run.block.height
        return np.full(height, found.shown(CohortOperation.MEAN)), np.full(height, found.count > 0)

    def exact(self, node: Cohort, unit: int, by: Exact) -> Fraction:
        found = self._of(node.column, node.scope)
        if node.operation not in RANKS:
            return self._cohorts.exact(Key.of(node.column, node.scope, self._stretch), node.operation)
        key = found.reading.key(by.cell(node.column, unit).number)
        return Fraction(int(found.ranks(node.operation, key, self._rows(slice(unit, unit + 1)))[0]))

    def anybody_has(self, column: ColumnName, unit: int) -> bool:
        del unit
        return self._of(column, Scope.GROUP).count > 0

    def _of(self, column: ColumnName, scope: Scope) -> Statistics:
        return self._cohorts.statistics(Key.of(column, scope, self._stretch))

    def _rows(self, rows: slice) -> NDArray[np.intp]:
        """Rows of the stretch as rows of the sheet."""
        first = self._stretch.rows.start
        return np.arange(first + rows.start, first + rows.stop)
