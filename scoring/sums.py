"""Sums over a block: weighted children, rescaling of what does not apply, and the policies for what is absent."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import reduce
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from indicators.formula import Flag, Scope
from indicators.policies import Missing, NotApplicable
from scoring import bounds
from scoring.block import Spread
from scoring.cohorts import known_mean, means, sum_scale
from scoring.sheet import MISSING, NO_SCORE, NOT_APPLICABLE, VALUE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from collections.abc import Set as AbstractSet
    from fractions import Fraction

    from numpy.typing import NDArray

    from indicators.formula import ColumnName
    from scoring.block import Values
    from scoring.bounds import Known
    from scoring.plan import Sum, Term
    from scoring.run import Run

    Array = NDArray[np.float64]

#: What rounding can take off a sum of many weights, generously, and what it can add.
_BELOW, _ABOVE = 1 - 2.0**-20, 1 + 2.0**-20


class Weighing(NamedTuple):
    """What is known of a child's weight: of what one of its points adds, and of the weight itself."""

    coefficient: Known
    weight: Known

    @classmethod
    def of(cls, term: Term) -> Weighing:
        """That of a child whose weights are these."""
        coefficients = map(bounds.exactly, term.coefficients)
        weights = map(bounds.exactly, term.different_weights)
        return cls(reduce(bounds.either, coefficients), reduce(bounds.either, weights))


class Applying(NamedTuple):
    """How much of a sum applies to a unit, and what is earned for each point that applies.

    That is `most` at most, above or below zero, and off by `error`: whatever applies, it lies between what the parts earn.
    """

    known: Known
    least: float
    most: float
    error: float


@dataclass(frozen=True)
class SumBounds:
    """What is known of sums, worked out in the order of the plan."""

    sums: dict[ColumnName, Sum] = field(default_factory=dict)
    applying: dict[ColumnName, Applying] = field(default_factory=dict)

    def copied(self) -> SumBounds:
        """The same, to be gone on with for sums that are not yet among them, or change."""
        return SumBounds({**self.sums}, {**self.applying})

    def of(
        self,
        column: Sum,
        known: Mapping[ColumnName, Known],
        partly: AbstractSet[ColumnName],
        units: int,
        weighings: Iterable[Weighing],
    ) -> Known:
        """What is known of a sum.

        Args:
            column: The sum.
            known: Of its children.
            partly: The columns which do not apply to some units.
            units: How many units there are at most.
            weighings: What is known of each child's weight.
        """
        nothing = bounds.whole(0, 0)
        earned, applicable, most, error = nothing, nothing, 0.0, 0.0
        for term, (coefficient, weight) in zip(column.terms, weighings, strict=True):
            value = bounds.either(known[term.column], nothing)
            if term.reads_group_mean:
                value = bounds.either(value, _mean_of(known[term.column], units))
            if term.fills_full_points:
                value = bounds.either(value, bounds.exactly(term.full))
            earned = bounds.add(earned, bounds.multiply(value, coefficient))
            applicable = bounds.add(applicable, self._applies(term, weight, partly))
            most = max(most, value.magnitude / float(term.full))
            error = max(error, value.error / float(term.full))
            if term.nested:
                part = self.applying[term.column]
                most, error = max(most, part.most), max(error, part.error)
        error += most * (len(column.terms) + 2) * bounds.ROUNDOFF
        applying = Applying(applicable, self.least_applicable(column, partly), most * _ABOVE, error * _ABOVE)
        self.sums[column.name], self.applying[column.name] = column, applying
        if is_spread(column, partly):
            earned = bounds.either(earned, _spread_out(earned, applying, column.points))
        return earned

    def least_applicable(self, column: Sum, partly: AbstractSet[ColumnName]) -> float:
        """The least that applies to a unit to which anything does, in exact numbers as in floats."""
        least = []
        for weights in _weights_of_groups(column):
            own = list(zip(column.terms, weights, strict=True))
            always = sum(float(weight) for term, weight in own if not _may_lack(term, partly))
            if always:
                least.append(always)
                continue
            least += [
                self.applying[term.column].least * float(weight / self.sums[term.column].points)
                if term.nested
                else float(weight)
                for term, weight in own
                if weight
            ]
        return min(least, default=1.0) * _BELOW

    def _applies(self, term: Term, weight: Known, partly: AbstractSet[ColumnName]) -> Known:
        if not _may_lack(term, partly):
            return weight
        if term.nested:
            share = bounds.multiply(weight, bounds.exactly(1 / self.sums[term.column].points))
            weight = bounds.either(weight, bounds.multiply(self.applying[term.column].known, share))
        return bounds.either(weight, bounds.whole(0, 0))


def _spread_out(earned: Known, applying: Applying, points: Fraction) -> Known:
    """What is known of earned · points ÷ applicable."""
    full = float(points) * _ABOVE
    most, error = full * applying.most, full * applying.error
    whole = bounds.multiply(earned, bounds.exactly(points))
    found = bounds.divide(whole, applying.known, applying.least, most)
    return found._replace(
        error=min(found.error, error + most * (applying.known.relative + 4 * bounds.ROUNDOFF))
    )


def is_spread(column: Sum, partly: AbstractSet[ColumnName]) -> bool:
    """Whether what does not apply to some units is spread over what does."""
    return column.rescales and any(_may_lack(term, partly) for term in column.terms)


def _weights_of_groups(column: Sum) -> Collection[tuple[Fraction, ...]]:
    """The weights of a sum's children for each group, those of groups which have the same objects once."""
    if all(term.is_common for term in column.terms):
        return [tuple(term.weights[0] for term in column.terms)]
    of_groups = zip(*(term.weights for term in column.terms), strict=True)
    return {tuple(map(id, weights)): weights for weights in of_groups}.values()


def _may_lack(term: Term, partly: AbstractSet[ColumnName]) -> bool:
    """Whether less than the whole weight of a child may apply to a unit."""
    return term.column in partly or not term.is_common


def _mean_of(known: Known, units: int) -> Known:
    return known_mean(known, max(units, 1), sum_scale(known, max(units, 1)))


class CompiledSum:
    """A sum ready to be computed over blocks."""

    def __init__(
        self,
        column: Sum,
        sums: Mapping[ColumnName, Sum],
        known: Mapping[ColumnName, Known],
        units: int,
        special: AbstractSet[ColumnName],
    ) -> None:
        """Works out what does not depend on the block.

        Args:
            column: The sum.
            sums: The sums of the plan, for the full points of nested ones.
            known: What is known of each column.
            units: How many units there are at most.
            special: The columns which do not apply to some units, or may be without a score.
        """
        self._column = column
        self._children = [
            _CompiledTerm(
                term, sums.get(term.column), known[term.column], max(units, 1), term.column in special
            )
            for term in column.terms
        ]
        self._by_group = not all(child.is_common for child in self._children)

    def run(self, run: Run, out: Array) -> Values:
        """The sum over one block, whose children are computed; the numbers go to `out`, shape (n,)."""
        column, found = self._column, [run.columns[child.term.column] for child in self._children]
        spread = run.block.spreads.get(column.name)
        if spread is not None and spread.holds(self, found):
            self._add(found, out)
            return spread.over(out)
        children = [_Child(compiled, run) for compiled in self._children]
        children[0].earn(out)
        part = np.empty(run.block.height)
        for child in children[1:]:
            out += child.earn(part)
        spread = self._spread(children, run)
        if column.least_present is None and not self._by_group and all(c.filled is None for c in children):
            run.block.spreads[column.name] = spread
        return spread.over(out)

    def _add(self, found: list[Values], out: Array) -> None:
        """What the children add up to, where nothing takes the place of what is absent."""
        part = np.empty(len(out))
        for at, (child, values) in enumerate(zip(self._children, found, strict=True)):
            coefficient = child.coefficient
            if at == 0:
                np.multiply(values.numbers, coefficient, out=out)
            elif coefficient == 1.0:
                out += values.numbers
            else:
                out += np.multiply(values.numbers, coefficient, out=part)

    def _spread(self, children: list[_Child], run: Run) -> Spread:
        """What becomes of what is absent."""
        column, height = self._column, run.block.height
        of = tuple((child.values.states, child.values.applicable) for child in children)
        nobody, nothing_at_all = np.empty(0, dtype=np.intp), np.empty(0)
        if not self._by_group and all(states is None and applicable is None for states, applicable in of):
            return Spread(self, of, None, {}, None, nobody, nothing_at_all, nobody)
        states, applicable = _states(children, height), _applicable(children, height)
        rescaled, factors = nobody, nothing_at_all
        if applicable is not None:
            states[(applicable == 0) & (states != NO_SCORE)] = NOT_APPLICABLE
            if column.rescales:
                rescaled = np.flatnonzero((applicable != float(column.points)) & (applicable > 0))
                factors = float(column.points) / applicable[rescaled]
        nothing = states == NOT_APPLICABLE
        flags = {Flag.NOTHING_APPLIES: nothing} if nothing.any() else {}
        if column.least_present is not None:
            states[_too_few(column.least_present, children, states, run)] = NO_SCORE
        if applicable is not None:
            applicable[states == NOT_APPLICABLE] = 0.0
        kept = None if column.rescales else applicable
        absent = np.flatnonzero(states != VALUE)
        return Spread(self, of, states if absent.size else None, flags, kept, rescaled, factors, absent)


class _CompiledTerm:
    """What of a child does not depend on the block; numbers which differ by group have shape (n_groups,)."""

    def __init__(self, term: Term, nested: Sum | None, known: Known, units: int, special: bool) -> None:  # noqa: FBT001
        self.term = term
        self.special = special
        self.is_common = term.is_common
        #: Whether points may take the place of an absent value.
        self.fills = term.reads_group_mean or term.fills_full_points or term.fills_nothing
        self.weights = self._of_groups(term.different_weights)
        self.coefficients = self._of_groups(term.coefficients)
        #: What one point adds, where that is the same for all groups.
        self.coefficient = float(self.coefficients[0])
        self.nested_points = float(nested.points) if nested is not None else 1.0
        self.scale = sum_scale(known, units) if term.reads_group_mean else 1.0

    def _of_groups(self, of: tuple[Fraction, ...]) -> Array:
        """Numbers that go with the term's different weights, one for all groups if they have them in common."""
        numbers = map(float, of)
        return np.array(tuple(numbers) if self.is_common else self.term.of_groups(numbers))

    def of(self, numbers: Array, run: Run) -> Array | float:
        """Each unit's own of the numbers."""
        return float(numbers[0]) if self.is_common else numbers[run.block.groups]


class _Child:
    """One child of a sum over a block, with what its policies put in place of what is absent."""

    def __init__(self, compiled: _CompiledTerm, run: Run) -> None:
        self.compiled = compiled
        self.values = run.columns[compiled.term.column]
        self.weight = compiled.of(compiled.weights, run)
        self._coefficient = compiled.of(compiled.coefficients, run)
        #: Which units get points in place of an absent value; None where nobody does.
        self.filled: NDArray[np.bool_] | None = None
        self._fill: Array | float = 0.0
        if compiled.fills and self.values.states is not None:
            self._fill_in(run)

    def _fill_in(self, run: Run) -> None:
        term = self.compiled.term
        is_missing, is_absent = self.values.are(MISSING), self.values.are(NOT_APPLICABLE)
        mean, has_mean = np.zeros(1), np.ones(1, dtype=bool)
        if term.reads_group_mean:
            mean, has_mean = self._group_mean(run)
        filled = np.zeros(run.block.height, dtype=bool)
        fill = np.zeros(run.block.height)
        for rows, policy in ((is_missing, term.missing), (is_absent, term.not_applicable)):
            if policy in {Missing.GROUP_MEAN, NotApplicable.GROUP_MEAN}:
                fill = np.where(rows & has_mean, mean, fill)
                filled |= rows & has_mean
            elif policy in {Missing.FULL, NotApplicable.FULL}:
                fill[rows] = float(term.full)
                filled |= rows
            elif policy is NotApplicable.NO_POINTS:
                filled |= rows
        self.filled, self._fill = filled, fill

    def _group_mean(self, run: Run) -> tuple[Array, NDArray[np.bool_]]:
        wider = run.arranged.wider
        if wider is not None and wider.reaches(Scope.GROUP):
            return wider.means(self.compiled.term.column, run)
        starts = run.block.starts
        counts = np.add.reduceat(self.values.are(VALUE).astype(np.float64), starts)
        mean = means(self.values, starts, counts, self.compiled.scale)
        return run.block.spread(mean), run.block.spread(counts) > 0

    def points(self) -> Array:
        """Its points, with what takes the place of absent ones."""
        if self.filled is None:
            return self.values.numbers
        return np.where(self.filled, self._fill, self.values.numbers)

    def earn(self, out: Array) -> Array:
        """Writes what it adds to the sum."""
        return np.multiply(self.points(), self._coefficient, out=out)

    def does_not_apply(self) -> NDArray[np.bool_] | None:
        """Which units it neither applies to nor is filled in for; None where there are none."""
        if not self.compiled.special or self.values.states is None:
            return None
        absent = self.values.are(NOT_APPLICABLE)
        absent = absent if self.filled is None else absent & ~self.filled
        return absent if absent.any() else None


def _states(children: list[_Child], height: int) -> NDArray[np.uint8]:
    """Withheld, else missing where nothing applicable is present, else a value; all not applicable goes first."""
    states = np.zeros(height, dtype=np.uint8)
    of_children = [child.values.states for child in children if child.values.states is not None]
    if len(of_children) == len(children):
        absent = reduce(np.minimum, of_children).astype(bool)
        for child in children:
            if child.filled is not None:
                absent &= ~child.filled
        states[absent] = MISSING
    special = [child for child in children if child.compiled.special and child.values.states is not None]
    for child in children:
        if child.compiled.term.missing is Missing.NO_SCORE:
            states[child.values.are(MISSING)] = NO_SCORE
    for child in special:
        states[child.values.are(NO_SCORE)] = NO_SCORE
    if len(special) == len(children):
        nowhere = [child.values.are(NOT_APPLICABLE) for child in children]
        states[np.logical_and.reduce(nowhere)] = NOT_APPLICABLE
    return states


def _applicable(children: list[_Child], height: int) -> Array | None:
    """A2: the full points that apply, shape (n,); None where all of them do for everybody."""
    absences = [child.does_not_apply() for child in children]
    if all(
        child.compiled.is_common and child.values.applicable is None and absent is None
        for child, absent in zip(children, absences, strict=True)
    ):
        return None
    applicable = np.zeros(height)
    for child, absent in zip(children, absences, strict=True):
        if child.values.applicable is not None:
            share = child.values.applicable / child.compiled.nested_points
            if child.filled is not None:
                share = np.where(child.filled, 1.0, share)
            applicable += share * child.weight
        elif absent is None:
            applicable += child.weight
        else:
            applicable += child.weight * ~absent
    return applicable


def _too_few(
    least: Fraction, children: list[_Child], states: NDArray[np.uint8], run: Run
) -> NDArray[np.bool_]:
    """Which units have less of the applicable weight present than asked; what is close is left to the exact reading."""
    present, asked = np.zeros(run.block.height), np.zeros(run.block.height)
    for child in children:
        present += child.weight * child.values.are(VALUE)
        asked += child.weight * ~child.values.are(NOT_APPLICABLE)
    off = present - float(least) * asked
    has_value = (states == VALUE) | (states == MISSING)
    run.doubtful(has_value & (np.abs(off) <= asked * 2.0**-40))
    few: NDArray[np.bool_] = has_value & (off < 0)
    return few
