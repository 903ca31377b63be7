"""One stretch of a scale sheet scored: what is published of its units, and how they compare beyond their groups."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from engines.tally import Key, Tally, tally_of
from indicators.policies import RankOn
from scoring.grading import NO_GRADE
from scoring.results import Results
from scoring.sheet import VALUE
from scoring.sheet_order import InSheetOrder
from scoring.table import Table

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engines.merged_cohorts import MergedCohorts
    from engines.sheet_file import SheetFile
    from engines.sheet_layout import Stretch
    from indicators.formula import ColumnName
    from indicators.scheme import Scheme
    from scoring.plan import Plan
    from scoring.results import Published


#: The line of a unit outside the overall ranking.
NOBODY = -1


@dataclass(frozen=True, slots=True)
class Scored:
    """What is published of a stretch; arrays have shape (n,), in the order of its rows.

    `parts` holds the total and the parts right below it, `lines` each unit's line of the tally, `NOBODY` outside the
    ranking; `tally` is None where nobody is compared with units of another stretch. The places and grades of a part of a
    group are only known once all of it is scored.
    """

    parts: dict[str, Published]
    group_ranks: NDArray[np.int32]
    grades: NDArray[np.int8]
    lines: NDArray[np.int32]
    tally: Tally | None


class BlockScoring:
    """A plan compiled for a scale sheet; may be used by several threads.

    Attributes:
        plan: What is computed.
        stretches: The parts in which the sheet is scored.
    """

    def __init__(self, plan: Plan, sheet: SheetFile, cohorts: MergedCohorts) -> None:
        """Compiles the plan.

        Args:
            plan: What is computed.
            sheet: What it is computed from.
            cohorts: Those that reach beyond the stretches.
        """
        self.plan = plan
        self._table = Table(plan, sheet.layout.profile)
        self._cohorts, self.stretches = cohorts, cohorts.stretches
        policies = self.plan.scheme.policies
        self._exact_keys = [self.plan.exact_name(code) for code in policies.tie_break]
        if policies.rank_on is RankOn.EXACT:
            self._exact_keys.insert(0, self.plan.exact_name(self.plan.scheme.root.code))

    def results(self, stretch: Stretch) -> Results:
        """The stretch as if it were all there is; places beyond it are not meant to be asked for."""
        arranged = self._cohorts.arranged(stretch)
        kept = {self.plan.passed_up(code) for code in shown(self.plan)} | set(self._exact_keys)
        computed = self._table.run(arranged, kept | {self.plan.exact_name(self.plan.scheme.root.code)})
        in_order = InSheetOrder(arranged, computed, lambda: self._table.run(arranged))
        return Results(self.plan, arranged.sheet, in_order, self._table.known)

    def scored(self, stretch: Stretch) -> Scored:
        """What is published of a stretch."""
        results = self.results(stretch)
        lines, tally = self._compared(results, stretch)
        units = len(results.sheet.units)
        ranks, grades = np.zeros(units, dtype=np.int32), np.full(units, NO_GRADE, dtype=np.int8)
        if stretch.part_of is None:
            ranks, grades = results.group_rank.astype(np.int32), results.grade_positions.astype(np.int8)
        return Scored(
            {code: results.published(code) for code in shown(self.plan)}, ranks, grades, lines, tally
        )

    def _compared(self, results: Results, stretch: Stretch) -> tuple[NDArray[np.int32], Tally | None]:
        of_unit = np.full(len(results.sheet.units), NOBODY, dtype=np.int32)
        if stretch.part_of is None and not are_ranked_together(results.scheme):
            return of_unit, None
        rows = np.flatnonzero(results.scored & ~results.out_of_ranking)
        keys: list[Key] = []
        if results.scheme.policies.rank_on is RankOn.PUBLISHED:
            keys.append(Key(results.total.units[rows]))
        for column, name in enumerate(self._exact_keys):
            keys += _exact_key(results, name, column, rows)
        of_unit[rows], tally = tally_of(keys, rows + stretch.rows.start)
        return of_unit, tally

    def exact_key(self, results: Results, column: int, unit: int) -> Fraction:
        """The exact number behind a unit's key; 0 where it has none, since those without are told by another key."""
        cell = results.columns.oracle.cell(self._exact_keys[column], unit)
        return cell.number if cell.present else Fraction(0)


def _exact_key(results: Results, name: ColumnName, column: int, rows: NDArray[np.intp]) -> tuple[Key, Key]:
    """Who has a value at all, then the values."""
    tolerance, proved = results.columns.oracle.tolerance(name)
    values = results.columns[name]
    present = values.are(VALUE)[rows]
    numbers = np.where(present, values.numbers[rows], 0.0)
    return Key(present.astype(np.int64)), Key(numbers, tolerance, proved, column)


def shown(plan: Plan) -> tuple[str, ...]:
    """The root and the parts right below it."""
    root = plan.scheme.root.code
    return (root, *(part.code for part in plan.scheme.children[root]))


def are_ranked_together(scheme: Scheme) -> bool:
    """Whether there are places among all units."""
    return scheme.groups_are_comparable or scheme.policies.rank_across_groups
