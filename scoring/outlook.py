"""The outlook of an indicator: what units can earn with it, whatever they report within what is allowed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from indicators import formula, trees
from indicators.decimals import half_up
from indicators.parts import ZeroDenominator
from indicators.rules import Direction
from indicators.words import Words, same
from scoring.printed import Printer
from scoring.reach import Reach
from scoring.spans import ANYTHING, Span, single

if TYPE_CHECKING:
    from collections.abc import Callable

    from indicators.checks.kind import CheckKind
    from indicators.formula import Node
    from indicators.parts import Indicator
    from indicators.problems import Problem
    from indicators.rules import Subject
    from scoring.spans import Bound

_DECIMALS = 12


@dataclass(frozen=True)
class Outlook:
    """What an indicator lets the units it applies to earn, with any values that can be right."""

    indicator: Indicator
    #: The groups it applies to, in the order of the scheme.
    groups: tuple[str, ...]
    reach: Reach

    @cached_property
    def tree(self) -> Node:
        """The formula of the points."""
        return self.indicator.rule.tree(self._subject)

    @cached_property
    def _subject(self) -> Subject:
        return self.indicator.subject

    @cached_property
    def points(self) -> dict[Span, tuple[str, ...]]:
        """What can be earned, with the groups that have this in common."""
        constants = [
            dict(node.by_group) for node in trees.walk(self.tree) if isinstance(node, formula.GroupConstant)
        ]
        alike: dict[tuple[Fraction, ...], tuple[str, ...]] = {}
        for group in self.groups:
            numbers = tuple(constant[group] for constant in constants)
            alike[numbers] = (*alike.get(numbers, ()), group)
        found: dict[Span, tuple[str, ...]] = {}
        for groups in alike.values():
            span = self._points(replace(self.reach, group=groups[0]))
            found[span] = (*found.get(span, ()), *groups)
        return found

    def _points(self, reach: Reach) -> Span:
        span = reach.span(self.tree)
        if self.indicator.zero_denominator is ZeroDenominator.FULL:
            return span.joined(single(Fraction(self.indicator.points)))
        return span

    @cached_property
    def value(self) -> Span:
        """The values a rule over a single one can meet; of several cells nothing is said."""
        column = self._subject.fields.get("")
        return ANYTHING if column is None else self.reach.own[column]

    def problem(self, kind: CheckKind, **values: object) -> Problem:
        """What is wrong with the indicator."""
        known = {"name": self.indicator.name, "points": self.indicator.points}
        return kind.about(self.indicator.code, **known, **values)

    def units(self, groups: tuple[str, ...]) -> Words:
        """The units of some of the groups."""
        if len(groups) == len(self.groups):
            return Words("各单位", "units")
        return Words(f"{'、'.join(groups)}组的单位", f"units of {', '.join(groups)}")

    def at(self, groups: tuple[str, ...], points: Span, end: Callable[[Span], Bound]) -> Words:
        """At which value one end of the points is earned, the worst such; nothing where one number cannot say it."""
        column = self._subject.fields.get("")
        if any(isinstance(node, formula.Cohort) for node in trees.walk(self.tree)):
            return same("")
        if column is None or set(trees.columns(self.tree)) != {column}:
            return same("")
        for number in sorted(self._marks(groups[0]), reverse=self.indicator.direction is Direction.LOWER):
            columns = {column: single(number)}
            if end(Reach(columns, columns, groups[0]).span(self.tree)) == end(points):
                value = number_words(number, self.indicator.unit)
                return Words(f"（值为 {value.zh} 时）", f" (at {value.en})")
        return same("")

    def _marks(self, group: str) -> set[Fraction]:
        """The numbers of the formula, and the ends of the values, that a value can be."""
        found = {end for end in (self.value.low, self.value.high) if isinstance(end, Fraction)}
        for node in trees.walk(self.tree):
            match node:
                case formula.Constant(value):
                    found.add(value)
                case formula.GroupConstant(by_group):
                    found.add(dict(by_group)[group])
                case formula.Lookup() | formula.Interpolated():
                    found.update(node.thresholds)
                case _:
                    pass
        whole = not self.indicator.is_measured and self.indicator.raw_fields[0].whole
        return {mark for mark in found if self.value.holds(mark) and (mark.denominator == 1 or not whole)}


def number_words(number: Bound, unit: str = "") -> Words:
    """A number as it is printed, with its unit of measure."""
    # Further than anybody prints; what roots and logarithms may be off by is gone.
    words = Printer().number(Fraction(half_up(Fraction(number), _DECIMALS), 10**_DECIMALS))
    return Words(f"{words.zh}{unit}", f"{words.en}{unit}")
