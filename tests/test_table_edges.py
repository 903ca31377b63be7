"""The table compiler at its edges: each way of counting places, vetoes beside quotas, and numbers too close for floats."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING

import numpy as np
import pytest

from indicators.policies import QuotaRounding, Ties
from indicators.scheme import Grade
from scoring import ranking
from scoring.grading import places_of_group
from scoring.ranking import exact_order, exact_ranks, ranks_apart, ranks_of_whole_numbers, rivals
from scoring.results import score
from tests.schemes import case
from tests.test_exactness import expect_exact

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scoring.results import Results

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
    assert found.grades == ("一", "二", None, None, "三")


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


def with_combine(combine: str, children: Sequence[str], measures: Sequence[str], rows: Sequence[str]) -> Results:
    """A node over indicators that take their points as they are measured, and some units."""
    content = {
        "scheme": "例",
        "title": "例",
        "groups": [{"code": "A", "name": "A"}],
        "policies": {"decimals": 4},
        "tree": [
            {"code": "T", "name": "总分", "points": "100", "combine": combine},
            *(
                {"code": child, "name": child, "parent": "T", "points": "10", "weight": "1"}
                | {"rule": {"kind": "formula", "text": text, "floor": "-100", "cap": "1000000"}}
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
    expect_exact(results)
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
