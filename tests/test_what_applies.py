"""How much of a sum applies to each unit, and what is claimed of it beforehand."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given

from indicators.formula import Stage
from scoring import block, score
from scoring.exact import Exact
from scoring.layout import compile_plan
from scoring.plan import Sum
from scoring.rescoring import Rescoring
from scoring.sheet import State
from scoring.table import Table, profile_of
from scoring.weights import with_weights
from tests.proofs import expect_proved
from tests.schemes import Case, case, cases, times
from tests.test_bounds import expect_claims_to_hold, expect_no_less_to_apply_than_claimed
from tests.test_exactness import DIRECT, indicator, node, scheme_with
from tests.test_rules_worked import shown
from tests.test_sums_of_children import summed


def expect_claims_of_what_applies(found_case: Case) -> None:
    expect_no_less_to_apply_than_claimed(found_case)
    plan = compile_plan(found_case.scheme)
    table, exact = Table(plan, profile_of(found_case.sheet)), Exact(plan, found_case.sheet)
    for column in plan.columns:
        if isinstance(column, Sum):
            shares = [exact.applicable(column, unit) for unit in range(len(found_case.units))]
            applying = table.profile.sums.applying[column.name]
            expect_claims_to_hold([float(share) for share in shares], shares, applying.known)
            for unit, share in enumerate(shares):
                # A sum that is not spread out is earned of what applies, one that is of all its points.
                of = column.points if column.rescales else share
                assert abs(exact.cell(column.name, unit).number) <= Fraction(applying.most) * of


@times(0.2)
@given(cases())
def test_as_much_applies_to_every_unit_as_is_claimed_of_its_sums(found_case: Case) -> None:
    expect_claims_of_what_applies(found_case)


def test_the_least_that_applies_is_that_of_the_group_and_the_child_that_weigh_least() -> None:
    content = scheme_with(
        node("T", "30"),
        node("P", "20", "T", weight={"A": "20", "B": "10"}),
        indicator("a", DIRECT, "15", "P"),
        indicator("b", DIRECT, "5", "P"),
        indicator("c", DIRECT, "10", weight={"A": "10", "B": "20"}),
    ) | {"groups": [{"code": code, "name": code} for code in "AB"]}
    units = {"u": "A", "v": "B", "w": "A", "x": "B"}
    values = {f"{unit} {code}.": "5" for unit in units for code in "abc"}
    exempt = [("u", "a"), ("u", "c"), ("v", "a"), ("v", "c"), ("w", "b")]
    expect_claims_of_what_applies(case(content, units, values, exempt))


def test_nothing_applies_to_the_group_for_which_all_that_is_there_weighs_nothing() -> None:
    weighed = [
        indicator("a", DIRECT, weight={"A": "10", "B": "0"}),
        indicator("b", DIRECT, weight={"A": "0", "B": "10"}),
    ]
    found = summed([node("T", "10"), *weighed], {"u": "— 5", "v": "4 5"}, ("u", "a"), of="AB")
    assert found.total.states.tolist() == [State.NOT_APPLICABLE, State.VALUE]


@pytest.mark.parametrize(("points", "rest", "total"), [("0.5", "9.5", "8"), ("1", "9", "4"), ("2", "8", "2")])
def test_the_rest_is_spread_over_however_little_applies(points: str, rest: str, total: str) -> None:
    tree = [node("T", "10"), indicator("a", DIRECT, points), indicator("b", DIRECT, rest)]
    assert shown(summed(tree, {"u": "0.4 —"}, ("u", "b")), "T") == [total]


def test_of_however_little_applies_what_is_known_is_as_good_as_of_the_parts() -> None:
    rule = {"kind": "rank points", "lose": "1%"}
    parts = [indicator(code, rule, points) for code, points in (("a", "0.01"), ("b", "0.99"), ("c", "9"))]
    exempt = [("u", code) for code in "ab"] + [("v", code) for code in "bc"]
    found = summed([node("T", "10"), *parts], {"u": "— — 5", "v": "1 — —", "w": "1 2 3"}, *exempt)
    known = {name.code: known for name, known in found.known.items() if name.stage is not Stage.PUBLISHED}
    assert known["T"].magnitude == pytest.approx(10, rel=1e-4)
    rates = [known[code].error / float(points) for code, points in (("a", "0.01"), ("b", "0.99"), ("c", "9"))]
    # A thousand times that, if the errors of all were divided by the least that applies.
    assert known["T"].error < 100 * max(*rates, 2.0**-52)
    expect_proved(found)
    table = Table(found.plan, profile_of(found.sheet))
    (applying,) = table.profile.sums.applying.values()
    # For each point that applies: what the worst of the parts is off by, and what three products and their sum round.
    assert applying.error == pytest.approx(max(rates) + applying.most * 5 * 2.0**-52, rel=1e-5)
    assert applying.most == pytest.approx(1, rel=1e-5)


def test_what_is_known_of_a_node_for_each_point_that_applies_is_what_is_known_of_its_best_part() -> None:
    twice = {"kind": "formula", "text": "x * 2 + x / 3", "cap": "50"}
    content = scheme_with(
        node("T", "30"),
        node("P", "20", "T"),
        indicator("a", DIRECT, "10", "P"),
        indicator("b", twice, "10", "P"),
        indicator("c", DIRECT, "10"),
        decimals=4,
    )
    values = {f"{unit} {code}.": "9" for unit in "uvw" for code in "abc"}
    exempt = [("u", "a"), ("u", "c"), ("v", "b")]
    expect_claims_of_what_applies(case(content, {"u": "A", "v": "A", "w": "A"}, values, exempt))
    found = case(content, {"u": "A", "v": "A", "w": "A"}, values, exempt)
    results = score(found.scheme, found.sheet)
    expect_proved(results)
    assert shown(results, "T") == ["63", "27", "39"]
    sums = Table(results.plan, profile_of(found.sheet)).profile.sums.applying
    p, t = (next(applying for name, applying in sums.items() if name.code == code) for code in "PT")
    assert p.most == pytest.approx(2.1, rel=1e-5)
    # More than the node itself is off by for each of its twenty points.
    assert t.most >= p.most
    assert t.error >= p.error


def test_a_node_nothing_of_which_applies_weighs_nothing_whatever_would_fill_in_for_its_children() -> None:
    tree = [
        node("T", "30"),
        node("P", "20", "T"),
        indicator("a", DIRECT, "10", "P", not_applicable="full points"),
        indicator("b", DIRECT, "10", "P"),
        indicator("c", DIRECT),
    ]
    found = summed(tree, {"u": "— — 4", "v": "— 5 4"}, ("u", "a"), ("u", "b"), ("v", "a"))
    assert shown(found, "T") == ["12", "19"]


@pytest.mark.parametrize("rows", [1, block.ROWS])
def test_what_applies_of_a_node_counts_when_the_weights_above_it_change(
    monkeypatch: pytest.MonkeyPatch, rows: int
) -> None:
    monkeypatch.setattr(block, "ROWS", rows)
    content = scheme_with(
        node("T", "30"),
        node("P", "20", "T", weight="20"),
        indicator("a", DIRECT, "10", "P"),
        indicator("b", DIRECT, "10", "P"),
        indicator("c", DIRECT, "10", weight="10"),
        decimals=4,
        not_applicable="rescale",
    ) | {"groups": [{"code": code, "name": code} for code in "AB"]}
    values = {f"{unit} {code}.": value for unit in "uvw" for code, value in zip("abc", "462", strict=True)}
    found = case(content, {"u": "A", "v": "B", "w": "B"}, values, [("u", "b"), ("w", "a")])
    rescoring = Rescoring(found.scheme, found.sheet)
    assert shown(rescoring.results(found.scheme), "T") == ["9", "12", "12"]
    again = rescoring.results(with_weights(found.scheme, {"P": Decimal(10), "c": Decimal(20)}))
    expect_proved(again)
    assert shown(again, "T") == ["7.2", "9", "8.4"]
