"""The plan: a scheme as an ordered list of columns, each computed from those before it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from indicators.formula import ColumnName, Stage
from indicators.parts import Indicator
from indicators.policies import Missing, NotApplicable
from indicators.trees import columns, is_irrational

if TYPE_CHECKING:
    from collections.abc import Iterable
    from fractions import Fraction

    from indicators.formula import Condition, Node
    from indicators.parts import Composite
    from indicators.scheme import Scheme
    from indicators.words import Words
    from scoring.sheet import State


@dataclass(frozen=True, slots=True)
class Raw:
    """What units reported."""

    name: ColumnName


@dataclass(frozen=True, slots=True)
class Formula:
    """A tree over other columns.

    A unit has no value here if any field has none: not applicable if any is, else missing; the `optional` fields count
    as zero where they have none. Where one of `undefined` holds the unit gets `when_undefined`. A field without a
    denominator is worth `full` in a column of points and passed on by any other.
    """

    name: ColumnName
    tree: Node
    undefined: tuple[Condition, ...]
    when_undefined: State
    full: Fraction
    optional: frozenset[ColumnName] = frozenset()

    @property
    def fields(self) -> tuple[ColumnName, ...]:
        """The columns that must hold a value, each once."""
        return tuple(name for name in dict.fromkeys(columns(self.tree)) if name not in self.optional)

    @property
    def grants(self) -> bool:
        """Whether a zero denominator is worth full points here, rather than being passed on."""
        return self.name.stage is Stage.POINTS


@dataclass(frozen=True, slots=True)
class PresentMean:
    """Σ weight · value ÷ Σ weight over the columns that hold a value; missing where none of them does."""

    name: ColumnName
    terms: tuple[tuple[ColumnName, Fraction], ...]
    label: Words


@dataclass(frozen=True)
class Term:
    """One child of a sum: contribution = value · weight ÷ full, with one weight for each group of the scheme."""

    column: ColumnName
    weights: tuple[Fraction, ...]
    full: Fraction
    missing: Missing
    not_applicable: NotApplicable
    #: Whether the child is a sum that leaves rescaling to its ancestors.
    nested: bool

    @cached_property
    def different_weights(self) -> tuple[Fraction, ...]:
        """The weights of all groups; those that are the same object, or all equal, once."""
        # By what they are in memory: there may be thousands of groups, and fractions are slow to compare.
        if self.weights.count(self.weights[0]) == len(self.weights):
            return self.weights[:1]
        return tuple({id(weight): weight for weight in self.weights}.values())

    @cached_property
    def coefficients(self) -> tuple[Fraction, ...]:
        """What a point adds under each of the different weights."""
        return tuple(weight / self.full for weight in self.different_weights)

    @property
    def is_common(self) -> bool:
        """Whether all groups have the same weight."""
        return len(self.different_weights) == 1

    def of_groups(self, numbers: Iterable[float]) -> tuple[float, ...]:
        """Numbers that go with the different weights, as one for each group."""
        of = dict(zip(map(id, self.different_weights), numbers, strict=True))
        return tuple(of[id(weight)] for weight in self.weights)

    @property
    def reads_group_mean(self) -> bool:
        """Whether the mean of the unit's group may take the place of an absent value."""
        absent = self.not_applicable is NotApplicable.GROUP_MEAN
        return absent or self.missing is Missing.GROUP_MEAN

    @property
    def fills_nothing(self) -> bool:
        """Whether what does not apply counts as zero."""
        return self.not_applicable is NotApplicable.NO_POINTS

    @property
    def fills_full_points(self) -> bool:
        """Whether full points may take the place of an absent value."""
        return self.missing is Missing.FULL or self.not_applicable is NotApplicable.FULL


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum of weighted children; where `rescales`, what does not apply is spread over what does.

    value = A3 · A1 ÷ A2, with A1 full points, A2 what of them applies, A3 points earned. No score where less than
    `least_present` of the applicable weight has a value.
    """

    name: ColumnName
    terms: tuple[Term, ...]
    points: Fraction
    rescales: bool
    least_present: Fraction | None = None


@dataclass(frozen=True, slots=True)
class Product:
    """Π factors ÷ base^(n−1); a factor that is not applicable is neutral."""

    name: ColumnName
    factors: tuple[ColumnName, ...]
    base: Fraction


@dataclass(frozen=True, slots=True)
class GeometricMean:
    """Π factor ^ (weight ÷ Σ weights) over the applicable factors, with one weight for each group of the scheme."""

    name: ColumnName
    factors: tuple[ColumnName, ...]
    weights: tuple[tuple[Fraction, ...], ...]

    @property
    def weighs_for_all(self) -> bool:
        """Whether every group has a factor that counts; without one the mean does not apply."""
        return all(any(of_group) for of_group in zip(*self.weights, strict=True))


@dataclass(frozen=True, slots=True)
class Extreme:
    """The lowest or highest of the applicable factors."""

    name: ColumnName
    factors: tuple[ColumnName, ...]
    lowest: bool


@dataclass(frozen=True, slots=True)
class Rounded:
    """A column rounded half up, so that the published value is what counts further up."""

    name: ColumnName
    of: ColumnName
    decimals: int


#: Nodes that need all of their applicable children.
Joint = Product | GeometricMean | Extreme
Column = Raw | Formula | PresentMean | Sum | Joint | Rounded


@dataclass(frozen=True)
class Plan:
    """A scheme ready to be computed: every column after the ones it reads; `scheme` has its periods written out."""

    scheme: Scheme
    columns: tuple[Column, ...]

    @cached_property
    def by_name(self) -> dict[ColumnName, Column]:
        """Each column by its name."""
        return {column.name: column for column in self.columns}

    @cached_property
    def weighing(self) -> tuple[int, ...]:
        """Where the columns stand that weigh what they combine."""
        return tuple(at for at, column in enumerate(self.columns) if isinstance(column, (Sum, GeometricMean)))

    @cached_property
    def raw(self) -> tuple[ColumnName, ...]:
        """The reported columns."""
        return tuple(column.name for column in self.columns if isinstance(column, Raw))

    @cached_property
    def fields(self) -> dict[ColumnName, tuple[ColumnName, ...]]:
        """What must hold a value, for each formula."""
        return {column.name: column.fields for column in self.columns if isinstance(column, Formula)}

    @cached_property
    def irrational(self) -> frozenset[ColumnName]:
        """The columns whose trees take roots, logarithms or powers."""
        formulas = (column for column in self.columns if isinstance(column, Formula))
        return frozenset(column.name for column in formulas if is_irrational(column.tree))

    def combined_name(self, code: str) -> ColumnName:
        """The column of a part before adjustments and rounding."""
        return combined_name(self.scheme.by_code[code])

    def exact_name(self, code: str) -> ColumnName:
        """The column of a part before rounding."""
        return exact_name(self.scheme, code)

    def passed_up(self, code: str) -> ColumnName:
        """The column of a part which its parent, the ranking and the reader use."""
        return passed_up(self.scheme, code)


def combined_name(part: Indicator | Composite) -> ColumnName:
    """The column of a part before adjustments and rounding."""
    return ColumnName(Stage.POINTS if isinstance(part, Indicator) else Stage.NODE, part.code)


def adjusted_node(scheme: Scheme) -> str | None:
    """The node whose score adjustments change; None where there are none, or they are only shown."""
    setting = scheme.adjustments
    if setting is None or not setting.in_total:
        return None
    return scheme.root.code if setting.at is None else setting.at


def exact_name(scheme: Scheme, code: str) -> ColumnName:
    """The column of a part before rounding."""
    if code == adjusted_node(scheme):
        return ColumnName(Stage.ADJUSTED, code)
    return combined_name(scheme.by_code[code])


def passed_up(scheme: Scheme, code: str) -> ColumnName:
    """The rounded column where the scheme rounds the part, else the exact one."""
    if code in scheme.policies.round_at:
        return ColumnName(Stage.PUBLISHED, code)
    return exact_name(scheme, code)
