"""Indicators that only count what was held, issued or written 以数量论成效, told from those that measure an effect."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from indicators import formula, trees
from indicators.counting.clauses import Verdict, clauses_of, is_burden
from indicators.counting.words import EFFECT_OF, OCCASIONS, PIECES, Form
from indicators.rules.additive import AdditiveRule
from indicators.rules.base import Direction
from indicators.rules.checklist import ChecklistRule
from indicators.rules.deduction import DeductionRule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indicators.counting.clauses import Clause, Token
    from indicators.parts import Indicator
    from indicators.rules.base import Rule
    from indicators.scheme import Scheme
    from indicators.words import Words

_MEASURE_WORD = re.compile(f"{OCCASIONS}|{PIECES}")
_RATES = frozenset({"%", "％", "‰", "百分点", "个百分点"})


@dataclass(frozen=True, slots=True)
class Counting:
    """What a text counts: the word for it, which form of work that is, and the clause that says so."""

    noun: str
    form: Form
    passage: str

    @property
    def effect(self) -> Words:
        """An effect measure to put in its place."""
        return EFFECT_OF[self.form]


def counted(text: str) -> Counting | None:
    """What a text counts, if all it does is to count what was held, issued or written; None if it does not.

    A rate, a share, a judgement of quality, a reduction and a number of faults are no such counting.
    """
    return _read(text).counting


@dataclass(frozen=True, slots=True)
class _Reading:
    """What a text does as a whole."""

    measures: bool = False
    counting: Counting | None = None


def _read(text: str, topic: Token | None = None) -> _Reading:
    """What a text does that goes on speaking of a topic: it counts if a clause does and none measures."""
    judged: list[tuple[Verdict, Clause, Token | None]] = []
    for clause in clauses_of(text):
        topic = clause.last or topic
        judged.append((clause.verdict(topic), clause, topic))
    verdicts = {verdict for verdict, _, _ in judged}
    if Verdict.MEASURES in verdicts or is_burden(text):
        return _Reading(measures=True)
    telling = [Verdict.COUNTS] if Verdict.REACHES in verdicts else [Verdict.COUNTS, Verdict.ASKS_FOR]
    for wanted in telling:
        for verdict, clause, token in judged:
            if verdict is wanted and token is not None and token.form is not None:
                return _Reading(counting=Counting(token.word, token.form, clause.text))
    return _Reading()


def counting(scheme: Scheme) -> tuple[tuple[Indicator, Counting], ...]:
    """The indicators which only count what was held, issued or written, in the order of the file."""
    judged = ((indicator, _counting_of(indicator)) for indicator in scheme.indicators)
    return tuple((indicator, found) for indicator, found in judged if found is not None)


def _counting_of(indicator: Indicator) -> Counting | None:
    """What an indicator counts, by its name, unit, basis and the events of its rule; a rate counts nothing."""
    if indicator.unit in _RATES:
        return None
    number = f"{indicator.unit}数" if _MEASURE_WORD.fullmatch(indicator.unit) else ""
    name = _read(indicator.name + number)
    basis = _read(indicator.basis or "")
    if name.measures or basis.measures:
        return None
    by_events = _counting_in_events(indicator)
    if indicator.direction is Direction.LOWER or isinstance(indicator.rule, DeductionRule):
        return by_events
    if name.counting is not None:
        return replace(name.counting, passage=name.counting.passage.removesuffix(number))
    return None if _divides(indicator) else basis.counting or by_events


def _counting_in_events(indicator: Indicator) -> Counting | None:
    """What is counted if everything is that the rule gives or takes points for."""
    topic = next((clause.last for clause in clauses_of(indicator.name) if clause.last is not None), None)
    found = [
        (name, _read(sentence, topic).counting) for name, sentence in _events(indicator.rule, indicator.unit)
    ]
    said = [replace(what, passage=name) for name, what in found if what is not None]
    return said[0] if said and len(said) == len(found) else None


def _events(rule: Rule, unit: str) -> Iterator[tuple[str, str]]:
    """What a rule gives or takes points for: its name, and a sentence that says so."""
    match rule:
        case DeductionRule():
            yield from ((event.name, f"{event.name}每{unit or '次'}扣") for event in rule.events)
        case AdditiveRule():
            for item in rule.items:
                yield item.name, f"{item.name}每次{'扣' if item.points < 0 else '加'}"
        case ChecklistRule():
            yield from ((item.name, f"有{item.name}") for item in rule.items)
        case _:
            pass


def _divides(indicator: Indicator) -> bool:
    """Whether the value is measured against a base."""
    measure = indicator.parsed_measure
    if measure is None:
        return False
    divisors = (node.right for node in trees.walk(measure.tree) if isinstance(node, formula.Divide))
    return any(not isinstance(divisor, formula.Constant) for divisor in divisors)
