"""Published totals of all units under many weights at once: matrix products where a scheme is linear in its weights.

Sums of points become one product of weights and points, and what lies above them is worked out for a block of draws and
all units together. Floats are bounded over all draws as in the table reading (`scoring.bounds`); what lies within its
error of a rounding edge is decided by the exact reading. A scheme which asks for more than this reading covers, such as
a geometric mean of moved weights, is refused as a whole, and scored draw by draw.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from indicators.decimals import half_up
from indicators.formula import Stage
from scoring import bounds, joints
from scoring.exact_reweighed import Reweighed, moved_columns
from scoring.layout import reweighed_plan
from scoring.plan import Formula, Product, Rounded, Sum
from scoring.rounding import round_half_up, rounded
from scoring.sheet import NOT_APPLICABLE, State
from scoring.stability_coefficients import Coefficient, Drawn
from scoring.stability_readings import (
    Reading,
    Uncovered,
    emptied,
    filled,
    fixed,
    holds,
    not_negative,
    sharp,
    with_points,
)
from scoring.stability_sums import Input, WeighedSum
from scoring.weights import with_weights

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from indicators.formula import ColumnName
    from indicators.scheme import Scheme
    from scoring.results import Scoring
    from scoring.stability_weights import DrawnWeights

    Array = NDArray[np.float64]


class ManyTotals:
    """The published totals of all units, in the order of their groups, under each of many weights."""

    def __init__(self, scheme: Scheme, scoring: Scoring, weights: DrawnWeights) -> None:
        """Compiles the scheme for all draws.

        Args:
            scheme: What was compiled, with the weights in the middle.
            scoring: The scheme and its sheet.
            weights: The draws.

        Raises:
            Uncovered: If the scheme asks for more than this reading covers.
        """
        self._scheme, self._weights = scheme, weights
        self._plan, self._arranged = scoring.plan, scoring.arranged
        self._known = scoring.table.known
        self._computed = scoring.everything()
        self._drawn = Drawn(scheme, weights)
        self._moved = moved_columns(self._plan, self._drawn.moves)
        self._results = scoring.results
        self._root = self._plan.exact_name(self._plan.scheme.root.code)
        self._height = len(self._arranged.order)
        self._total = sharp(self._reading(self._root), self._plan.scheme.policies.decimals)
        self._exact: dict[int, Reweighed] = {}

    def units(self, block: slice) -> NDArray[np.int64]:
        """Totals in whole units of the last published decimal, shape (n_block, n_units); 0 without a total.

        Raises:
            Uncovered: If in these draws it depends on weights who has a total.
        """
        decimals = self._plan.scheme.policies.decimals
        return self._rounded(self._root, self._total, decimals, block).astype(np.int64)

    def _rounded(self, name: ColumnName, of: Reading, decimals: int, block: slice) -> Array:
        """A column in whole units of a decimal, each rounded as exact arithmetic would; 0 where there is no value."""
        units, doubt = round_half_up(of.run(block), of.known, decimals)
        if of.states is not None:
            present = of.states == State.VALUE
            units[:, ~present] = 0.0
            doubt = None if doubt is None else doubt & present
        for draw, row in () if doubt is None else np.argwhere(doubt):
            exact = self._exact_under(block.start + int(draw))
            cell = exact.cell(name, int(self._arranged.order[row]))
            units[draw, row] = half_up(cell.number, decimals)
        return units

    def _exact_under(self, draw: int) -> Reweighed:
        if draw not in self._exact:
            plan = reweighed_plan(self._plan, with_weights(self._scheme, self._weights.of(draw)))
            # Draws come one after the other: those before are done with.
            self._exact = {draw: Reweighed(self._computed.oracle, plan, self._moved)}
        return self._exact[draw]

    def _reading(self, name: ColumnName) -> Reading:
        """One column under all draws."""
        column, values = self._plan.by_name[name], self._computed.columns[name]
        if values.wild is not None:
            raise Uncovered
        if name not in self._moved:
            return fixed(self._known[name], values.states, values.numbers)
        match column:
            case Sum():
                return self._sum(column, values.states)
            case Product():
                return self._product(column, values.states)
            case Rounded(of=of, decimals=decimals):
                inner = sharp(self._reading(of), decimals)

                def run(block: slice) -> Array:
                    return self._rounded(of, inner, decimals, block) / 10.0**decimals

                return Reading(rounded(decimals, inner.known), inner.states, run)
            case Formula() if name.stage is Stage.ADJUSTED:
                return self._adjusted(column, values.states)
            case _:
                raise Uncovered

    def _sum(self, column: Sum, states: NDArray[np.uint8] | None) -> Reading:
        if not column.rescales:
            raise Uncovered
        inputs = list(self._inputs(column, Coefficient(), Coefficient()))
        weighed = WeighedSum(column.points, inputs, self._drawn, self._height)
        return emptied(Reading(weighed.known, states, weighed.run))

    def _inputs(self, column: Sum, earns: Coefficient, applies: Coefficient) -> Iterator[Input]:
        """What a sum adds up, with what sums below it add up that leave rescaling to it."""
        if column.least_present is not None or not all(term.is_common for term in column.terms):
            raise Uncovered
        some_have_none = holds(self._computed.columns[column.name].states, NOT_APPLICABLE)
        for term, part in zip(column.terms, self._plan.scheme.children[column.name.code], strict=True):
            states = self._computed.columns[term.column].states
            points = filled(term, states)
            if points is not None and some_have_none:
                raise Uncovered
            weight = self._drawn.weight(term, part)
            earned, share = earns.times(weight).over(term.full), applies.times(weight)
            child = self._plan.by_name[term.column]
            if isinstance(child, Sum) and not child.rescales:
                if points is not None:
                    raise Uncovered
                yield from self._inputs(child, earned, share.over(child.points))
                continue
            reading = self._reading(term.column)
            lacking = np.zeros(self._height, dtype=bool) if states is None else states == NOT_APPLICABLE
            if points is not None:
                reading, lacking = with_points(reading, points, term.full), lacking & np.isnan(points)
            yield Input(reading, earned, share, lacking if lacking.any() else None)

    def _product(self, column: Product, states: NDArray[np.uint8] | None) -> Reading:
        factors = [self._reading(name) for name in column.factors]
        base = float(column.base)
        known = joints.known_joint(
            column, dict(zip(column.factors, (one.known for one in factors), strict=True))
        )
        constant = np.full(self._height, float(1 / column.base ** (len(factors) - 1)))
        moved = []
        for one in factors:
            neutral = (
                np.zeros(len(constant), dtype=bool) if one.states is None else one.states == NOT_APPLICABLE
            )
            if one.fixed is not None:
                constant *= np.where(neutral, base, one.fixed)
            else:
                moved.append((not_negative(one).run, np.flatnonzero(neutral)))

        def run(block: slice) -> Array:
            found = np.tile(constant, (block.stop - block.start, 1))
            for factor, neutral in moved:
                numbers = factor(block)
                numbers[:, neutral] = base
                found *= numbers
            return found

        return emptied(Reading(known, states, run))

    def _adjusted(self, column: Formula, states: NDArray[np.uint8] | None) -> Reading:
        """A score with its bonuses and penalties, as far as no moved weight decides who gets a bonus."""
        setting = self._plan.scheme.adjustments
        assert setting is not None
        if not self._moved.isdisjoint(column.optional) or (
            setting.only_if is not None and setting.only_if.node == column.name.code
        ):
            raise Uncovered
        before = self._reading(self._plan.combined_name(column.name.code))
        results = self._results()
        changes = [bonus - penalty for bonus, penalty in zip(results.bonus, results.penalty, strict=True)]
        places = max(-int(change.as_tuple().exponent) for change in changes)
        change = np.array([float(changes[unit]) for unit in self._arranged.order])
        known = bounds.add(before.known, bounds.decimals(change.min(), change.max(), max(places, 0)))
        ends = [
            None if end is None else bounds.exactly(Fraction(end))
            for end in (setting.lowest, setting.highest)
        ]
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

        return emptied(Reading(known, states, run))
