"""A tree compiled once into numpy statements over registers: shared parts once, constants folded, buffers reused."""

from __future__ import annotations

from fractions import Fraction
from functools import partial, reduce
from math import inf, isfinite
from typing import TYPE_CHECKING, assert_never

import numpy as np

from indicators import formula, trees
from indicators.formula import RANKS, ColumnName, Rounding
from scoring import bounds, cohorts, curves, shapes
from scoring import operations as op
from scoring.statements import Statements

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from indicators.formula import Compare, Condition, Node
    from scoring.bounds import Known

    Array = NDArray[np.float64]
    Mask = NDArray[np.bool_]
    Operation = Callable[..., "Array | Mask"]

#: A factor and a summand.
_OPERATIONS_OF_A_LINE = 2
#: Quotients and divisors beyond these, compared with what is usual in their column, are left to the exact reading.
_LARGE = 2.0**22
_NARROW = 2.0**-10
#: The same of divisors that are as good as they are large, and of spans.
_NARROW_OF_FINE, _NARROW_SPAN = 2.0**-12, 2.0**-20
#: What lies further beyond a bound than twice this lies beyond it as a float as well.
_SLACK = 0.5
#: An error this small asks the exact reading about next to nothing.
_FINE = 2.0**-30


class Program(Statements):
    """Statements for one or more trees of a column, compiled against what is known of the columns they read."""

    def __init__(self, known: Mapping[ColumnName, Known], groups: tuple[str, ...], units: int) -> None:
        super().__init__()
        self._columns = known
        self._groups = groups
        self._units = max(units, 1)
        self._registers: dict[Node | Condition, int] = {}

    def compile(self, node: Node | Condition) -> int:
        """The register that will hold a tree."""
        if node not in self._registers:
            self._registers[node] = self._compile(node)
        return self._registers[node]

    def _compile(self, node: Node | Condition) -> int:
        folded = shapes.folded(node)
        if folded is not None:
            return self._constant(folded)
        match node:
            case formula.Compare() | formula.AllOf() | formula.AnyOf() | formula.Not():
                return self._condition(node)
            case formula.Add() | formula.Subtract() | formula.Multiply() | formula.Divide() if (
                line := shapes.line(node, self._registers)
            ).steps > _OPERATIONS_OF_A_LINE:
                return self._line(line)
            case formula.Constant(value):
                return self._constant(value)
            case formula.GroupConstant(by_group):
                return self._group_constant(dict(by_group))
            case formula.UnitConstant():
                return self._unit_constant(node)
            case formula.Field(column):
                return self._emit(self._columns[column], column, buffered=False)
            case formula.Cohort():
                return self._cohort(node)
            case formula.Add(terms):
                return self._fold(terms, bounds.add, np.add)
            case formula.Multiply():
                return self._multiply(node)
            case formula.Subtract(left, right) if shapes.folded(right) == 0:
                return self.compile(left)
            case formula.Subtract(left, right):
                a, b = self.compile(left), self.compile(right)
                known = bounds.subtract(self.known[a], self.known[b])
                if shapes.is_from_worst(left, right):
                    known = bounds.clipped(known, lowest=1.0)
                return self._emit(known, np.subtract, a, b)
            case formula.Divide(_, right) if shapes.folded(right):
                return self._multiply(node)
            case formula.Divide(left, right):
                return self._divide(left, right, inf)
            case formula.AtLeast() | formula.AtMost():
                return self._clip(node)
            case formula.If() if (bounded := shapes.as_bounds(node)) is not None:
                return self.compile(bounded)
            case formula.If(when, then, otherwise):
                condition = self.compile(when)
                if self.is_always(condition, True):  # noqa: FBT003
                    self._raise_flags(otherwise)
                    return self._where(when, then)
                if self.is_always(condition, False):  # noqa: FBT003
                    self._raise_flags(then)
                    return self._where(formula.Not(when), otherwise)
                a, b = self._where(when, then), self._where(formula.Not(when), otherwise)
                known = bounds.either(self.known[a], self.known[b])
                return self._emit(known, op.choose, condition, a, b)
            case formula.Step(of=of):
                return self.compile(of)
            case formula.Flagged(of, when, flag):
                flagged, condition = self.compile(of), self.compile(when)
                if not self.is_always(condition, False):  # noqa: FBT003
                    operation = op.flag_groups if condition in self._of_groups else op.flag
                    self._append(bounds.whole(0, 1), partial(operation, flag), condition, buffered=False)
                return flagged
            case _:
                return self._curve(node)

    def _raise_flags(self, left_out: Node) -> None:
        """What a tree that does not count says of special cases, which are reported all the same."""
        for node in trees.walk(left_out):
            if isinstance(node, formula.Flagged):
                self.compile(node)

    def _curve(
        self,
        node: formula.Round
        | formula.Power
        | formula.Logarithm
        | formula.Exponential
        | formula.NormalQuantile
        | formula.Lookup
        | formula.Interpolated,
    ) -> int:
        match node:
            case formula.Round(of, how, decimals, _):
                return self._round(self.compile(of), how, decimals)
            case formula.Power(of, exponent):
                return self._power(of, exponent)
            case formula.Logarithm(of, None):
                a = self.compile(of)
                return self._emit(*curves.logarithm(self.known[a]), a)
            case formula.Logarithm(of, base):
                assert base is not None
                return self._divide(formula.Logarithm(of), formula.Logarithm(base), inf)
            case formula.Exponential(of):
                a = self.compile(of)
                return self._emit(*curves.exponential(self.known[a]), a)
            case formula.NormalQuantile(of):
                part, whole = self.compile(of.left), self.compile(of.right)
                compiled = curves.normal_quantile(self.known[part], self.known[whole], self._units)
                return self._emit(*compiled, part, whole)
            case formula.Lookup():
                a = self.compile(node.of)
                return self._emit(*curves.lookup(node, self.known[a]), a)
            case formula.Interpolated():
                a = self.compile(node.of)
                return self._emit(*curves.interpolated(node, self.known[a]), a)
            case _:
                assert_never(node)

    def _fold(
        self, nodes: tuple[Node, ...], combine: Callable[[Known, Known], Known], operation: Operation
    ) -> int:
        register = self.compile(nodes[0])
        for node in nodes[1:]:
            other = self.compile(node)
            known = combine(self.known[register], self.known[other])
            register = self._emit(known, operation, register, other)
        return register

    def _multiply(self, node: formula.Multiply | formula.Divide) -> int:
        """A product with all its constants in one."""
        factors, constant = shapes.product(node)
        if constant == 0:
            self._raise_flags(node)
            return self._constant(Fraction(0))
        register = self._fold(tuple(factors), bounds.multiply, np.multiply)
        return register if constant == 1 else self._scaled(register, constant)

    def _line(self, line: shapes.Line) -> int:
        register = self.compile(line.of)
        if line.slope != 1:
            register = self._scaled(register, line.slope)
        if line.shift == 0:
            return register
        shift = self._constant(line.shift)
        known = bounds.add(self.known[register], self.known[shift])
        return self._emit(known, np.add, register, shift)

    def _group_constant(self, by_group: Mapping[str, Fraction]) -> int:
        known = [bounds.exactly(value) for value in by_group.values()]
        table = np.array([float(by_group.get(group, 0)) for group in self._groups])
        whole = reduce(bounds.either, known, bounds.whole(0, 0))
        return self._emit_of_groups(whole, partial(op.group_number, table))

    def _unit_constant(self, node: formula.UnitConstant) -> int:
        otherwise = self.compile(node.otherwise)
        known = [bounds.exactly(value) for _, value in node.by_unit]
        whole = reduce(bounds.either, known, self.known[otherwise])
        return self._emit(whole, partial(op.unit_number, node.by_unit), otherwise, buffered=False)

    def _where(self, holds: Condition, tree: Node) -> int:
        """A branch, of which it is known that what is compared has a difference of at least zero there."""
        difference = shapes.not_negative(holds)
        if difference is None or difference not in trees.walk(tree):
            return self.compile(tree)
        outside = self._registers
        self._registers = {node: at for node, at in outside.items() if difference not in trees.walk(node)}
        a, b = self.compile(difference.left), self.compile(difference.right)
        known = bounds.clipped(bounds.subtract(self.known[a], self.known[b]), lowest=0.0)
        self._registers[difference] = self._emit(known, np.subtract, a, b)
        register = self.compile(tree)
        self._registers = outside
        return register

    def _clip(self, node: formula.AtLeast | formula.AtMost) -> int:
        """A bound; what a quotient loses beyond it does not matter."""
        if shapes.folded(node.of) is not None:
            node = type(node)(node.bound, node.of, node.note)
        upper, capped = isinstance(node, formula.AtMost), self._capped(node)
        line = self._new_line(node.of) if capped is None else None
        a = self.compile(node.of) if capped is None else capped
        b = self.compile(node.bound)
        within = (b, a) if upper else (a, b)
        if capped is None and bounds.subtract(*(self.known[at] for at in within)).is_not_negative():
            return a
        known = bounds.either(self.known[a] if line is None else self._within(node, a, line), self.known[b])
        is_number = b in self._constants
        if upper:
            known = bounds.clipped(known, highest=self.known[b].highest)
            return self._emit(known, op.at_most if is_number else np.minimum, a, b)
        known = bounds.clipped(known, lowest=self.known[b].lowest)
        return self._emit(known, op.at_least if is_number else np.maximum, a, b)

    def _new_line(self, node: Node) -> shapes.Line | None:
        """A tree that is going to be computed as a line, and not as it is written; None of any other."""
        while isinstance(node, formula.Step):
            node = node.of
        if node in self._registers or not isinstance(
            node, formula.Add | formula.Subtract | formula.Multiply | formula.Divide
        ):
            return None
        line = shapes.line(node, self._registers)
        return line if line.steps > _OPERATIONS_OF_A_LINE else None

    def _within(self, node: formula.AtLeast | formula.AtMost, of: int, line: shapes.Line) -> Known:
        """What is known of a line under a bound, beyond which it does not matter what the line is off by."""
        known, bound = self.known[of], shapes.folded(node.bound)
        if bound is None or not known.error < _SLACK:
            return known
        x, end = self.known[self.compile(line.of)], float(bound)
        lowest, highest = (
            (end - 2 * _SLACK, inf) if isinstance(node, formula.AtLeast) else (-inf, end + 2 * _SLACK)
        )
        near = bounds.line_within(x, line.slope, line.shift, lowest, highest)
        return known._replace(error=min(known.error, near.error))

    def _capped(self, node: formula.AtLeast | formula.AtMost) -> int | None:
        """A quotient under a bound above zero, of which nothing is known beyond that bound; None of anything else."""
        bound = shapes.folded(node.bound)
        if not (isinstance(node, formula.AtMost) and isinstance(node.of, formula.Divide)):
            return None
        if bound is None or bound <= 0:
            return None
        return self._divide(node.of.left, node.of.right, float(bound) * (1 + 2.0**-20))

    def _divide(self, left: Node, right: Node, most: float) -> int:
        """A quotient, whose excess over `most` does not matter.

        Where what is known of the operands leaves too large an error, the rows with the smallest divisors or the
        largest quotients are left to the exact reading, and the others are as good as their parts.
        """
        if shapes.folded(right):
            return self._multiply(formula.Divide(left, right))
        if isinstance(left, formula.Subtract) and left.right == right:
            # x ÷ d − 1 keeps small what (x − d) ÷ d makes large where d is small.
            one = formula.constant(1)
            return self.compile(formula.Subtract(formula.Divide(left.left, right), one))
        a, b = self.compile(left), self.compile(right)
        dividend, divisor = self.known[a], self.known[b]
        proved = divisor.tolerance() or 0.0
        is_span = shapes.is_part_of_span(left, right)
        if min(dividend.lowest, divisor.lowest) < 0:
            # A bound from above does not cut off what is below zero.
            most = inf
        elif shapes.is_part_of_best(left, right) or shapes.is_share_of_places(left, right):
            most = 1.0
        if is_span:
            most = 1.0
        smallest = max(proved, divisor.lowest - divisor.error)
        known = bounds.divide(dividend, divisor, smallest, most)
        is_hopeless = not isfinite(dividend.error + divisor.error)
        if is_hopeless or known.error <= _FINE * max(1.0, known.magnitude) < inf:
            return self._emit(known, np.divide, a, b)
        relative = dividend.relative + divisor.relative < 1
        if not relative:
            share = _NARROW_SPAN if is_span else _NARROW_OF_FINE if divisor.relative < 1 else _NARROW
            smallest = max(smallest, divisor.magnitude * share)
        largest = min(most, _LARGE)
        known = bounds.divide(dividend, divisor, max(smallest, divisor.magnitude * 2.0**-60), largest)
        narrow = 0.0 if relative else smallest
        limit = inf if most <= largest else largest
        return self._emit(known, partial(op.divide_in_doubt, proved, narrow, limit), a, b)

    def _round(self, of: int, how: Rounding, decimals: int) -> int:
        if how is Rounding.HALF_UP:
            return self._emit(*curves.half_up(self.known[of], decimals), of)
        if decimals == 0:
            return self._emit(*curves.whole(self.known[of], how), of)
        scale = Fraction(10**decimals)
        scaled = self._scaled(of, scale)
        whole = self._emit(*curves.whole(self.known[scaled], how), scaled)
        return self._scaled(whole, 1 / scale)

    def _scaled(self, of: int, factor: Fraction) -> int:
        other = self.compile(formula.Constant(factor))
        return self._emit(bounds.multiply(self.known[of], self.known[other]), np.multiply, of, other)

    def _power(self, of: Node, exponent: Fraction) -> int:
        if exponent < 0:
            return self._divide(formula.constant(1), formula.Power(of, -exponent), inf)
        if exponent.denominator == 1:
            return self.compile(formula.Multiply((of,) * int(exponent)))
        a = self.compile(of)
        return self._emit(*curves.power(self.known[a], float(exponent)), a)

    def _condition(self, node: Condition) -> int:
        truth = bounds.whole(0, 1)
        match node:
            case formula.Compare():
                return self._compare(node)
            case formula.AllOf(conditions) | formula.AnyOf(conditions):
                every = isinstance(node, formula.AllOf)
                parts = [self.compile(condition) for condition in conditions]
                if any(self.is_always(part, not every) for part in parts):
                    return self._truth(not every)
                parts = [part for part in parts if not self.is_always(part, every)]
                if not parts:
                    return self._truth(every)
                combine = np.logical_and if every else np.logical_or
                return reduce(lambda a, b: self._emit(truth, combine, a, b, buffered=False), parts)
            case formula.Not(condition):
                part = self.compile(condition)
                if part in self._constants:
                    return self._truth(self.is_always(part, False))  # noqa: FBT003
                return self._emit(truth, np.logical_not, part, buffered=False)

    def _compare(self, node: Compare) -> int:
        difference = self.compile(formula.Subtract(node.left, node.right))
        known = self.known[difference]
        certain = _certain(node.comparison, known)
        if certain is not None:
            return self._truth(certain)
        proved = known.tolerance()
        truth, doubt = bounds.whole(0, 1), 2 * known.error
        if proved is None:
            operation = partial(op.compare_in_doubt, node.comparison, doubt)
            return self._emit(truth, operation, difference, buffered=False)
        match node.comparison:
            case formula.Comparison.AT_LEAST:
                edge = self.compile(formula.Constant(Fraction(-proved)))
                return self._emit(truth, np.greater_equal, difference, edge, buffered=False)
            case formula.Comparison.ABOVE:
                edge = self.compile(formula.Constant(Fraction(proved)))
                return self._emit(truth, np.greater, difference, edge, buffered=False)
            case formula.Comparison.EQUAL if known.error == 0:
                return self._emit(truth, np.equal, difference, self._constant(Fraction(0)), buffered=False)
            case formula.Comparison.EQUAL:
                return self._emit(truth, partial(op.is_zero, proved), difference, buffered=False)

    def _cohort(self, node: formula.Cohort) -> int:
        known, within = cohorts.compile_cohort(node, self._columns[node.column], self._units)
        operation = partial(cohorts.of_cohort, node, within)
        if node.operation in RANKS:
            return self._emit(known, operation, buffered=False)
        return self._emit_of_groups(known, operation)


def _certain(comparison: formula.Comparison, known: Known) -> bool | None:
    """How a difference always compares with zero, from what is known of it alone; None where it depends."""
    match comparison:
        case formula.Comparison.AT_LEAST:
            return False if known.is_below_zero() else known.is_not_negative() or None
        case formula.Comparison.ABOVE:
            negated = bounds.subtract(bounds.whole(0, 0), known)
            return False if negated.is_not_negative() else known.is_above_zero() or None
        case formula.Comparison.EQUAL:
            return False if known.is_above_zero() or known.is_below_zero() else None
