"""Places: each way of counting them gives what a count one by one gives."""

from __future__ import annotations

from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING

import numpy as np
import pytest

from indicators.policies import Ties
from scoring import digit_sort, ranking
from scoring.ranking import exact_order, exact_ranks, ranks_apart, ranks_of_whole_numbers, rivals

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

Whole = list[int]


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


@pytest.mark.parametrize("large", [0, 3, 10_000])
@pytest.mark.parametrize("room", [0, 8])
@pytest.mark.parametrize("span", [1, 3, 40, 40_000, 2**40])
def test_places_of_whole_numbers_are_those_of_a_count(
    monkeypatch: pytest.MonkeyPatch, room: int, span: int, large: int
) -> None:
    monkeypatch.setattr(ranking, "_ROOM_PER_UNIT", room)
    monkeypatch.setattr(digit_sort, "_LARGE", large)
    for seed in range(25):
        keys, groups, _ = drawn(seed, span)
        block = blocks_of(groups)
        found = ranks_of_whole_numbers(np.array(keys, dtype=np.min_scalar_type(span)), *block)
        assert found.tolist() == places_by_hand(keys, block[0].tolist())


@pytest.mark.parametrize("largest", [32_766, 32_767, 32_768, 32_769, 65_535, 65_536])
def test_places_of_whole_numbers_at_the_end_of_small_ones(largest: int) -> None:
    keys = np.array([7, largest, 0], dtype=np.min_scalar_type(largest))
    groups, first = np.array([0, 0, 0]), np.zeros(3, dtype=np.intp)
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


def test_ordinal_places_of_equals_follow_their_order_or_stay_as_they_are() -> None:
    keys, groups = np.array([5, 7, 5, 5]), np.array([1, 1, 1, 0])
    assert ranking.places(keys, groups, Ties.ORDINAL).tolist() == [2, 1, 3, 1]
    order = np.array([3, 2, 1, 0])
    assert ranking.places(keys, groups, Ties.ORDINAL, tie_order=order).tolist() == [3, 1, 2, 1]
