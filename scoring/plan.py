"""The plan: a scheme as an ordered list of columns, each computed from those before it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from indicators import formula
from indicators.formula import ColumnName, Stage
from indicators.policies import Missing, NotApplicable
from indicators.problems import blocking
from indicators.scheme import Composite, Indicator, Scheme, ZeroDenominator, full_points, weight_of
from indicators.structure import check_structure
from scoring.sheet import State

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True)
class Raw:
    """What units reported."""

    name: ColumnName


@dataclass(frozen=True, slots=True)
class Formula:
    """A tree over other columns.

    A unit has no value here if any field has none: not applicable if any is, else missing. Where a divisor is
    zero the unit gets `zero_state`; where a field is ZERO_DENOMINATOR it gets `full`.
    """

    name: ColumnName
    tree: formula.Node
    divisors: tuple[formula.Node, ...] = ()
    zero_state: State = State.MISSING
    full: Fraction = Fraction(0)

    @property
    def fields(self) -> tuple[ColumnName, ...]:
        """The columns the tree reads, each once."""
        return tuple(dict.fromkeys(formula.columns(self.tree)))


@dataclass(frozen=True, slots=True)
class Term:
    """One child of a sum: contribution = value · weight ÷ full."""

    column: ColumnName
    weight: Fraction
    full: Fraction
    missing: Missing
    #: Whether the child is a sum that leaves rescaling to its ancestors.
    nested: bool

    @property
    def coefficient(self) -> Fraction:
        """What one point of the child adds to the sum."""
        return self.weight / self.full


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum of weighted children; where `rescales`, what does not apply is spread over what does.

    value = A3 · A1 ÷ A2, with A1 full points, A2 what of them applies, A3 points earned.
    """

    name: ColumnName
    terms: tuple[Term, ...]
    points: Fraction
    rescales: bool


@dataclass(frozen=True, slots=True)
class Product:
    """Π factors ÷ base^(n−1); a factor that is not applicable is neutral."""

    name: ColumnName
    factors: tuple[ColumnName, ...]
    base: Fraction


@dataclass(frozen=True, slots=True)
class Rounded:
    """A column rounded half up, so that the published value is what counts further up."""

    name: ColumnName
    of: ColumnName
    decimals: int


Column = Raw | Formula | Sum | Product | Rounded


@dataclass(frozen=True)
class Plan:
    """A scheme ready to be computed: every column after the ones it reads."""

    scheme: Scheme
    columns: tuple[Column, ...]

    @cached_property
    def by_name(self) -> dict[ColumnName, Column]:
        """Each column by its name."""
        return {column.name: column for column in self.columns}

    def exact_name(self, code: str) -> ColumnName:
        """The column of a part before rounding."""
        return exact_name(self.scheme.by_code[code])

    def passed_up(self, code: str) -> ColumnName:
        """The column of a part which its parent, the ranking and the reader use."""
        return passed_up(self.scheme, code)


def exact_name(part: Indicator | Composite) -> ColumnName:
    """The column of a part before rounding."""
    return ColumnName(Stage.POINTS if isinstance(part, Indicator) else Stage.NODE, part.code)


def passed_up(scheme: Scheme, code: str) -> ColumnName:
    """The rounded column where the scheme rounds the part, else the exact one."""
    if code in scheme.policies.round_at:
        return ColumnName(Stage.PUBLISHED, code)
    return exact_name(scheme.by_code[code])


def compile_plan(scheme: Scheme) -> Plan:
    """The plan of a scheme.

    Raises:
        ValueError: If the parts of the scheme do not fit together; `indicators.load` reports why.
    """
    problems = blocking(problem for _, problem in check_structure(scheme))
    if problems:
        raise ValueError(problems[0].message.en)
    return Plan(scheme, tuple(_columns(scheme)))


def _columns(scheme: Scheme) -> Iterator[Column]:
    for _, part in reversed(scheme.outline):
        if isinstance(part, Indicator):
            yield from _leaf(part)
        elif part.combine == "sum":
            yield _sum(scheme, part)
        else:
            factors = tuple(passed_up(scheme, child.code) for child in scheme.children[part.code])
            yield Product(exact_name(part), factors, Fraction(part.base or 1))
        if part.code in scheme.policies.round_at:
            yield Rounded(passed_up(scheme, part.code), exact_name(part), scheme.policies.decimals)


_ZERO_STATES = {
    ZeroDenominator.FULL: State.ZERO_DENOMINATOR,
    ZeroDenominator.NOT_APPLICABLE: State.NOT_APPLICABLE,
    ZeroDenominator.MISSING: State.MISSING,
}


def _leaf(indicator: Indicator) -> Iterator[Column]:
    for raw in indicator.raw_fields:
        yield Raw(ColumnName(Stage.RAW, indicator.code, raw.name))
    measure = indicator.parsed_measure
    if measure is not None:
        zero = _ZERO_STATES[indicator.zero_denominator or ZeroDenominator.MISSING]
        yield Formula(ColumnName(Stage.MEASURE, indicator.code), measure.tree, measure.divisors(), zero)
    tree = indicator.rule.tree(indicator.subject)
    yield Formula(exact_name(indicator), tree, full=Fraction(indicator.points))


def _sum(scheme: Scheme, node: Composite) -> Sum:
    terms = []
    for child in scheme.children[node.code]:
        missing = scheme.missing_policy(child) if isinstance(child, Indicator) else Missing.NO_POINTS
        nested = isinstance(child, Composite) and child.combine == "sum" and not _rescales(scheme, child)
        full = Fraction(full_points(child) or 0)
        terms.append(Term(passed_up(scheme, child.code), Fraction(weight_of(child)), full, missing, nested))
    return Sum(
        exact_name(node),
        tuple(terms),
        Fraction(node.points or 0),
        _rescales(scheme, node),
    )


def _rescales(scheme: Scheme, node: Composite) -> bool:
    """A sum rescales unless the sum above it will: rescaling never crosses a scale, a product or a rounding."""
    parent = scheme.by_code[node.parent] if node.parent is not None else None
    return (
        scheme.policies.not_applicable is NotApplicable.RESCALE_AT_PARENT
        or parent is None
        or not isinstance(parent, Composite)
        or parent.combine != "sum"
        or node.scale != 1
        or node.code in scheme.policies.round_at
    )
