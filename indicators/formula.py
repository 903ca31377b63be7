"""The formula of a score: a small tree over a closed set of operations, read in several ways by `scoring/`.

A tree holds numbers only. Whether a unit has a number at all (value, not applicable, missing) is a state of
the *column* a tree belongs to, so that no operation ever meets an absent value.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from indicators.words import Words


class Stage(StrEnum):
    """The steps from what was reported to what is published; each keeps its own columns."""

    RAW = "raw"
    MEASURE = "measure"
    POINTS = "points"
    NODE = "node"
    PUBLISHED = "published"


class ColumnName(NamedTuple):
    """The name of one column: a stage, the code of an indicator or node, and for raw columns a field."""

    stage: Stage
    code: str
    field: str = ""


class Comparison(StrEnum):
    """How two numbers are compared."""

    AT_LEAST = "≥"
    ABOVE = ">"
    EQUAL = "="


class Whole(StrEnum):
    """How a number is made whole."""

    DOWN = "down"
    UP = "up"


class CohortOperation(StrEnum):
    """What is asked of all units of the peer group which hold a value."""

    LOWEST = "min"
    HIGHEST = "max"
    COUNT = "count"
    RANK_FROM_HIGHEST = "rank from highest"
    RANK_FROM_LOWEST = "rank from lowest"


class Flag(StrEnum):
    """Special cases with a declared answer, reported wherever they happen."""

    ALL_EQUAL = "all-equal"
    ALONE = "alone"
    NEUTRAL_FACTOR = "neutral-factor"
    NOTHING_APPLIES = "nothing-applies"


@dataclass(frozen=True, slots=True)
class Constant:
    """A number written in the scheme."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class GroupConstant:
    """A number which differs by peer group."""

    by_group: tuple[tuple[str, Fraction], ...]


@dataclass(frozen=True, slots=True)
class Field:
    """The unit's own number in a column."""

    column: ColumnName


@dataclass(frozen=True, slots=True)
class Cohort:
    """One number about the unit's peer group: its extremes, its size, or the unit's place in it.

    A rank is one more than the number of units that are better, so equal units share the better place.
    """

    operation: CohortOperation
    column: ColumnName


@dataclass(frozen=True, slots=True)
class Add:
    """A sum."""

    terms: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Subtract:
    """left − right."""

    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Multiply:
    """A product."""

    factors: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Divide:
    """left ÷ right; a zero divisor must be excluded by the column or by an `If` around it."""

    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class AtLeast:
    """`of`, but never below `bound`; `note` says why where the bound is taken."""

    of: Node
    bound: Node
    note: Words


@dataclass(frozen=True, slots=True)
class AtMost:
    """`of`, but never above `bound`; `note` says why where the bound is taken."""

    of: Node
    bound: Node
    note: Words


@dataclass(frozen=True, slots=True)
class MakeWhole:
    """`of` as a whole number; `note` says what becomes of the part."""

    of: Node
    whole: Whole
    note: Words


@dataclass(frozen=True, slots=True)
class Compare:
    """A condition."""

    left: Node
    comparison: Comparison
    right: Node


@dataclass(frozen=True, slots=True)
class If:
    """`then` where the condition holds, else `otherwise`."""

    when: Compare
    then: Node
    otherwise: Node


@dataclass(frozen=True, slots=True)
class Lookup:
    """The value of the highest threshold reached (`inclusive`) or passed, else `below`.

    Thresholds ascend; each goes with the value from there on.
    """

    of: Node
    thresholds: tuple[Fraction, ...]
    values: tuple[Fraction, ...]
    below: Fraction
    inclusive: bool

    def at(self, value: Fraction) -> Fraction:
        """The value of the band a number falls into."""
        reached = bisect_right if self.inclusive else bisect_left
        position = reached(self.thresholds, value)
        return self.values[position - 1] if position else self.below


@dataclass(frozen=True, slots=True)
class Step:
    """A clause of the calculation in words, and a point where its trace can be opened."""

    label: Words
    of: Node


@dataclass(frozen=True, slots=True)
class Flagged:
    """`of`, reported under `flag` where the condition holds."""

    of: Node
    when: Compare
    flag: Flag


Node = (
    Constant
    | GroupConstant
    | Field
    | Cohort
    | Add
    | Subtract
    | Multiply
    | Divide
    | AtLeast
    | AtMost
    | MakeWhole
    | If
    | Lookup
    | Step
    | Flagged
)


def constant(value: Decimal | int | str | Fraction) -> Constant:
    """A constant of exactly the stated value."""
    return Constant(Fraction(value))


def children(node: Node | Compare) -> tuple[Node | Compare, ...]:
    """The parts a node is made of."""
    match node:
        case Constant() | GroupConstant() | Field() | Cohort():
            return ()
        case Add(parts) | Multiply(parts):
            return parts
        case Subtract(left, right) | Divide(left, right) | Compare(left, _, right):
            return (left, right)
        case AtLeast(of, bound, _) | AtMost(of, bound, _):
            return (of, bound)
        case MakeWhole(of=of) | Lookup(of=of) | Step(of=of):
            return (of,)
        case If(when, then, otherwise):
            return (when, then, otherwise)
        case Flagged(of, when, _):
            return (of, when)


def columns(node: Node | Compare) -> Iterator[ColumnName]:
    """Every column a tree reads."""
    if isinstance(node, Field | Cohort):
        yield node.column
    for part in children(node):
        yield from columns(part)
