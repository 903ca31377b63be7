"""Results: every column of a run, what is published of it, places and grades; no step overwrites another."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from indicators.decimals import from_units, half_up
from indicators.formula import Stage
from indicators.policies import RankOn
from indicators.standing import standing_of
from scoring import bounds
from scoring.block import Arranged, group_numbers
from scoring.eligibility import eligibility
from scoring.exact import Exact
from scoring.grading import NO_GRADE, Ranked, grade_units, vetoed_units
from scoring.layout import compile_plan
from scoring.ranking import Standings, chained, exact_order, standings
from scoring.rounding import round_half_up
from scoring.sheet import BONUS, PENALTY, State
from scoring.sheet_order import InSheetOrder
from scoring.table import Table, profile_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    import pandas as pd
    from numpy.typing import NDArray

    from indicators.catalogue import Catalogue
    from indicators.formula import ColumnName
    from indicators.scheme import Scheme
    from indicators.standing import Standing
    from indicators.vetoes import VetoRecord
    from scoring.bounds import Known
    from scoring.eligibility import Award
    from scoring.grading import Vetoed
    from scoring.plan import Plan
    from scoring.sheet import ScoreSheet
    from scoring.table import Computed

#: Whole numbers below this are told apart by floats, with room for the error of a product.
_WHOLE = 2**50
#: The most units of the last decimal a published number can have.
TOO_LARGE = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True)
class Published:
    """One part as it is published: whole units of the last decimal, 0 where there is none, and the states."""

    units: NDArray[np.int64]
    states: NDArray[np.uint8]
    decimals: int

    def value(self, position: int) -> Decimal | None:
        """The published number of one unit; None if it has none."""
        if self.states[position] != State.VALUE:
            return None
        return from_units(int(self.units[position]), self.decimals)


class TooLargeError(ValueError):
    """A score that is too large to be published; `code` is that of its indicator or node."""

    def __init__(self, code: str) -> None:
        # As its only argument, so that it is the same in another process.
        super().__init__(code)
        self.code = code

    def __str__(self) -> str:
        """What is wrong, in words."""
        return f"a score of “{self.code}” is too large to be published"


@dataclass(frozen=True)
class Results:
    """A score sheet scored by a scheme; all arrays are in the order of the sheet's units."""

    plan: Plan
    sheet: ScoreSheet
    columns: InSheetOrder
    known: Mapping[ColumnName, Known]
    #: What the results rest on; None where the scheme names no list.
    standing: Standing | None = None
    _published: dict[str, Published] = field(default_factory=dict, repr=False)
    _standings: dict[tuple[str, bool], Standings] = field(default_factory=dict, repr=False)

    @property
    def scheme(self) -> Scheme:
        """The scheme the sheet was scored by."""
        return self.plan.scheme

    @cached_property
    def exact(self) -> Exact:
        """The exact reading, which takes nothing from this one."""
        return Exact(self.plan, self.sheet)

    def published(self, code: str) -> Published:
        """The published points of an indicator or score of a node, rounded half up as exact arithmetic would."""
        if code not in self._published:
            self._published[code] = self._publish(self.plan.passed_up(code))
        return self._published[code]

    def _publish(self, name: ColumnName) -> Published:
        values = self.columns[name]
        decimals = self.scheme.policies.decimals
        states = values.states if values.states is not None else np.zeros(len(values.numbers), dtype=np.uint8)
        if name.stage is Stage.PUBLISHED and self.known[name].magnitude * 10**decimals < _WHOLE:
            # Rounded already: whole units of the last decimal, each held as the nearest float.
            units, doubt = np.rint(values.numbers * 10.0**decimals), None
        else:
            units, doubt = round_half_up(values.numbers, self.known[name], decimals)
        asked = np.zeros(len(states), dtype=bool) if doubt is None else doubt & (states == State.VALUE)
        if values.wild is not None:
            asked |= values.wild & (states == State.VALUE)
        whole = np.where(asked | (states != State.VALUE), 0, units).astype(np.int64)
        for position in np.flatnonzero(asked):
            exact = half_up(self.columns.oracle.cell(name, int(position)).number, decimals)
            if abs(exact) > TOO_LARGE:
                raise TooLargeError(name.code)
            whole[position] = exact
        return Published(whole, states, decimals)

    @cached_property
    def groups(self) -> NDArray[np.intp]:
        """Each unit's group as its place in the scheme's list."""
        return self.columns.arranged.group_of

    @cached_property
    def total(self) -> Published:
        """The published total."""
        return self.published(self.scheme.root.code)

    @cached_property
    def scored(self) -> NDArray[np.bool_]:
        """Which units have a total."""
        mask: NDArray[np.bool_] = self.total.states == State.VALUE
        return mask

    @cached_property
    def rank_keys(self) -> NDArray[np.intp]:
        """Whole numbers that order all units as the policies say; meaningless where there is no total."""
        policies = self.scheme.policies
        if policies.rank_on is RankOn.PUBLISHED:
            first = self.total.units.astype(np.intp)
        else:
            first = self._exact_keys(self.plan.exact_name(self.scheme.root.code))
        chain = (self._exact_keys(self.plan.exact_name(code)) for code in policies.tie_break)
        return chained([first, *chain])

    def _exact_keys(self, name: ColumnName) -> NDArray[np.intp]:
        """Whole numbers that order the units by a column as exact arithmetic does; -1 where they have no value."""
        difference = bounds.subtract(self.known[name], self.known[name])
        proved = difference.tolerance()
        values = self.columns[name]
        if values.wild is not None:
            proved, error = None, float("inf")
        else:
            error = difference.error
        positions = np.flatnonzero(values.are(State.VALUE))
        keys = np.full(len(self.sheet.units), -1, dtype=np.intp)
        keys[positions] = exact_order(
            values.numbers[positions],
            np.zeros(len(positions), dtype=np.intp),
            2 * error if proved is None else proved,
            None
            if proved is not None
            else lambda at: self.columns.oracle.cell(name, int(positions[at])).number,
        )
        return keys

    @cached_property
    def _vetoed(self) -> Vetoed:
        return vetoed_units(self.scheme, self.sheet)

    @property
    def out_of_ranking(self) -> NDArray[np.bool_]:
        """Which units a veto keeps out of the ranking."""
        return self._vetoed.out

    def vetoes_of(self, position: int) -> tuple[VetoRecord, ...]:
        """The vetoes recorded for a unit."""
        code = self.sheet.units[position].code
        return tuple(record for record in self.sheet.vetoes if record.unit == code)

    @cached_property
    def bonus(self) -> tuple[Decimal, ...]:
        """What is granted to each unit, after all caps and conditions."""
        granted = self._raw(BONUS)
        setting = self.scheme.adjustments
        if setting is None or setting.only_if is None:
            return granted
        guard, least = setting.only_if.node, Fraction(setting.only_if.at_least)
        at = self.scheme.root.code if setting.at is None else setting.at
        name = self.plan.combined_name(guard) if guard == at else self.plan.passed_up(guard)
        # A condition without a score counts as zero, as it does in the score itself.
        cell = self.columns.oracle.cell
        reached = [bool(bonus) and cell(name, unit).number >= least for unit, bonus in enumerate(granted)]
        return tuple(bonus if holds else Decimal(0) for bonus, holds in zip(granted, reached, strict=True))

    @cached_property
    def penalty(self) -> tuple[Decimal, ...]:
        """What is taken off each unit, after all caps."""
        return self._raw(PENALTY)

    def _raw(self, name: ColumnName) -> tuple[Decimal, ...]:
        if self.scheme.adjustments is None:
            return (Decimal(0),) * len(self.sheet.units)
        column = self.sheet.columns[name]
        return tuple(from_units(int(mantissa), column.decimals) for mantissa in column.mantissas)

    def eligibility(self) -> tuple[Award, ...]:
        """Who may be proposed for awards, with the reasons against each unit; empty where nothing is asked."""
        return eligibility(self)

    @property
    def group_rank(self) -> NDArray[np.intp]:
        """The place within the group; 0 without a total."""
        return self.standings(self.scheme.root.code).places

    @property
    def rank(self) -> NDArray[np.intp] | None:
        """The place among all units, 0 without a total; None where groups must not be compared."""
        if not (self.scheme.policies.rank_across_groups or self.scheme.groups_are_comparable):
            return None
        return self.standings(self.scheme.root.code, overall=True).places

    def standings(self, code: str, *, overall: bool = False) -> Standings:
        """Where all units stand on one part of the tree, within their groups or among all.

        Places on the root are the official ones; on any other part they are taken on its published points.
        """
        overall = overall and len(self.scheme.group_codes) > 1
        if (code, overall) not in self._standings:
            root = code == self.scheme.root.code
            published = self.published(code)
            self._standings[code, overall] = standings(
                self.rank_keys if root else published.units.astype(np.intp),
                (published.states == State.VALUE) & ~self.out_of_ranking,
                np.zeros_like(self.groups) if overall else self.groups,
                self.scheme.policies.ties,
                lambda: [unit.code for unit in self.sheet.units],
            )
        return self._standings[code, overall]

    @cached_property
    def _graded(self) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
        return grade_units(
            self.scheme.grades,
            self.scheme.policies,
            self.total.units,
            Ranked(self.rank_keys, self.groups, self.scored, self.standings(self.scheme.root.code)),
            self._vetoed,
        )

    @property
    def cut_by_tie(self) -> NDArray[np.bool_]:
        """Which units a tie at a quota's edge cost a grade."""
        return self._graded[1]

    @property
    def grade_positions(self) -> NDArray[np.intp]:
        """The position of each unit's grade in the scheme's list, `NO_GRADE` where it has none."""
        return self._graded[0]

    @cached_property
    def grades(self) -> tuple[str | None, ...]:
        """The grade of each unit."""
        names = [grade.name for grade in self.scheme.grades]
        return tuple(None if index == NO_GRADE else names[index] for index in self.grade_positions)

    @cached_property
    def missing_count(self) -> NDArray[np.intp]:
        """How many indicators each unit has not reported."""
        count = np.zeros(len(self.sheet.units), dtype=np.intp)
        for indicator in self.scheme.indicators:
            count += self.published(indicator.code).states == State.MISSING
        return count

    # Frames are imported when they are asked for: pandas takes as long as everything that scores.

    def ranking(self) -> pd.DataFrame:
        """One row per unit, the best first within each group: `scoring.result_frames` names the columns."""
        from scoring.result_frames import ranking_frame  # noqa: PLC0415

        return ranking_frame(self)

    def detail(self) -> pd.DataFrame:
        """One row per unit and one column per part of the tree: `scoring.result_frames` names the others."""
        from scoring.result_frames import detail_frame  # noqa: PLC0415

        return detail_frame(self)


class Scoring:
    """A scheme and a score sheet, compiled and arranged, to be scored as often as wanted.

    Attributes:
        plan: The scheme's.
        sheet: What is scored.
        table: The plan compiled for the sheet.
        arranged: The sheet in the order of its groups.
    """

    def __init__(self, scheme: Scheme, sheet: ScoreSheet, catalogue: Catalogue | None = None) -> None:
        """Compiles the scheme for the sheet.

        Args:
            scheme: A scheme whose parts fit together.
            sheet: Values of units of the scheme's groups.
            catalogue: The list the scheme must cover, if it is at hand; scores do not depend on it.

        Raises:
            ValueError: If the scheme does not fit together or a unit's group is unknown.
        """
        plan = compile_plan(scheme)
        unknown = {unit.group for unit in sheet.units} - set(scheme.group_codes)
        if unknown:
            raise ValueError(f"units of unknown groups: {sorted(unknown)}")
        self.plan, self.sheet = plan, sheet
        self._standing = standing_of(scheme, catalogue)
        self.table = Table(plan, profile_of(sheet))
        self.arranged = Arranged(sheet, group_numbers(sheet, scheme.group_codes))

    def results(self) -> Results:
        """Everything computed anew; what places and grades need is kept, the rest worked out when it is asked for."""
        plan = self.plan
        named = {plan.scheme.root.code, *plan.scheme.policies.tie_break}
        columns = {name(code) for code in named for name in (plan.exact_name, plan.passed_up)}
        computed = self.table.run(self.arranged, columns)
        in_order = InSheetOrder(self.arranged, computed, self.everything)
        return Results(plan, self.sheet, in_order, self.table.known, self._standing)

    def everything(self) -> Computed:
        """Every column over all units."""
        return self.table.run(self.arranged)


def score(scheme: Scheme, sheet: ScoreSheet, catalogue: Catalogue | None = None) -> Results:
    """Scores, ranks and grades a score sheet.

    Args:
        scheme: A scheme whose parts fit together, as `indicators.load` returns it.
        sheet: Values of units of the scheme's groups.
        catalogue: The list the scheme must cover, if it is at hand: results say whether they are provisional.

    Raises:
        ValueError: If the scheme does not fit together or a unit's group is unknown.
    """
    return Scoring(scheme, sheet, catalogue).results()
