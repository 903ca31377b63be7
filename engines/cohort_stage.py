"""Columns that are gathered together: from stretches for which everything they are made from is known."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from engines.cohort_stages import branch
from engines.cohort_statistics import Statistics, part_of, together
from engines.cohort_values import Places, reading_of
from indicators.formula import Scope
from scoring.table import Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from fractions import Fraction

    from engines.cohort_stages import Asked
    from engines.cohort_statistics import Part
    from engines.cohort_values import Reading
    from engines.sheet_layout import SheetLayout, Stretch
    from indicators.formula import ColumnName
    from scoring.block import Arranged
    from scoring.plan import Plan
    from scoring.table import Computed

    Arrange = Callable[[Stretch, frozenset[ColumnName]], Arranged]


class Key(NamedTuple):
    """A column over a cohort: a group by its place in the scheme's list, or all units."""

    column: ColumnName
    group: int | None

    @classmethod
    def of(cls, column: ColumnName, scope: Scope, stretch: Stretch) -> Key:
        """The cohort of a scope that the units of a stretch belong to."""
        return cls(column, None if scope is Scope.ALL else stretch.part_of)

    def holds(self, stretch: Stretch) -> bool:
        """Whether the units of a stretch belong to the cohort."""
        return self.group is None or self.group == stretch.part_of


#: What a stretch says of each cohort its units belong to.
Look = list[tuple[Key, "Reading", "Part"]]


class CohortStage:
    """Columns that are gathered together.

    Attributes:
        columns: Which.
        stretches: Those that must be looked at.
    """

    def __init__(
        self,
        plan: Plan,
        layout: SheetLayout,
        asked: tuple[Asked, ...],
        stretches: tuple[Stretch, ...],
        arrange: Arrange,
    ) -> None:
        """Compiles what the columns are made from.

        Args:
            plan: The whole plan.
            layout: Of the sheet.
            asked: What is asked of the columns.
            stretches: All of the sheet.
            arrange: Gives some fields of a stretch, with the cohorts of earlier stages.
        """
        self.columns = frozenset(one.column for one in asked)
        everybody = any(one.scope is Scope.ALL for one in asked)
        self.stretches = tuple(s for s in stretches if everybody or s.part_of is not None)
        self._arrange = arrange
        own = branch(plan, self.columns)
        self._raw = frozenset(own.raw)
        self._table = Table(own, layout.profile, plan)
        decimals = {field.name: field.decimals for field in layout.fields}
        self._readings = [
            (
                one.scope,
                reading_of(
                    one.column,
                    one.operations,
                    self._table.known[one.column],
                    layout.units,
                    decimals.get(one.column),
                ),
            )
            for one in asked
        ]

    def computed(self, stretch: Stretch) -> tuple[Arranged, Computed]:
        """The columns over a stretch, and what they were made from."""
        arranged = self._arrange(stretch, self._raw)
        return arranged, self._table.run(arranged, self.columns)

    def look(self, at: int) -> Look:
        """What one of the stretches says of each cohort its units belong to."""
        return [*self._looked(self._readings, self.stretches[at])]

    def gathered(
        self, looks: Iterable[Look], exact: Callable[[ColumnName, int], Fraction]
    ) -> dict[Key, Statistics]:
        """What all stretches say of each column and cohort.

        Args:
            looks: What each says, in their order.
            exact: The exact number of a column for the unit in a row of the sheet.
        """
        parts: dict[Key, tuple[Reading, list[Part]]] = {}
        for key, reading, part in chain.from_iterable(looks):
            parts.setdefault(key, (reading, []))[1].append(part)
        return {key: self._whole(key, *own, exact) for key, own in parts.items()}

    def _looked(
        self, readings: list[tuple[Scope, Reading]], stretch: Stretch
    ) -> Iterator[tuple[Key, Reading, Part]]:
        arranged, computed = self.computed(stretch)
        for scope, reading in readings:
            if scope is Scope.GROUP and stretch.part_of is None:
                continue
            name = reading.column
            raw = arranged.sheet.columns[name] if name in self._raw else None
            part = part_of(reading, computed.columns[name], raw, stretch.rows.start)
            yield Key.of(name, scope, stretch), reading, part

    def _whole(
        self, key: Key, reading: Reading, parts: list[Part], exact: Callable[[ColumnName, int], Fraction]
    ) -> Statistics:
        part = together(parts)
        own = [stretch for stretch in self.stretches if key.holds(stretch)]
        if part.is_wild and reading.places is Places.COUNTED:
            # Whoever may be compared with a number that is not where it should be is asked one by one.
            reading = replace(reading, exact=False, places=Places.BY_UNIT)
            scope = Scope.ALL if key.group is None else Scope.GROUP
            part = together([of for s in own for _, _, of in self._looked([(scope, reading)], s)])
        return Statistics(reading, part, own[0].rows.start, partial(exact, reading.column))
