"""A score sheet in the order of its groups, and cohort blocks: slices of it which hold whole peer groups."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from scoring.sheet import VALUE, ZERO_DENOMINATOR

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from numpy.typing import NDArray

    from indicators.formula import ColumnName, Flag
    from scoring.sheet import ScoreSheet, State
    from scoring.wider import WiderCohorts

Kind = TypeVar("Kind", bound=np.generic)

#: Rows of a block: what a formula works with at a time then stays near the processor, at little cost for each block.
ROWS = 131_072


@dataclass(slots=True)
class Values:
    """One column: numbers, 0 where a unit has none, and the states if any differs from VALUE."""

    numbers: NDArray[np.float64]
    states: NDArray[np.uint8] | None = None
    flags: dict[Flag, NDArray[np.bool_]] = field(default_factory=dict)
    #: For a sum that leaves rescaling to its ancestors: how much of its full points applies.
    applicable: NDArray[np.float64] | None = None
    #: Rows whose number lies outside what is known of the column; what is made of them is asked of the exact reading.
    wild: NDArray[np.bool_] | None = None
    #: Which rows hold no value, where that is known already.
    absent: NDArray[np.intp] | None = None

    @property
    def height(self) -> int:
        """How many units there are."""
        return len(self.numbers)

    def are(self, state: np.uint8 | State) -> NDArray[np.bool_]:
        """Which units are in a state."""
        if self.states is None:
            return np.full(self.height, state == VALUE)
        mask: NDArray[np.bool_] = self.states == state
        return mask


class Gathered:
    """A column over all units, filled block by block, with what `Values` holds of it."""

    def __init__(self, numbers: NDArray[np.float64], points: float) -> None:
        self.numbers = numbers
        self.states: NDArray[np.uint8] | None = None
        self.wild: NDArray[np.bool_] | None = None
        self.applicable: NDArray[np.float64] | None = None
        #: The full points of a sum, which apply wherever a block does not say otherwise.
        self._points = points

    def put(self, rows: slice, values: Values) -> None:
        """Adds a block, whose numbers are in place already."""
        if values.states is not None:
            if self.states is None:
                self.states = np.zeros(len(self.numbers), dtype=np.uint8)
            self.states[rows] = values.states
        if values.wild is not None:
            if self.wild is None:
                self.wild = np.zeros(len(self.numbers), dtype=bool)
            self.wild[rows] = values.wild
        if values.applicable is not None:
            if self.applicable is None:
                self.applicable = np.full(len(self.numbers), self._points)
            self.applicable[rows] = values.applicable

    def values(self) -> Values:
        """The whole column, without its flags."""
        return Values(self.numbers, self.states, applicable=self.applicable, wild=self.wild)


@dataclass(frozen=True, slots=True)
class Spread:
    """What a sum makes of its children's states over a block: which units have a score, and what is spread for whom.

    `by` made it, for its weights only; `of` are the children's states and applicable points it was made of; `rescaled` the rows whose numbers are multiplied
    by `factors`; `absent` the rows without a value.
    """

    by: object
    of: tuple[tuple[NDArray[np.uint8] | None, NDArray[np.float64] | None], ...]
    states: NDArray[np.uint8] | None
    flags: dict[Flag, NDArray[np.bool_]]
    applicable: NDArray[np.float64] | None
    rescaled: NDArray[np.intp]
    factors: NDArray[np.float64]
    absent: NDArray[np.intp]

    def holds(self, by: object, children: list[Values]) -> bool:
        """Whether it was made by the same sum, of the very same states of its children."""
        return self.by is by and all(
            child.states is states and child.applicable is applicable
            for child, (states, applicable) in zip(children, self.of, strict=True)
        )

    def over(self, numbers: NDArray[np.float64]) -> Values:
        """The sum, given what its children add up to."""
        numbers[self.rescaled] *= self.factors
        numbers[self.absent] = 0.0
        return Values(numbers, self.states, self.flags, self.applicable, absent=self.absent)


@dataclass(frozen=True, slots=True)
class Block:
    """Units in the order of their groups.

    `rows` is where they stand among all units so ordered; `groups` their group's number, ascending, shape (n,);
    `starts` the first row of each group within the block, shape (n_groups,).
    """

    rows: slice
    groups: NDArray[np.intp]
    starts: NDArray[np.intp]
    #: How many units each group has, shape (n_groups,).
    sizes: NDArray[np.intp]
    #: The first row of each unit's group, shape (n,).
    first: NDArray[np.intp]
    #: The highest state of several reported columns with the rows it leaves without a value, as they are asked for.
    states: dict[tuple[ColumnName, ...], tuple[NDArray[np.uint8] | None, NDArray[np.intp] | None]] = field(
        default_factory=dict
    )
    #: The states of columns when they were last computed, with the rows that held no value.
    seen: dict[ColumnName, tuple[NDArray[np.uint8], NDArray[np.intp]]] = field(default_factory=dict)
    #: The states of columns before and after full points were granted, with the rows to which they were.
    granted: dict[ColumnName, tuple[NDArray[np.uint8], NDArray[np.uint8], NDArray[np.intp]]] = field(
        default_factory=dict
    )
    #: How many units of each group have a value in a column, or of all, with the states it was counted of.
    counts: dict[tuple[ColumnName, bool], tuple[NDArray[np.uint8], NDArray[np.float64]]] = field(
        default_factory=dict
    )
    #: What sums have made of their children's states, for as long as these are the same.
    spreads: dict[ColumnName, Spread] = field(default_factory=dict)

    @property
    def height(self) -> int:
        """How many units there are."""
        return len(self.groups)

    def as_before(
        self, name: ColumnName, states: NDArray[np.uint8]
    ) -> tuple[NDArray[np.uint8], NDArray[np.intp]]:
        """A column's states and the rows without a value: the very arrays of the last time if nothing has changed since."""
        before = self.seen.get(name)
        if before is None or not (before[0] is states or np.array_equal(before[0], states)):
            self.seen[name] = before = states, np.flatnonzero(states != VALUE)
        return before

    def once_granted(
        self, name: ColumnName, states: NDArray[np.uint8]
    ) -> tuple[NDArray[np.uint8], NDArray[np.intp]]:
        """A column's states once full points are granted for a denominator of zero, and the rows of which that is true."""
        kept = self.granted.get(name)
        if kept is None or kept[0] is not states:
            rows = np.flatnonzero(states == ZERO_DENOMINATOR)
            after = states.copy() if rows.size else states
            after[rows] = VALUE
            self.granted[name] = kept = states, after, rows
        return kept[1:]

    def spread(self, per_group: NDArray[np.float64]) -> NDArray[np.float64]:
        """One number per group of the block as one per unit."""
        return np.repeat(per_group, self.sizes)


class Arranged:
    """A score sheet as arrays in the order of its groups.

    Attributes:
        order: The position in the sheet of each row, shape (n_units,).
        groups: Each row's group as its place in the scheme's list, ascending, shape (n_units,).
        wider: What is known of cohorts that reach beyond these units; None where all of them are here.
    """

    def __init__(
        self, sheet: ScoreSheet, group_of: NDArray[np.intp], wider: WiderCohorts | None = None
    ) -> None:
        self.sheet, self.wider = sheet, wider
        #: Each unit's group, in the order of the sheet, shape (n_units,).
        self.group_of = group_of
        self.order = np.argsort(self.group_of, kind="stable")
        self.groups = self.group_of[self.order]
        self._is_in_order = bool((np.diff(self.order) == 1).all())
        #: The row of each unit of the sheet, shape (n_units,).
        self.rows = np.empty(len(self.order), dtype=np.intp)
        self.rows[self.order] = np.arange(len(self.order))
        self._columns: dict[ColumnName, Values] = {}
        self._blocks: dict[
            tuple[tuple[ColumnName, ...], bool], list[tuple[Block, dict[ColumnName, Values]]]
        ] = {}
        self._constants: dict[tuple[object, ...], tuple[NDArray[np.float64], NDArray[np.bool_]]] = {}

    def beside(self, columns: Mapping[ColumnName, Values]) -> Arranged:
        """The same units in the same order, with computed columns as if they had been reported."""
        other = copy(self)
        other._columns = {**self._columns, **columns}  # noqa: SLF001 - a copy of this very object
        other._blocks = {}  # noqa: SLF001
        return other

    def raw(self, name: ColumnName) -> Values:
        """A reported column."""
        if name not in self._columns:
            column = self.sheet.columns[name]
            rows = slice(None) if self._is_in_order else self.order
            numbers = column.mantissas[rows] / np.float64(10**column.decimals)
            states = column.states[rows]
            self._columns[name] = Values(numbers, states if states.any() else None)
        return self._columns[name]

    def of_units(
        self, by_unit: tuple[tuple[str, object], ...]
    ) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
        """The number stated for each unit, 0 where there is none, and for which there is one."""
        if by_unit not in self._constants:
            numbers, named = np.zeros(len(self.order)), np.zeros(len(self.order), dtype=bool)
            for code, number in by_unit:
                position = self.sheet.index.get(code)
                if position is not None:
                    numbers[self.rows[position]] = float(number)  # type: ignore[arg-type]  # a fraction
                    named[self.rows[position]] = True
            self._constants[by_unit] = numbers, named
        return self._constants[by_unit]

    def members(self, group: int | None) -> NDArray[np.intp]:
        """The positions in the sheet of the units of a group, or of all."""
        if group is None:
            return self.order
        first, last = np.searchsorted(self.groups, [group, group + 1])
        return self.order[first:last]

    def in_sheet_order(self, array: NDArray[Kind]) -> NDArray[Kind]:
        """An array of rows as one of units in the order of the sheet."""
        if self._is_in_order:
            return array
        found = np.empty_like(array)
        found[self.order] = array
        return found

    def columns(self, names: Iterable[ColumnName]) -> dict[ColumnName, Values]:
        """Reported columns."""
        for name in names:
            self.raw(name)
        return self._columns

    def blocks(
        self, names: tuple[ColumnName, ...], *, whole: bool
    ) -> list[tuple[Block, dict[ColumnName, Values]]]:
        """The units in blocks of about `ROWS`, cut at group boundaries only, each with its part of reported columns.

        Args:
            names: The columns.
            whole: Whether all units are kept in one block.
        """
        key = (names, whole)
        if key not in self._blocks:
            columns = {name: self.raw(name) for name in names}
            cut = self._cut(whole=whole)
            self._blocks[key] = [
                (block, {name: _part(values, block.rows) for name, values in columns.items()})
                for block in cut
            ]
        return self._blocks[key]

    def _cut(self, *, whole: bool) -> Iterator[Block]:
        starts = np.flatnonzero(np.diff(self.groups, prepend=-1))
        ends = np.append(starts[1:], len(self.groups))
        first = 0
        for index, end in enumerate(ends if len(self.groups) else ()):
            if index == len(ends) - 1 or (not whole and end - starts[first] >= ROWS):
                rows = slice(int(starts[first]), int(end))
                own = starts[first : index + 1] - starts[first]
                sizes = np.diff(own, append=int(end - starts[first]))
                yield Block(rows, self.groups[rows], own, sizes, np.repeat(own, sizes))
                first = index + 1


def _part(values: Values, rows: slice) -> Values:
    """A column over the rows of a block."""
    if values.absent is not None and rows == slice(0, values.height):
        return values
    states = None if values.states is None else values.states[rows]
    applicable = None if values.applicable is None else values.applicable[rows]
    if states is None or not states.any():
        return Values(values.numbers[rows], applicable=applicable)
    return Values(values.numbers[rows], states, applicable=applicable, absent=np.flatnonzero(states != VALUE))


def group_numbers(sheet: ScoreSheet, codes: tuple[str, ...]) -> NDArray[np.intp]:
    """Each unit's group as its place in the scheme's list, shape (n_units,)."""
    number = {code: index for index, code in enumerate(codes)}
    return np.array([number[unit.group] for unit in sheet.units], dtype=np.intp)
