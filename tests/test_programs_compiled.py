"""What a program knows of its numbers before it runs: branches, bounds and quotients narrow it, and few cells are asked."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from indicators import formula
from indicators.formula import Cohort, CohortOperation, ColumnName, Field, Stage
from indicators.measure import parse_formula
from scoring import bounds
from scoring.program import Program
from tests.proofs import expect_claims, measured
from tests.test_exactness import Census

if TYPE_CHECKING:
    from scoring.bounds import Known

HUNDREDTHS = bounds.decimals(0.0, 100.0, 2)
SIGNED = bounds.decimals(-100.0, 100.0, 2)


def known_of(text: str, given: Known = HUNDREDTHS, units: int = 9) -> Known:
    """What is known of a formula of any fields, of each of which the same is known."""
    tree = parse_formula(text, lambda name: Field(ColumnName(Stage.RAW, "a", name)))
    columns = {ColumnName(Stage.RAW, "a", name): given for name in ("x", "y", "z")}
    program = Program(columns, ("A",), units)
    return program.known[program.compile(tree)]


@pytest.mark.parametrize(
    ("text", "lowest", "highest"),
    [
        ("IF(x >= y, x - y, 0)", 0.0, 100.0),
        ("IF(x > y, x - y, 0)", 0.0, 100.0),
        ("IF(x >= y, 0, y - x)", 0.0, 100.0),
        ("IF(x > y, 0, y - x)", 0.0, 100.0),
        ("IF(x >= y, y - x, 0)", -100.0, 100.0),
        ("IF(x >= y, (x - y) * 2 + 1, 5)", 1.0, 201.0),
        ("(x - y) * 2 + IF(x >= y, (x - y) * 2, 0)", -200.0, 400.0),
        ("IF(x >= y, x - y, 0) + (x - y)", -100.0, 200.0),
        ("x / GROUPMAX(x)", 0.0, 1.0),
        ("GROUPMIN(x) / x", 0.0, 1.0),
        ("(x - GROUPMIN(x)) / (GROUPMAX(x) - GROUPMIN(x))", -1.0, 1.0),
        ("MIN(x / y, 2)", 0.0, 2.0),
    ],
)
def test_branches_and_shares_are_known_to_lie_within_their_bounds(
    text: str, lowest: float, highest: float
) -> None:
    known = known_of(text)
    assert (known.lowest, known.highest) == (lowest, highest)


@pytest.mark.parametrize("bound", ["0.5", "1", "2", "80"])
def test_of_a_quotient_below_a_bound_the_error_is_that_of_the_bound(bound: str) -> None:
    known = known_of(f"MIN(x / y, {bound})")
    # A divisor is at least half a hundredth; quotients and divisors are off by a unit of their last place.
    assert known.error <= float(bound) * 2.0**-50


def test_a_power_of_one_or_none_is_known_as_what_it_is() -> None:
    assert known_of("x ^ 1", SIGNED) == SIGNED
    assert known_of("x ^ 0 + x - x", SIGNED).varying == 1
    assert known_of("x ^ 0 * 1", SIGNED) == bounds.exactly(Fraction(1))


def test_quantiles_of_places_are_as_good_at_the_last_as_at_the_first() -> None:
    column = ColumnName(Stage.RAW, "a")
    rank = Cohort(CohortOperation.RANK_FROM_LOWEST, column)
    all_units = formula.Add((Cohort(CohortOperation.COUNT, column), formula.constant(1)))
    program = Program({column: HUNDREDTHS}, ("A",), 1_000_000)
    register = program.compile(formula.NormalQuantile(formula.Divide(rank, all_units)))
    assert program.known[register].error < 1e-12


@pytest.mark.parametrize(
    ("text", "error"),
    [
        # Of a million places those down to the 126th matter.
        ("MAX(2 - (x - 1) * 0.02, 0.5)", 3e-15),
        ("MAX(0.5, 2 - (x - 1) * 0.02)", 3e-15),
        ("MIN(2, 0.5 + (x - 1) * 0.02)", 3e-15),
        # These are far from zero, as is what is taken off them.
        ("MIN(0.5, 2 - (1000000 - x) * 0.02)", 2e-11),
        ("MAX(y, 2 - (x - 1) * 0.02)", 2e-11),
    ],
)
def test_what_a_line_is_off_by_beyond_a_bound_does_not_matter(text: str, error: float) -> None:
    known = known_of(text, bounds.whole(1, 1_000_000))
    assert error / 10 < known.error < error


@pytest.mark.parametrize(
    ("text", "most"),
    [
        # As far beyond the bound as 1, to x = 151, and what two operations round there.
        ("MAX(0, 2 - (x - 1) * 0.02)", 3.02),
        ("MIN(3, 1 + (x - 1) * 0.02)", 3.98),
    ],
)
def test_a_line_is_known_as_far_beyond_a_bound_as_floats_may_be_off(text: str, most: float) -> None:
    known = known_of(text, bounds.whole(1, 1_000_000))
    # The factor, the product, and where there is one the summand and the sum.
    assert most * 2 + 2 <= known.error / bounds.ROUNDOFF <= most * 2 + 4.1


@pytest.mark.parametrize(
    ("text", "values"),
    [
        # Two operations are done as they are written, whatever line they come to.
        ("IF(MAX(60 * (0.1 - 甲), -1) = 4086, 1, 0)", ["-68", "0", "1"]),
        ("MAX(甲 + 1000000000 - 1000000000, 0)", ["-1", "0.00005", "1.00005", "0.00034999"]),
        ("MAX(10000 - (10000 - 甲), 0)", ["-1", "0.0000499999999", "1.0000499999999"]),
        ("MIN(7962, (甲 + 99.7) * 60)", ["33", "1", "32.9"]),
        # So is what a quotient under a bound is divided of.
        ("MIN((甲 + 1000000000 - 1000000000) / 3 * 9, 12)", ["0.00005", "1.00005", "0.00034999", "40"]),
        ("MIN((甲 + 1000000000 - 1000000000) * 9 / 3, 12)", ["0.00005", "1.00005", "0.00034999", "40"]),
        # So are three of which some are known already.
        ("MAX((0.1 - 甲) * 60 + 0.3, 0) + MIN((0.1 - 甲) * 60, 4086)", ["-68", "-67.9", "0", "1"]),
        ("(甲 + 1000000000) / 3 + MAX(甲 + 1000000000 - 1000000000 + 0.1, 0)", ["-1", "0.00005", "1.00005"]),
    ],
)
def test_a_line_under_a_bound_is_off_by_what_is_computed(text: str, values: list[str]) -> None:
    measured(text, values, {"kind": "formula", "text": "x", "floor": "-1000000000", "cap": "1000000000"})


def test_a_line_far_from_what_floats_can_tell_is_off_by_what_it_is() -> None:
    huge = bounds.Known(0.0, 1e20, 1e4, 1, 1)
    assert known_of("MAX(1, x / 3 - 2)", huge).error > 1e3


def test_a_place_from_the_worst_is_known_to_be_one_at_least_and_its_share_one_at_most() -> None:
    column = ColumnName(Stage.RAW, "a")
    rank, count = Cohort(CohortOperation.RANK_FROM_HIGHEST, column), Cohort(CohortOperation.COUNT, column)
    from_worst = formula.Subtract(formula.Add((count, formula.constant(1))), rank)
    program = Program({column: HUNDREDTHS}, ("A",), 40)
    place, share = (
        program.known[program.compile(node)] for node in (from_worst, formula.Divide(from_worst, count))
    )
    assert (place.lowest, place.highest) == (1, 40)
    assert share.highest == pytest.approx(1)
    expect_claims([1.0, 40.0], [Fraction(1), Fraction(40)], place)
    expect_claims([1 / 40, 1.0, 1 / 3], [Fraction(1, 40), Fraction(1), Fraction(1, 3)], share)


@pytest.mark.parametrize(
    ("measure", "values", "asked"),
    [
        # Twice over, once for the total and once for all columns. The divisor of one unit is far smaller than others.
        ("MIN(甲 / (乙 - 1), 1)", ["1000000 1.1", "900000 1.2", "5 3", "5 1.0000000001", "1 10"], 2),
        # Another's quotient is larger than is expected; its points and total, beyond all bounds, are asked too.
        ("甲 / (乙 - 1) / 1000000", ["1000000 1.1", "900000 1.5", "5 3", "5 1.0000000001", "1 10"], 8),
    ],
)
def test_only_small_divisors_and_large_quotients_are_asked(
    monkeypatch: pytest.MonkeyPatch, measure: str, values: list[str], asked: int
) -> None:
    census = Census()
    census.watch(monkeypatch)
    measured(measure, values, {"kind": "formula", "text": "x", "cap": "100"})
    assert census.asked + census.asked_between == asked
