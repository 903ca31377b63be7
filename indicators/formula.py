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
    from decimal import Decimal

    from indicators.words import Words


class Stage(StrEnum):
    """The steps from what was reported to what is published; each keeps its own columns."""

    RAW = "raw"
    MEASURE = "measure"
    POINTS = "points"
    NODE = "node"
    ADJUSTED = "adjusted"
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


class Rounding(StrEnum):
    """How a number loses decimals; half up is half away from zero below zero."""

    DOWN = "down"
    UP = "up"
    HALF_UP = "half up"


class Scope(StrEnum):
    """Which units a cohort operation asks: the unit's own peer group, or all assessed units."""

    GROUP = "group"
    ALL = "all"


class CohortOperation(StrEnum):
    """What is asked of all units of the cohort which hold a value."""

    LOWEST = "min"
    HIGHEST = "max"
    COUNT = "count"
    SUM = "sum"
    MEAN = "mean"
    #: Σ (x − mean)² ÷ n, and ÷ (n − 1); of a single value both are zero.
    VARIANCE = "variance"
    SAMPLE_VARIANCE = "sample variance"
    RANK_FROM_HIGHEST = "rank from highest"
    RANK_FROM_LOWEST = "rank from lowest"


#: The operations that give each unit a number of its own; all others give one for the whole cohort.
RANKS = frozenset({CohortOperation.RANK_FROM_HIGHEST, CohortOperation.RANK_FROM_LOWEST})


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

    def __hash__(self) -> int:
        """Of the first group's number: trees are looked up often, and there may be thousands of groups."""
        return hash(self.by_group[:1])


@dataclass(frozen=True, slots=True)
class UnitConstant:
    """A number which differs by unit; `otherwise` for units that are not named."""

    by_unit: tuple[tuple[str, Fraction], ...]
    otherwise: Node


@dataclass(frozen=True, slots=True)
class Field:
    """The unit's own number in a column."""

    column: ColumnName


@dataclass(frozen=True, slots=True)
class Cohort:
    """One number about the unit's cohort: its extremes, its size, its mean and spread, or the unit's place in it.

    A rank is one more than the number of units that are better, so equal units share the better place.
    """

    operation: CohortOperation
    column: ColumnName
    scope: Scope = Scope.GROUP


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
class Round:
    """`of` with so many decimals; `note` says what becomes of the rest."""

    of: Node
    how: Rounding
    decimals: int
    note: Words


@dataclass(frozen=True, slots=True)
class Power:
    """of ^ exponent; without a value where `undefined` says so."""

    of: Node
    exponent: Fraction


@dataclass(frozen=True, slots=True)
class Logarithm:
    """The logarithm of a positive number; natural without a base."""

    of: Node
    base: Node | None = None


@dataclass(frozen=True, slots=True)
class Exponential:
    """e ^ of, for `of` up to `LARGEST_EXPONENT` either way."""

    of: Node


@dataclass(frozen=True, slots=True)
class NormalQuantile:
    """The number below which a standard normal variable lies with probability `of`, a share between 0 and 1."""

    of: Divide


@dataclass(frozen=True, slots=True)
class Compare:
    """A condition on two numbers."""

    left: Node
    comparison: Comparison
    right: Node


@dataclass(frozen=True, slots=True)
class AllOf:
    """Whether every condition holds."""

    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Whether at least one condition holds."""

    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Whether a condition does not hold."""

    condition: Condition


@dataclass(frozen=True, slots=True)
class If:
    """`then` where the condition holds, else `otherwise`."""

    when: Condition
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
class Interpolated:
    """The straight line between the points (threshold, value) left and right of `of`.

    Thresholds ascend. From the last on the last value holds; under the first, `below`.
    """

    of: Node
    thresholds: tuple[Fraction, ...]
    values: tuple[Fraction, ...]
    below: Fraction

    def at(self, value: Fraction) -> Fraction:
        """The value of the line at a number."""
        position = bisect_right(self.thresholds, value)
        if position == 0:
            return self.below
        left, start = self.thresholds[position - 1], self.values[position - 1]
        if position == len(self.thresholds):
            return start
        share = (value - left) / (self.thresholds[position] - left)
        return start + share * (self.values[position] - start)


@dataclass(frozen=True, slots=True)
class Step:
    """A clause of the calculation in words, and a point where its trace can be opened."""

    label: Words
    of: Node


@dataclass(frozen=True, slots=True)
class Flagged:
    """`of`, reported under `flag` where the condition holds."""

    of: Node
    when: Condition
    flag: Flag


Condition = Compare | AllOf | AnyOf | Not

Node = (
    Constant
    | GroupConstant
    | UnitConstant
    | Field
    | Cohort
    | Add
    | Subtract
    | Multiply
    | Divide
    | AtLeast
    | AtMost
    | Round
    | Power
    | Logarithm
    | Exponential
    | NormalQuantile
    | If
    | Lookup
    | Interpolated
    | Step
    | Flagged
)

#: Beyond e to this power numbers leave the range of floats, and no score is meant.
LARGEST_EXPONENT = 200


def constant(value: Decimal | int | str | Fraction) -> Constant:
    """A constant of exactly the stated value."""
    return Constant(Fraction(value))
