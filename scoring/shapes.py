"""What the shape of a tree alone tells of its value."""

from __future__ import annotations

from fractions import Fraction
from math import prod
from typing import TYPE_CHECKING, NamedTuple

from indicators import formula
from indicators.formula import RANKS, CohortOperation

if TYPE_CHECKING:
    from collections.abc import Container

    from indicators.formula import Condition, Node


def folded(node: Node | Condition) -> Fraction | None:
    """The value of a tree of constants; None of any other."""
    match node:
        case formula.Constant(value):
            return value
        case formula.Add(parts) | formula.Multiply(parts):
            values = [folded(part) for part in parts]
            known = [value for value in values if value is not None]
            if len(known) < len(values):
                return None
            return (
                sum(known, Fraction(0)) if isinstance(node, formula.Add) else prod(known, start=Fraction(1))
            )
        case formula.Subtract(left, right) | formula.Divide(left, right):
            a, b = folded(left), folded(right)
            if a is None or b is None or (b == 0 and isinstance(node, formula.Divide)):
                return None
            return a - b if isinstance(node, formula.Subtract) else a / b
        case formula.Step(of=of):
            return folded(of)
        case formula.AtLeast(of, bound, _) | formula.AtMost(of, bound, _):
            a, b = folded(of), folded(bound)
            if a is None or b is None:
                return None
            return max(a, b) if isinstance(node, formula.AtLeast) else min(a, b)
        case _:
            return None


def product(node: Node) -> tuple[list[Node], Fraction]:
    """The factors of a product that are not constants, through the products within it, and the product of those that are."""
    match node:
        case formula.Constant(value):
            return [], value
        case formula.Divide(left, right) if divisor := folded(right):
            factors, constant = product(left)
            return factors, constant / divisor
        case formula.Multiply(parts):
            found = [product(part) for part in parts]
            constants = prod((constant for _, constant in found), start=Fraction(1))
            return [factor for factors, _ in found for factor in factors], constants
        case formula.Step(of=of) if isinstance(of, formula.Multiply | formula.Divide):
            return product(of) if product(of)[1] != 1 else ([node], Fraction(1))
        case _:
            return [node], Fraction(1)


class Line(NamedTuple):
    """slope · of + shift, which takes `steps` operations as it is written."""

    of: Node
    slope: Fraction = Fraction(1)
    shift: Fraction = Fraction(0)
    steps: int = 0

    def times(self, factor: Fraction) -> Line:
        """The line with another factor."""
        return Line(self.of, self.slope * factor, self.shift * factor, self.steps + 1)

    def plus(self, summand: Fraction) -> Line:
        """The line with another summand."""
        return self._replace(shift=self.shift + summand, steps=self.steps + 1)


def line(node: Node, known: Container[Node | Condition]) -> Line:
    """What is added to and multiplied with constants only, down to a tree that is none of these or is among the known."""
    if node in known:
        return Line(node)
    match node:
        case formula.Step(of=of):
            return line(of, known)
        case formula.Add(parts):
            constants = [value for part in parts if (value := folded(part)) is not None]
            others = [part for part in parts if folded(part) is None]
            if len(others) == 1 and constants:
                return line(others[0], known).plus(sum(constants, Fraction(0)))
        case formula.Subtract(left, right):
            a, b = folded(left), folded(right)
            if b is not None:
                return line(left, known).plus(-b)
            if a is not None:
                negated = line(right, known).times(Fraction(-1))
                return negated._replace(shift=negated.shift + a)
        case formula.Multiply() | formula.Divide():
            factors, constant = product(node)
            if len(factors) == 1 and constant not in {0, 1}:
                return line(factors[0], known).times(constant)
        case _:
            pass
    return Line(node)


def as_bounds(node: formula.If) -> formula.AtLeast | None:
    """Points at the target, and so many more or less for each step beyond or short of it, as bounds instead of branches.

    x ≥ T ? C : max(C − c · (T − x), F) is max(min(C − c · (T − x), C), F) where c ≥ 0 and F ≤ C, whole steps included:
    where x ≥ T nothing is taken off, so that C bounds it. And x ≥ T ? min(C + g · (x − T), M) : max(C − c · (T − x), F) is
    max(min(C + g · (x − T), M, C − c · (T − x)), F) where 0 ≤ g ≤ c and F ≤ C ≤ M: of the two lines the lower one counts.
    """
    return _without_gain(node) or _with_gain(node)


def _without_gain(node: formula.If) -> formula.AtLeast | None:
    match node:
        case formula.If(
            formula.Compare(left, formula.Comparison.AT_LEAST, right),
            then,
            formula.AtLeast(formula.Subtract(full, lost) as points, floor, note),
        ):
            most, least = folded(then), folded(floor)
            steps, each = _steps(lost)
            if most is None or least is None or folded(full) != most or least > most or each < 0:
                return None
            if steps != formula.Subtract(right, left):
                return None
            return formula.AtLeast(formula.AtMost(points, formula.Constant(most), note), floor, note)
        case _:
            return None


def _with_gain(node: formula.If) -> formula.AtLeast | None:
    match node:
        case formula.If(
            formula.Compare(left, formula.Comparison.AT_LEAST, right),
            formula.AtMost() as gained,
            formula.AtLeast(of=lost) as kept,
        ):
            beyond, short = formula.Subtract(left, right), formula.Subtract(right, left)
            above, below = line(gained.of, {beyond}), line(lost, {short})
            most, least = folded(gained.bound), folded(kept.bound)
            if (above.of, below.of) != (beyond, short) or above.shift != below.shift:
                return None
            if most is None or least is None or not 0 <= above.slope <= -below.slope:
                return None
            if not least <= above.shift <= most:
                return None
            return formula.AtLeast(formula.AtMost(gained, lost, gained.note), kept.bound, kept.note)
        case _:
            return None


def _steps(lost: Node) -> tuple[Node | None, Fraction]:
    """The distance whose steps are counted, whole ones or parts, and a number of the sign of what each costs."""
    factors, constant = product(lost)
    if len(factors) != 1:
        return None, constant
    (distance,) = factors
    while isinstance(distance, formula.Step):
        distance = distance.of
    if isinstance(distance, formula.Round) and distance.how is not formula.Rounding.HALF_UP:
        inner, each = _steps(distance.of)
        return (inner, constant) if each > 0 else (None, constant)
    return distance, constant


def not_negative(condition: Condition) -> formula.Subtract | None:
    """The difference that is at least zero where a comparison holds."""
    match condition:
        case formula.Compare(left, formula.Comparison.AT_LEAST | formula.Comparison.ABOVE, right):
            return formula.Subtract(left, right)
        case formula.Not(
            formula.Compare(left, formula.Comparison.AT_LEAST | formula.Comparison.ABOVE, right)
        ):
            return formula.Subtract(right, left)
        case _:
            return None


def is_part_of_best(left: Node, right: Node) -> bool:
    """Whether a quotient of numbers of zero or more is a value by the highest of its cohort, or the lowest by a value."""
    match left, right:
        case formula.Field(column), formula.Cohort(CohortOperation.HIGHEST, other):
            return column == other
        case formula.Cohort(CohortOperation.LOWEST, column), formula.Field(other):
            return column == other
        case _:
            return False


def is_part_of_span(left: Node, right: Node) -> bool:
    """Whether a quotient is how far a value lies between the extremes of its cohort, hence within 0 and 1."""
    match left, right:
        case (
            formula.Subtract(upper, lower),
            formula.Subtract(
                formula.Cohort(CohortOperation.HIGHEST, column) as highest,
                formula.Cohort(CohortOperation.LOWEST, other) as lowest,
            ),
        ) if column == other and highest.scope is lowest.scope:
            return (upper, lower) in ((formula.Field(column), lowest), (highest, formula.Field(column)))
        case _:
            return False


def is_from_worst(left: Node, right: Node) -> bool:
    """Whether a difference is a place counted from the worst, 1 for the last and the number of units for the first."""
    match left, right:
        case (
            formula.Add((formula.Cohort(CohortOperation.COUNT, column, among), formula.Constant(one))),
            formula.Cohort(operation, other, others),
        ):
            return one == 1 and operation in RANKS and (column, among) == (other, others)
        case _:
            return False


def is_share_of_places(left: Node, right: Node) -> bool:
    """Whether a quotient is a place from the worst by the number of units, hence above 0 and at most 1."""
    match left:
        case formula.Subtract(formula.Add((count, *_)) as more, rank):
            return count == right and is_from_worst(more, rank)
        case _:
            return False
