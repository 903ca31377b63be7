"""How far the cells of a spreadsheet may be from exact numbers, unit by unit: floats, with what each step may add."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import reduce
from typing import TYPE_CHECKING, NamedTuple, assert_never

import numpy as np

from indicators import formula
from indicators.formula import Comparison, Rounding, Scope
from scoring.noisy import (
    ROOT_OF_TWO_PI,
    STEP,
    Noisy,
    function,
    less,
    over,
    plus,
    quantiles,
    single,
    statistic,
    times,
)
from scoring.plan import Formula, Raw, Rounded, Sum
from scoring.sheet import State

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from indicators.formula import Cohort, ColumnName, Condition, Node
    from scoring.plan import Column
    from scoring.results import Results

    Array = NDArray[np.float64]

#: Columns of the table with a larger error, as a share of their numbers, are worked out exactly instead.
_PROVED = 1e-12


class Met(NamedTuple):
    """Something decided on the way: the number held against an edge, how near it is, and where it was met at all."""

    number: Noisy
    distance: Array
    where: NDArray[np.bool_]


def numbers_of(results: Results, name: ColumnName) -> Array:
    """A column's numbers in the order of the sheet, 0 where there is none; exact ones where the table's prove nothing."""
    values, known = results.columns[name], results.known[name]
    present = values.are(State.VALUE)
    unproved = present
    if np.isfinite(known.error) and known.error <= _PROVED * max(1.0, known.magnitude):
        unproved = present & values.wild if values.wild is not None else np.zeros_like(present)
    numbers = values.numbers.copy()
    for unit in np.flatnonzero(unproved).tolist():
        numbers[unit] = float(results.columns.oracle.cell(name, unit).number)
    return numbers


@dataclass
class Noise:
    """The noise of every column of a run."""

    results: Results
    _columns: dict[ColumnName, Noisy] = field(default_factory=dict)

    def column(self, name: ColumnName) -> Noisy:
        """A column's numbers, in the order of the sheet; 0 where there is none."""
        if name not in self._columns:
            self._columns[name] = self._of(self.results.plan.by_name[name])
        return self._columns[name]

    def present(self, name: ColumnName) -> NDArray[np.bool_]:
        """Which units have a number in a column."""
        return self.results.columns[name].are(State.VALUE)

    def decisions(self, column: Formula) -> dict[Node | Condition, Met]:
        """Everything that is decided within a tree."""
        walk = _Walk(self)
        where = np.ones(len(self.results.sheet.units), dtype=bool)
        for name in column.fields:
            where &= self.present(name)
        with np.errstate(all="ignore"):
            for condition in column.undefined:
                where = where & ~walk.holds(condition, where)
            walk.number(column.tree, where)
        return walk.met

    def _of(self, column: Column) -> Noisy:
        numbers = numbers_of(self.results, column.name)
        size = np.abs(numbers)
        with np.errstate(all="ignore"):
            match column:
                case Raw():
                    return Noisy(numbers, size * STEP / 2)
                case Formula(tree=tree):
                    everywhere = np.ones(len(numbers), dtype=bool)
                    noise = np.broadcast_to(_Walk(self).number(tree, everywhere).noise, numbers.shape)
                case Sum(terms=terms):
                    weights = [np.array([float(w / term.full) for w in term.weights]) for term in terms]
                    below = (
                        self.column(term.column).noise * weight[self.results.groups]
                        for term, weight in zip(terms, weights, strict=True)
                    )
                    # Rescaling magnifies what is left, by no more than this many times as a rule.
                    noise = 4 * reduce(np.add, below) + size * STEP * len(terms)
                case Rounded():
                    noise = size * STEP
                case _:
                    noise = size * 1e-13 + 1e-14
        return Noisy(numbers, np.where(np.isfinite(noise), noise, 0.0))


@dataclass
class _Walk:
    """One tree over all units."""

    of: Noise
    met: dict[Node | Condition, Met] = field(default_factory=dict)

    def _meet(self, part: Node | Condition, number: Noisy, distance: Array, where: NDArray[np.bool_]) -> None:
        before = self.met.get(part)
        self.met[part] = Met(number, np.abs(distance), where if before is None else where | before.where)

    def holds(self, condition: Condition, where: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Whether a condition holds, as far as floats tell."""
        match condition:
            case formula.AllOf(parts):
                found = np.ones_like(where)
                for part in parts:
                    found = found & self.holds(part, where & found)
                return found
            case formula.AnyOf(parts):
                found = np.zeros_like(where)
                for part in parts:
                    found = found | self.holds(part, where & ~found)
                return found
            case formula.Not(part):
                return ~self.holds(part, where)
        difference = less(self.number(condition.left, where), self.number(condition.right, where))
        self._meet(condition, difference, difference.number, where)
        guarded = np.round(difference.number, 9)
        match condition.comparison:
            case Comparison.AT_LEAST:
                return np.broadcast_to(guarded >= 0, where.shape)
            case Comparison.ABOVE:
                return np.broadcast_to(guarded > 0, where.shape)
            case Comparison.EQUAL:
                return np.broadcast_to(guarded == 0, where.shape)

    def number(self, node: Node, where: NDArray[np.bool_]) -> Noisy:
        """The numbers of a tree."""
        match node:
            case formula.Constant(value):
                return single(float(value))
            case formula.GroupConstant(by_group):
                values = dict(by_group)
                return single(np.array([float(values.get(u.group, 0)) for u in self.of.results.sheet.units]))
            case formula.UnitConstant(by_unit, otherwise):
                own, others = dict(by_unit), self.number(otherwise, where)
                numbers = np.broadcast_to(others.number, where.shape).copy()
                for position, unit in enumerate(self.of.results.sheet.units):
                    if unit.code in own:
                        numbers[position] = float(own[unit.code])
                return single(numbers)
            case formula.Field(column):
                return self.of.column(column)
            case formula.Cohort():
                return self._cohort(node)
            case formula.Add(terms):
                return reduce(plus, [self.number(term, where) for term in terms])
            case formula.Subtract(left, right):
                return less(self.number(left, where), self.number(right, where))
            case formula.Multiply(factors):
                return reduce(times, [self.number(factor, where) for factor in factors])
            case formula.Divide(left, right):
                return over(self.number(left, where), self.number(right, where))
            case formula.AtLeast(of, bound, _) | formula.AtMost(of, bound, _):
                one, other = self.number(of, where), self.number(bound, where)
                pick = np.maximum if isinstance(node, formula.AtLeast) else np.minimum
                return Noisy(pick(one.number, other.number), np.maximum(one.noise, other.noise))
            case formula.Power(of, exponent):
                base = self.number(of, where)
                powers = np.power(base.number, float(exponent))
                return function(powers, base, np.abs(float(exponent) * powers / base.number))
            case formula.Logarithm(of, of_base):
                inner = self.number(of, where)
                natural = function(np.log(inner.number), inner, 1 / np.abs(inner.number))
                if of_base is None:
                    return natural
                below = self.number(of_base, where)
                return over(natural, function(np.log(below.number), below, 1 / np.abs(below.number)))
            case formula.Exponential(of):
                inner = self.number(of, where)
                found = np.exp(inner.number)
                return function(found, inner, found)
            case formula.NormalQuantile(of):
                inner = self.number(of, where)
                found = quantiles(inner.number)
                return function(found, inner, ROOT_OF_TWO_PI * np.exp(found * found / 2))
            case formula.If(when, then, otherwise):
                held = self.holds(when, where)
                one, other = self.number(then, where & held), self.number(otherwise, where & ~held)
                return Noisy(np.where(held, one.number, other.number), np.where(held, one.noise, other.noise))
            case formula.Round() | formula.Lookup() | formula.Interpolated():
                return self._stepped(node, self.number(node.of, where), where)
            case formula.Step(_, of) | formula.Flagged(of, _, _):
                return self.number(of, where)
            case _:
                assert_never(node)

    def _stepped(
        self, node: formula.Round | formula.Lookup | formula.Interpolated, of: Noisy, where: NDArray[np.bool_]
    ) -> Noisy:
        if isinstance(node, formula.Round):
            scale, shift = 10.0**node.decimals, 0.5 if node.how is Rounding.HALF_UP else 0.0
            scaled = of.number * scale
            self._meet(node, of, (scaled - shift - np.rint(scaled - shift)) / scale, where)
            made = {Rounding.DOWN: np.floor, Rounding.UP: np.ceil, Rounding.HALF_UP: np.rint}[node.how]
            sign = 1e-9 if node.how is Rounding.DOWN else -1e-9 if node.how is Rounding.UP else 0.0
            return single(made(scaled + sign) / scale)
        edges = np.array([float(edge) for edge in node.thresholds])
        numbers = np.atleast_1d(of.number)
        near = edges[:1] if isinstance(node, formula.Interpolated) else edges
        self._meet(node, of, np.abs(numbers[:, None] - near).min(axis=1), where)
        values = np.array([float(value) for value in (node.below, *node.values)])
        if isinstance(node, formula.Lookup):
            side = "right" if node.inclusive else "left"
            return single(values[np.searchsorted(edges, numbers, side=side)])  # type: ignore[call-overload]
        line = np.where(numbers < edges[0], values[0], np.interp(numbers, edges, values[1:]))
        steepest = np.abs(np.diff(values[1:]) / np.diff(edges)).max() if len(edges) > 1 else 0.0
        return Noisy(line, of.noise * steepest + np.abs(line) * STEP)

    def _cohort(self, node: Cohort) -> Noisy:
        results, column = self.of.results, self.of.column(node.column)
        present = self.of.present(node.column)
        groups = results.groups if node.scope is Scope.GROUP else np.zeros_like(results.groups)
        number, noise = np.zeros(len(groups)), np.zeros(len(groups))
        for group in np.unique(groups):
            members = groups == group
            own, lost = column.number[members & present], column.noise[members & present]
            if len(own):
                number[members], noise[members] = statistic(node.operation, own, lost, column.number[members])
        return Noisy(number, noise)
