"""Quotients so large, and states so close, that only the exact reading has them: what is made of them is asked of it too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.results import score
from tests.proofs import expect_proved, measured
from tests.schemes import case
from tests.test_exactness import DIRECT, indicator, node, scheme_with
from tests.test_rules_worked import shown

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scoring.results import Results
    from tests.random_rules import Content

#: The divisors of two units are far smaller than the others, beyond what quotients are expected to be.
MEASURE = "甲 / (乙 - 1)"
UNITS = ("1 4", "700000 1.00049", "900000 1.000007", "2 3")


def beside_three_points(rule: Content, units: Sequence[str], **policies: object) -> Results:
    """The measure by a rule, beside an indicator by which everybody gets three points; held against the exact reading."""
    content = scheme_with(
        node("T", "20"),
        indicator("a", rule, measure=MEASURE, zero_denominator="missing"),
        indicator("b", DIRECT),
        decimals=4,
        **policies,
    )
    cells = {
        f"u{number} a.{field}": part
        for number, unit in enumerate(units)
        for field, part in zip("甲乙", unit.split(), strict=False)
    }
    groups = {f"u{number}": "A" for number in range(len(units))}
    found = case(content, groups, cells | {f"{unit} b.": "3" for unit in groups})
    results = score(found.scheme, found.sheet)
    expect_proved(results)
    return results


UNBOUNDED: Content = {"kind": "absolute efficacy", "satisfactory": "2", "unacceptable": "1", "lowest": "0%"}


def test_a_sum_over_points_beyond_their_bounds_is_exact() -> None:
    found = beside_three_points(UNBOUNDED, UNITS)
    assert shown(found, "T") == ["-3.6667", "14285714278.7143", "1285714285707.2857", "3"]


def test_the_mean_of_points_beyond_their_bounds_fills_in_exactly() -> None:
    found = beside_three_points(UNBOUNDED, [*UNITS[:3], "5 1", ""], missing="group mean")
    assert shown(found, "T")[3:] == ["433333333327.4444"] * 2


def test_who_is_compared_with_values_beyond_their_bounds_gets_exact_points() -> None:
    rule = {
        "kind": "formula",
        "text": "x - GROUPMEAN(x)",
        "floor": "-100000000000000",
        "cap": "100000000000000",
    }
    found = beside_three_points(rule, [*UNITS[:3], "5 1"])
    assert shown(found, "a") == ["-43333333333.1111", "-41904761904.873", "85238095237.9841", "—"]


def test_a_divisor_is_zero_where_only_the_exact_reading_can_tell() -> None:
    assert 2**0.5 * 2**0.5 != 2
    found = measured("SQRT(甲) * SQRT(甲) - 2", ["2", "3"], {"kind": "formula", "text": "1 / x"})
    assert shown(found) == ["—", "1"]
