"""Places of floats so close, or keys so far apart, that whoever sorts them must look again."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import numpy as np
import pytest

from indicators.policies import Ties
from scoring.ranking import exact_order, exact_ranks, ranks_apart, rivals, standings

#: A group of so high a number leaves values next to no leading digits while they are sorted.
HIGH = 2**60


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([1.0002, 1.0001, 1.00005], [3, 2, 1]),
        ([1.0001, 1.0002, 1.00005], [2, 3, 1]),
        ([1.00005, 1.0002, 1.0001], [1, 3, 2]),
        ([1.00005, 1.0001, 1.0002], [1, 2, 3]),
        ([1.0001, 1.0001, 1.00005], [2, 2, 1]),
        ([1.0001, 1.00005, 1.0002], [2, 1, 3]),
    ],
)
def test_values_of_the_same_leading_digits_get_the_places_of_the_whole_ones(
    values: list[float], expected: list[int]
) -> None:
    nothing, groups = np.zeros(3, dtype=np.intp), np.full(3, HIGH)
    found = ranks_apart(np.array(values), groups, nothing[:1], nothing, 1e-6)
    assert found.tolist() == expected
    assert (exact_order(np.array(values), groups, 1e-6, None) + 1).tolist() == expected


def test_close_values_stand_in_their_order_before_the_exact_ones_are_asked() -> None:
    width = 1e-6
    floats = np.array([1.0, 1 + 1.8 * width, 1 + 0.9 * width])
    middle = Fraction(1 + 0.45 * width)
    exact = [middle, Fraction(floats[1]), middle]
    assert exact_ranks(floats, np.full(3, HIGH), lambda at: exact[at], width).tolist() == [1, 3, 1]
    assert exact_order(floats, np.full(3, HIGH), width, lambda at: exact[at]).tolist() == [0, 1, 0]


@pytest.mark.parametrize("lowest", [1e-300, 1e-9, 0.01, 0.5, 1.0, 3.0, 1000.0, 1e9])
@pytest.mark.parametrize("reach", [1.01, 2.0, 16.0, 1e6])
def test_values_stand_in_their_order_within_a_group_wherever_they_begin(lowest: float, reach: float) -> None:
    random = Random(11)  # noqa: S311 - not for secrets
    for sign in (1, -1):
        values = [sign * lowest * reach ** random.random() for _ in range(40)]
        groups = [random.randrange(4) for _ in values]
        order = exact_order(np.array(values), np.array(groups), 0.0, None)
        for group in range(4):
            own = [values[at] for at in np.argsort(order) if groups[at] == group]
            assert own == sorted(own)


def test_values_just_as_far_apart_as_the_tolerance_are_equal() -> None:
    nothing = np.zeros(4, dtype=np.intp)
    found = ranks_apart(np.array([1.5, 1.0, 2.25, 2.0]), nothing, nothing[:1], nothing, 0.5)
    assert found.tolist() == [1, 1, 1, 1]


@pytest.mark.parametrize("reach", [2**56, 2**57, 2**58, 3 * 2**58, 2**61])
def test_keys_are_counted_however_far_they_lie_apart(reach: int) -> None:
    random = Random(7)  # noqa: S311 - not for secrets
    keys = np.array([random.choice([-reach, -1, 0, 3, reach - 1]) for _ in range(60)])
    groups = np.array([random.randrange(9) for _ in range(60)])
    found = rivals(keys, groups)
    for unit in range(60):
        own = keys[groups == groups[unit]]
        assert found.better[unit] == (own > keys[unit]).sum()
        assert found.equal[unit] == (own == keys[unit]).sum()


def test_ordinal_places_of_equals_go_by_their_codes_and_not_by_the_order_of_the_sheet() -> None:
    keys, groups = np.array([5, 5, 7, 5]), np.zeros(4, dtype=np.intp)
    scored = np.array([True, True, True, False])
    found = standings(keys, scored, groups, Ties.ORDINAL, lambda: ["v", "u", "w", "a"])
    assert found.places.tolist() == [3, 2, 1, 0]


@pytest.mark.parametrize("numbers", [1, 3, 2**16, 2**17, 2**33, 2**60])
@pytest.mark.parametrize("alike", [2, 3, 9, 30])
def test_any_number_of_values_may_share_their_leading_digits(alike: int, numbers: int) -> None:
    random = Random(alike)  # noqa: S311 - not for secrets
    groups = sorted(random.randrange(numbers) for _ in range(9) for _ in range(2 * alike))
    # Two far ends leave no digits to what lies between.
    values = [random.choice([0.0, 1e9, 1 + random.randrange(alike) * 2.0**-30]) for _ in groups]
    starts = [at for at, group in enumerate(groups) if at == 0 or group != groups[at - 1]]
    first = [groups.index(group) for group in groups]
    expected = [
        1 + sum(other < value and one == group for one, other in zip(groups, values, strict=True))
        for group, value in zip(groups, values, strict=True)
    ]
    found = ranks_apart(np.array(values), np.array(groups), np.array(starts), np.array(first), 2.0**-32)
    assert found.tolist() == expected
    mixed = list(range(len(values)))
    random.shuffle(mixed)
    order = exact_order(np.array(values)[mixed], np.array(groups)[mixed], 2.0**-32, None)
    for group in set(groups):
        own = [
            (values[at], key) for at, key in zip(mixed, order.tolist(), strict=True) if groups[at] == group
        ]
        assert all((a[0] < b[0]) == (a[1] < b[1]) for a in own for b in own)


def test_who_has_no_score_is_nobodys_rival() -> None:
    keys, groups = np.array([5, 9, 7, 5, 5]), np.array([0, 0, 0, 1, 1])
    for ties in (Ties.COMPETITION, Ties.DENSE):
        found = standings(keys, np.array([True, False, True, False, True]), groups, ties, list)
        assert found.places.tolist() == [2, 0, 1, 0, 1]
        assert found.tied.tolist() == [False] * 5
    nobody = standings(keys, np.zeros(5, dtype=bool), groups, Ties.COMPETITION, list)
    assert nobody.places.tolist() == [0] * 5
    assert not nobody.tied.any()
