"""Scores under other weights: what lies above a changed weight is computed again, everything else is there already."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from indicators.standing import standing_of
from scoring.layout import reweighed_plan
from scoring.plan import Plan, Raw
from scoring.results import Results, Scoring
from scoring.sheet_order import InSheetOrder
from scoring.table import Table, sources

if TYPE_CHECKING:
    from indicators.catalogue import Catalogue
    from indicators.formula import ColumnName
    from indicators.scheme import Scheme
    from scoring.sheet import ScoreSheet


class Rescoring:
    """A score sheet with all its columns, for the same scheme with any other weights; may be shared by threads."""

    def __init__(self, scheme: Scheme, sheet: ScoreSheet, catalogue: Catalogue | None = None) -> None:
        """Computes everything once; arguments and errors are those of `score`."""
        self._scoring = Scoring(scheme, sheet, catalogue)
        self._computed = self._scoring.everything()
        #: What each column reads, unit by unit or of cohorts.
        self._read = {
            c.name: [name for names in sources(c) for name in names] for c in self._scoring.plan.columns
        }
        self._catalogue = catalogue

    def results(self, scheme: Scheme) -> Results:
        """The results under another scheme's weights, equal in every number to those of `score`.

        Args:
            scheme: What `with_weights` makes of the scheme, or of one under another title.
        """
        scoring, before = self._scoring, self._computed
        plan = reweighed_plan(scoring.plan, scheme)
        again = self._to_compute(plan)
        rest = {name: values for name, values in before.columns.items() if name not in again}
        read = {source for name in again for source in self._read[name]} - again
        columns = (column for column in plan.columns if column.name in again)
        branch = Plan(plan.scheme, (*map(Raw, sorted(read)), *columns))
        table = Table(branch, scoring.table.profile, plan)
        computed = table.run(scoring.arranged.beside(rest))
        flags = {name: raised for name, raised in before.flags.items() if name in rest}
        merged = replace(computed, flags={**flags, **computed.flags})
        in_order = InSheetOrder(scoring.arranged, merged, lambda: merged)
        return Results(plan, scoring.sheet, in_order, table.known, standing_of(scheme, self._catalogue))

    def _to_compute(self, plan: Plan) -> set[ColumnName]:
        """What changed, what reads it, and what cannot stand for a reported column: one with wild numbers."""
        before, kept = self._scoring.plan.by_name, self._computed.columns
        found: set[ColumnName] = set()
        for column in plan.columns:
            changed = column is not before[column.name] or kept[column.name].wild is not None
            if changed or not found.isdisjoint(self._read[column.name]):
                found.add(column.name)
        return found
