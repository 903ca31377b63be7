"""What must hold of any scheme: order means nothing, groups stand alone, better is never worse, blocks leave no trace."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from indicators import Unit
from indicators.formula import ColumnName, Flag, Stage
from indicators.rules import Direction, kind_of
from scoring import block
from scoring.contributions import decompose
from scoring.results import Results, score
from scoring.sheet import ScoreSheet, State, build_sheet
from tests.schemes import Case, Content, case, cases, rules, scheme_of, schemes, targets, times

if TYPE_CHECKING:
    from hypothesis.strategies import SearchStrategy

Outcome = dict[str, tuple[object, ...]]

SEEDS = st.integers(0, 2**32)


def outcome(found: Results) -> Outcome:
    """Everything published of every unit, by its code."""
    rows: Outcome = {}
    for position, unit in enumerate(found.sheet.units):
        published = [
            (
                part.code,
                int(found.published(part.code).states[position]),
                found.published(part.code).value(position),
            )
            for part in sorted(found.scheme.tree, key=lambda part: part.code)
        ]
        rank = None if found.rank is None else int(found.rank[position])
        rows[unit.code] = (*published, rank, int(found.group_rank[position]), found.grades[position])
    return rows


def outcome_of(found_case: Case) -> Outcome:
    return outcome(score(found_case.scheme, found_case.sheet))


# ---------------------------------------------------------------- order


@times(1)
@given(cases(), SEEDS)
def test_the_order_of_units_and_columns_means_nothing(found_case: Case, seed: int) -> None:
    random = Random(seed)  # noqa: S311 - not for secrets
    units = list(found_case.units)
    random.shuffle(units)
    shuffled = replace(found_case, units=tuple(units)).sheet
    names = list(shuffled.columns)
    random.shuffle(names)
    sheet = ScoreSheet(shuffled.units, {name: shuffled.columns[name] for name in names}, shuffled.exemptions)
    assert outcome(score(found_case.scheme, sheet)) == outcome_of(found_case)


@times(1)
@given(cases(), SEEDS)
def test_the_order_of_parts_and_groups_in_the_file_means_nothing(found_case: Case, seed: int) -> None:
    random = Random(seed)  # noqa: S311 - not for secrets
    tree, groups = list(found_case.scheme.tree), list(found_case.scheme.groups)
    random.shuffle(tree)
    random.shuffle(groups)
    scheme = found_case.scheme.model_copy(update={"tree": tuple(tree), "groups": tuple(groups)})
    scheme = type(scheme)(**{name: getattr(scheme, name) for name in type(scheme).model_fields})
    assert outcome_of(replace(found_case, scheme=scheme)) == outcome_of(found_case)


@times(1)
@given(cases(), st.integers(1, 7))
def test_blocks_leave_no_trace(found_case: Case, rows: int) -> None:
    whole = outcome_of(found_case)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(block, "ROWS", rows)
        assert outcome_of(found_case) == whole


@times(1)
@given(cases(most_units=13))
def test_scoring_twice_gives_the_same(found_case: Case) -> None:
    assert outcome_of(found_case) == outcome_of(found_case)


# ---------------------------------------------------------------- groups


@times(1)
@given(cases(), SEEDS)
def test_adding_a_unit_leaves_other_groups_alone(found_case: Case, seed: int) -> None:
    random = Random(seed)  # noqa: S311 - not for secrets
    model = random.choice(found_case.units)
    values = {
        ("zz", name): value if random.random() < 0.5 else value * 7 + Decimal("0.003")
        for (unit, name), value in found_case.values.items()
        if unit == model.code and abs(value) < 10**9
    }
    more = replace(
        found_case,
        units=(*found_case.units, Unit(code="zz", name="新单位", group=model.group)),
        values={**found_case.values, **values},
    )
    before, after = outcome_of(found_case), outcome_of(more)
    for unit in found_case.units:
        if unit.group != model.group:
            overall = -3
            assert (*before[unit.code][:overall], *before[unit.code][-2:]) == (
                *after[unit.code][:overall],
                *after[unit.code][-2:],
            )


# ---------------------------------------------------------------- better and worse


def orderly_rules(groups: list[str], points: str) -> SearchStrategy[Content]:
    """Rules under which a better value must never earn less."""
    return st.one_of(
        targets(groups, points),
        rules(groups, points).filter(lambda rule: rule["kind"] not in {"target", "bands"}),
    )


@times(3)
@given(cases(schemes(orderly_rules)), SEEDS, st.sampled_from(["0.01", "0.1", "1", "5", "40"]))
def test_a_better_value_never_lowers_the_points_or_the_total(found_case: Case, seed: int, by: str) -> None:
    unmeasured = {
        part.code for part in found_case.scheme.indicators if part.measure is None and part.rule.monotone
    }
    reported = sorted(key for key in found_case.values if key[1].code in unmeasured)
    assume(reported)
    unit, name = Random(seed).choice(reported)  # noqa: S311 - not for secrets
    indicator = next(part for part in found_case.scheme.indicators if part.code == name.code)
    kind = kind_of(type(indicator.rule))
    by_direction = {"target", "relative efficacy", "rank points"}
    fewer = indicator.direction is Direction.LOWER if kind in by_direction else kind == "deduction"
    value = found_case.values[unit, name] + (-Decimal(by) if fewer else Decimal(by))
    assume(abs(value) < 10**12)
    position = [other.code for other in found_case.units].index(unit)
    before, after = (
        score(each.scheme, each.sheet) for each in (found_case, found_case.with_value(unit, name, value))
    )
    for code in (name.code, found_case.scheme.root.code):
        old, new = (each.exact.cell(each.plan.passed_up(code), position) for each in (before, after))
        if old.present:
            assert new.present
            assert new.number >= old.number, code
            published = before.published(code).value(position), after.published(code).value(position)
            assert published[0] is not None
            assert published[1] is not None
            assert published[1] >= published[0]


# ---------------------------------------------------------------- contributions


@times(1)
@given(cases(most_units=8))
def test_contributions_add_up_to_what_a_node_passes_up(found_case: Case) -> None:
    found = score(found_case.scheme, found_case.sheet)
    leaves = {part.code for part in found.scheme.indicators}
    for _, part in found.scheme.outline:
        for unit in range(len(found.sheet.units)):
            cell = found.exact.cell(found.plan.passed_up(part.code), unit)
            amounts = [contribution.amount for contribution in decompose(found.exact, part.code, unit)]
            if part.code in leaves or not cell.present:
                assert amounts == []
            else:
                assert sum(amounts, Fraction(0)) == cell.number, part.code


# ---------------------------------------------------------------- declared outcomes

GROUPS = [{"code": "A", "name": "A"}, {"code": "B", "name": "B"}]


def of_one_indicator(
    rule: Content, values: dict[str, str], groups: dict[str, str], **more: object
) -> Results:
    content = {
        "scheme": "例",
        "title": "例",
        "groups": GROUPS,
        "tree": [
            {"code": "T", "name": "总分", "points": "10"},
            {"code": "a", "name": "甲", "parent": "T", "points": "10", "rule": rule, **more},
        ],
    }
    given_case = case(content, groups, values)
    return score(given_case.scheme, given_case.sheet)


def totals(found: Results) -> list[str | None]:
    values = [found.total.value(unit) for unit in range(len(found.sheet.units))]
    return [None if value is None else str(value) for value in values]


def flagged(found: Results, flag: Flag) -> list[bool]:
    raised = found.columns[ColumnName(Stage.POINTS, "a")].flags.get(flag)
    return [False] * len(found.sheet.units) if raised is None else [bool(each) for each in raised]


def test_a_constant_indicator_gives_everybody_full_points_and_says_so() -> None:
    found = of_one_indicator(
        {"kind": "relative efficacy"}, {"u a.": "7", "v a.": "7", "w a.": "8"}, {"u": "A", "v": "A", "w": "B"}
    )
    assert totals(found) == ["10.00", "10.00", "10.00"]
    assert flagged(found, Flag.ALL_EQUAL) == [True, True, True]
    found = of_one_indicator(
        {"kind": "rank points", "lose": "5%"}, {"u a.": "7", "v a.": "7"}, {"u": "A", "v": "A"}
    )
    assert totals(found) == ["10.00", "10.00"]
    assert flagged(found, Flag.ALONE) == [False, False]


def test_a_unit_alone_in_its_group_gets_full_points_and_is_flagged() -> None:
    values, groups = {"u a.": "1", "v a.": "7", "w a.": "8"}, {"u": "A", "v": "B", "w": "B"}
    found = of_one_indicator({"kind": "rank points", "lose": "5%"}, values, groups)
    assert totals(found) == ["10.00", "9.50", "10.00"]
    assert flagged(found, Flag.ALONE) == [True, False, False]
    found = of_one_indicator({"kind": "relative efficacy"}, values, groups)
    assert totals(found) == ["10.00", "6.00", "10.00"]
    assert flagged(found, Flag.ALL_EQUAL) == [True, False, False]


def test_a_unit_with_the_only_value_of_its_group_counts_as_alone() -> None:
    found = of_one_indicator({"kind": "rank points", "lose": "5%"}, {"u a.": "1"}, {"u": "A", "v": "A"})
    assert totals(found) == ["10.00", None]
    assert flagged(found, Flag.ALONE) == [True, False]


@pytest.mark.parametrize(
    ("policy", "expected", "state"),
    [("no points", "8.00", State.VALUE), ("no score", None, State.NO_SCORE), ("full", "18.00", State.VALUE)],
)
def test_a_blank_stays_missing_and_follows_its_policy(
    policy: str, expected: str | None, state: State
) -> None:
    content = {
        "scheme": "例",
        "title": "例",
        "policies": {"missing": policy},
        "groups": GROUPS,
        "tree": [
            {"code": "T", "name": "总分", "points": "20"},
            {"code": "a", "name": "甲", "parent": "T", "points": "10", "rule": {"kind": "direct"}},
            {"code": "b", "name": "乙", "parent": "T", "points": "10", "rule": {"kind": "direct"}},
        ],
    }
    given_case = case(content, {"u": "A", "v": "A"}, {"u a.": "8", "v a.": "9", "v b.": "9"})
    found = score(given_case.scheme, given_case.sheet)
    assert totals(found) == [expected, "18.00"]
    assert found.total.states[0] == state
    assert found.published("b").states.tolist() == [State.MISSING, State.VALUE]
    assert found.missing_count.tolist() == [1, 0]


def test_a_unit_that_reported_nothing_has_no_total_and_no_place() -> None:
    found = of_one_indicator({"kind": "direct"}, {"u a.": "0"}, {"u": "A", "v": "A"})
    assert totals(found) == ["0.00", None]
    assert found.total.states.tolist() == [State.VALUE, State.MISSING]
    assert found.group_rank.tolist() == [1, 0]


def test_one_tenth_and_two_tenths_reach_three_tenths() -> None:
    rule = {"kind": "target", "target": "0.3"}
    fields = {"u a.甲": "0.1", "u a.乙": "0.2", "v a.甲": "0.1", "v a.乙": "0.19"}
    found = of_one_indicator(rule, fields, {"u": "A", "v": "A"}, measure="甲 + 乙")
    assert totals(found) == ["10.00", "0.00"]
    bands = {"kind": "bands", "bands": [{"from": "0.3", "points": "10"}], "closed": "upper"}
    found = of_one_indicator(bands, fields, {"u": "A", "v": "A"}, measure="甲 + 乙")
    assert totals(found) == ["0.00", "0.00"]


@pytest.mark.parametrize(
    ("zero", "expected", "state"),
    [
        ("full", "10.00", State.VALUE),
        ("not applicable", None, State.NOT_APPLICABLE),
        ("missing", None, State.MISSING),
    ],
)
def test_a_zero_divisor_is_worth_what_the_indicator_says(
    zero: str, expected: str | None, state: State
) -> None:
    rule = {"kind": "target", "target": "100", "lose": "0.1", "part_step": "pro rata"}
    found = of_one_indicator(
        rule,
        {"u a.整改": "0", "u a.查摆": "0", "v a.整改": "9", "v a.查摆": "10"},
        {"u": "A", "v": "A"},
        measure="整改 / 查摆 * 100",
        zero_denominator=zero,
    )
    assert totals(found) == [expected, "9.00"]
    assert found.total.states[0] == state


def test_full_points_for_a_zero_divisor_stand_outside_the_comparison() -> None:
    found = of_one_indicator(
        {"kind": "rank points", "lose": "10%"},
        {"u a.甲": "1", "u a.乙": "0", "v a.甲": "9", "v a.乙": "10", "w a.甲": "1", "w a.乙": "10"},
        dict.fromkeys("uvw", "A"),
        measure="甲 / 乙",
        zero_denominator="full",
    )
    assert totals(found) == ["10.00", "10.00", "9.00"]


def test_groups_with_other_targets_are_not_ranked_together() -> None:
    text = """
scheme: two
title: 二组
groups: [{code: A, name: 甲组}, {code: B, name: 乙组}]
tree:
  - {code: t, name: 总, points: 10, rule: {kind: RULE}}
"""
    units = (Unit(code="x", name="x", group="A"), Unit(code="y", name="y", group="B"))
    for rule, comparable in (
        ("direct", True),
        ("target, target: {A: 5, B: 1}", False),
        ("relative efficacy", False),
    ):
        scheme = scheme_of(text.replace("RULE", rule))
        found = score(scheme, build_sheet(scheme, units, {}))
        assert (found.rank is not None) is comparable
