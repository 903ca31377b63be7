"""Sorting by digits: the order of whole numbers, the same time for each whatever the processor.

numpy sorts numbers of 16 bits by their digits and keeps equals in order; longer numbers are several of these. On some
processors its sort of longer ones takes five times as long.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

_DIGIT = 16
#: Floats become whole numbers of so many bits.
_FINE = 32


def order_by(*numbers: NDArray[np.integer]) -> NDArray[np.intp]:
    """The positions in ascending order: by the last numbers, among equals by those before; equals stay in order.

    Args:
        numbers: Whole numbers from 0, each of shape (n,).
    """
    order = None
    for of in numbers:
        for digit in _digits(of):
            if order is None:
                order = np.argsort(digit, kind="stable")
            else:
                order = order.take(np.argsort(digit.take(order), kind="stable"))
    assert order is not None
    return order


def _digits(numbers: NDArray[np.integer]) -> Iterator[NDArray[np.uint16]]:
    """The digits of numbers, the lowest first."""
    left = int(numbers.max(initial=0))
    yield numbers.astype(np.uint16)
    at = _DIGIT
    while left >> at:
        yield (numbers >> at).astype(np.uint16)
        at += _DIGIT


def leading_digits(numbers: NDArray[np.float64]) -> NDArray[np.uint32]:
    """Whole numbers that never fall where the numbers rise; those that are close may share one.

    Numbers that have no finite span all share one.
    """
    lowest, highest = float(numbers.min(initial=np.inf)), float(numbers.max(initial=-np.inf))
    span = highest - lowest
    if not 0 < span < np.inf:
        return np.zeros(len(numbers), dtype=np.uint32)
    shares: NDArray[np.float64] = (numbers - lowest) / span
    shares *= 2**_FINE - 1
    return shares.astype(np.uint32)
