"""What programs are made of: the fast ways of choosing and bounding give what numpy's own give."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from scoring import operations as op

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

HEIGHT = 1_000
NUMBERS = np.random.default_rng(7).normal(0.0, 100.0, (2, HEIGHT))
#: Shares of rows of which a condition holds: seldom, as often as not, nearly always, and just at what counts as few.
OFTEN = [0.0, 0.001, 0.02, 0.124, 0.125, 0.126, 0.5, 0.874, 0.876, 0.98, 1.0]


def condition_of(share: float) -> NDArray[np.bool_]:
    rows = np.random.default_rng(8).permutation(HEIGHT)
    return rows < round(share * HEIGHT)


@pytest.mark.parametrize("share", OFTEN)
@pytest.mark.parametrize("a", [NUMBERS[0], np.float64(-0.0), np.float64(3.5)])
@pytest.mark.parametrize("b", [NUMBERS[1], np.float64(7.25)])
def test_what_is_chosen_is_the_one_or_the_other(share: float, a: Array, b: Array) -> None:
    condition, out = condition_of(share), np.full(HEIGHT, np.nan)
    before = np.copy(condition), np.copy(a), np.copy(b)
    expected = np.where(condition, a, b)
    for room in (out, None):
        found = op.choose(None, room, condition, a, b)  # type: ignore[arg-type]  # needs no run
        assert found.tobytes() == expected.tobytes()
    for now, then in zip((condition, a, b), before, strict=True):
        assert np.array_equal(now, then)


def test_one_condition_for_all_chooses_for_all() -> None:
    a, b = NUMBERS
    for holds, expected in ((1, a), (0, b)):
        found = op.choose(None, np.empty(HEIGHT), np.asarray(holds == 1), a, b)  # type: ignore[arg-type]
        assert np.array_equal(found, expected)


@pytest.mark.parametrize("bound", [-30.0, 0.0, 12.5])
def test_bounds_are_the_larger_and_the_smaller(bound: float) -> None:
    numbers, limit = np.array([*NUMBERS[0], np.inf, -np.inf, bound]), np.float64(bound)
    for room in (np.empty(len(numbers)), None):
        assert np.array_equal(op.at_least(None, room, numbers, limit), np.maximum(numbers, bound))  # type: ignore[arg-type]
        assert np.array_equal(op.at_most(None, room, numbers, limit), np.minimum(numbers, bound))  # type: ignore[arg-type]
