"""Each rule kind: its worked example holds in both readings, and its words and sentence carry its numbers."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
import yaml

from docs.make_reference import example_scheme
from indicators.formula import ColumnName, Stage
from indicators.rules import RULES, Rule, kind_of
from indicators.trees import is_irrational
from indicators.units import Unit
from scoring import State, build_sheet, explain, score
from tests.sheets import scheme_of

KINDS = [pytest.param(rule, id=kind_of(rule)) for rule in RULES]


@pytest.mark.parametrize("rule", KINDS)
def test_the_worked_example_of_a_rule_holds(rule: type[Rule]) -> None:
    scheme = scheme_of(example_scheme(rule))
    fields = [raw.name for raw in scheme.indicators[0].raw_fields]
    units = [Unit(code=f"U{i}", name=f"单位{i}", group="A") for i in range(len(rule.example.rows))]
    values = {
        (unit.code, ColumnName(Stage.RAW, "X", field)): Decimal(value)
        for unit, (reported, _) in zip(units, rule.example.rows, strict=True)
        for field, value in zip(fields, reported, strict=True)
    }
    results = score(scheme, build_sheet(scheme, units, values))
    indicator = scheme.indicators[0]
    rational = not is_irrational(indicator.rule.tree(indicator.subject))
    for position, (_, expected) in enumerate(rule.example.rows):
        assert results.published("X").value(position) == Decimal(expected)
        exact = results.exact.cell(results.plan.passed_up("X"), position).number
        assert not rational or exact == Fraction(expected)
        assert explain(results.exact, "X", position).state is State.VALUE


@pytest.mark.parametrize("rule", KINDS)
def test_the_words_of_a_rule_name_its_parameters(rule: type[Rule]) -> None:
    words = scheme_of(example_scheme(rule)).indicators[0].rule_words
    parameters = yaml.safe_load(rule.example.rule)
    scalars = [str(value) for value in parameters.values() if not isinstance(value, list | dict)]
    for number in (text for text in scalars if any(sign.isdigit() for sign in text)):
        assert number in words.zh
        assert number in words.en


def test_every_kind_is_registered_once_under_its_own_word() -> None:
    kinds = [kind_of(rule) for rule in RULES]
    assert len(kinds) == len(set(kinds))
