"""Units compared with a cohort: ranks, means and spreads of values of every kind, over blocks and with units that lack one."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from indicators.formula import Cohort, CohortOperation, ColumnName, Stage
from scoring import block, bounds
from scoring.cohorts import compile_cohort
from scoring.results import score
from tests.proofs import expect_proved, measured
from tests.schemes import case
from tests.test_exactness import Census, indicator, node, scheme_with
from tests.test_rules_worked import shown

if TYPE_CHECKING:
    from scoring.bounds import Known
    from tests.random_rules import Content

DECIMALS = bounds.decimals(0, 100, 2)
SEVENTHS = bounds.divide(DECIMALS, bounds.exactly(Fraction(7)), 7)
ROOTS = bounds.irrational(0.0, 10.0, 1e-12)
TENTHS: Content = {"kind": "rank points", "lose": "10%"}


@pytest.mark.parametrize("known", [DECIMALS, SEVENTHS, ROOTS, bounds.UNKNOWN])
@pytest.mark.parametrize(
    "operation",
    [CohortOperation.COUNT, CohortOperation.RANK_FROM_HIGHEST, CohortOperation.RANK_FROM_LOWEST],
)
def test_a_place_is_between_the_first_and_the_number_of_units(
    operation: CohortOperation, known: Known
) -> None:
    node = Cohort(operation, ColumnName(Stage.RAW, "a"))
    assert compile_cohort(node, known, 9)[0] == bounds.whole(1, 9)


@pytest.mark.parametrize("direction", ["higher", "lower"])
def test_decimals_that_share_a_float_are_ranked_apart(direction: str) -> None:
    values = ["25000000000.000001", "25000000000.000002", "25000000000", "24999999999.999999"]
    assert len(set(map(float, values))) < len(values)
    found = measured("甲", values, TENTHS, direction=direction)
    assert shown(found) == (["9", "10", "8", "7"] if direction == "higher" else ["8", "7", "9", "10"])


@pytest.mark.parametrize("cohort", ["group", "all"])
@pytest.mark.parametrize("direction", ["higher", "lower"])
def test_quotients_that_are_equal_share_a_place_also_the_first_and_the_last(
    cohort: str, direction: str
) -> None:
    values = ["1 3", "2 6", "5 7", "1 9", "7 63", "10 14"]
    found = measured("甲 / 乙", values, TENTHS | {"cohort": cohort}, direction=direction)
    best_first = ["8", "8", "10", "6", "6", "10"]
    assert shown(found) == (best_first if direction == "higher" else ["8", "8", "6", "10", "10", "6"])


def test_halves_of_the_last_decimal_are_told_apart() -> None:
    assert shown(measured("甲 - GROUPMEAN(甲)", ["1", "2"], TENTHS)) == ["9", "10"]


@pytest.mark.parametrize("dof", ["sample", "population"])
def test_who_has_no_value_does_not_spread_the_others_further(dof: str) -> None:
    rule = {"kind": "standardised", "dof": dof, "centre": "5", "spread": "1"}
    alone = ["4.2441", "4.622", "6.1339"] if dof == "sample" else ["4.0742", "4.5371", "6.3887"]
    assert shown(measured("甲 / 乙", ["3 1", "4 1", "8 1", "9 0", "1 0"], rule)) == [*alone, "—", "—"]


@pytest.mark.parametrize("values", [["0 3", "0 7", "0 9"], ["1 7", "2 7", "0.01 9"], ["-1 7", "-2 9", "1 7"]])
@pytest.mark.parametrize(
    "text", ["GROUPMEAN(x)", "GROUPSUM(x)", "x - GROUPMEAN(x)", "GROUPMAX(x) - GROUPMIN(x)"]
)
def test_quotients_are_added_up_exactly_and_nobody_is_asked(
    monkeypatch: pytest.MonkeyPatch, text: str, values: list[str]
) -> None:
    census = Census()
    census.watch(monkeypatch)
    measured("甲 / 乙", values, {"kind": "formula", "text": f"5 + {text} / 3"})
    assert census.asked + census.asked_between == 0


@pytest.mark.parametrize(
    "text", ["IF(x >= GROUPMEAN(x), 5, 1)", "IF(x * 3 = GROUPSUM(x), 5, 1)", "GROUPSUM(x) / 8"]
)
def test_decimals_are_added_up_as_whole_numbers_and_nobody_is_asked(
    monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    census = Census()
    census.watch(monkeypatch)
    measured("甲", ["0.1", "0.2", "0.3", "0.1", "0.05"], {"kind": "formula", "text": text})
    assert census.asked + census.asked_between == 0


def test_two_units_differ_from_their_mean_by_less_than_their_sample_deviation() -> None:
    rule = {"kind": "standardised", "dof": "sample", "centre": "5", "spread": "1"}
    assert shown(measured("甲", ["1", "3"], rule)) == ["4.2929", "5.7071"]
    assert shown(measured("甲", ["1"], rule)) == ["10"]


@pytest.mark.parametrize("rows", [1, 3, block.ROWS])
def test_who_is_compared_with_everybody_is_compared_across_blocks(
    monkeypatch: pytest.MonkeyPatch, rows: int
) -> None:
    monkeypatch.setattr(block, "ROWS", rows)
    content = scheme_with(
        node("T", "20"), indicator("a", TENTHS | {"cohort": "all"}), indicator("b", TENTHS)
    ) | {"groups": [{"code": group, "name": group} for group in "ABC"]}
    groups = dict(zip("uvwxyz", "AABBCC", strict=True))
    values = {f"{unit} {code}.": str(at) for at, unit in enumerate(groups) for code in "ab"}
    found = case(content, groups, values)
    results = score(found.scheme, found.sheet)
    expect_proved(results)
    assert shown(results) == ["5", "6", "7", "8", "9", "10"]
    assert shown(results, "b") == ["9", "10"] * 3


@pytest.mark.parametrize("groups", ["BBB", "BBC", "CCC", "ABC", "ACC"])
def test_groups_without_units_leave_the_others_as_they_are(groups: str) -> None:
    content = scheme_with(node("T", "20"), indicator("a", TENTHS), indicator("b", TENTHS)) | {
        "groups": [{"code": group, "name": group} for group in "ABC"]
    }
    units = dict(zip("uvw", groups, strict=True))
    found = case(
        content, units, {f"{unit} {code}.": str(at) for at, unit in enumerate(units) for code in "ab"}
    )
    results = score(found.scheme, found.sheet)
    expect_proved(results)
    better = [groups[at + 1 :].count(group) for at, group in enumerate(groups)]
    assert shown(results, "T") == [str(20 - 2 * count) for count in better]
