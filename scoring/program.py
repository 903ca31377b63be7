"""A tree compiled once into numpy statements over registers, each shared sub-expression computed once."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial, reduce
from typing import TYPE_CHECKING, assert_never

import numpy as np

from indicators import formula
from indicators.formula import CohortOperation, Comparison, Whole
from indicators.policies import Ties
from scoring import bounds
from scoring.ranking import exact_order, places
from scoring.sheet import State

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from fractions import Fraction

    from numpy.typing import NDArray

    from indicators.formula import ColumnName, Compare, Flag, Node
    from scoring.block import Block, Values
    from scoring.bounds import Known
    from scoring.exact import Exact
    from scoring.sheet import ScoreSheet

    Array = NDArray[np.float64]
    Mask = NDArray[np.bool_]
    Operation = Callable[..., "Array | Mask"]


#: A group whose values span less than this share of all values is left to the exact reading.
_NARROW = 2.0**-20


@dataclass(slots=True)
class Run:
    """One evaluation of a program over a block; `doubt` gathers the rows floats cannot decide."""

    sheet: ScoreSheet
    block: Block
    columns: Mapping[ColumnName, Values]
    exact: Exact
    doubt: Mask | None = None
    flags: dict[Flag, Mask] = field(default_factory=dict)

    def doubtful(self, rows: Mask) -> None:
        """Marks rows whose result must come from the exact reading."""
        rows = np.broadcast_to(rows, self.block.height)
        self.doubt = rows if self.doubt is None else self.doubt | rows


@dataclass(frozen=True, slots=True)
class Statement:
    """registers[target] = operation(run, *registers[operands])."""

    operation: Operation
    operands: tuple[int, ...]


class Program:
    """Statements for one or more trees of a column, compiled against what is known of the columns they read.

    Attributes:
        known: What is known of each register.
    """

    def __init__(self, known: Mapping[ColumnName, Known], groups: tuple[str, ...], units: int) -> None:
        self._columns = known
        self._groups = groups
        self._units = units
        self._registers: dict[Node | Compare, int] = {}
        self._statements: list[Statement] = []
        self.known: list[Known] = []

    def run(self, run: Run) -> list[Array | Mask]:
        """Every register, each of shape (n,) or a scalar for constants."""
        registers: list[Array | Mask] = []
        with np.errstate(divide="ignore", invalid="ignore"):
            for statement in self._statements:
                operands = [registers[operand] for operand in statement.operands]
                registers.append(statement.operation(run, *operands))
        return registers

    def compile(self, node: Node | Compare) -> int:
        """The register that will hold a tree."""
        if node not in self._registers:
            self._registers[node] = self._compile(node)
        return self._registers[node]

    def _emit(self, known: Known, operation: Operation, *operands: int) -> int:
        self._statements.append(Statement(operation, operands))
        self.known.append(known)
        return len(self._statements) - 1

    def _compile(self, node: Node | Compare) -> int:
        match node:
            case formula.Constant(value):
                return self._emit(bounds.exactly(value), partial(_constant, float(value)))
            case formula.GroupConstant(by_group):
                return self._group_constant(dict(by_group))
            case formula.Field(column):
                return self._emit(self._columns[column], partial(_field, column))
            case formula.Cohort():
                return self._cohort(node)
            case formula.Add(terms):
                return self._fold(terms, bounds.add, _add)
            case formula.Multiply(factors):
                return self._fold(factors, bounds.multiply, _multiply)
            case formula.Subtract(left, right):
                a, b = self.compile(left), self.compile(right)
                return self._emit(bounds.subtract(self.known[a], self.known[b]), _subtract, a, b)
            case formula.Divide(left, formula.Constant(value)):
                return self.compile(formula.Multiply((left, formula.Constant(1 / value))))
            case formula.Divide(left, right):
                return self._divide(left, right)
            case formula.AtLeast(of, bound, _):
                a, b = self.compile(of), self.compile(bound)
                known = bounds.clipped(
                    bounds.either(self.known[a], self.known[b]), lowest=self.known[b].lowest
                )
                return self._emit(known, _maximum, a, b)
            case formula.AtMost(of, bound, _):
                a, b = self.compile(of), self.compile(bound)
                known = bounds.clipped(
                    bounds.either(self.known[a], self.known[b]), highest=self.known[b].highest
                )
                return self._emit(known, _minimum, a, b)
            case formula.MakeWhole(of, whole, _):
                return self._make_whole(self.compile(of), whole)
            case formula.Compare():
                return self._compare(node)
            case formula.If(when, then, otherwise):
                condition, a, b = self.compile(when), self.compile(then), self.compile(otherwise)
                return self._emit(bounds.either(self.known[a], self.known[b]), _choose, condition, a, b)
            case formula.Lookup():
                return self._lookup(node)
            case formula.Step(of=of):
                return self.compile(of)
            case formula.Flagged(of, when, flag):
                flagged, condition = self.compile(of), self.compile(when)
                return self._emit(self.known[flagged], partial(_flag, flag), flagged, condition)
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

    def _group_constant(self, by_group: Mapping[str, Fraction]) -> int:
        known = [bounds.exactly(value) for value in by_group.values()]
        whole = reduce(bounds.either, known, bounds.whole(0, 0))
        table = np.array([float(by_group.get(group, 0)) for group in self._groups])
        return self._emit(whole, partial(_group_number, table))

    def _divide(self, left: Node, right: Node) -> int:
        a, b = self.compile(left), self.compile(right)
        divisor = self.known[b]
        proved = divisor.tolerance()
        if _is_part_of_span(left, right):
            smallest = max(proved or 0.0, divisor.magnitude * _NARROW)
            known = bounds.divide(self.known[a], divisor, smallest, 1.0)
            return self._emit(known, partial(_divide_in_doubt, proved or 0.0, smallest), a, b)
        if proved is None:
            return self._emit(bounds.UNKNOWN, _divide, a, b)
        smallest = max(proved, divisor.lowest - divisor.error)
        return self._emit(bounds.divide(self.known[a], divisor, smallest), _divide, a, b)

    def _make_whole(self, of: int, whole: Whole) -> int:
        known = self.known[of]
        proved = known.tolerance()
        operation = (
            partial(_whole, whole, proved)
            if proved is not None
            else partial(_whole_in_doubt, whole, known.error)
        )
        result = bounds.whole(float(np.floor(known.lowest)), float(np.ceil(known.highest)))
        return self._emit(result, operation, of)

    def _compare(self, node: Compare) -> int:
        difference = self.compile(formula.Subtract(node.left, node.right))
        known = self.known[difference]
        proved = known.tolerance()
        operation = (
            partial(_compare, node.comparison, proved)
            if proved is not None
            else partial(_compare_in_doubt, node.comparison, 2 * known.error)
        )
        return self._emit(bounds.whole(0, 1), operation, difference)

    def _lookup(self, node: formula.Lookup) -> int:
        of = self.compile(node.of)
        known = self.known[of]
        thresholds = np.array([float(value) for value in node.thresholds])
        values = np.array([float(value) for value in (node.below, *node.values)])
        side = "right" if node.inclusive else "left"
        edges = [bounds.exactly(value) for value in node.thresholds]
        differences = [bounds.subtract(known, edge) for edge in edges]
        tolerances = [difference.tolerance() for difference in differences]
        result = bounds.exactly(node.below)
        for value in node.values:
            result = bounds.either(result, bounds.exactly(value))
        proved = [tolerance for tolerance in tolerances if tolerance is not None]
        if len(proved) == len(edges):
            shift = min(proved) if node.inclusive else -min(proved)
            return self._emit(result, partial(_lookup, thresholds, values, side, shift), of)
        error = 2 * max(difference.error for difference in differences)
        return self._emit(result, partial(_lookup_in_doubt, thresholds, values, side, error), of)

    def _cohort(self, node: formula.Cohort) -> int:
        known = self._columns[node.column]
        match node.operation:
            case CohortOperation.LOWEST:
                return self._emit(known, partial(_extreme, node.column, np.minimum, np.inf))
            case CohortOperation.HIGHEST:
                return self._emit(known, partial(_extreme, node.column, np.maximum, -np.inf))
            case CohortOperation.COUNT:
                return self._emit(bounds.whole(1, max(self._units, 1)), partial(_count, node.column))
            case CohortOperation.RANK_FROM_HIGHEST | CohortOperation.RANK_FROM_LOWEST:
                difference = bounds.subtract(known, known)
                sign = 1 if node.operation is CohortOperation.RANK_FROM_HIGHEST else -1
                proved = difference.tolerance()
                tolerance = 2 * difference.error if proved is None else proved
                operation = partial(_rank, node.column, sign, tolerance, proved is not None)
                return self._emit(bounds.whole(1, max(self._units, 1)), operation)


def _constant(value: float, _: Run) -> Array:
    return np.float64(value)  # type: ignore[return-value]  # broadcasts like an array


def _field(column: ColumnName, run: Run) -> Array:
    return run.columns[column].numbers


def _group_number(table: Array, run: Run) -> Array:
    return table[run.block.groups]


def _add(_: Run, a: Array, b: Array) -> Array:
    return a + b


def _subtract(_: Run, a: Array, b: Array) -> Array:
    return a - b


def _multiply(_: Run, a: Array, b: Array) -> Array:
    return a * b


def _divide(_: Run, a: Array, b: Array) -> Array:
    return a / b


def _divide_in_doubt(zero: float, smallest: float, run: Run, a: Array, b: Array) -> Array:
    run.doubtful((zero < np.abs(b)) & (np.abs(b) < smallest))
    return a / b


def _is_part_of_span(left: Node, right: Node) -> bool:
    """Whether a quotient is how far a value lies between the extremes of its group, hence within 0 and 1."""
    match left, right:
        case (
            formula.Subtract(upper, lower),
            formula.Subtract(
                formula.Cohort(CohortOperation.HIGHEST, column) as highest,
                formula.Cohort(CohortOperation.LOWEST, other) as lowest,
            ),
        ) if column == other:
            return (upper, lower) in ((formula.Field(column), lowest), (highest, formula.Field(column)))
        case _:
            return False


def _maximum(_: Run, a: Array, b: Array) -> Array:
    return np.maximum(a, b)


def _minimum(_: Run, a: Array, b: Array) -> Array:
    return np.minimum(a, b)


def _choose(_: Run, condition: Mask, a: Array, b: Array) -> Array:
    return np.where(condition, a, b)


def _whole(whole: Whole, tolerance: float, _: Run, a: Array) -> Array:
    return np.floor(a + tolerance) if whole is Whole.DOWN else np.ceil(a - tolerance)


def _whole_in_doubt(whole: Whole, error: float, run: Run, a: Array) -> Array:
    made = np.floor if whole is Whole.DOWN else np.ceil
    low, high = made(a - 2 * error), made(a + 2 * error)
    run.doubtful(low != high)
    return low


def _compare(comparison: Comparison, tolerance: float, _: Run, difference: Array) -> Mask:
    match comparison:
        case Comparison.AT_LEAST:
            return difference >= -tolerance
        case Comparison.ABOVE:
            return difference > tolerance
        case Comparison.EQUAL:
            return np.abs(difference) <= tolerance


def _compare_in_doubt(comparison: Comparison, error: float, run: Run, difference: Array) -> Mask:
    run.doubtful(np.abs(difference) <= error)
    return _compare(comparison, 0.0, run, difference)


def _reached(thresholds: Array, side: str, a: Array) -> NDArray[np.intp]:
    return np.searchsorted(thresholds, a, side="right" if side == "right" else "left")


def _lookup(thresholds: Array, values: Array, side: str, shift: float, _: Run, a: Array) -> Array:
    return values[_reached(thresholds, side, a + shift)]


def _lookup_in_doubt(thresholds: Array, values: Array, side: str, error: float, run: Run, a: Array) -> Array:
    low = _reached(thresholds, side, a - error)
    run.doubtful(low != _reached(thresholds, side, a + error))
    return values[low]


def _flag(flag: Flag, run: Run, value: Array, condition: Mask) -> Array:
    raised = np.broadcast_to(condition, run.block.height)
    run.flags[flag] = raised | run.flags[flag] if flag in run.flags else raised
    return value


def _extreme(column: ColumnName, pick: np.ufunc, nothing: float, run: Run) -> Array:
    values = run.columns[column]
    numbers = values.numbers
    if values.states is not None:
        numbers = np.where(values.are(State.VALUE), numbers, nothing)
    return run.block.spread(pick.reduceat(numbers, run.block.starts))


def _count(column: ColumnName, run: Run) -> Array:
    present = run.columns[column].are(State.VALUE).astype(np.float64)
    return run.block.spread(np.add.reduceat(present, run.block.starts))


def _rank(column: ColumnName, sign: int, tolerance: float, proved: bool, run: Run) -> Array:  # noqa: FBT001
    values = run.columns[column]
    rows = np.flatnonzero(values.are(State.VALUE))
    groups = run.block.groups[rows]

    def resolve(position: int) -> Fraction:
        return run.exact.cell(column, int(run.block.positions[rows[position]])).number

    keys = exact_order(values.numbers[rows], groups, tolerance, None if proved else resolve)
    ranks = np.ones(run.block.height)
    ranks[rows] = places(sign * keys, groups, Ties.COMPETITION)
    return ranks
