"""What must hold of any scheme: order means nothing, groups stand alone, better is never worse, blocks leave no trace."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from indicators import Scheme, Unit, trees
from indicators.formula import Cohort, ColumnName, Flag, Scope, Stage
from indicators.parts import Indicator, common_weight
from indicators.rules import Direction, kind_of
from indicators.rules.absolute_efficacy import AbsoluteEfficacyRule
from indicators.rules.change import LAST_YEAR, THIS_YEAR, ChangeRule
from indicators.rules.gate import GateRule
from indicators.rules.per_head import AMOUNT, PEOPLE, PerHeadRule
from scoring import block
from scoring.contributions import decompose
from scoring.plan import Formula, Product, Sum
from scoring.results import Results, score
from scoring.sheet import State, build_sheet
from tests.random_rules import KINDS, SEEDS, rules_of
from tests.schemes import Case, case, cases, scheme_of, schemes, times

if TYPE_CHECKING:
    from indicators.parts import Composite
    from indicators.rules import Rule
    from tests.random_rules import Content


@dataclass(frozen=True)
class Outcome:
    """Everything published of one unit."""

    published: tuple[tuple[str, int, Decimal | None], ...]
    group_rank: int
    grade: str | None
    cut_by_tie: bool
    bonus: Decimal
    penalty: Decimal
    reasons: tuple[str, ...]
    rank: int | None


def outcome(found: Results) -> dict[str, Outcome]:
    """Everything published of every unit, by its code."""
    rows = {}
    awards = found.eligibility()
    for position, unit in enumerate(found.sheet.units):
        published = tuple(
            (
                part.code,
                int(found.published(part.code).states[position]),
                found.published(part.code).value(position),
            )
            for part in sorted(found.scheme.tree, key=lambda part: part.code)
        )
        rows[unit.code] = Outcome(
            published,
            int(found.group_rank[position]),
            found.grades[position],
            bool(found.cut_by_tie[position]),
            found.bonus[position],
            found.penalty[position],
            tuple(sorted(reason.zh for reason in awards[position].reasons)) if awards else (),
            None if found.rank is None else int(found.rank[position]),
        )
    return rows


def outcome_of(found_case: Case) -> dict[str, Outcome]:
    return outcome(score(found_case.scheme, found_case.sheet))


def rebuilt(scheme: Scheme, **changes: object) -> Scheme:
    """The scheme with other fields, remembering nothing of the old ones."""
    fields = {name: getattr(scheme, name) for name in Scheme.model_fields}
    return Scheme(**{**fields, **changes})


# ---------------------------------------------------------------- order


@times(0.5, long=1)
@given(cases(), SEEDS)
def test_the_order_of_units_and_columns_means_nothing(found_case: Case, seed: int) -> None:
    random = Random(seed)  # noqa: S311 - not for secrets
    units, records = list(found_case.units), list(found_case.adjustments)
    random.shuffle(units)
    random.shuffle(records)
    shuffled = replace(found_case, units=tuple(units), adjustments=tuple(records)).sheet
    names = list(shuffled.columns)
    random.shuffle(names)
    sheet = replace(shuffled, columns={name: shuffled.columns[name] for name in names})
    assert outcome(score(found_case.scheme, sheet)) == outcome_of(found_case)


@times(0.5, long=1)
@given(cases(), SEEDS)
def test_the_order_of_parts_groups_and_periods_in_the_file_means_nothing(found_case: Case, seed: int) -> None:
    random = Random(seed)  # noqa: S311 - not for secrets
    lists = {name: list(getattr(found_case.scheme, name)) for name in ("tree", "groups", "periods", "vetoes")}
    for parts in lists.values():
        random.shuffle(parts)
    scheme = rebuilt(found_case.scheme, **{name: tuple(parts) for name, parts in lists.items()})
    assert outcome_of(replace(found_case, scheme=scheme)) == outcome_of(found_case)


@times(0.5, long=1)
@given(cases(), st.integers(1, 7))
def test_blocks_leave_no_trace(found_case: Case, rows: int) -> None:
    whole = outcome_of(found_case)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(block, "ROWS", rows)
        assert outcome_of(found_case) == whole


@times(0.3, long=1)
@given(cases(most_units=13))
def test_scoring_twice_gives_the_same(found_case: Case) -> None:
    assert outcome_of(found_case) == outcome_of(found_case)


# ---------------------------------------------------------------- groups


def compares_everybody(found: Results) -> bool:
    """Whether some rule takes its cohort from all units."""
    formulas = (column for column in found.plan.columns if isinstance(column, Formula))
    nodes = (node for column in formulas for node in trees.walk(column.tree))
    return any(isinstance(node, Cohort) and node.scope is Scope.ALL for node in nodes)


@times(0.5, long=1)
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
    before, after = (score(each.scheme, each.sheet) for each in (found_case, more))
    assume(not compares_everybody(before))
    was, becomes = outcome(before), outcome(after)
    for unit in found_case.units:
        if unit.group != model.group:
            assert replace(was[unit.code], rank=None) == replace(becomes[unit.code], rank=None)


# ---------------------------------------------------------------- better and worse

_BY_DIRECTION = {
    "target",
    "relative efficacy",
    "rank points",
    "rank over target",
    "ratio to best",
    "goalposts",
    "standardised",
    "normal scores",
    "exponential rank",
    "power points",
}
_FEWER_IS_BETTER = {"deduction", "timeliness"}
#: What only a person can call better or worse, as a formula or a table of bands.
_NEITHER = {"bands", "additive", "votes", "formula", "mix"}


def better(rule: Rule, indicator: Indicator, group: str, name: str) -> int:
    """Whether a higher value of a field is better (1) or worse (−1), or neither is known (0)."""
    match rule:
        case GateRule():
            return 0 if name in rule.needs else better(rule.then, indicator, group, name)
        case ChangeRule():
            return better(rule.then, indicator, group, "") if name == THIS_YEAR else 0
        case PerHeadRule():
            return better(rule.then, indicator, group, "") if name == AMOUNT else 0
        case AbsoluteEfficacyRule():
            ends = (rule.satisfactory, rule.unacceptable)
            good, bad = (end[group] if isinstance(end, dict) else end for end in ends)
            return 1 if good > bad else -1
    kind = kind_of(type(rule))
    if not rule.monotone:
        return 0
    fewer = kind in _FEWER_IS_BETTER or (kind in _BY_DIRECTION and indicator.direction is Direction.LOWER)
    return -1 if fewer else 1


def improved(found_case: Case, seed: int, by: Decimal) -> tuple[Case, int, ColumnName] | None:
    """The case with a better value of one unit, its position and the field; None where there is nothing to improve."""
    groups = {unit.code: unit.group for unit in found_case.units}
    leaves = {leaf.code: leaf for leaf in found_case.scheme.laid_out.indicators}
    possible = [
        (unit, name, sign)
        for unit, name in sorted(found_case.values)
        if leaves[name.code].measure is None
        and all(found_case.values.get((unit, name._replace(field=of)), 1) > 0 for of in (LAST_YEAR, PEOPLE))
        and (sign := better(leaves[name.code].rule, leaves[name.code], groups[unit], name.field))
    ]
    if not possible:
        return None
    unit, name, sign = Random(seed).choice(possible)  # noqa: S311 - not for secrets
    choices = [
        number
        for field in leaves[name.code].raw_fields
        if field.name == name.field
        for _, number in field.choices
    ]
    value = max(choices) if choices else found_case.values[unit, name] + sign * by
    if abs(value) >= 10**12:
        return None
    position = [other.code for other in found_case.units].index(unit)
    return found_case.with_value(unit, name, value), position, name


@times(1, long=3)
@given(
    cases(schemes(rules_of(*(kind for kind in KINDS if kind not in _NEITHER)))),
    SEEDS,
    st.sampled_from(["0.01", "0.1", "1", "5", "40"]),
)
def test_a_better_value_never_lowers_the_points_or_the_total(found_case: Case, seed: int, by: str) -> None:
    change = improved(found_case, seed, Decimal(by))
    assume(change is not None)
    assert change is not None
    after_case, position, name = change
    before, after = (score(each.scheme, each.sheet) for each in (found_case, after_case))
    # All equal earns full points, which whoever then is better alone may not reach.
    equal = before.columns[ColumnName(Stage.POINTS, name.code)].flags.get(Flag.ALL_EQUAL)
    assume(equal is None or not equal[position])
    for code in (name.code, before.scheme.root.code):
        old, new = (each.exact.cell(each.plan.passed_up(code), position) for each in (before, after))
        if old.present:
            assert new.present
            assert new.number >= old.number - Fraction(1, 10**40), code
            published = before.published(code).value(position), after.published(code).value(position)
            assert published[0] is not None
            assert published[1] is not None
            assert published[1] >= published[0]


# ---------------------------------------------------------------- contributions and weights


@times(0.5, long=1)
@given(cases(most_units=8))
def test_contributions_add_up_to_what_a_node_passes_up(found_case: Case) -> None:
    found = score(found_case.scheme, found_case.sheet)
    for _, part in found.scheme.outline:
        splits = isinstance(found.plan.by_name[found.plan.combined_name(part.code)], Sum | Product)
        for unit in range(len(found.sheet.units)):
            cell = found.exact.cell(found.plan.passed_up(part.code), unit)
            amounts = [contribution.amount for contribution in decompose(found.exact, part.code, unit)]
            if cell.present and splits:
                assert sum(amounts, Fraction(0)) == cell.number, part.code
            else:
                assert amounts == []


_MEANS = {"weighted mean", "geometric mean"}


@times(0.5, long=1)
@given(cases(schemes(), 13), st.sampled_from(["0.01", "0.3", "7", "1.75", "1000"]), SEEDS)
def test_only_the_proportions_of_the_weights_of_a_mean_count(
    found_case: Case, factor: str, seed: int
) -> None:
    scheme, by = found_case.scheme, Decimal(factor)
    nodes = [part for part in scheme.tree if not isinstance(part, Indicator) and part.combine in _MEANS]
    assume(nodes or scheme.periods)
    chosen = Random(seed).choice([*nodes, None] if scheme.periods else nodes)  # noqa: S311 - not for secrets
    if chosen is None:
        periods = (period.model_copy(update={"weight": period.weight * by}) for period in scheme.periods)
        other = rebuilt(scheme, periods=tuple(periods))
    else:
        other = rebuilt(
            scheme,
            tree=tuple(
                part.model_copy(update={"weight": scaled(part, by)}) if part.parent == chosen.code else part
                for part in scheme.tree
            ),
        )
    assert outcome_of(replace(found_case, scheme=other)) == outcome_of(found_case)


def scaled(part: Indicator | Composite, by: Decimal) -> Decimal | dict[str, Decimal]:
    """The weight of a part, by group or for all, times a factor."""
    if isinstance(part.weight, dict):
        return {group: weight * by for group, weight in part.weight.items()}
    return (common_weight(part) or Decimal(0)) * by


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
