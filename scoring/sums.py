"""Sums over a block: weighted children, rescaling of what does not apply, and the policies for what is absent."""

from __future__ import annotations

from fractions import Fraction
from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

from indicators.formula import Flag
from indicators.policies import Missing, NotApplicable
from scoring import bounds
from scoring.block import Values
from scoring.cohorts import known_mean, means, sum_scale
from scoring.sheet import State

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from indicators.formula import ColumnName
    from scoring.bounds import Known
    from scoring.plan import Sum, Term
    from scoring.program import Run

    Array = NDArray[np.float64]

#: What rounding can take off a sum of many weights, generously.
_BELOW = 1 - 2.0**-20


class SumBounds:
    """What is known of sums, worked out in the order of the plan."""

    def __init__(self) -> None:
        self._sums: dict[ColumnName, Sum] = {}
        self._applicable: dict[ColumnName, Known] = {}
        self._least: dict[ColumnName, float] = {}

    def of(
        self, column: Sum, known: Mapping[ColumnName, Known], partly: frozenset[ColumnName], units: int
    ) -> Known:
        """What is known of a sum.

        Args:
            column: The sum.
            known: Of its children.
            partly: The columns which do not apply to some units.
            units: How many units there are at most.
        """
        nothing = bounds.whole(0, 0)
        earned, applicable = nothing, nothing
        for term in column.terms:
            value = bounds.either(known[term.column], nothing)
            if term.reads_group_mean:
                value = bounds.either(value, _mean_of(known[term.column], units))
            if term.fills_full_points:
                value = bounds.either(value, bounds.exactly(term.full))
            coefficients = (bounds.exactly(weight / term.full) for weight in set(term.weights))
            earned = bounds.add(earned, bounds.multiply(value, reduce(bounds.either, coefficients)))
            applicable = bounds.add(applicable, self._applies(term, partly))
        self._sums[column.name] = column
        self._applicable[column.name] = applicable
        self._least[column.name] = least = self._least_applicable(column, partly)
        if column.rescales and (any(_may_lack(term, partly) for term in column.terms)):
            whole = bounds.multiply(earned, bounds.exactly(column.points))
            earned = bounds.either(earned, bounds.divide(whole, applicable, least))
        return earned

    def _least_applicable(self, column: Sum, partly: frozenset[ColumnName]) -> float:
        """The least that applies to a unit to which anything does, in exact numbers as in floats."""
        groups = range(len(column.terms[0].weights))
        least = []
        for group in groups:
            always = sum((t.weights[group] for t in column.terms if not _may_lack(t, partly)), Fraction(0))
            if always:
                least.append(float(always))
                continue
            least += [
                self._least[term.column] * float(term.weights[group] / self._sums[term.column].points)
                if term.nested
                else float(term.weights[group])
                for term in column.terms
                if term.weights[group]
            ]
        return min(least, default=1.0) * _BELOW

    def _applies(self, term: Term, partly: frozenset[ColumnName]) -> Known:
        weight = reduce(bounds.either, (bounds.exactly(weight) for weight in set(term.weights)))
        if not _may_lack(term, partly):
            return weight
        if term.nested:
            points = self._sums[term.column].points
            share = reduce(bounds.either, (bounds.exactly(w / points) for w in set(term.weights)))
            weight = bounds.either(weight, bounds.multiply(self._applicable[term.column], share))
        return bounds.either(weight, bounds.whole(0, 0))


def _may_lack(term: Term, partly: frozenset[ColumnName]) -> bool:
    """Whether less than the whole weight of a child may apply to a unit."""
    return term.column in partly or not term.is_common


def _mean_of(known: Known, units: int) -> Known:
    return known_mean(known, max(units, 1), sum_scale(known, max(units, 1)))


class _Child:
    """One child of a sum over a block, with what its policies put in place of what is absent."""

    def __init__(self, term: Term, known: Known, units: int, run: Run) -> None:
        self.term = term
        self.values = run.columns[term.column]
        #: Which units get points in place of an absent value; None where nobody does.
        self.filled: NDArray[np.bool_] | None = None
        self.fill: Array | float = 0.0
        if term.is_common:
            self.weight: Array | float = float(term.weights[0])
            self.coefficient: Array | float = float(term.weights[0] / term.full)
        else:
            self.weight = np.array([float(w) for w in term.weights])[run.block.groups]
            self.coefficient = np.array([float(w / term.full) for w in term.weights])[run.block.groups]
        if self.values.states is not None:
            self._fill(known, units, run)

    def _fill(self, known: Known, units: int, run: Run) -> None:
        term, missing, absent = self.term, Missing, NotApplicable
        of_missing = {missing.FULL, missing.GROUP_MEAN} & {term.missing}
        of_absent = {absent.FULL, absent.GROUP_MEAN, absent.NO_POINTS} & {term.not_applicable}
        if not of_missing and not of_absent:
            return
        is_missing, is_absent = self.values.are(State.MISSING), self.values.are(State.NOT_APPLICABLE)
        mean, has_mean = np.zeros(1), np.ones(1, dtype=bool)
        if term.reads_group_mean:
            mean, has_mean = self._group_mean(known, units, run)
        filled = np.zeros(run.block.height, dtype=bool)
        fill = np.zeros(run.block.height)
        for rows, policy in ((is_missing, term.missing), (is_absent, term.not_applicable)):
            if policy in {missing.GROUP_MEAN, absent.GROUP_MEAN}:
                fill = np.where(rows & has_mean, mean, fill)
                filled |= rows & has_mean
            elif policy in {missing.FULL, absent.FULL}:
                fill[rows] = float(term.full)
                filled |= rows
            elif policy is absent.NO_POINTS:
                filled |= rows
        self.filled, self.fill = filled, fill

    def _group_mean(self, known: Known, units: int, run: Run) -> tuple[Array, NDArray[np.bool_]]:
        starts, units = run.block.starts, max(units, 1)
        counts = np.add.reduceat(self.values.are(State.VALUE).astype(np.float64), starts)
        mean = means(self.values, starts, counts, sum_scale(known, units))
        return run.block.spread(mean), run.block.spread(counts) > 0

    def earned(self) -> Array:
        """What it adds to the sum."""
        if self.filled is None:
            return self.values.numbers * self.coefficient
        return np.where(self.filled, self.fill, self.values.numbers) * self.coefficient

    def does_not_apply(self) -> NDArray[np.bool_]:
        """Which units it neither applies to nor is filled in for."""
        absent = self.values.are(State.NOT_APPLICABLE)
        return absent if self.filled is None else absent & ~self.filled


def run_sum(
    column: Sum,
    sums: Mapping[ColumnName, Sum],
    known: Mapping[ColumnName, Known],
    units: int,
    run: Run,
    out: Array,
) -> Values:
    """A sum over one block.

    Args:
        column: The sum.
        sums: The sums of the plan, for the full points of nested ones.
        known: What is known of each column.
        units: How many units there are at most.
        run: The block and its children, computed.
        out: Where the numbers go, shape (n,).
    """
    children = [_Child(term, known[term.column], units, run) for term in column.terms]
    out.fill(0.0)
    for child in children:
        out += child.earned()
    by_group = not all(term.is_common for term in column.terms)
    complete = all(c.values.states is None and c.values.applicable is None for c in children)
    if complete and not by_group:
        return Values(out)

    states = _states(children, run.block.height)
    applicable = _applicable(children, sums, run.block.height)
    flags = {}
    if applicable is not None:
        nothing = (applicable == 0) & (states != State.NO_SCORE)
        all_absent = np.logical_and.reduce([child.values.are(State.NOT_APPLICABLE) for child in children])
        states[nothing] = State.NOT_APPLICABLE
        told = nothing | all_absent
        flags = {Flag.NOTHING_APPLIES: told} if told.any() else {}
        if column.rescales:
            part = (applicable != float(column.points)) & (applicable > 0)
            out[part] *= float(column.points) / applicable[part]
    if column.least_present is not None:
        states[_too_few(column.least_present, children, states, run)] = State.NO_SCORE
    out[states != State.VALUE] = 0.0
    if applicable is not None:
        applicable[states == State.NOT_APPLICABLE] = 0.0
    return Values(out, states if states.any() else None, flags, None if column.rescales else applicable)


def _states(children: list[_Child], height: int) -> NDArray[np.uint8]:
    """Withheld, else missing where nothing applicable is present, else a value; all not applicable goes first."""
    present, withheld = np.zeros(height, dtype=bool), np.zeros(height, dtype=bool)
    absent_everywhere = np.ones(height, dtype=bool)
    for child in children:
        if child.values.states is None:
            present[:] = True
            absent_everywhere[:] = False
            continue
        present |= child.values.are(State.VALUE)
        if child.filled is not None:
            present |= child.filled
        if child.term.missing is Missing.NO_SCORE:
            withheld |= child.values.are(State.MISSING)
        withheld |= child.values.are(State.NO_SCORE)
        absent_everywhere &= child.values.are(State.NOT_APPLICABLE)
    states = np.where(present, np.uint8(State.VALUE), np.uint8(State.MISSING))
    states[withheld] = State.NO_SCORE
    states[absent_everywhere] = State.NOT_APPLICABLE
    return states


def _applicable(children: list[_Child], sums: Mapping[ColumnName, Sum], height: int) -> Array | None:
    """A2: the full points that apply, shape (n,); None where all of them do for everybody."""
    if all(
        child.term.is_common
        and child.values.applicable is None
        and (child.values.states is None or not child.does_not_apply().any())
        for child in children
    ):
        return None
    applicable = np.zeros(height)
    for child in children:
        weight = child.weight
        if child.values.applicable is not None:
            share = child.values.applicable / float(sums[child.term.column].points)
            if child.filled is not None:
                share = np.where(child.filled, 1.0, share)
            applicable += share * weight
        else:
            applicable += weight * ~child.does_not_apply()
    return applicable


def _too_few(
    least: Fraction, children: list[_Child], states: NDArray[np.uint8], run: Run
) -> NDArray[np.bool_]:
    """Which units have less of the applicable weight present than asked; what is close is left to the exact reading."""
    present, asked = np.zeros(run.block.height), np.zeros(run.block.height)
    for child in children:
        present += child.weight * child.values.are(State.VALUE)
        asked += child.weight * ~child.values.are(State.NOT_APPLICABLE)
    off = present - float(least) * asked
    has_value = (states == State.VALUE) | (states == State.MISSING)
    run.doubtful(has_value & (np.abs(off) <= asked * 2.0**-40))
    few: NDArray[np.bool_] = has_value & (off < 0)
    return few
