"""Products and geometric means of factors close to zero, on either side of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.results import score
from tests.proofs import expect_proved
from tests.schemes import case
from tests.test_exactness import DIRECT, indicator, node, scheme_with
from tests.test_rules_worked import shown
from tests.test_sums_of_children import summed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scoring.results import Results
    from tests.random_rules import Content


def with_combine(
    combine: str, children: Sequence[str], measures: Sequence[str], rows: Sequence[str]
) -> Results:
    """A node over indicators that take their points as they are measured, and some units."""
    own: Content = {"base": "10"} if combine == "product" else {}
    each: Content = {} if combine == "product" else {"weight": "1"}
    rules = [{"kind": "formula", "text": text, "floor": "-100", "cap": "1000000"} for text in measures]
    content = scheme_with(
        node("T", "100", combine=combine, **own),
        *(
            indicator(child, rule, zero_denominator="missing", **each)
            for child, rule in zip(children, rules, strict=True)
        ),
        decimals=4,
    )
    cells = {}
    for number, row in enumerate(rows):
        for child, value in zip(children, row.split(), strict=True):
            cells[f"u{number} {child}."] = value
    found = case(content, {f"u{number}": "A" for number in range(len(rows))}, cells)
    results = score(found.scheme, found.sheet)
    expect_proved(results)
    return results


def test_a_small_factor_of_a_geometric_mean_is_left_to_the_exact_reading() -> None:
    rows = ["1 1000000", "0.000000000001 1000000", "0 5", "0.0000000001 0.00001"]
    with_combine("geometric mean", ["a", "b"], ["x - 1/3 + 1/3", "x * 1"], rows)
    with_combine("geometric mean", ["a", "b"], ["x * 1000000 - x * 999999", "SQRT(x)"], rows)


def test_a_factor_just_below_zero_withholds_the_score() -> None:
    rows = ["0.3 5", "0.29 5", "0.31 5"]
    found = with_combine("product", ["a", "b"], ["x / 3 - 0.1", "x"], rows)
    assert found.total.states.tolist()[0] != found.total.states.tolist()[1]
    with_combine("geometric mean", ["a", "b"], ["x - 0.3", "x"], rows)
    with_combine("geometric mean", ["a", "b"], ["SQRT(x) - SQRT(0.3)", "x"], rows)


def test_a_factor_of_a_geometric_mean_that_does_not_apply_weighs_nothing() -> None:
    tree = [
        node("T", "10", combine="geometric mean"),
        indicator("a", DIRECT, weight="1"),
        indicator("b", DIRECT, weight="2"),
    ]
    assert shown(summed(tree, {"u": "4 —", "v": "4 9"}, ("u", "b")), "T") == ["4", "6.8683"]
