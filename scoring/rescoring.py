"""Scores under other weights: what lies above a changed weight is computed again, everything else is there already."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from indicators.formula import Stage
from indicators.standing import standing_of
from scoring.branch_table import BranchMemory, BranchTable
from scoring.layout import reweighed_plan
from scoring.plan import Plan, Raw
from scoring.results import Results, Scoring
from scoring.sheet import VALUE
from scoring.sheet_order import InSheetOrder
from scoring.table import sources

if TYPE_CHECKING:
    from indicators.catalogue import Catalogue
    from indicators.formula import ColumnName
    from indicators.scheme import Scheme
    from scoring.block import Arranged, Values
    from scoring.sheet import ScoreSheet
    from scoring.table import Computed, Flags

#: The points, and what they come to; whatever points are made of is computed again where somebody asks for it.
_COUNTED = frozenset({Stage.POINTS, Stage.NODE, Stage.ADJUSTED, Stage.PUBLISHED})


@dataclass(frozen=True, slots=True)
class _Branch:
    """What lies above certain columns: where it stands in the plan, and what it reads of all the rest.

    `flags` are those of the rest, which `arranged` has as if it had been reported.
    """

    at: tuple[int, ...]
    reads: tuple[Raw, ...]
    arranged: Arranged
    flags: Flags
    memory: BranchMemory = field(default_factory=BranchMemory)


class Rescoring:
    """A score sheet with the points of all its indicators, for the same scheme with any other weights; may be shared by threads.

    Attributes:
        scoring: The sheet scored under the scheme's own weights.
    """

    def __init__(self, scheme: Scheme, sheet: ScoreSheet, catalogue: Catalogue | None = None) -> None:
        """Computes everything once; arguments and errors are those of `score`."""
        self.scoring = Scoring(scheme, sheet, catalogue)
        plan = self.scoring.plan
        computed = self.scoring.table.run(
            self.scoring.arranged, [column.name for column in plan.columns if column.name.stage in _COUNTED]
        )
        self._columns = {name: _told_who_lacks_it(values) for name, values in computed.columns.items()}
        self._flags = computed.flags
        #: What cannot stand for a reported column: one with wild numbers.
        self._wild = frozenset(name for name, values in self._columns.items() if values.wild is not None)
        #: What each column reads, unit by unit or of cohorts.
        self._read = {c.name: [name for names in sources(c) for name in names] for c in plan.columns}
        self._branches: dict[frozenset[ColumnName], _Branch] = {}
        self._catalogue = catalogue

    def results(self, scheme: Scheme) -> Results:
        """The results under another scheme's weights, equal in every number to those of `score`.

        Args:
            scheme: What `with_weights` makes of the scheme, or of one under another title.
        """
        scoring = self.scoring
        plan = reweighed_plan(scoring.plan, scheme)
        both = zip(plan.columns, scoring.plan.columns, strict=True)
        changed = frozenset(now.name for now, before in both if now is not before)
        branch = self._above(changed)
        columns, last = tuple(map(plan.columns.__getitem__, branch.at)), branch.memory.table
        table = None if last is None else last.under(plan, columns)
        if table is None:
            own = Plan(plan.scheme, (*branch.reads, *columns))
            table = BranchTable(own, scoring.table.profile, plan, changed, branch.memory)
        computed = table.run(branch.arranged)
        merged = replace(computed, flags={**branch.flags, **computed.flags})

        def everything() -> Computed:
            return replace(merged, columns={**scoring.everything().columns, **merged.columns})

        in_order = InSheetOrder(scoring.arranged, merged, everything)
        return Results(plan, scoring.sheet, in_order, table.known, standing_of(scheme, self._catalogue))

    def _above(self, changed: frozenset[ColumnName]) -> _Branch:
        """What is to be computed again where these columns change."""
        if changed not in self._branches:
            self._branches[changed] = self._branch(changed | self._wild)
        return self._branches[changed]

    def _branch(self, changed: frozenset[ColumnName]) -> _Branch:
        scoring, again = self.scoring, set(changed)
        for column in scoring.plan.columns:
            if not again.isdisjoint(self._read[column.name]):
                again.add(column.name)
        # Points with wild numbers are made of what was not kept.
        for column in reversed(scoring.plan.columns):
            if column.name in again:
                again.update(
                    source
                    for source in self._read[column.name]
                    if source not in self._columns and source not in scoring.sheet.columns
                )
        rest = {name: values for name, values in self._columns.items() if name not in again}
        read = {source for name in again for source in self._read[name]} - again
        return _Branch(
            tuple(at for at, column in enumerate(scoring.plan.columns) if column.name in again),
            tuple(map(Raw, sorted(read))),
            scoring.arranged.beside(rest),
            {name: raised for name, raised in self._flags.items() if name in rest},
        )


def _told_who_lacks_it(values: Values) -> Values:
    """A column with the rows that hold no value, which then need not be looked for."""
    if values.states is None:
        return replace(values, absent=np.empty(0, dtype=np.intp))
    return replace(values, absent=np.flatnonzero(values.states != VALUE))
