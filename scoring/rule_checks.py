"""Checks that must evaluate a rule: whether what it promises can be earned, and lost, with the values that can be."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING

from indicators import formula, trees
from indicators.decimals import half_up
from indicators.parts import ZeroDenominator
from indicators.rules import Direction
from indicators.rules.bands import BandsRule
from indicators.words import Words, listed, same
from scoring import rule_check_problems as kinds
from scoring.printed import Printer
from scoring.reach import Reach, reach_of
from scoring.spans import ANYTHING, Span, single

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from decimal import Decimal

    from indicators.checks import Case
    from indicators.checks.kind import CheckKind
    from indicators.formula import Node
    from indicators.parts import Indicator
    from indicators.problems import Problem
    from indicators.rules import Rule, Subject
    from scoring.spans import Bound

_DIRECTIONS = {
    Direction.HIGHER: Words("越高越好", "higher is better"),
    Direction.LOWER: Words("越低越好", "lower is better"),
}
_DECIMALS = 12
_LEAST, _MOST = attrgetter("low"), attrgetter("high")


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
                value = _number(number, self.indicator.unit)
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


def reaches_full(outlook: Outlook) -> Iterator[Problem]:
    """Somebody can get full points."""
    for span, groups in outlook.points.items():
        if not span.is_single and span.high < outlook.indicator.points:
            at = outlook.at(groups, span, _MOST)
            about = {"who": outlook.units(groups), "most": _number(span.high), "at": at}
            yield outlook.problem(kinds.FULL_OUT_OF_REACH, **about)


def reaches_floor(outlook: Outlook) -> Iterator[Problem]:
    """Somebody can get as little as the rule threatens."""
    floor = outlook.indicator.rule.stated_floor(outlook.indicator.points)
    if floor is None:
        return
    for span, groups in outlook.points.items():
        if not span.is_single and span.low > floor:
            at = outlook.at(groups, span, _LEAST)
            about = {"who": outlook.units(groups), "least": _number(span.low), "at": at}
            yield outlook.problem(kinds.FLOOR_OUT_OF_REACH, floor=_number(Fraction(floor)), **about)


def discriminates(outlook: Outlook) -> Iterator[Problem]:
    """Not everybody gets the same."""
    for span, groups in outlook.points.items():
        if span.is_single:
            about = {"who": outlook.units(groups), "same": _number(span.low)}
            yield outlook.problem(kinds.DOES_NOT_DISCRIMINATE, **about)


def names_what_can_be(outlook: Outlook) -> Iterator[Problem]:
    """The values a rule speaks of can be reached."""
    unit, value = outlook.indicator.unit, outlook.value
    named = [
        Fraction(number)
        for parameter in outlook.indicator.rule.named_values()
        for number in _numbers(parameter, outlook.groups)
    ]
    outside = [_number(number, unit) for number in dict.fromkeys(named) if not value.holds(number)]
    if outside:
        yield outlook.problem(kinds.VALUE_OUT_OF_LIMITS, values=listed(outside), range=_range(value, unit))


def bands_rise(outlook: Outlook) -> Iterator[Problem]:
    """A better value never falls into a band that earns less."""
    direction, unit = outlook.indicator.direction, outlook.indicator.unit
    for rule in _with_inner(outlook.indicator.rule):
        if not isinstance(rule, BandsRule):
            continue
        bands = _earned(rule, outlook.value, unit)
        if direction is Direction.LOWER:
            bands.reverse()
        falls = ((worse, better) for worse, better in pairwise(bands) if better[1] < worse[1])
        for (worse, more), (better, fewer) in list(falls)[:1]:
            about = {"better": better, "fewer": fewer, "worse": worse, "more": more}
            yield outlook.problem(kinds.BETTER_EARNS_LESS, direction=_DIRECTIONS[direction], **about)


RULE_CHECKS: tuple[Callable[[Outlook], Iterable[Problem]], ...] = (
    reaches_full,
    reaches_floor,
    discriminates,
    names_what_can_be,
    bands_rise,
)


def check_rules(case: Case) -> Iterator[Problem]:
    """Everything these checks find in a scheme that has been loaded, indicator after indicator."""
    codes = case.scheme.group_codes
    for indicator in case.scheme.indicators:
        applies = case.scheme.groups_of(indicator.code)
        groups = tuple(group for group in codes if group in applies)
        if not groups:
            continue
        outlook = Outlook(indicator, groups, reach_of(indicator, codes))
        for look in RULE_CHECKS:
            yield from look(outlook)


def _with_inner(rule: Rule) -> Iterator[Rule]:
    yield rule
    for inner in rule.inner():
        yield from _with_inner(inner)


def _numbers(parameter: Decimal | dict[str, Decimal], groups: tuple[str, ...]) -> list[Decimal]:
    if isinstance(parameter, dict):
        return [parameter[group] for group in groups if group in parameter]
    return [parameter]


def _earned(rule: BandsRule, values: Span, unit: str) -> list[tuple[Words, Decimal]]:
    """Where each band begins and what it earns, from the lowest value up."""
    bands = sorted(rule.bands, key=lambda band: band.start)
    reach = Words("达到", "from") if rule.closed == "lower" else Words("超过", "above")
    found = [
        (Words(f"{reach.zh} {band.start}{unit}", f"{reach.en} {band.start}{unit}"), band.points)
        for band in bands
    ]
    # Where no limit is stated, nobody thinks of values below zero.
    lowest = 0 if isinstance(values.low, float) else values.low
    if lowest >= bands[0].start:
        return found
    first = f"{bands[0].start}{unit}"
    return [(Words(f"低于 {first}", f"below {first}"), rule.below), *found]


def _number(number: Bound, unit: str = "") -> Words:
    # Further than anybody prints; what roots and logarithms may be off by is gone.
    words = Printer().number(Fraction(half_up(Fraction(number), _DECIMALS), 10**_DECIMALS))
    return Words(f"{words.zh}{unit}", f"{words.en}{unit}")


def _range(span: Span, unit: str) -> Words:
    if isinstance(span.low, float):
        high = _number(span.high, unit)
        return Words(f"不高于 {high.zh}", f"are at most {high.en}")
    low = _number(span.low, unit)
    if isinstance(span.high, float):
        return Words(f"不低于 {low.zh}", f"are at least {low.en}")
    high = _number(span.high, unit)
    return Words(f"在 {low.zh} 和 {high.zh} 之间", f"lie between {low.en} and {high.en}")
