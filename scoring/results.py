"""Results: every column of a run, what is published of it, places and grades; no step overwrites another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from indicators.decimals import from_units, half_up
from indicators.policies import RankOn
from scoring import bounds
from scoring.block import Arranged, Values, group_numbers
from scoring.exact import Exact
from scoring.grading import NO_GRADE, grade_units
from scoring.layout import compile_plan
from scoring.ranking import Standings, exact_order, standings
from scoring.rounding import round_half_up
from scoring.sheet import State
from scoring.table import Table, profile_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from numpy.typing import NDArray

    from indicators.formula import ColumnName
    from indicators.scheme import Scheme
    from scoring.bounds import Known
    from scoring.plan import Plan
    from scoring.sheet import ScoreSheet

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


@dataclass(frozen=True)
class Results:
    """A score sheet scored by a scheme; all arrays are in the order of the sheet's units."""

    plan: Plan
    sheet: ScoreSheet
    exact: Exact
    columns: Mapping[ColumnName, Values]
    known: Mapping[ColumnName, Known]
    _published: dict[str, Published] = field(default_factory=dict, repr=False)
    _standings: dict[tuple[str, bool], Standings] = field(default_factory=dict, repr=False)

    @property
    def scheme(self) -> Scheme:
        """The scheme the sheet was scored by."""
        return self.plan.scheme

    def published(self, code: str) -> Published:
        """The published points of an indicator or score of a node, rounded half up as exact arithmetic would."""
        if code not in self._published:
            self._published[code] = self._publish(self.plan.passed_up(code))
        return self._published[code]

    def _publish(self, name: ColumnName) -> Published:
        values = self.columns[name]
        decimals = self.scheme.policies.decimals
        states = values.states if values.states is not None else np.zeros(len(values.numbers), dtype=np.uint8)
        units, doubt = round_half_up(values.numbers, self.known[name], decimals)
        asked = np.zeros(len(states), dtype=bool) if doubt is None else doubt & (states == State.VALUE)
        if values.wild is not None:
            asked |= values.wild & (states == State.VALUE)
        whole = np.where(asked | (states != State.VALUE), 0, units).astype(np.int64)
        for position in np.flatnonzero(asked):
            exact = half_up(self.exact.cell(name, int(position)).number, decimals)
            if abs(exact) > TOO_LARGE:
                raise ValueError(f"a score of “{name.code}” is too large to be published")
            whole[position] = exact
        return Published(whole, states, decimals)

    @cached_property
    def groups(self) -> NDArray[np.intp]:
        """Each unit's group as its place in the scheme's list."""
        return group_numbers(self.sheet, self.scheme.group_codes)

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
        """Whole numbers that order all units as the policy says; meaningless where there is no total."""
        if self.scheme.policies.rank_on is RankOn.PUBLISHED:
            return self.total.units.astype(np.intp)
        name = self.plan.exact_name(self.scheme.root.code)
        difference = bounds.subtract(self.known[name], self.known[name])
        proved = difference.tolerance()
        positions = np.flatnonzero(self.scored)
        keys = np.zeros(len(self.scored), dtype=np.intp)
        keys[positions] = exact_order(
            self.columns[name].numbers[positions],
            np.zeros(len(positions), dtype=np.intp),
            2 * difference.error if proved is None else proved,
            None if proved is not None else lambda at: self.exact.cell(name, int(positions[at])).number,
        )
        return keys

    @property
    def group_rank(self) -> NDArray[np.intp]:
        """The place within the group; 0 without a total."""
        return self.standings(self.scheme.root.code).places

    @property
    def rank(self) -> NDArray[np.intp] | None:
        """The place among all units, 0 without a total; None where groups must not be compared."""
        if not (self.scheme.groups_are_comparable or self.scheme.policies.rank_across_groups):
            return None
        return self.standings(self.scheme.root.code, overall=True).places

    def standings(self, code: str, *, overall: bool = False) -> Standings:
        """Where all units stand on one part of the tree, within their groups or among all.

        Places on the root are the official ones; on any other part they are taken on its published points.
        """
        if (code, overall) not in self._standings:
            root = code == self.scheme.root.code
            published = self.published(code)
            self._standings[code, overall] = standings(
                self.rank_keys if root else published.units.astype(np.intp),
                published.states == State.VALUE,
                np.zeros_like(self.groups) if overall else self.groups,
                self.scheme.policies.ties,
                [unit.code for unit in self.sheet.units],
            )
        return self._standings[code, overall]

    @cached_property
    def _graded(self) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
        return grade_units(
            self.scheme.grades,
            self.scheme.policies,
            self.total.units,
            self.rank_keys,
            self.groups,
            self.scored,
        )

    @property
    def cut_by_tie(self) -> NDArray[np.bool_]:
        """Which units a tie at a quota's edge cost a grade."""
        return self._graded[1]

    @cached_property
    def grades(self) -> tuple[str | None, ...]:
        """The grade of each unit."""
        names = [grade.name for grade in self.scheme.grades]
        return tuple(None if index == NO_GRADE else names[index] for index in self._graded[0])

    @cached_property
    def missing_count(self) -> NDArray[np.intp]:
        """How many indicators each unit has not reported."""
        count = np.zeros(len(self.sheet.units), dtype=np.intp)
        for indicator in self.scheme.indicators:
            count += self.published(indicator.code).states == State.MISSING
        return count

    def ranking(self) -> pd.DataFrame:
        """One row per unit, the best first within each group.

        Columns: code, name, group, total (Decimal or None), rank (if there is an overall one), group_rank, grade,
        missing (count of indicators not reported).
        """
        units = self.sheet.units
        frame = pd.DataFrame(
            {
                "code": [unit.code for unit in units],
                "name": [unit.name for unit in units],
                "group": [unit.group for unit in units],
                "total": pd.Series([self.total.value(i) for i in range(len(units))], dtype=object),
                "rank": _places_or_none(self.rank, len(units)),
                "group_rank": _places_or_none(self.group_rank, len(units)),
                "grade": pd.Series(list(self.grades), dtype=object),
                "missing": self.missing_count,
            }
        )
        first = np.where(self.scored, 0, 1)
        order = np.lexsort((frame["code"].to_numpy(object).astype(str), self.group_rank, first, self.groups))
        return frame.iloc[order].reset_index(drop=True)

    def detail(self) -> pd.DataFrame:
        """One row per unit in the order of the sheet, one column per part of the tree with its published points.

        Cells are Decimals, or the `State` where there is no value; the first columns are code, name and group.
        """
        units = self.sheet.units
        frame: dict[str, list[object]] = {
            "code": [unit.code for unit in units],
            "name": [unit.name for unit in units],
            "group": [unit.group for unit in units],
        }
        for _, part in self.scheme.outline:
            published = self.published(part.code)
            frame[f"points:{part.code}"] = [
                published.value(i) if state == State.VALUE else State(state)
                for i, state in enumerate(published.states)
            ]
        return pd.DataFrame(frame, dtype=object)


def _places_or_none(found: NDArray[np.intp] | None, height: int) -> pd.Series[int]:
    missing = np.zeros(height, dtype=np.intp) if found is None else found
    return pd.Series(missing, dtype="Int64").mask(missing == 0)


def score(scheme: Scheme, sheet: ScoreSheet) -> Results:
    """Scores, ranks and grades a score sheet.

    Args:
        scheme: A scheme whose parts fit together, as `indicators.load` returns it.
        sheet: Values of units of the scheme's groups.

    Raises:
        ValueError: If the scheme does not fit together or a unit's group is unknown.
    """
    plan = compile_plan(scheme)
    unknown = {unit.group for unit in sheet.units} - set(scheme.group_codes)
    if unknown:
        raise ValueError(f"units of unknown groups: {sorted(unknown)}")
    exact = Exact(plan, sheet)
    table = Table(plan, profile_of(sheet))
    arranged = Arranged(sheet, scheme.group_codes)
    columns = _InSheetOrder(arranged, table.run(arranged, exact))
    return Results(plan, sheet, exact, columns, table.known)


class _InSheetOrder(Mapping["ColumnName", Values]):
    """Computed columns in the order of the sheet, each put in order when it is first asked for."""

    def __init__(self, arranged: Arranged, columns: Mapping[ColumnName, Values]) -> None:
        self._arranged = arranged
        self._computed = columns
        self._ordered: dict[ColumnName, Values] = {}

    def __getitem__(self, name: ColumnName) -> Values:
        if name not in self._ordered:
            found, ordered = self._computed[name], self._arranged.in_sheet_order
            self._ordered[name] = Values(
                ordered(found.numbers),
                None if found.states is None else ordered(found.states),
                {flag: ordered(raised) for flag, raised in found.flags.items()},
                wild=None if found.wild is None else ordered(found.wild),
            )
        return self._ordered[name]

    def __iter__(self) -> Iterator[ColumnName]:
        return iter(self._computed)

    def __len__(self) -> int:
        return len(self._computed)
