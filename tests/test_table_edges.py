"""The table compiler at its edges: each way of counting places, vetoes beside quotas, and numbers too close for floats."""

from __future__ import annotations

from fractions import Fraction
from math import inf
from random import Random
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given

from indicators.formula import ColumnName, Flag, Stage
from indicators.policies import QuotaRounding, Ties
from indicators.scheme import Grade
from scoring import bounds, cohorts, ranking
from scoring.block import Values
from scoring.exact import Exact
from scoring.grading import places_of_group
from scoring.layout import compile_plan
from scoring.plan import Sum
from scoring.ranking import exact_order, exact_ranks, ranks_apart, ranks_of_whole_numbers, rivals
from scoring.results import score
from scoring.sheet import State
from scoring.table import Table, profile_of
from tests.schemes import Case, case, cases, times
from tests.test_bounds import expect_claims_to_hold
from tests.test_exactness import expect_exact

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scoring.bounds import Known
    from scoring.results import Results
    from tests.random_rules import Content

Whole = list[int]

# ---------------------------------------------------------------- places


def drawn(seed: int, span: int, lowest: int = 0) -> tuple[Whole, Whole, list[bool]]:
    """Some keys with their groups, of which not every number needs to be there, and which of them count."""
    random = Random(seed)  # noqa: S311 - not for secrets
    count = random.randint(1, 40)
    keys = [lowest + random.randrange(span) for _ in range(count)]
    groups = [random.choice([0, 0, 1, 3]) for _ in range(count)]
    return keys, groups, [random.random() < 0.7 for _ in range(count)]


SPANS = [(1, 0), (2, 5), (4, -2), (30, -7), (10**6, -(10**5)), (2**62, 0), (2**62, -(2**61))]


@pytest.mark.parametrize("room", [0, 16_384])
@pytest.mark.parametrize(("span", "lowest"), SPANS)
def test_rivals_are_counted_one_by_one(
    monkeypatch: pytest.MonkeyPatch, room: int, span: int, lowest: int
) -> None:
    monkeypatch.setattr(ranking, "_ROOM", room)
    monkeypatch.setattr(ranking, "_ROOM_PER_UNIT", 8 if room else 0)
    for seed in range(25):
        keys, groups, counted = drawn(seed, span, lowest)
        rows = range(len(keys))
        for who in (counted, None):
            found = rivals(
                np.array(keys, dtype=np.intp),
                np.array(groups, dtype=np.intp),
                None if who is None else np.array(who),
            )
            others = [
                [keys[o] for o in rows if groups[o] == groups[r] and (who is None or who[o])] for r in rows
            ]
            assert found.better.tolist() == [sum(key > keys[r] for key in others[r]) for r in rows]
            assert found.equal.tolist() == [sum(key == keys[r] for key in others[r]) for r in rows]


def blocks_of(groups: Sequence[int]) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
    """Groups in ascending order as a block has them: each row's, the first row of each, and that of each row's own."""
    ordered = np.sort(np.array(groups, dtype=np.intp))
    starts = np.flatnonzero(np.diff(ordered, prepend=-1))
    return ordered, starts, np.repeat(starts, np.diff(starts, append=len(ordered)))


def places_by_hand(values: Sequence[float | Fraction], groups: Sequence[int]) -> Whole:
    rows = range(len(values))
    return [1 + sum(values[o] < values[r] for o in rows if groups[o] == groups[r]) for r in rows]


@pytest.mark.parametrize("room", [0, 8])
@pytest.mark.parametrize("span", [1, 3, 40, 40_000, 2**40])
def test_places_of_whole_numbers_are_those_of_a_count(
    monkeypatch: pytest.MonkeyPatch, room: int, span: int
) -> None:
    monkeypatch.setattr(ranking, "_ROOM_PER_UNIT", room)
    for seed in range(25):
        keys, groups, _ = drawn(seed, span)
        block = blocks_of(groups)
        found = ranks_of_whole_numbers(np.array(keys, dtype=np.intp), *block)
        assert found.tolist() == places_by_hand(keys, block[0].tolist())


@pytest.mark.parametrize("largest", [32_766, 32_767, 32_768, 32_769, 65_535, 65_536])
def test_places_of_whole_numbers_at_the_end_of_small_ones(largest: int) -> None:
    keys, groups, first = np.array([7, largest, 0]), np.array([0, 0, 0]), np.zeros(3, dtype=np.intp)
    found = ranks_of_whole_numbers(keys, groups, np.zeros(1, dtype=np.intp), first)
    assert found.tolist() == [2, 3, 1]


SIZES = [1.0, 1e-300, 1e300, 2.0**-30]


@pytest.mark.parametrize("size", SIZES)
def test_places_of_floats_are_those_of_a_count_whatever_their_sizes_and_signs(size: float) -> None:
    for seed in range(40):
        random = Random(seed)  # noqa: S311 - not for secrets
        keys, groups, _ = drawn(seed, 12, -6)
        # Beside a few of usual size, so that their last digits are left out while they are sorted.
        values = [key * random.choice([size, size, 1.0]) for key in keys]
        ordered, starts, first = blocks_of(groups)
        numbers, own = np.array(values), ordered.tolist()
        apart = size / 2 if size < 1 else 0.5
        assert ranks_apart(numbers, ordered, starts, first, apart).tolist() == places_by_hand(values, own)
        unordered = np.array(groups, dtype=np.intp)
        exact = [Fraction(value) for value in values]
        found = exact_ranks(numbers, unordered, lambda at, exact=exact: exact[at], size / 4)  # type: ignore[misc]
        assert found.tolist() == places_by_hand(exact, groups)
        order = exact_order(numbers, unordered, 0.0, None).tolist()
        for one, other in ((one, other) for one in range(len(keys)) for other in range(len(keys))):
            if groups[one] == groups[other]:
                assert (values[one] < values[other]) == (order[one] < order[other])


def test_values_nearer_than_the_tolerance_are_put_in_their_order_by_the_exact_ones() -> None:
    exact = [Fraction(1, 3), Fraction(1, 3) - Fraction(1, 10**20), Fraction(1, 3), Fraction(1, 2)]
    floats = np.array([1 / 3, 1 / 3 + 2.0**-50, 1 / 3 - 2.0**-50, 0.5])
    groups = np.zeros(4, dtype=np.intp)
    assert exact_ranks(floats, groups, lambda at: exact[at], 2.0**-40).tolist() == [2, 1, 2, 4]
    apart = exact_ranks(floats, np.array([0, 1, 0, 1]), lambda at: exact[at], 2.0**-40)
    assert apart.tolist() == [1, 1, 1, 2]


# ---------------------------------------------------------------- grades

GRADES = [
    {"name": "一", "at_least": "90", "quota": "40%"},
    {"name": "二", "at_least": "80"},
    {"name": "三"},
]


def graded(
    totals: dict[str, str | None], vetoed: Sequence[tuple[str, str]], groups: dict[str, str] | None = None
) -> Results:
    """Units with these totals, some of them vetoed: `cap` to the second grade, `low` a grade less, `out` of the ranking."""
    content = {
        "scheme": "例",
        "title": "例",
        "groups": [{"code": code, "name": code} for code in "ABC"],
        "grades": GRADES,
        "vetoes": [
            {"code": "cap", "name": "限等", "effect": "cap grade", "grade": "二"},
            {"code": "low", "name": "降等", "effect": "lower grade"},
            {"code": "out", "name": "不排名", "effect": "out of ranking"},
        ],
        "tree": [
            {"code": "T", "name": "总分", "points": "100"},
            {"code": "a", "name": "甲", "parent": "T", "points": "100", "rule": {"kind": "direct"}},
        ],
    }
    values = {f"{unit} a.": total for unit, total in totals.items() if total is not None}
    found = case(content, groups or dict.fromkeys(totals, "A"), values, vetoed=vetoed)
    return score(found.scheme, found.sheet)


FIVE: dict[str, str | None] = {"u": "96", "v": "94", "w": "93", "x": "85", "y": "79"}


def test_a_capped_unit_uses_no_place_and_the_next_one_moves_up() -> None:
    assert graded(FIVE, []).grades == ("一", "一", "二", "二", "三")
    assert graded(FIVE, [("u", "cap")]).grades == ("二", "一", "一", "二", "三")
    assert graded(FIVE, [("y", "cap")]).grades == ("一", "一", "二", "二", "三")
    tied: dict[str, str | None] = {**FIVE, "v": "96", "w": "94"}
    assert graded(tied, [("u", "cap")]).grades == ("二", "一", "一", "二", "三")


def test_one_grade_less_leaves_the_place_empty_and_ends_at_the_last() -> None:
    found = graded(FIVE, [("u", "low"), ("x", "low"), ("y", "low")])
    assert found.grades == ("二", "一", "二", "三", "三")


def test_who_is_out_of_the_ranking_has_no_place_no_grade_and_no_share_in_a_quota() -> None:
    found = graded(FIVE, [("u", "out")])
    assert found.grades == (None, "一", "二", "二", "三")
    assert found.group_rank.tolist() == [0, 1, 2, 3, 4]


def test_a_tie_at_the_edge_is_told_of_those_it_costs_the_grade_also_beside_units_without_a_total() -> None:
    found = graded({**FIVE, "w": "94", "z": None}, [])
    assert found.grades == ("一", "二", "二", "二", "三", None)
    assert found.cut_by_tie.tolist() == [False, True, True, False, False, False]


def test_a_group_of_which_everybody_is_out_of_the_ranking_has_no_places_to_give() -> None:
    groups = {"u": "A", "v": "A", "w": "C", "x": "C", "y": "B"}
    found = graded(FIVE, [("w", "out"), ("x", "out")], groups)
    assert found.grades == ("二", "二", None, None, "三")


def test_the_places_of_a_group_are_added_up_from_the_best_grade() -> None:
    grades = tuple(Grade.model_validate(grade) for grade in ({**GRADES[0], "at_least": None}, *GRADES[1:]))
    assert places_of_group(grades, 10, QuotaRounding.FLOOR) == (4, None, None)
    more = (grades[0], Grade.model_validate({"name": "中", "quota": "25%"}), grades[2])
    assert places_of_group(more, 10, QuotaRounding.FLOOR) == (4, 6, None)
    assert places_of_group(more, 10, QuotaRounding.CEILING) == (4, 7, None)


def test_ordinal_places_of_equals_follow_their_order_or_stay_as_they_are() -> None:
    keys, groups = np.array([5, 7, 5, 5]), np.array([1, 1, 1, 0])
    assert ranking.places(keys, groups, Ties.ORDINAL).tolist() == [2, 1, 3, 1]
    order = np.array([3, 2, 1, 0])
    assert ranking.places(keys, groups, Ties.ORDINAL, tie_order=order).tolist() == [3, 1, 2, 1]


# ---------------------------------------------------------------- numbers too close for floats


def expect_claims(numbers: list[float], exact: list[Fraction], known: Known) -> None:
    """What is claimed of floats holds, also of their error as a share of the value."""
    expect_claims_to_hold(numbers, exact, known)
    if np.isfinite(known.relative):
        for number, value in zip(numbers, exact, strict=True):
            assert abs(Fraction(number) - value) <= Fraction(known.relative) * abs(value), (
                number,
                value,
                known,
            )


def expect_proved(found: Results) -> None:
    """Everything published is exact, and whatever is claimed of a column before it is computed holds."""
    expect_exact(found)
    for name, values in found.columns.items():
        cells = [found.exact.cell(name, unit) for unit in range(len(found.sheet.units))]
        sure = [
            (float(values.numbers[unit]), cell.number)
            for unit, cell in enumerate(cells)
            if cell.present and (values.wild is None or not values.wild[unit])
        ]
        expect_claims([one for one, _ in sure], [other for _, other in sure], found.known[name])


def with_combine(
    combine: str, children: Sequence[str], measures: Sequence[str], rows: Sequence[str]
) -> Results:
    """A node over indicators that take their points as they are measured, and some units."""
    node: Content = {"base": "10"} if combine == "product" else {}
    each: Content = {} if combine == "product" else {"weight": "1"}
    content = {
        "scheme": "例",
        "title": "例",
        "groups": [{"code": "A", "name": "A"}],
        "policies": {"decimals": 4},
        "tree": [
            {"code": "T", "name": "总分", "points": "100", "combine": combine} | node,
            *(
                {"code": child, "name": child, "parent": "T", "points": "10", "zero_denominator": "missing"}
                | {"rule": {"kind": "formula", "text": text, "floor": "-100", "cap": "1000000"}}
                | each
                for child, text in zip(children, measures, strict=True)
            ),
        ],
    }
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


COLUMNS = [
    ["1", "2", "4"],
    ["0.1", "0.2", "0.7", "0.7"],
    ["-3.25", "-1", "-2.5"],
    ["-40", "0.01", "39.99"],
    ["99999999999.9999", "0.0001", "12345.6789"],
    ["7.7"],
    ["0", "0", "0"],
    ["8"] * 6,
    ["-8.5"] * 9,
]


@pytest.mark.parametrize("column", COLUMNS)
@pytest.mark.parametrize("third", [False, True])
def test_claims_hold_for_sums_means_and_variances_of_a_cohort(column: list[str], third: bool) -> None:  # noqa: FBT001
    exact = [Fraction(value) for value in column]
    known = bounds.decimals(min(map(float, column)), max(map(float, column)), 4)
    numbers = np.array([float(value) for value in exact])
    if third:
        exact = [value / 3 for value in exact]
        numbers, known = numbers / 3, bounds.multiply(known, bounds.exactly(Fraction(1, 3)))
    count, starts = len(exact), np.zeros(1, dtype=np.intp)
    scale = cohorts.sum_scale(known, count)
    total = cohorts.sums(Values(numbers), starts, scale)
    expect_claims_to_hold(total.tolist(), [sum(exact, Fraction(0))], cohorts.known_sum(known, count, scale))
    mean = cohorts.means(Values(numbers), starts, np.array([float(count)]), scale)
    of_mean = cohorts.known_mean(known, count, scale)
    expect_claims_to_hold(mean.tolist(), [sum(exact, Fraction(0)) / count], of_mean)
    off = numbers - mean[0]
    middle = sum(exact, Fraction(0)) / count
    variance = sum(((value - middle) ** 2 for value in exact), Fraction(0)) / count
    of_variance = cohorts._known_variance(known, count, scale)
    expect_claims_to_hold([float((off * off).sum() / count)], [variance], of_variance)


@pytest.mark.parametrize("shift", [False, True])
@pytest.mark.parametrize("count", [1, 2, 5])
def test_the_sum_of_a_cohort_does_not_depend_on_the_order_of_its_units(count: int, shift: bool) -> None:  # noqa: FBT001
    random = Random(count)  # noqa: S311 - not for secrets
    values = [
        random.choice([0.1, 0.2, 0.7, 1e9, -1e9, 12.34]) / (3 if shift else 1) for _ in range(count * 5)
    ]
    known = bounds.multiply(
        bounds.decimals(-1e9, 1e9, 2), bounds.exactly(Fraction(1, 3) if shift else Fraction(1))
    )
    scale, starts = cohorts.sum_scale(known, len(values)), np.zeros(1, dtype=np.intp)
    found = {
        cohorts.sums(Values(np.array(random.sample(values, len(values)))), starts, scale)[0]
        for _ in range(20)
    }
    assert len(found) == 1


def ranked(measure: str, values: Sequence[str], rule: Content, **more: object) -> Results:
    """One indicator of a group, held against the exact reading."""
    content = {
        "scheme": "例",
        "title": "例",
        "groups": [{"code": "A", "name": "A"}],
        "tree": [
            {"code": "T", "name": "总分", "points": "10"},
            {"code": "a", "name": "甲", "parent": "T", "points": "10", "rule": rule, "measure": measure}
            | {"zero_denominator": "missing", **more},
        ],
    }
    cells = {
        f"u{number} a.{field}": part
        for number, value in enumerate(values)
        for field, part in zip("甲乙", value.split(), strict=False)
    }
    found = case(content, {f"u{number}": "A" for number in range(len(values))}, cells)
    results = score(found.scheme, found.sheet)
    expect_proved(results)
    return results


def points(found: Results) -> list[str | None]:
    values = [found.published("a").value(unit) for unit in range(len(found.sheet.units))]
    return [None if value is None else str(value) for value in values]


#: Its neighbours by a millionth have the same float for a root.
BIG = "900000000000"
TENTHS = {"kind": "rank points", "lose": "10%"}


def test_roots_whose_floats_are_equal_are_ranked_by_their_exact_values() -> None:
    values = [BIG, f"{BIG}.000001", f"{BIG}.000001", "899999999999.999999"]
    assert points(ranked("SQRT(甲)", values, TENTHS)) == ["8.00", "10.00", "10.00", "7.00"]
    lower = ranked("SQRT(甲)", values, TENTHS, direction="lower")
    assert points(lower) == ["9.00", "8.00", "8.00", "10.00"]


def test_the_best_of_roots_whose_floats_are_equal_is_the_best_by_their_exact_values() -> None:
    values = [BIG, f"{BIG}.000001", "899999999999.999999"]
    rule = {"kind": "formula", "text": "IF(x = GROUPMAX(x), 满分, IF(x = GROUPMIN(x), 1, GROUPRANK(x)))"}
    assert points(ranked("SQRT(甲)", values, rule)) == ["2.00", "10.00", "1.00"]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("IF(SQRT(x) >= 3, 满分, 0)", ["9", "8.999999999999999", "9.000000000000001", "8.9", "0"]),
        ("IF(SQRT(x) > 3, 满分, 0)", ["9", "8.999999999999999", "9.000000000000001", "9.1"]),
        ("IF(SQRT(x) = 3, 满分, 0)", ["9", "8.999999999999999", "9.000000000000001", "9.1"]),
        ("ROUNDDOWN(SQRT(x), 0)", ["9", "8.999999999999999", "9.000000000000001", "4", "15.9999"]),
        ("ROUNDUP(SQRT(x), 0)", ["9", "8.999999999999999", "9.000000000000001", "4", "16.0001"]),
        ("ROUND(SQRT(x), 0)", ["12.25", "12.249999999999999", "12.250000000000001", "6.25", "6.24"]),
        ("ROUND(SQRT(x), 1)", ["0.0025", "0.0024999999999", "0.0225", "0.022499999999999"]),
        ("x ^ 0.5 * x ^ 0.5", ["2", "3", "0", "0.000000000001", "100000"]),
        ("x ^ 1.5", ["4", "0", "0.000000000001", "9"]),
        ("1 / x ^ 2", ["4", "0", "0.5", "9"]),
        ("LN(x)", ["1", "0.000000000001", "10", "0", "1000000"]),
        ("LOG(x, 10)", ["1", "1000", "0.001", "0", "100000000"]),
        ("EXP(x)", ["0", "1", "2", "1.5"]),
        ("EXP(LN(x))", ["1", "2", "9", "0.5"]),
        ("满分 / (SQRT(x) - 3)", ["9", "16", "9.000001", "100"]),
        ("满分 * x / GROUPMEAN(x)", ["1", "2", "4"]),
        ("满分 * x / GROUPSUM(x)", ["1", "2", "4", "0"]),
        ("满分 / (x - 0.3)", ["0.3", "0.4", "0.2999"]),
        ("1000 / (x / 3 - 0.1)", ["0.3", "0.6", "0.1"]),
    ],
)
def test_what_lies_at_an_edge_of_roots_and_quotients_is_decided_exactly(text: str, values: list[str]) -> None:
    rule = {"kind": "formula", "text": text, "floor": "-1000000", "cap": "1000000"}
    ranked("甲", values, rule)


@pytest.mark.parametrize(
    "text",
    [
        "IF(x >= 5, 10, MAX(10 - (5 - x) * 2, 0))",
        "IF(x >= 5, 10, MAX(10 - ROUNDDOWN((5 - x) / 2, 0) * 3, 1))",
        "IF(x >= 5, 10, MAX(10 - ROUNDUP((5 - x) * 2, 0) * 3, 1))",
        "IF(x >= 5, 10, MAX(10 - ROUNDUP((5 - x) * -2, 0) * 3, 1))",
        "IF(x >= 5, 10, MAX(10 - ROUND((5 - x) * 2, 0) * 3, 1))",
        "IF(x >= 5, 10, MAX(10 - (x - 5) * 2, 0))",
        "IF(x >= 5, 10, MAX(10 - (4 - x) * 2, 0))",
        "IF(x >= 5, 10, MAX(10 - (5 - x) * -2, 0))",
        "IF(x >= 5, 3, MAX(10 - (5 - x), 0))",
        "IF(x >= 5, 10, MAX(10 - (5 - x), 12))",
        "IF(x > 5, 10, MAX(9 - (5 - x), 0))",
        "IF(x >= 5, 10, MAX(10 - (5 - x) * x, 0))",
    ],
)
def test_two_branches_are_two_bounds_only_where_they_mean_the_same(text: str) -> None:
    rule = {"kind": "formula", "text": text, "floor": "-1000", "cap": "1000"}
    ranked("甲", ["0", "1", "4", "4.5", "4.99", "5", "5.01", "5.5", "6", "9", "20"], rule)


@pytest.mark.parametrize("closed", ["lower", "upper"])
@pytest.mark.parametrize("between", ["step", "interpolate"])
@pytest.mark.parametrize("measure", ["甲 / 3 * 3", "SQRT(甲 * 甲)", "甲 - 乙"])
def test_values_on_the_edges_of_bands_fall_where_the_rule_says(
    closed: str, between: str, measure: str
) -> None:
    for count in (2, 14):
        bands = [{"from": f"0.{edge + 1:02}", "points": str(edge / 2)} for edge in range(count)]
        rule: Content = {"kind": "bands", "bands": bands, "between": between}
        if between == "step":
            rule["closed"] = closed
        other = " 0" if "乙" in measure else ""
        values = [f"{number / 200:.3f}{other}" for number in range(2 * count + 6)]
        ranked(measure, values, rule)


@pytest.mark.parametrize(
    ("measure", "values"),
    [
        ("MIN((甲 - 10) / 乙, 1)", ["1 2", "5 1", "0 0.01", "30 2", "11 1"]),
        ("MIN(甲 / (乙 - 5), 2)", ["1 2", "5 1", "3 4.999", "30 6", "11 5.001"]),
        ("MAX(甲 / 乙, 2)", ["1 2", "5 1", "0 0.01", "30 2"]),
        ("甲 / GROUPMAX(甲)", ["1", "0", "7", "7"]),
        ("GROUPMIN(甲) / 甲", ["1", "3", "7", "7"]),
        ("GROUPMIN(甲) / 乙", ["1 0.001", "3 5", "7 9"]),
        ("甲 / GROUPMAX(乙)", ["1 0.001", "300 5", "7 9"]),
        ("甲 / ALLMAX(甲)", ["1", "3", "7"]),
        ("(甲 - GROUPMIN(甲)) / (GROUPMAX(甲) - GROUPMIN(甲))", ["1", "3", "7"]),
        ("(GROUPMAX(甲) - 甲) / (GROUPMAX(甲) - GROUPMIN(甲))", ["1", "3", "7"]),
        ("(乙 - GROUPMIN(甲)) / (GROUPMAX(甲) - GROUPMIN(甲))", ["1 9", "3 0", "7 400"]),
        ("IF(甲 >= 乙, SQRT(甲 - 乙), SQRT(乙 - 甲))", ["0.3 0.3", "1 0.7", "0.7 1"]),
        ("IF(甲 > 乙, (甲 - 乙) / 甲, (乙 - 甲) / 乙)", ["0.3 0.3", "1 0.7", "0.7 1"]),
        ("IF(甲 >= 乙, 乙 - 甲, 甲 - 乙)", ["0.3 0.3", "100 0.7", "0.7 1"]),
        ("IF(甲 >= 乙, 0, 甲 - 乙)", ["0.3 0.3", "1 0.7", "0.7 100"]),
        ("IF(甲 >= 乙, 乙 - 甲, 0)", ["0.3 0.3", "100 0.7", "0.7 1"]),
        ("SQRT(甲 - 乙)", ["0.3 0.3", "1 0.9999999999", "100000 0.1", "0.1 0.2"]),
        ("(甲 - 乙) ^ 1.5", ["0.3 0.3", "1 0.9999999999", "100000 0.1", "0.1 0.2"]),
        ("LN(甲 - 乙)", ["0.3 0.3", "1 0.9999999999", "100000 0.1", "0.1 0.2"]),
        ("EXP(甲 - 乙)", ["0.3 0.3", "1 0.9999999999", "100 0.1", "0.1 0.2"]),
        ("甲 ^ 0 * 3 + 乙", ["0.3 0.3", "0 0.7", "0.7 1"]),
        ("IF(甲 >= 乙, 甲 - 乙, 0) + (甲 - 乙)", ["0.3 0.3", "100 0.7", "0.7 40"]),
        ("IF(甲 > 乙, 甲 - 乙, 乙 - 甲)", ["0.3 0.3", "100 0.7", "0.7 1"]),
        ("(甲 - 乙) / 乙", ["0.3 0.3", "1 0.001", "0.7 1"]),
        ("MAX(1, 2, 甲) + MIN(3, 2)", ["0", "5", "2"]),
        ("甲 / 乙 / 3 * 7", ["1 3", "2 7", "5 0.01"]),
    ],
)
def test_claims_hold_for_quotients_within_their_bounds_and_beyond(measure: str, values: list[str]) -> None:
    ranked(measure, values, {"kind": "formula", "text": "x * 3 - 1", "floor": "-100000", "cap": "100000"})


def test_who_is_granted_full_points_for_a_zero_divisor_is_not_flagged_with_those_compared() -> None:
    found = ranked("甲 / 乙", ["1 2", "2 4", "7 0"], {"kind": "relative efficacy"}, zero_denominator="full")
    assert points(found) == ["10.00", "10.00", "10.00"]
    raised = found.columns[ColumnName(Stage.POINTS, "a")].flags[Flag.ALL_EQUAL]
    assert raised.tolist() == [True, True, False]


@pytest.mark.parametrize(
    ("least", "there"), [("50%", True), ("52.6%", True), ("52.7%", False), ("60%", False), ("100%", False)]
)
def test_a_sum_needs_the_stated_share_of_its_weight_and_no_more(least: str, there: bool) -> None:  # noqa: FBT001
    content = {
        "scheme": "例",
        "title": "例",
        "groups": [{"code": "A", "name": "A"}],
        "tree": [
            {"code": "T", "name": "总分", "points": "9.5", "min_present": least},
            {"code": "a", "name": "甲", "parent": "T", "points": "5", "rule": {"kind": "direct"}},
            {"code": "b", "name": "乙", "parent": "T", "points": "4.5", "rule": {"kind": "direct"}},
        ],
    }
    found = case(content, {"u": "A", "v": "A", "w": "A"}, {"u a.": "3", "v a.": "2", "v b.": "1"})
    results = score(found.scheme, found.sheet)
    expect_proved(results)
    assert results.total.states.tolist() == [
        State.VALUE if there else State.NO_SCORE,
        State.VALUE,
        results.total.states[2],
    ]


# ---------------------------------------------------------------- what is known beforehand


@pytest.mark.parametrize(
    "value", ["0", "1", "-3", "0.1", "-2.675", "1/3", "-7/9", "123456789.01", "1/1000000000000"]
)
def test_claims_hold_for_constants_decimals_and_what_is_made_of_them(value: str) -> None:
    exact = Fraction(value)
    numbers = [float(exact)]
    constant = bounds.exactly(exact)
    expect_claims(numbers, [exact], constant)
    cents = Fraction(round(exact * 100), 100)
    column = bounds.decimals(float(cents), float(cents), 2)
    expect_claims([float(cents)], [cents], column)
    whole = bounds.whole(float(round(exact)), float(round(exact)))
    expect_claims([float(round(exact))], [Fraction(round(exact))], whole)
    for other, known in ((cents, column), (Fraction(round(exact)), whole), (exact, constant)):
        expect_claims([float(other) + numbers[0]], [other + exact], bounds.add(known, constant))
        expect_claims([float(other) - numbers[0]], [other - exact], bounds.subtract(known, constant))
        expect_claims([float(other) * numbers[0]], [other * exact], bounds.multiply(known, constant))
        if exact:
            quotient = bounds.divide(known, constant, abs(numbers[0]))
            expect_claims([float(other) / numbers[0]], [other / exact], quotient)


def test_what_is_not_finite_is_not_known() -> None:
    one, nothing = bounds.exactly(Fraction(1)), bounds.exactly(Fraction(0))
    huge = bounds.decimals(-1e300, 1e300, 2)
    for other in (one, nothing, huge, bounds.UNKNOWN):
        for found in (bounds.add(bounds.UNKNOWN, other), bounds.multiply(other, bounds.UNKNOWN)):
            assert found == bounds.UNKNOWN
        assert bounds.divide(bounds.UNKNOWN, other, 1.0) == bounds.UNKNOWN
    assert bounds.multiply(huge, huge) == bounds.UNKNOWN
    assert bounds.UNKNOWN.tolerance() is None
    for lowest, highest, error in ((-inf, 0.0, 0.0), (0.0, inf, 0.0), (0.0, 0.0, inf)):
        assert bounds.irrational(lowest, highest, error) == bounds.UNKNOWN
        lame = bounds.Known(lowest, highest, error, 1, 1)
        assert bounds.add(lame, one) == bounds.UNKNOWN


@times(0.5)
@given(cases())
def test_as_much_applies_to_every_unit_as_is_claimed_of_its_sums(found_case: Case) -> None:
    plan = compile_plan(found_case.scheme)
    table, exact = Table(plan, profile_of(found_case.sheet)), Exact(plan, found_case.sheet)
    for column in plan.columns:
        if isinstance(column, Sum):
            known, least = table._sum_bounds.applicable[column.name], table._sum_bounds.least[column.name]
            shares = [exact.applicable(column, unit) for unit in range(len(found_case.units))]
            assert all(share == 0 or share >= Fraction(least) for share in shares)
            claims = [(float(share), share) for share in shares]
            expect_claims_to_hold([one for one, _ in claims], [other for _, other in claims], known)


def test_nobody_at_all_can_be_scored() -> None:
    content = {
        "scheme": "例",
        "title": "例",
        "groups": [{"code": "A", "name": "A"}],
        "policies": {"missing": "group mean"},
        "tree": [
            {"code": "T", "name": "总分", "points": "20"},
            {"code": "a", "name": "甲", "parent": "T", "points": "10", "rule": {"kind": "direct"}},
            {"code": "b", "name": "乙", "parent": "T", "points": "10", "rule": TENTHS},
        ],
    }
    found = case(content, {}, {})
    results = score(found.scheme, found.sheet)
    assert len(results.total.units) == 0
    assert results.group_rank.tolist() == []
