"""The reach of a formula: between which numbers its value lies, whatever is reported within what is allowed.

A reading of the same tree as all others, over spans in place of numbers. It proves what cannot happen, so that nobody is
warned of points that somebody could get; where a tree reads one value several times a span may be wider than need be,
and a mistake may go unseen.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import reduce
from math import ceil, floor, inf
from typing import TYPE_CHECKING, assert_never

from indicators import formula
from indicators.formula import CohortOperation, ColumnName, Comparison, Stage
from indicators.rules.base import Worked
from scoring.spans import ANYTHING, NOTHING, Span, single

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from indicators.formula import Condition, Node
    from indicators.parts import Indicator
    from indicators.rules import RawField

_FROM_ONE, _FROM_ZERO = Span(Fraction(1), inf), Span(Fraction(0), inf)
_ONE = single(Fraction(1))


@dataclass(frozen=True, slots=True)
class Reach:
    """Spans of trees for a unit whose columns hold values within `own`, among others within `everybody`.

    `group` is the unit's peer group; without one, numbers that differ by group are those of any.
    """

    own: Mapping[ColumnName, Span]
    everybody: Mapping[ColumnName, Span]
    group: str | None = None

    def span(self, node: Node) -> Span:
        """Between which numbers the value of a tree lies."""
        match node:
            case formula.Field(column):
                return self.own[column]
            case formula.Constant(value):
                return single(value)
            case formula.Multiply(factors):
                return reduce(Span.times, map(self.span, factors), _ONE)
            case formula.Subtract(left, right):
                return self.span(left).minus(self.span(right))
            case formula.Divide(left, right):
                mean = self._mean(left, right)
                return self.span(left).over(self.span(right)) if mean is None else mean
            case formula.If(when, then, otherwise):
                return self._either(when, then, otherwise)
            case formula.AtLeast(of, bound, _):
                return self.span(of).at_least(self.span(bound))
            case formula.AtMost(of, bound, _):
                return self.span(of).at_most(self.span(bound))
            case formula.Step(of=of) | formula.Flagged(of=of):
                return self.span(of)
            case formula.Add(terms):
                return reduce(Span.plus, map(self.span, terms), NOTHING)
            case formula.Cohort():
                return self._cohort(node)
            case formula.Lookup() | formula.Interpolated():
                return _looked_up(node, self.span(node.of))
            case formula.GroupConstant(by_group):
                return _hull(value for group, value in by_group if self.group in {None, group})
            case formula.UnitConstant(by_unit, otherwise):
                return reduce(Span.joined, (single(value) for _, value in by_unit), self.span(otherwise))
            case formula.Round(of, how, decimals, _):
                return self.span(of).rounded(how, decimals)
            case formula.Power(of, exponent):
                return self.span(of).power(exponent)
            case formula.Logarithm(of, base):
                natural = self.span(of).logarithm()
                return natural if base is None else natural.over(self.span(base).logarithm())
            case formula.Exponential(of):
                return self.span(of).exponential()
            case formula.NormalQuantile(of):
                return self.span(of).normal_quantile()
            case _:
                assert_never(node)

    def where(self, condition: Condition) -> Reach | None:
        """The reach where a condition holds, with what that says of a field; None where it never does."""
        match condition:
            case formula.AllOf(parts):
                found: Reach | None = self
                for part in parts:
                    found = None if found is None else found.where(part)
                return found
            case formula.AnyOf(parts):
                return self if any(self.where(part) is not None for part in parts) else None
            case formula.Not(formula.Compare(left, Comparison.EQUAL, right)):
                one, other = self.span(left), self.span(right)
                return None if one.is_single and one == other else self
            case formula.Not(inner):
                return self.where(_opposite(inner))
            case formula.Compare(left, Comparison.EQUAL, right):
                both = self.span(left).shared(self.span(right))
                return None if both is None else self.knowing(left, both).knowing(right, both)
            case formula.Compare(left, comparison, right):
                high, low = self.span(left), self.span(right)
                if high.high < low.low or (comparison is Comparison.ABOVE and high.high == low.low):
                    return None
                higher, lower = Span(low.low, inf), Span(-inf, high.high)
                return self.knowing(left, higher).knowing(right, lower)

    def knowing(self, node: Node, within: Span) -> Reach:
        """With a field known to lie within a span; of other trees nothing is remembered."""
        while isinstance(node, formula.Step):
            node = node.of
        if not isinstance(node, formula.Field):
            return self
        narrowed = self.own[node.column].shared(within)
        return self if narrowed is None else replace(self, own={**self.own, node.column: narrowed})

    def _either(self, when: Condition, then: Node, otherwise: Node) -> Span:
        met, missed = self.where(when), self.where(formula.Not(when))
        found = [reach.span(tree) for reach, tree in ((met, then), (missed, otherwise)) if reach is not None]
        return reduce(Span.joined, found) if found else ANYTHING

    def _cohort(self, node: formula.Cohort) -> Span:
        values = self.everybody[node.column]
        match node.operation:
            case CohortOperation.LOWEST | CohortOperation.HIGHEST | CohortOperation.MEAN:
                return values
            case CohortOperation.SUM:
                return values.times(_FROM_ONE)
            case CohortOperation.VARIANCE | CohortOperation.SAMPLE_VARIANCE:
                return _FROM_ZERO
            case CohortOperation.COUNT | CohortOperation.RANK_FROM_HIGHEST | CohortOperation.RANK_FROM_LOWEST:
                return _FROM_ONE

    def _mean(self, left: Node, right: Node) -> Span | None:
        """The quotient of Σ c·x by Σ d·x, for x ≥ 0 and d > 0: it lies between the least and the largest c ÷ d."""
        divisor = _coefficients(right)
        if len(divisor) == 1 or min(divisor.values()) <= 0:
            return None
        dividend = _coefficients(left)
        if not dividend.keys() <= divisor.keys():
            return None
        if any(self.span(term).low < 0 for term in divisor):
            return None
        return _hull(dividend.get(term, Fraction(0)) / each for term, each in divisor.items())


def _opposite(condition: Condition) -> Condition:
    """What holds where a condition does not."""
    match condition:
        case formula.AllOf(parts):
            return formula.AnyOf(tuple(map(formula.Not, parts)))
        case formula.AnyOf(parts):
            return formula.AllOf(tuple(map(formula.Not, parts)))
        case formula.Not(inner):
            return inner
        case formula.Compare(left, Comparison.AT_LEAST, right):
            return formula.Compare(right, Comparison.ABOVE, left)
        case formula.Compare(left, _, right):
            return formula.Compare(right, Comparison.AT_LEAST, left)


def _hull(values: Iterable[Fraction]) -> Span:
    found = list(values)
    return Span(min(found), max(found))


def _looked_up(node: formula.Lookup | formula.Interpolated, of: Span) -> Span:
    """The values of a table over a span: those at its ends and at every threshold between them."""
    ends = [
        node.below if of.low == -inf else node.at(Fraction(of.low)),
        node.values[-1] if of.high == inf else node.at(Fraction(of.high)),
    ]
    # A threshold that must be passed is of no use at the upper end.
    passed = isinstance(node, formula.Lookup) and not node.inclusive
    between = (
        value
        for threshold, value in zip(node.thresholds, node.values, strict=True)
        if of.low <= threshold and (threshold < of.high if passed else threshold <= of.high)
    )
    return _hull([*ends, *between])


def _coefficients(node: Node) -> dict[Node, Fraction]:
    """A sum of terms, each with what it is multiplied by; a tree of any other shape is a term of its own."""
    while isinstance(node, formula.Step):
        node = node.of
    found: dict[Node, Fraction] = {}
    for term in node.terms if isinstance(node, formula.Add) else (node,):
        match term:
            case formula.Multiply((of, formula.Constant(value))) | formula.Multiply(
                (formula.Constant(value), of)
            ):
                found[of] = found.get(of, Fraction(0)) + value
            case _:
                found[term] = found.get(term, Fraction(0)) + 1
    return found


def reach_of(indicator: Indicator, groups: Iterable[str]) -> Reach:
    """The reach of what an indicator's rule reads, from the cells that units fill in.

    Args:
        indicator: One whose measure and rule can be read.
        groups: The peer groups of the scheme, for coefficients that differ by group.
    """
    columns: dict[ColumnName, Span] = {}
    found = Reach(columns, columns)
    for field in indicator.raw_fields:
        columns[ColumnName(Stage.RAW, indicator.code, field.name)] = allowed(field)
    subject = indicator.subject
    if indicator.is_measured:
        columns[subject.column] = found.span(indicator.value_tree(groups))
    for derived in indicator.rule.derived(subject):
        if isinstance(derived, Worked):
            columns[subject.derived(derived.field)] = found.span(derived.tree)
        else:
            means = (columns[name] for name, _ in derived.of)
            columns[subject.derived(derived.field)] = reduce(Span.joined, means)
    return found


def allowed(field: RawField) -> Span:
    """The values that can be right in a cell."""
    if field.choices:
        return _hull(Fraction(number) for _, number in field.choices)
    low = -inf if field.lowest is None else Fraction(ceil(field.lowest) if field.whole else field.lowest)
    high = inf if field.highest is None else Fraction(floor(field.highest) if field.whole else field.highest)
    # Limits without a whole number between them allow nothing, which is not for the rule to mend.
    return Span(low, high) if low <= high else ANYTHING
