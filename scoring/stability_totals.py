"""Published totals of all units under many weights at once: matrix products where a scheme is linear in its weights.

Sums of points become one product of weights and points, and what lies above them is worked out for a block of draws and
all units together. Floats are bounded over all draws as in the table reading (`scoring.bounds`); what lies within its
error of a rounding edge is decided by the exact reading. A scheme which asks for more than this reading covers, such as
a geometric mean of moved weights, is refused as a whole, and scored draw by draw.
"""

from __future__ import annotations

from fractions import Fraction
from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

from indicators.decimals import half_up
from indicators.formula import Stage
from indicators.policies import Missing, NotApplicable
from scoring import bounds, joints
from scoring.exact import Cell, Exact
from scoring.layout import reweighed_plan
from scoring.plan import Formula, GeometricMean, Product, Rounded, Sum
from scoring.rounding import round_half_up, rounded
from scoring.sheet import MISSING, NOT_APPLICABLE, State
from scoring.stability_coefficients import Coefficient, Drawn
from scoring.stability_sums import Input, Reading, WeighedSum
from scoring.table import sources
from scoring.weights import with_weights

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from indicators.formula import Cohort, ColumnName
    from indicators.parts import Composite, Indicator
    from indicators.scheme import Scheme
    from scoring.plan import Plan, Term
    from scoring.results import Scoring
    from scoring.stability_weights import DrawnWeights
    from scoring.table import Computed

    Array = NDArray[np.float64]


class _Uncovered(Exception):  # noqa: N818 - no error: another reading takes over
    """The scheme asks for something that is done draw by draw."""


def many_totals(scheme: Scheme, scoring: Scoring, weights: DrawnWeights) -> ManyTotals | None:
    """The totals of a compiled sheet under many weights; None where the scheme must be scored draw by draw.

    Args:
        scheme: What was compiled, with the weights in the middle.
        scoring: The scheme and its sheet.
        weights: The draws.
    """
    try:
        return ManyTotals(scheme, scoring, weights)
    except _Uncovered:
        return None


class ManyTotals:
    """The published totals of all units, in the order of their groups, under each of many weights."""

    def __init__(self, scheme: Scheme, scoring: Scoring, weights: DrawnWeights) -> None:
        self._scheme, self._weights = scheme, weights
        self._plan, self._arranged = scoring.plan, scoring.arranged
        self._known = scoring.table.known
        self._computed = scoring.everything()
        self._drawn = Drawn(scheme, weights)
        self._moved = self._columns_moved()
        self._results = scoring.results
        self._root = self._plan.exact_name(self._plan.scheme.root.code)
        self._total = self._reading(self._root)
        self._exact: dict[int, _UnderWeights] = {}

    def units(self, block: slice) -> NDArray[np.int64]:
        """Totals in whole units of the last published decimal, shape (n_block, n_units)."""
        decimals = self._plan.scheme.policies.decimals
        return self._rounded(self._root, self._total, decimals, block).astype(np.int64)

    def _rounded(self, name: ColumnName, of: Reading, decimals: int, block: slice) -> Array:
        """A column in whole units of a decimal, each rounded as exact arithmetic would."""
        units, doubt = round_half_up(of.run(block), of.known, decimals)
        if doubt is None or not doubt.any():
            return units
        if of.states is not None:
            doubt &= of.states == State.VALUE
        for draw, row in np.argwhere(doubt):
            exact = self._exact_under(block.start + int(draw))
            cell = exact.cell(name, int(self._arranged.order[row]))
            units[draw, row] = half_up(cell.number, decimals)
        return units

    def _exact_under(self, draw: int) -> _UnderWeights:
        if draw not in self._exact:
            plan = reweighed_plan(self._plan, with_weights(self._scheme, self._weights.of(draw)))
            # Draws come one after the other: those before are done with.
            self._exact = {draw: _UnderWeights(self._computed.oracle, plan, self._moved)}
        return self._exact[draw]

    def _columns_moved(self) -> frozenset[ColumnName]:
        """The columns that a drawn weight reaches."""
        moved: set[ColumnName] = set()
        children = self._plan.scheme.children
        for column in self._plan.columns:
            read, of_cohorts = sources(column)
            if not moved.isdisjoint(of_cohorts):
                raise _Uncovered
            weighs = isinstance(column, (Sum, GeometricMean)) and any(
                map(self._drawn.moves, children[column.name.code])
            )
            if weighs or not moved.isdisjoint(read):
                moved.add(column.name)
        return frozenset(moved)

    def _reading(self, name: ColumnName) -> Reading:
        column, values = self._plan.by_name[name], self._computed.columns[name]
        if values.wild is not None:
            raise _Uncovered
        if name not in self._moved:
            return _fixed(self._known[name], values.states, values.numbers)
        match column:
            case Sum():
                return self._sum(column, values.states)
            case Product():
                return self._product(column, values.states)
            case Rounded(of=of, decimals=decimals):
                inner = self._reading(of)

                def run(block: slice) -> Array:
                    return self._rounded(of, inner, decimals, block) / 10.0**decimals

                return Reading(rounded(decimals, inner.known), inner.states, run)
            case Formula() if name.stage is Stage.ADJUSTED:
                return self._adjusted(column, values.states)
            case _:
                raise _Uncovered

    def _sum(self, column: Sum, states: NDArray[np.uint8] | None) -> Reading:
        if not column.rescales:
            raise _Uncovered
        inputs = list(self._inputs(column, Coefficient(), Coefficient()))
        weighed = WeighedSum(column.points, inputs, self._drawn, len(self._arranged.order))
        return _emptied(Reading(weighed.known, states, weighed.run))

    def _inputs(self, column: Sum, earns: Coefficient, applies: Coefficient) -> Iterator[Input]:
        """What a sum adds up, with what sums below it add up that leave rescaling to it."""
        if column.least_present is not None:
            raise _Uncovered
        for term, part in zip(column.terms, self._plan.scheme.children[column.name.code], strict=True):
            values = self._computed.columns[term.column]
            if not term.is_common or _is_filled(term, values.states):
                raise _Uncovered
            weight = self._drawn.weight(term, part)
            earned, share = earns.times(weight).over(term.full), applies.times(weight)
            child = self._plan.by_name[term.column]
            if isinstance(child, Sum) and not child.rescales:
                yield from self._inputs(child, earned, share.over(child.points))
                continue
            reading = self._reading(term.column)
            lacking = None if values.states is None else values.states == NOT_APPLICABLE
            yield Input(reading, earned, share, lacking if lacking is not None and lacking.any() else None)

    def _product(self, column: Product, states: NDArray[np.uint8] | None) -> Reading:
        factors = [self._reading(name) for name in column.factors]
        if any(one.fixed is None and one.known.lowest < 0 for one in factors):
            # Whether there is a score at all would depend on the draw.
            raise _Uncovered
        base = float(column.base)
        known = joints.known_joint(
            column, dict(zip(column.factors, (one.known for one in factors), strict=True))
        )
        constant = np.full(len(self._arranged.order), float(1 / column.base ** (len(factors) - 1)))
        moved = []
        for one in factors:
            neutral = np.zeros(len(constant), dtype=bool) if one.states is None else one.states == NOT_APPLICABLE
            if one.fixed is not None:
                constant *= np.where(neutral, base, one.fixed)
            else:
                moved.append((one.run, np.flatnonzero(neutral)))

        def run(block: slice) -> Array:
            found = []
            for factor, neutral in moved:
                numbers = factor(block)
                numbers[:, neutral] = base
                found.append(numbers)
            return reduce(np.multiply, found) * constant

        return _emptied(Reading(known, states, run))

    def _adjusted(self, column: Formula, states: NDArray[np.uint8] | None) -> Reading:
        """A score with its bonuses and penalties, as far as no moved weight decides who gets a bonus."""
        setting = self._plan.scheme.adjustments
        assert setting is not None
        if not self._moved.isdisjoint(column.optional) or (
            setting.only_if is not None and setting.only_if.node == column.name.code
        ):
            raise _Uncovered
        before = self._reading(self._plan.combined_name(column.name.code))
        results = self._results()
        changes = [bonus - penalty for bonus, penalty in zip(results.bonus, results.penalty, strict=True)]
        places = max(-int(change.as_tuple().exponent) for change in changes)
        change = np.array([float(changes[unit]) for unit in self._arranged.order])
        known = bounds.add(before.known, bounds.decimals(change.min(), change.max(), max(places, 0)))
        ends = [None if end is None else bounds.exactly(Fraction(end)) for end in (setting.lowest, setting.highest)]
        for end in ends:
            known = known if end is None else bounds.either(known, end)

        def run(block: slice) -> Array:
            found = before.run(block)
            found += change
            lowest, highest = ends
            if highest is not None:
                np.minimum(found, highest.highest, out=found)
            if lowest is not None:
                np.maximum(found, lowest.lowest, out=found)
            return found

        return _emptied(Reading(known, states, run))


def _emptied(reading: Reading) -> Reading:
    """The same with zeros where there is no value."""
    if reading.states is None or not reading.states.any():
        return reading
    absent = np.flatnonzero(reading.states)

    def run(block: slice) -> Array:
        found = reading.run(block)
        found[:, absent] = 0.0
        return found

    return Reading(reading.known, reading.states, run)


def _fixed(known: bounds.Known, states: NDArray[np.uint8] | None, numbers: Array) -> Reading:
    """A column which no weight moves; what it holds may reach less far than what it could."""
    lowest, highest = float(numbers.min()), float(numbers.max())
    if known.tolerance() is not None or lowest > known.error:
        known = bounds.clipped(known, lowest, highest)

    def run(block: slice) -> Array:
        return np.tile(numbers, (block.stop - block.start, 1))

    return Reading(known, states, run, numbers)


def _is_filled(term: Term, states: NDArray[np.uint8] | None) -> bool:
    """Whether a policy puts points in the place of a value some unit does not have."""
    if states is None:
        return False
    for_missing = term.missing in {Missing.FULL, Missing.GROUP_MEAN} and (states == MISSING).any()
    fills = term.not_applicable not in {NotApplicable.RESCALE, NotApplicable.RESCALE_AT_PARENT}
    return bool(for_missing or (fills and (states == NOT_APPLICABLE).any()))


class _UnderWeights(Exact):
    """The exact reading under one draw's weights, which takes what no weight moves from the one in the middle."""

    def __init__(self, middle: Exact, plan: Plan, moved: frozenset[ColumnName]) -> None:
        super().__init__(plan, middle.sheet)
        self._middle = middle
        self._moved = moved

    def cell(self, name: ColumnName, unit: int) -> Cell:
        """The state and number of one unit in one column."""
        return super().cell(name, unit) if name in self._moved else self._middle.cell(name, unit)

    def cohort_number(self, node: Cohort, unit: int) -> Fraction:
        """The value of a cohort operation; none is taken of what weights move."""
        return self._middle.cohort_number(node, unit)
