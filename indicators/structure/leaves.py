"""Whether rules, measures, limits and policies of indicators fit together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from indicators import scheme_problems as kinds
from indicators.measure import MeasureError
from indicators.parts import Indicator
from indicators.policies import WORDS, Missing, NotApplicable
from indicators.rules.custom import FormulaRule
from indicators.structure.found import Found, found
from indicators.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indicators.rules import Rule
    from indicators.scheme import Scheme
    from indicators.written import Path


def limits(scheme: Scheme) -> Iterator[Found]:
    """The limits of values are used and not crossed."""
    for index, part in enumerate(scheme.tree):
        if not isinstance(part, Indicator):
            continue
        path: Path = ("tree", index, "limits")
        lowest, highest = part.limits.lowest, part.limits.highest
        if part.measure is not None and (lowest is not None or highest is not None):
            why = Words("算式的值由数据项算出", "its value comes from a measure")
            yield found(path, kinds.NOT_FOR_THIS_NODE, part.code, code=part.code, field="limits", why=why)
        elif lowest is not None and highest is not None and lowest > highest:
            values = {"low": lowest, "high": highest}
            yield found(path, kinds.LIMITS_CROSSED, part.code, code=part.code, **values)


def rules(scheme: Scheme) -> Iterator[Found]:
    """No rule contradicts itself."""
    for index, part in enumerate(scheme.tree):
        if isinstance(part, Indicator):
            for why in part.rule.contradictions(part.points):
                path: Path = ("tree", index, "rule")
                yield found(path, kinds.RULE_CONTRADICTS_ITSELF, part.code, code=part.code, why=why)


def groups(scheme: Scheme) -> Iterator[Found]:
    """Every group that is named exists, and every number by group names the groups it needs."""
    known = "、".join(scheme.group_codes)
    for index, part in enumerate(scheme.tree):
        named = set(part.groups or ())
        if not scheme.groups_of(part.code) and named <= set(scheme.group_codes):
            yield found(("tree", index), kinds.APPLIES_TO_NOBODY, part.code, code=part.code)
        numbers = part.rule.group_numbers() if isinstance(part, Indicator) else ()
        if isinstance(part.weight, dict):
            numbers = (*numbers, part.weight)
        for number in numbers:
            named |= set(number)
            for group in sorted(scheme.groups_of(part.code) - set(number)):
                path: Path = ("tree", index, "weight" if number is part.weight else "rule")
                yield found(path, kinds.GROUP_CONSTANT_MISSING, part.code, code=part.code, group=group)
        if isinstance(part, Indicator) and part.difficulty is not None:
            named |= set(part.difficulty.groups)
        for group in sorted(named - set(scheme.group_codes)):
            yield found(("tree", index), kinds.UNKNOWN_GROUP, code=part.code, group=group, known=known)


def measures(scheme: Scheme) -> Iterator[Found]:
    """Measures can be read, and say what a zero divisor means."""
    for index, part in enumerate(scheme.tree):
        if not isinstance(part, Indicator):
            continue
        path: Path = ("tree", index, "measure")
        if part.is_measured and {field.name for field in part.rule.fields(part.points)} != {""}:
            yield found(path, kinds.MEASURE_NEEDS_ONE_VALUE, part.code, code=part.code)
            continue
        try:
            parsed = part.parsed_measure
        except MeasureError as error:
            yield found(
                path,
                kinds.WRONG_MEASURE,
                part.code,
                code=part.code,
                measure=part.measure,
                position=error.position,
                reason=error.reason,
            )
            continue
        if parsed is not None and not parsed.fields:
            yield found(path, kinds.MEASURE_WITHOUT_FIELDS, part.code, code=part.code, measure=part.measure)
        elif part.zero_denominator is None and _is_undefined_somewhere(scheme, part):
            yield found(("tree", index), kinds.ZERO_DENOMINATOR_MISSING, part.code, code=part.code)


def formulas(scheme: Scheme) -> Iterator[Found]:
    """Formulas of the office's own can be read."""
    for index, part in enumerate(scheme.tree):
        if not isinstance(part, Indicator):
            continue
        for rule in _formula_rules(part.rule):
            subject = part.subject
            if rule is not part.rule:
                cells = (cell.name for cell in rule.fields(part.points))
                subject = replace(subject, fields={cell: subject.derived(cell) for cell in cells})
            try:
                rule.tree(subject)
            except MeasureError as error:
                yield found(
                    ("tree", index, "rule"),
                    kinds.WRONG_FORMULA,
                    part.code,
                    code=part.code,
                    text=rule.text,
                    position=error.position,
                    reason=error.reason,
                )


def _formula_rules(rule: Rule) -> Iterator[FormulaRule]:
    if isinstance(rule, FormulaRule):
        yield rule
    for inner in rule.inner():
        yield from _formula_rules(inner)


def _is_undefined_somewhere(scheme: Scheme, indicator: Indicator) -> bool:
    try:
        return bool(indicator.undefined(scheme.group_codes))
    except MeasureError:
        return False


def missing(scheme: Scheme) -> Iterator[Found]:
    """Full points for a blank would swallow what the indicator's other cells report; a fill needs a sum to go into."""
    for index, part in enumerate(scheme.tree):
        path: Path = ("tree", index)
        in_sum = scheme.is_in_sum(part)
        if part.not_applicable in _FILLS and not in_sum:
            why = Words("它不计入求和节点", "it is not part of a sum")
            field = "not_applicable"
            yield found((*path, field), kinds.NOT_FOR_THIS_NODE, code=part.code, field=field, why=why)
        policy = scheme.missing_policy(part)
        if not isinstance(part, Indicator) or policy not in {Missing.FULL, Missing.GROUP_MEAN}:
            continue
        try:
            several = len(part.raw_fields) > 1
        except MeasureError:
            continue
        if several and policy is Missing.FULL:
            yield found(path, kinds.FULL_FOR_SEVERAL_FIELDS, part.code, code=part.code)
        if not in_sum:
            yield found(path, kinds.FULL_OUTSIDE_SUM, part.code, code=part.code, policy=WORDS[policy])


_FILLS = {NotApplicable.GROUP_MEAN, NotApplicable.FULL, NotApplicable.NO_POINTS}
