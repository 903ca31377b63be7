"""Rounding half up of floats, as exact arithmetic would round the numbers behind them."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from scoring import bounds

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scoring.bounds import Known


def round_half_up(
    numbers: NDArray[np.float64], known: Known, decimals: int
) -> tuple[NDArray[np.float64], NDArray[np.bool_] | None]:
    """Numbers in whole units of the last decimal, and which of them only the exact reading can decide.

    Args:
        numbers: Shape (n,).
        known: What is known of them.
        decimals: Decimals to keep; half away from zero below zero.

    Returns:
        Whole numbers as floats, shape (n,), and a mask of the undecided, or None where all are proved.
    """
    tolerance, error = _edge(known, decimals)
    size = np.abs(numbers)
    size *= 10.0**decimals
    if tolerance is not None:
        size += 0.5 + tolerance
        np.floor(size, out=size)
        return (size if known.lowest >= 0 else np.copysign(size, numbers, out=size)), None
    size += 0.5
    low, high = np.floor(size - 2 * error), np.floor(size + 2 * error)
    return np.copysign(low, numbers), low != high


@lru_cache(maxsize=1024)
def _edge(known: Known, decimals: int) -> tuple[float | None, float]:
    """How close to an edge decides, if floats can tell, and how far off they may be, both in units of the last decimal."""
    scaled = bounds.multiply(known, bounds.exactly(Fraction(10**decimals)))
    to_edge = bounds.add(scaled, bounds.exactly(Fraction(1, 2)))
    return to_edge.tolerance(), to_edge.error


def rounded(decimals: int, known: Known) -> Known:
    """What is known of numbers after rounding."""
    edge = 10.0**-decimals
    return bounds.decimals(known.lowest - edge, known.highest + edge, decimals)
