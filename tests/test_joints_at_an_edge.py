"""Products and geometric means of zeros, and of children that weigh nothing."""

from __future__ import annotations

import pytest

from tests.test_exactness import DIRECT, indicator, node
from tests.test_rules_worked import shown
from tests.test_sums_of_children import summed


@pytest.mark.parametrize("combine", ["product", "geometric mean"])
def test_roots_that_are_all_zero_make_zero_and_are_not_below_it(combine: str) -> None:
    root = indicator("a", {"kind": "formula", "text": "SQRT(x)"}, "10", "X", zero_denominator="missing")
    joint = {"combine": combine} | ({"base": "10"} if combine == "product" else {})
    tree = [
        node("T", "20"),
        node("X", "10", "T", **joint),
        root,
        indicator("b", DIRECT, "10", "X"),
        indicator("c", DIRECT),
    ]
    assert shown(summed(tree, {"u": "0 5 3", "v": "0 7 4"}), "T") == ["3", "4"]


def test_a_zero_that_weighs_nothing_does_not_make_a_geometric_mean_zero() -> None:
    tree = [
        node("T", "20"),
        node("X", "10", "T", combine="geometric mean"),
        indicator("a", DIRECT, "10", "X", weight={"A": "0", "B": "1"}),
        indicator("b", DIRECT, "10", "X", weight="1"),
        indicator("c", DIRECT),
    ]
    found = summed(tree, {"u": "0 5 3", "v": "0 7 4", "w": "4 9 0"}, of="AB")
    assert shown(found, "T") == ["8", "4", "9"]


def test_a_geometric_mean_does_not_apply_to_the_group_for_which_nothing_in_it_weighs() -> None:
    tree = [
        node("T", "20"),
        node("X", "10", "T", combine="geometric mean", not_applicable="rescale"),
        indicator("a", DIRECT, "10", "X", weight={"A": "0", "B": "1"}),
        indicator("b", DIRECT, "10", "X", weight={"A": "0", "B": "1"}),
        indicator("c", DIRECT),
    ]
    found = summed(tree, {"u": "5 6 3", "v": "4 9 4", "w": "0 0 1"}, of="AB")
    assert shown(found, "T") == ["6", "10", "2"]
