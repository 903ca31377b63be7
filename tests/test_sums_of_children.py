"""Sums of children: what policies put in the place of what is absent, and when a score is withheld."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from scoring.results import score
from scoring.sheet import State
from tests.proofs import expect_proved
from tests.schemes import case
from tests.test_exactness import DIRECT, Census, indicator, node, scheme_with
from tests.test_rules_worked import points_of, shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scoring.results import Results
    from tests.random_rules import Content


def summed(
    tree: Sequence[Content], values: dict[str, str], *exempt: tuple[str, str], of: str = "A"
) -> Results:
    """Units in turn of these groups with what they got of each indicator, held against the exact reading."""
    content = scheme_with(*tree, decimals=4) | {"groups": [{"code": group, "name": group} for group in of]}
    units = {unit: of[at % len(of)] for at, unit in enumerate(values)}
    codes = [part["code"] for part in tree if "rule" in part]
    cells = {
        f"{unit} {code}.": value
        for unit, row in values.items()
        for code, value in zip(codes, row.split(), strict=True)
        if value != "—"
    }
    found = case(content, units, cells, exempt)
    results = score(found.scheme, found.sheet)
    expect_proved(results)
    return results


# ---------------------------------------------------------------- withheld scores


@pytest.mark.parametrize(
    ("least", "there"), [("50%", True), ("52.6%", True), ("52.7%", False), ("60%", False), ("100%", False)]
)
def test_a_sum_needs_the_stated_share_of_its_weight_and_no_more(least: str, there: bool) -> None:  # noqa: FBT001
    tree = [node("T", "9.5", min_present=least), indicator("a", DIRECT, "5"), indicator("b", DIRECT, "4.5")]
    found = summed(tree, {"u": "3 —", "v": "2 1", "w": "— —"})
    assert found.total.states.tolist()[:2] == [State.VALUE if there else State.NO_SCORE, State.VALUE]


def test_just_the_stated_share_is_enough_where_floats_fall_short_of_it_and_nobody_else_is_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert 0.1 + 0.7 < 0.8 * (0.1 + 0.7 + 0.2)
    census = Census()
    census.watch(monkeypatch)
    weights = {"a": "0.1", "b": "0.7", "c": "0.2"}
    tree = [
        node("T", "1", min_present="80%"),
        *(indicator(code, DIRECT, points) for code, points in weights.items()),
    ]
    found = summed(
        tree, {"u": "0 0.5 —", "v": "0 0.5 0", "w": "— 0.5 0", "x": "0 — 0"}, ("w", "a"), ("x", "c")
    )
    assert shown(found, "T") == ["0.5", "0.5", "0.5556", "—"]
    # Twice over, once for the total and once for all columns.
    assert census.asked_between == 2


@pytest.mark.parametrize(
    ("a", "b"), [("no score", "no score"), ("no score", "no points"), ("no points", "no score")]
)
def test_a_score_withheld_far_below_is_withheld_all_the_way_up(a: str, b: str) -> None:
    tree = [
        node("T", "40"),
        node("P", "30", "T"),
        node("Q", "20", "P"),
        indicator("a", DIRECT, "10", "Q", missing=a),
        indicator("b", DIRECT, "10", "Q", missing=b),
        indicator("c", DIRECT, "10", "P"),
        indicator("d", DIRECT),
    ]
    found = summed(tree, {"u": "— 5 5 5", "v": "5 — 5 5", "w": "5 5 5 5"})
    withheld = [policy == "no score" for policy in (a, b)]
    assert [state == State.NO_SCORE for state in found.total.states] == [*withheld, False]


# ---------------------------------------------------------------- filled in


def test_a_missing_value_and_one_that_does_not_apply_are_each_filled_in_by_their_own_policy() -> None:
    own = {"missing": "full", "not_applicable": "mean of group"}
    tree = [node("T", "20"), indicator("a", DIRECT, **own), indicator("b", DIRECT)]
    found = summed(tree, {"u": "— 1", "v": "— 1", "w": "4 1", "x": "5 1"}, ("v", "a"))
    assert shown(found, "T") == ["11", "5.5", "5", "6"]


def test_what_does_not_apply_is_not_spread_over_the_rest_where_it_counts_nothing() -> None:
    tree = [node("T", "20"), indicator("a", DIRECT, not_applicable="zero points"), indicator("b", DIRECT)]
    assert shown(summed(tree, {"u": "— 8", "v": "6 8"}, ("u", "a")), "T") == ["8", "14"]


@pytest.mark.parametrize(
    ("policy", "total"), [("full points", "24"), ("zero points", "4"), ("rescale", "12")]
)
def test_a_node_nothing_of_which_applies_is_filled_in_as_a_whole(policy: str, total: str) -> None:
    tree = [
        node("T", "30"),
        node("P", "20", "T", not_applicable=policy),
        indicator("a", DIRECT, "15", "P", not_applicable="rescale"),
        indicator("b", DIRECT, "5", "P", not_applicable="rescale"),
        indicator("c", DIRECT),
    ]
    found = summed(tree, {"u": "— — 4", "v": "15 5 4", "w": "— 5 4"}, ("u", "a"), ("u", "b"), ("w", "a"))
    assert shown(found, "T") == [total, "24", "18"]


def test_full_points_fill_in_more_than_anybody_could_earn() -> None:
    tree = [
        node("U", "30"),
        node("T", "20", "U"),
        node("X", "20", "T", combine="product", base="10", weight="10", not_applicable="full points"),
        indicator("a", {"kind": "formula", "text": "x"}, "5", "X"),
        indicator("b", DIRECT, "10", "T"),
        indicator("c", DIRECT, "10", "U"),
    ]
    found = summed(tree, {"u": "5 10 10", "v": "— 10 10"}, ("v", "a"))
    assert shown(found, "U") == ["22.5", "30"]


def test_the_mean_that_fills_in_is_exact_however_many_units_it_is_taken_over() -> None:
    rule: Content = {"kind": "absolute efficacy", "satisfactory": "2", "unacceptable": "1"}
    measured = indicator("a", rule, measure="甲 / 乙", zero_denominator="missing", missing="group mean")
    content = scheme_with(node("T", "20"), measured, indicator("b", DIRECT), decimals=4)
    values = {f"u{unit} b.": "3" for unit in range(40)}
    for unit in range(39):
        values |= {f"u{unit} a.甲": "9999", f"u{unit} a.乙": str(7 + unit % 3)}
    found = case(content, {f"u{unit}": "A" for unit in range(40)}, values)
    results = score(found.scheme, found.sheet)
    expect_proved(results)
    mean = sum((Fraction(9999, 7 + unit % 3) for unit in range(39)), Fraction(0)) / 39
    assert abs(Fraction(results.total.units[39].item(), 10**4) - (4 * mean - 4 + 6 + 3)) < Fraction(1, 10**4)


def test_full_points_for_a_zero_divisor_are_granted_beside_a_gate() -> None:
    rule = {"kind": "gate", "needs": ["报送"], "then": {"kind": "per head", "then": {"kind": "direct"}}}
    fields = ("报送", "数量", "人数")
    found = points_of(rule, ["1 6 2", "1 6 0", "0 6 2"], "10", fields=fields, zero_denominator="full")
    expect_proved(found)
    assert shown(found) == ["3", "10", "0"]


# ---------------------------------------------------------------- other sums


def test_what_counts_twice_or_not_at_all_does_so_in_every_column() -> None:
    tree = [
        node("T", "30"),
        node("P", "30", "T", combine="weighted mean"),
        indicator("a", DIRECT, "10", "P", weight="1"),
        indicator("b", DIRECT, "10", "P", weight="2"),
        indicator("c", DIRECT, "10", "P", weight="0"),
    ]
    assert shown(summed(tree, {"u": "1 2 7", "v": "3 4 9"}), "T") == ["5", "11"]


def test_nobody_at_all_can_be_scored() -> None:
    ranked = indicator("b", {"kind": "rank points", "lose": "10%"})
    root = indicator("c", {"kind": "formula", "text": "SQRT(x)"}, zero_denominator="missing")
    content = scheme_with(node("T", "30"), indicator("a", DIRECT), ranked, root, missing="group mean")
    found = case(content, {}, {})
    results = score(found.scheme, found.sheet)
    assert len(results.total.units) == 0
    assert results.group_rank.tolist() == []
