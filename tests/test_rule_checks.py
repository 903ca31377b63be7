"""Checks that evaluate a rule: each is provoked by one small example, and none says what random data contradict."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import indicators
from docs.make_reference import example_scheme
from indicators import Scheme, Unit
from indicators.checks.case import Case
from indicators.formula import ColumnName, Stage
from indicators.problems import Severity
from indicators.rules import RULES, Rule, kind_of
from scoring import State, build_sheet
from scoring.exact import Exact
from scoring.layout import compile_plan
from scoring.outlook import Outlook
from scoring.plan import combined_name
from scoring.reach import allowed, reach_of
from scoring.rule_check_problems import KINDS
from scoring.rule_checks import check_rules
from tests import schemes, sheets
from tests.random_rules import Content, rules_of

SAMPLES = Path(__file__).parent.parent / "sample_data"


def scheme_of(rule: str, **settings: str) -> Scheme:
    """A scheme of one indicator of five points; a rule is YAML in flow style."""
    lines = "".join(f"\n    {name}: {value}" for name, value in settings.items())
    return sheets.scheme_of(f"""
tree:
  - {{code: total, name: 总分, points: 5}}
  - code: X
    parent: total
    name: 指标
    points: 5{lines}
    rule: {rule}
""")


def said(rule: str, **settings: str) -> list[tuple[str, str]]:
    """The code and the Chinese message of everything found."""
    return [(p.code, p.message.zh) for p in check_rules(Case(scheme_of(rule, **settings)))]


def codes(rule: str, **settings: str) -> list[str]:
    return [code for code, _ in said(rule, **settings)]


FULL, FLOOR = "rule-full-out-of-reach", "rule-floor-out-of-reach"
SAME, OUTSIDE, LESS = "rule-does-not-discriminate", "rule-value-outside-limits", "rule-better-earns-less"
DIVIDES = {"zero_denominator": "missing"}
PERCENT = {"unit": '"%"', "limits": "{min: 0, max: 100}"}


@pytest.mark.parametrize(
    ("rule", "settings", "most"),
    [
        ("{kind: target, target: 90, base: 3, lose: 1, part_step: whole}", PERCENT, "3 分（值为 90% 时）"),
        ("{kind: target, target: 90, base: 3, gain: 0.1, part_step: whole}", PERCENT, "4 分（值为 100% 时）"),
        ("{kind: target, target: 90, base: 3, cap: 4, gain: 1, part_step: whole}", {}, "最多只能得 4 分"),
        ("{kind: goalposts, min: 20, max: 100}", {"limits": "{max: 80}"}, "3.75 分（值为 80 时）"),
        ("{kind: goalposts, min: 20, max: 100}", {"direction": "lower", "limits": "{min: 40}"}, "3.75 分（值为 40 时）"),
        ("{kind: goalposts, min: 1, max: 100, scale: log}", {"limits": "{max: 10}"}, "2.5 分（值为 10 时）"),
        ("{kind: bands, bands: [{from: 100, points: 5}, {from: 80, points: 4}], closed: upper}", PERCENT, "4 分"),
        ("{kind: bands, bands: [{from: 0, points: 1}, {from: 50, points: 4}]}", PERCENT, "4 分（值为 50% 时）"),
        ("{kind: absolute efficacy, satisfactory: 90, unacceptable: 60, cap: 4}", PERCENT, "4 分"),
        ("{kind: direct}", {"limits": "{max: 4}"}, "4 分（值为 4 时）"),
        ("{kind: imported, out_of: 120}", {"limits": "{max: 100}"}, "约4.1667 分（值为 100 时）"),
        ('{kind: formula, text: "IF(x > 90, x / 30, 1)"}', PERCENT, "约3.3333 分（值为 100% 时）"),
        ("{kind: power points, a: 1, b: 96, c: 0.5}", PERCENT, "2 分（值为 100% 时）"),
        ("{kind: votes, levels: [{name: 好, points: 80}, {name: 差, points: 0}]}", DIVIDES, "最多只能得 4 分，"),
        ("{kind: checklist, items: [{name: 甲, points: 2}, {name: 乙, points: 1}]}", {}, "最多只能得 3 分，"),
        ("{kind: additive, base: 3, items: [{name: 甲, points: 1, cap: 1}, {name: 乙, points: -9}]}", {}, "4 分，"),
        ("{kind: rubric, levels: [{name: 好, percent: 90%}, {name: 差, percent: 0%}]}", {}, "4.5 分"),
    ],
)  # fmt: skip
def test_full_points_that_nobody_can_get_are_a_warning(
    rule: str, settings: dict[str, str], most: str
) -> None:
    (problem,) = [p for p in check_rules(Case(scheme_of(rule, **settings))) if p.code == FULL]
    assert most in problem.message.zh
    assert problem.severity is Severity.WARNING
    assert problem.place.indicator == "X"


@pytest.mark.parametrize(
    ("rule", "settings", "least"),
    [
        ("{kind: target, target: 100, lose: 0.01, part_step: pro rata}", PERCENT, "最差也得 4 分（值为 0% 时）"),
        ("{kind: deduction, events: [{name: 通报, lose: 1, cap: 2}]}", {}, "最低 0 分（满分 5 分），各单位最差也得 3 分"),
        ("{kind: timeliness, steps: [{from_days: 1, lose: 1}]}", {}, "最差也得 4 分（值为 1 时）"),
        ("{kind: absolute efficacy, satisfactory: 90, unacceptable: 60}", {"limits": "{min: 75}"}, "4 分（值为 75 时）"),
        ("{kind: bands, below: 1, bands: [{from: 0, points: 2}, {from: 9, points: 5}]}", PERCENT, "2 分（值为 0% 时）"),
        ("{kind: per head, then: {kind: target, target: 1, lose: 1, part_step: whole}}", DIVIDES, "最差也得 4 分，"),
        ("{kind: additive, base: 5, items: [{name: 甲, points: -1, cap: 1}]}", {}, "最差也得 4 分，"),
    ],
)  # fmt: skip
def test_a_floor_that_nobody_can_come_down_to_is_a_note(
    rule: str, settings: dict[str, str], least: str
) -> None:
    (problem,) = [p for p in check_rules(Case(scheme_of(rule, **settings))) if p.code == FLOOR]
    assert least in problem.message.zh
    assert problem.severity is Severity.NOTE


@pytest.mark.parametrize(
    ("rule", "settings", "points"),
    [
        ("{kind: rank points, lose: 0%}", {}, "都得 5 分"),
        ("{kind: target, target: 60}", {"limits": "{min: 60}"}, "都得 5 分"),
        ("{kind: target, target: 120}", {"limits": "{max: 100}"}, "都得 0 分"),
        ("{kind: rubric, levels: [{name: 好, points: 4}, {name: 差, points: 4}]}", {}, "都得 4 分"),
        ("{kind: pass or fail, fail: 5}", {}, "都得 5 分"),
    ],
)
def test_a_rule_that_gives_everybody_the_same_is_a_warning(
    rule: str, settings: dict[str, str], points: str
) -> None:
    (found,) = [message for code, message in said(rule, **settings) if code != OUTSIDE]
    assert points in found


@pytest.mark.parametrize(
    ("rule", "settings", "words"),
    [
        ("{kind: target, target: 120}", PERCENT, "写有 120%，但可能的值在 0% 和 100% 之间"),
        ("{kind: target, target: {A: 90, B: 120}}", PERCENT, "写有 120%，"),
        ("{kind: goalposts, min: -1, max: 101}", PERCENT, "写有 -1%、101%，"),
        ("{kind: absolute efficacy, satisfactory: 9, unacceptable: -1}", {"limits": "{min: 0}"}, "不低于 0"),
        ("{kind: bands, bands: [{from: 0, points: 0}, {from: 90, to: 110, points: 5}]}", PERCENT, "写有 110%，"),
        ("{kind: rank over target, target: 8, base: 2, pool: 3, lose: 5%}", {"limits": "{max: 7}"}, "不高于 7"),
        ("{kind: timeliness, steps: [{from_days: 9, lose: 5}]}", {"limits": "{max: 5}"}, "写有 9，"),
        ("{kind: target, target: -1}", {"measure": "甲 + 乙"}, "写有 -1，但可能的值不低于 0"),
        ("{kind: gate, needs: [齐全], then: {kind: target, target: 120}}", PERCENT, "写有 120%，"),
    ],
)  # fmt: skip
def test_a_value_of_the_rule_that_cannot_be_is_a_warning(
    rule: str, settings: dict[str, str], words: str
) -> None:
    (found,) = [message for code, message in said(rule, **settings) if code == OUTSIDE]
    assert words in found


def test_only_the_group_whose_target_is_too_high_is_named() -> None:
    rule = "{kind: target, target: {A: 90, B: 120}, base: 4, gain: 0.1, lose: 0.1, part_step: whole}"
    found = [message for code, message in said(rule, **PERCENT) if code == FULL]
    assert [("B组的单位最多只能得 2 分（值为 100% 时）" in message) for message in found] == [True]


@pytest.mark.parametrize(
    ("rule", "direction", "words"),
    [
        ("bands: [{from: 80, points: 3}, {from: 60, points: 5}]", "higher", "达到 80 得 3 分，达到 60 反而得 5 分"),
        ("bands: [{from: 80, points: 5}], below: 5, closed: upper", "higher", None),
        ("bands: [{from: 80, points: 4}], below: 5", "higher", "达到 80 得 4 分，低于 80 反而得 5 分"),
        ("bands: [{from: 0, points: 5}, {from: 3, points: 0}]", "lower", None),
        ("bands: [{from: 0, points: 0}, {from: 3, points: 5}]", "lower", "达到 0 得 0 分，达到 3 反而得 5 分"),
        ("bands: [{from: 1, points: 4}, {from: 3, points: 2}]", "lower", "低于 1 得 0 分，达到 1 反而得 4 分"),
    ],
)  # fmt: skip
def test_a_better_value_that_earns_less_is_a_warning(rule: str, direction: str, words: str | None) -> None:
    found = [
        message for code, message in said(f"{{kind: bands, {rule}}}", direction=direction) if code == LESS
    ]
    assert len(found) == (words is not None)
    assert words is None or words in found[0]


def test_bands_within_another_rule_must_rise_as_well() -> None:
    bands = "{kind: bands, bands: [{from: 80, points: 3}, {from: 60, points: 5}]}"
    assert codes(f"{{kind: gate, needs: [齐全], then: {bands}}}") == [LESS]


@pytest.mark.parametrize(
    ("rule", "settings"),
    [
        ("{kind: target, target: 90, base: 4, gain: 0.1, cap: 6, lose: 0.1, part_step: whole}", {}),
        ("{kind: target, target: 100, lose: 0.001, part_step: pro rata}", {}),
        ("{kind: target, target: 100, lose: 0.05, part_step: started}", PERCENT),
        ("{kind: target, target: 0, lose: 0.1, part_step: whole}", {"direction": "lower", "limits": "{min: 0}"}),
        ("{kind: ratio to best}", PERCENT),
        ("{kind: relative efficacy, lowest: 60%}", {"limits": "{min: 50, max: 60}"}),
        ("{kind: bands, bands: [{from: 80, to: 90, points: 4}, {from: 90, to: 100, points: 5}]}", PERCENT),
        ("{kind: bands, bands: [{from: 0, points: 0}, {from: 100, points: 5}], between: interpolate}", PERCENT),
        ("{kind: absolute efficacy, satisfactory: 90, unacceptable: 60}", {}),
        ('{kind: formula, text: "满分 * (x - GROUPMIN(x)) / (GROUPMAX(x) - GROUPMIN(x))"}', {"zero_denominator": "full"}),
        ("{kind: votes, levels: [{name: 好, points: 100}, {name: 差, points: 40}]}", DIVIDES),
        ("{kind: target, target: 100, lose: 1, part_step: whole}", {"measure": "甲 / 乙 * 100", "zero_denominator": "full"}),
    ],
)  # fmt: skip
def test_nothing_is_said_of_a_rule_that_works(rule: str, settings: dict[str, str]) -> None:
    assert codes(rule, **settings) == []


@pytest.mark.parametrize("rule", RULES, ids=kind_of)
def test_nothing_is_said_of_the_worked_examples(rule: type[Rule]) -> None:
    assert list(check_rules(Case(sheets.scheme_of(example_scheme(rule))))) == []


@pytest.mark.parametrize("path", [SAMPLES / "scheme.yaml", *sorted((SAMPLES / "presets").glob("*.yaml"))])
def test_nothing_is_said_of_the_sample_and_the_presets(path: Path) -> None:
    scheme, problems = indicators.load(path)
    assert scheme is not None, problems
    assert list(check_rules(Case(scheme))) == []


def test_every_kind_has_a_code_of_its_own_and_a_source() -> None:
    assert {kind.code for kind in KINDS} == {FULL, FLOOR, SAME, OUTSIDE, LESS}
    assert all(kind.source.zh and kind.source.en for kind in KINDS)


# ---------------------------------------------------------------- bands with both ends


def refused(bands: str) -> str:
    """Why a list of bands is refused, in Chinese; empty if it is not."""
    text = f"""
scheme: s
title: 题
groups: [{{code: A, name: 甲}}]
tree:
  - {{code: total, name: 总分, points: 5}}
  - {{code: X, parent: total, name: 指标, points: 5, rule: {{kind: bands, {bands}}}}}
"""
    _, problems = indicators.read_scheme(text)
    return "；".join(problem.message.zh for problem in problems)


@pytest.mark.parametrize(
    ("bands", "words"),
    [
        ("bands: [{from: 80, to: 90, points: 4}, {from: 90, points: 5}]", ""),
        ("bands: [{from: 90, to: 100, points: 5}, {from: 80, points: 4}, {from: 60, to: 80.0, points: 1}]", ""),
        ("bands: [{from: 80, to: 92, points: 4}, {from: 90, to: 100, points: 5}]", "80—92 与 90—100 两档重叠，90—92 之间"),
        ("bands: [{from: 80, to: 89, points: 4}, {from: 90, points: 5}]", "两档之间有空档，89—90 之间"),
        ("bands: [{from: 80, to: 70, points: 4}, {from: 90, points: 5}]", "80—70 一档终点小于起点"),
        ("between: interpolate, bands: [{from: 0, to: 9, points: 0}, {from: 9, points: 5}]", "不能写 to"),
    ],
)  # fmt: skip
def test_bands_with_both_ends_must_meet(bands: str, words: str) -> None:
    assert (words in refused(bands)) if words else not refused(bands)


def test_the_upper_end_of_a_band_changes_no_points() -> None:
    stated = "{kind: bands, bands: [{from: 80, to: 90, points: 4}, {from: 90, to: 100, points: 5}]}"
    (one,) = scheme_of(stated).indicators
    (other,) = scheme_of("{kind: bands, bands: [{from: 80, points: 4}, {from: 90, points: 5}]}").indicators
    assert one.rule.tree(one.subject) == other.rule.tree(other.subject)
    assert indicators.read_scheme(indicators.write_scheme(scheme_of(stated)))[0] == scheme_of(stated)


# ---------------------------------------------------------------- no claim is contradicted


@schemes.times(1.5)
@given(schemes.cases())
def test_no_unit_earns_what_is_said_to_be_out_of_reach(case: schemes.Case) -> None:
    assert {problem.code for problem in check_rules(Case(case.scheme))} <= {kind.code for kind in KINDS}
    scheme = case.scheme.laid_out
    exact = Exact(compile_plan(case.scheme), case.sheet)
    for indicator in scheme.indicators:
        fields = {
            ColumnName(Stage.RAW, indicator.code, raw.name): allowed(raw) for raw in indicator.raw_fields
        }
        reported = [(value, fields[name]) for (_, name), value in case.values.items() if name in fields]
        if not all(span.holds(Fraction(value)) for value, span in reported):
            continue
        groups = tuple(sorted(scheme.groups_of(indicator.code)))
        outlook = Outlook(indicator, groups, reach_of(indicator, scheme.group_codes))
        spans = {group: span for span, of in outlook.points.items() for group in of}
        for position, unit in enumerate(case.units):
            cell = exact.cell(combined_name(indicator), position)
            if cell.state is State.VALUE:
                assert spans[unit.group].holds(cell.number)


GRID = [Decimal(number) / 2 for number in range(201)] + [Decimal("12.34"), Decimal("0.3"), Decimal("0.8")]
EXACTLY_KNOWN = ("target", "bands", "goalposts", "absolute efficacy", "deduction", "imported")


@given(rules_of(*EXACTLY_KNOWN)(["A"], "10"), st.sampled_from(["higher", "lower"]))
def test_the_best_and_the_worst_of_a_rule_over_one_value_are_found(rule: Content, direction: str) -> None:
    # A logarithm has no exact ends, and several events no single value.
    assume("scale" not in rule and len(rule.get("events", ["one"])) == 1)
    scheme = schemes.scheme_of(
        {
            "scheme": "s",
            "title": "t",
            "groups": [{"code": "A", "name": "A"}],
            "tree": [
                {"code": "X", "name": "X", "points": "10", "direction": direction, "rule": rule}
                | {"limits": {"min": "0", "max": "100"}}
            ],
        }
    )
    (indicator,) = scheme.indicators
    (raw,) = indicator.raw_fields
    values = [number for number in GRID if allowed(raw).holds(Fraction(number))]
    values = [number for number in values if number == int(number) or not raw.whole]
    units = [Unit(code=f"u{i}", name=f"u{i}", group="A") for i in range(len(values))]
    reported = {
        (unit.code, ColumnName(Stage.RAW, "X")): value for unit, value in zip(units, values, strict=True)
    }
    exact = Exact(compile_plan(scheme), build_sheet(scheme, units, reported))
    earned = [exact.cell(combined_name(indicator), i).number for i in range(len(units))]
    (span,) = Outlook(indicator, ("A",), reach_of(indicator, ("A",))).points
    assert (span.low, span.high) == (min(earned), max(earned))
