"""Checks that must evaluate a rule: whether what it promises can be earned, and lost, with the values that can be."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING

from indicators.rules import Direction
from indicators.rules.bands import BandsRule
from indicators.words import Words, listed
from scoring import rule_check_problems as kinds
from scoring.outlook import Outlook, number_words
from scoring.reach import reach_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from decimal import Decimal

    from indicators.checks import Case
    from indicators.problems import Problem
    from indicators.rules import Rule
    from scoring.spans import Span

_DIRECTIONS = {
    Direction.HIGHER: Words("越高越好", "higher is better"),
    Direction.LOWER: Words("越低越好", "lower is better"),
}
_LEAST, _MOST = attrgetter("low"), attrgetter("high")


def reaches_full(outlook: Outlook) -> Iterator[Problem]:
    """Somebody can get full points."""
    for span, groups in outlook.points.items():
        if not span.is_single and span.high < outlook.indicator.points:
            at = outlook.at(groups, span, _MOST)
            about = {"who": outlook.units(groups), "most": number_words(span.high), "at": at}
            yield outlook.problem(kinds.FULL_OUT_OF_REACH, **about)


def reaches_floor(outlook: Outlook) -> Iterator[Problem]:
    """Somebody can get as little as the rule threatens."""
    floor = outlook.indicator.rule.stated_floor(outlook.indicator.points)
    if floor is None:
        return
    for span, groups in outlook.points.items():
        if not span.is_single and span.low > floor:
            at = outlook.at(groups, span, _LEAST)
            about = {"who": outlook.units(groups), "least": number_words(span.low), "at": at}
            yield outlook.problem(kinds.FLOOR_OUT_OF_REACH, floor=number_words(Fraction(floor)), **about)


def discriminates(outlook: Outlook) -> Iterator[Problem]:
    """Not everybody gets the same."""
    for span, groups in outlook.points.items():
        if span.is_single:
            about = {"who": outlook.units(groups), "same": number_words(span.low)}
            yield outlook.problem(kinds.DOES_NOT_DISCRIMINATE, **about)


def names_what_can_be(outlook: Outlook) -> Iterator[Problem]:
    """The values a rule speaks of can be reached."""
    unit, value = outlook.indicator.unit, outlook.value
    named = [
        Fraction(number)
        for parameter in outlook.indicator.rule.named_values()
        for number in _numbers(parameter, outlook.groups)
    ]
    outside = [number_words(number, unit) for number in dict.fromkeys(named) if not value.holds(number)]
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


def _range(span: Span, unit: str) -> Words:
    if isinstance(span.low, float):
        high = number_words(span.high, unit)
        return Words(f"不高于 {high.zh}", f"are at most {high.en}")
    low = number_words(span.low, unit)
    if isinstance(span.high, float):
        return Words(f"不低于 {low.zh}", f"are at least {low.en}")
    high = number_words(span.high, unit)
    return Words(f"在 {low.zh} 和 {high.zh} 之间", f"lie between {low.en} and {high.en}")
