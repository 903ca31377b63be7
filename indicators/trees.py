"""Walking a formula: its parts, the columns it reads, and where it has no value."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from indicators.formula import (
    LARGEST_EXPONENT,
    Add,
    AllOf,
    AnyOf,
    AtLeast,
    AtMost,
    Cohort,
    Compare,
    Comparison,
    Constant,
    Divide,
    Exponential,
    Field,
    Flagged,
    GroupConstant,
    If,
    Interpolated,
    Logarithm,
    Lookup,
    Multiply,
    NormalQuantile,
    Not,
    Power,
    Round,
    Step,
    Subtract,
    UnitConstant,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indicators.formula import ColumnName, Condition, Node


def children(node: Node | Condition) -> tuple[Node | Condition, ...]:
    """The parts a node is made of."""
    match node:
        case Constant() | GroupConstant() | Field() | Cohort():
            return ()
        case UnitConstant(_, otherwise):
            return (otherwise,)
        case Add(parts) | Multiply(parts) | AllOf(parts) | AnyOf(parts):
            return parts
        case Subtract(left, right) | Divide(left, right) | Compare(left, _, right):
            return (left, right)
        case AtLeast(of, other, _) | AtMost(of, other, _) | Flagged(of, other, _) | Logarithm(of, other):
            return (of,) if other is None else (of, other)
        case (
            Round(of=of)
            | Power(of=of)
            | Exponential(of)
            | NormalQuantile(of)
            | Lookup(of=of)
            | Interpolated(of=of)
            | Step(of=of)
        ):
            return (of,)
        case Not(condition):
            return (condition,)
        case If(when, then, otherwise):
            return (when, then, otherwise)


def walk(node: Node | Condition) -> Iterator[Node | Condition]:
    """A tree and everything within it."""
    yield node
    for part in children(node):
        yield from walk(part)


def columns(node: Node | Condition) -> Iterator[ColumnName]:
    """Every column a tree reads."""
    return (part.column for part in walk(node) if isinstance(part, Field | Cohort))


def is_irrational(node: Node | Condition) -> bool:
    """Whether a tree takes roots, logarithms or powers, whose values are decimals of 50 digits."""
    return any(
        isinstance(part, Logarithm | Exponential | NormalQuantile)
        or (isinstance(part, Power) and part.exponent.denominator != 1)
        for part in walk(node)
    )


def undefined(node: Node | Condition) -> tuple[Condition, ...]:
    """When a tree has no value: a divisor of zero, a logarithm or root of what has none.

    What is undefined within an operand comes before what the operand makes undefined. Only the branch of an `If`
    that is taken counts.
    """
    found: list[Condition] = []
    match node:
        case If(when, then, otherwise):
            found += undefined(when)
            found += (AllOf((when, part)) for part in undefined(then) if when != Not(part))
            found += (AllOf((Not(when), part)) for part in undefined(otherwise) if when != part)
        case _:
            for part in children(node):
                found += undefined(part)
    zero = Constant(Fraction(0))
    match node:
        case Divide(_, right) if not isinstance(right, Constant):
            found.append(Compare(right, Comparison.EQUAL, zero))
        case Logarithm(of, _) | NormalQuantile(of) if not isinstance(of, Constant):
            found.append(Compare(zero, Comparison.AT_LEAST, of))
            if isinstance(node, NormalQuantile):
                found.append(Compare(of, Comparison.AT_LEAST, Constant(Fraction(1))))
        case Power(of, exponent):
            if exponent.denominator != 1:
                found.append(Compare(zero, Comparison.ABOVE, of))
            if exponent < 0:
                found.append(Compare(of, Comparison.EQUAL, zero))
        case Exponential(of) if not isinstance(of, Constant):
            limit = Constant(Fraction(LARGEST_EXPONENT))
            found.append(Compare(of, Comparison.ABOVE, limit))
            found.append(Compare(Constant(-limit.value), Comparison.ABOVE, of))
        case _:
            pass
    return tuple(found)
