"""From a scheme to the columns of its plan: leaves first, the root last."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from operator import is_
from typing import TYPE_CHECKING

from indicators import formula, trees
from indicators.formula import ColumnName, Stage
from indicators.parts import Composite, Indicator, ZeroDenominator, full_points, weight_of
from indicators.policies import Missing, NotApplicable
from indicators.problems import blocking
from indicators.rules.base import Worked
from indicators.structure import check_structure
from indicators.words import Words, same
from scoring.plan import (
    Extreme,
    Formula,
    GeometricMean,
    Plan,
    PresentMean,
    Product,
    Raw,
    Rounded,
    Sum,
    Term,
    adjusted_node,
    combined_name,
    exact_name,
    passed_up,
)
from scoring.sheet import BONUS, PENALTY, State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indicators.scheme import Scheme
    from scoring.plan import Column, Joint

_UNDEFINED = {
    ZeroDenominator.FULL: State.ZERO_DENOMINATOR,
    ZeroDenominator.NOT_APPLICABLE: State.NOT_APPLICABLE,
    ZeroDenominator.MISSING: State.MISSING,
}


def compile_plan(scheme: Scheme) -> Plan:
    """The plan of a scheme.

    Raises:
        ValueError: If the parts of the scheme do not fit together; `indicators.load` reports why.
    """
    problems = blocking(problem for _, problem in check_structure(scheme))
    if problems:
        raise ValueError(problems[0].message.en)
    return Plan(scheme.laid_out, tuple(_columns(scheme.laid_out)))


def reweighed_plan(plan: Plan, scheme: Scheme) -> Plan:
    """The plan of the same scheme with other weights: every column that does not weigh is the very same object."""
    before, now = plan.scheme.children, scheme.laid_out.children
    columns = list(plan.columns)
    for at in plan.weighing:
        column = columns[at]
        assert isinstance(column, (Sum, GeometricMean))
        code = column.name.code
        if not all(map(is_, before[code], now[code])):
            columns[at] = _reweighed(column, scheme.laid_out)
    return Plan(scheme.laid_out, tuple(columns))


def _reweighed(column: Sum | GeometricMean, scheme: Scheme) -> Sum | GeometricMean:
    """The same with the weights of a scheme; itself if they are what they were."""
    node = scheme.by_code[column.name.code]
    assert isinstance(node, Composite)
    weights = _weights(scheme, node)
    if isinstance(column, GeometricMean):
        return column if column.weights == weights else replace(column, weights=weights)
    if all(term.weights == own for term, own in zip(column.terms, weights, strict=True)):
        return column
    terms = (replace(term, weights=own) for term, own in zip(column.terms, weights, strict=True))
    return replace(column, terms=tuple(terms))


def _columns(scheme: Scheme) -> Iterator[Column]:
    if scheme.adjustments is not None:
        yield Raw(BONUS)
        yield Raw(PENALTY)
    for _, part in reversed(scheme.outline):
        if isinstance(part, Indicator):
            yield from _leaf(scheme, part)
        elif part.combine in {"sum", "weighted mean"}:
            yield _sum(scheme, part)
        else:
            yield _joint(scheme, part)
        if part.code == adjusted_node(scheme):
            yield _adjusted(scheme, part)
        if part.code in scheme.policies.round_at:
            exact = exact_name(scheme, part.code)
            yield Rounded(passed_up(scheme, part.code), exact, scheme.policies.decimals)


def _leaf(scheme: Scheme, indicator: Indicator) -> Iterator[Column]:
    """Raw cells, the measure, what the rule works out first, and the points."""
    for raw in indicator.raw_fields:
        yield Raw(ColumnName(Stage.RAW, indicator.code, raw.name))
    subject = indicator.subject
    if indicator.is_measured:
        yield _formula(indicator, subject.column, indicator.value_tree(scheme.group_codes))
    for derived in indicator.rule.derived(subject):
        name = subject.derived(derived.field)
        if isinstance(derived, Worked):
            yield _formula(indicator, name, derived.tree)
        else:
            yield PresentMean(name, derived.of, derived.label)
    tree = indicator.rule.tree(subject)
    if indicator.rule.can_be_undefined:
        yield _formula(indicator, combined_name(indicator), tree)
    else:
        yield Formula(combined_name(indicator), tree, (), State.MISSING, Fraction(indicator.points))


def _formula(indicator: Indicator, name: ColumnName, tree: formula.Node) -> Formula:
    when_undefined = _UNDEFINED[indicator.zero_denominator or ZeroDenominator.MISSING]
    return Formula(name, tree, trees.undefined(tree), when_undefined, Fraction(indicator.points))


def _sum(scheme: Scheme, node: Composite) -> Sum:
    terms = []
    for child, weights in zip(scheme.children[node.code], _weights(scheme, node), strict=True):
        missing = scheme.missing_policy(child) if isinstance(child, Indicator) else Missing.NO_POINTS
        absent = scheme.not_applicable_policy(child)
        full = Fraction(full_points(child) or 0)
        nested = _is_sum(child) and not _rescales(scheme, child)
        terms.append(Term(passed_up(scheme, child.code), weights, full, missing, absent, nested))
    least = None if node.min_present is None else Fraction(node.min_present) / 100
    rescales = node.combine == "weighted mean" or _rescales(scheme, node)
    return Sum(combined_name(node), tuple(terms), Fraction(node.points or 0), rescales, least)


def _weights(scheme: Scheme, node: Composite) -> tuple[tuple[Fraction, ...], ...]:
    """The weights of a node's children, of each one for every group; those of a mean as parts of its full points.

    What all groups have alike is the same object.
    """
    children, groups = scheme.children[node.code], scheme.group_codes
    by_group = any(isinstance(child.weight, dict) for child in children)
    told = groups if by_group else groups[:1]
    weights = [tuple(Fraction(weight_of(child, group)) for group in told) for child in children]
    if node.combine == "weighted mean":
        weights = _shares(weights, Fraction(node.points or 0))
    return tuple(own if by_group else own * len(groups) for own in weights)


def _shares(weights: list[tuple[Fraction, ...]], points: Fraction) -> list[tuple[Fraction, ...]]:
    """Weights of any size as parts of full points, for every group."""
    totals = [sum(of_group, Fraction(0)) for of_group in zip(*weights, strict=True)]
    return [
        tuple(
            weight * points / total if total else Fraction(0)
            for weight, total in zip(row, totals, strict=True)
        )
        for row in weights
    ]


def _is_sum(part: Indicator | Composite) -> bool:
    return not isinstance(part, Indicator) and part.combine == "sum"


def _rescales(scheme: Scheme, node: Indicator | Composite) -> bool:
    """A sum rescales unless the sum above it will: rescaling never crosses a scale, a product or a rounding."""
    parent = scheme.by_code[node.parent] if node.parent is not None else None
    at_parent = NotApplicable.RESCALE_AT_PARENT
    leaves = (child for child in scheme.children[node.code] if isinstance(child, Indicator))
    return (
        scheme.not_applicable_policy(node) is at_parent
        or any(leaf.not_applicable is at_parent for leaf in leaves)
        or parent is None
        or not _is_sum(parent)
        or (not isinstance(node, Indicator) and node.scale != 1)
        or node.code in scheme.policies.round_at
        or node.code == adjusted_node(scheme)
    )


def _joint(scheme: Scheme, node: Composite) -> Joint:
    children = scheme.children[node.code]
    factors = tuple(passed_up(scheme, child.code) for child in children)
    name = combined_name(node)
    match node.combine:
        case "product":
            return Product(name, factors, Fraction(node.base or 1))
        case "geometric mean":
            return GeometricMean(name, factors, _weights(scheme, node))
        case _:
            return Extreme(name, factors, lowest=node.combine == "min")


def _adjusted(scheme: Scheme, node: Indicator | Composite) -> Formula:
    """Score + bonus − penalty, the bonus only where the condition holds, within the stated limits."""
    setting = scheme.adjustments
    assert setting is not None
    bonus: formula.Node = formula.Field(BONUS)
    optional = frozenset[ColumnName]()
    if setting.only_if is not None:
        guard = setting.only_if.node
        column = combined_name(node) if guard == node.code else passed_up(scheme, guard)
        least = formula.constant(setting.only_if.at_least)
        label = same(scheme.by_code[guard].name)
        reached = formula.Compare(
            formula.Step(label, formula.Field(column)), formula.Comparison.AT_LEAST, least
        )
        withheld = formula.Step(Words("未达加分条件，加分", "condition not met, bonus"), formula.constant(0))
        bonus = formula.If(reached, bonus, withheld)
        optional = frozenset({column}) - {combined_name(node)}
    tree: formula.Node = formula.Subtract(
        formula.Add((formula.Field(combined_name(node)), formula.Step(Words("加分", "bonus"), bonus))),
        formula.Step(Words("减分", "penalty"), formula.Field(PENALTY)),
    )
    if setting.highest is not None:
        tree = formula.AtMost(tree, formula.constant(setting.highest), Words("封顶", "capped"))
    if setting.lowest is not None:
        tree = formula.AtLeast(tree, formula.constant(setting.lowest), Words("保底", "not below the floor"))
    name = ColumnName(Stage.ADJUSTED, node.code)
    return Formula(name, tree, (), State.MISSING, Fraction(0), optional)
