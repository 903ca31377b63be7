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
#: Groups have at most two digits if they are to share one number with values.
_WIDEST = 32
#: Groups of so many units are large: sorting them one by one, near the processor, takes less than sorting their numbers too.
_LARGE = 400


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


def order_within(
    keys: NDArray[np.unsignedinteger],
    groups: NDArray[np.intp],
    starts: NDArray[np.intp],
    first: NDArray[np.intp],
) -> NDArray[np.intp]:
    """The positions in ascending order of groups, and within each of keys; equals stay in order.

    Args:
        keys: Shape (n,).
        groups: In ascending order, shape (n,).
        starts: The first position of each group, shape (n_groups,).
        first: The first position of each key's group, shape (n,).
    """
    if keys.itemsize > _DIGIT // 8 or len(keys) < _LARGE * len(starts):
        return order_by(keys, groups)
    order = np.empty(len(keys), dtype=np.intp)
    ends = [*starts[1:].tolist(), len(keys)]
    for start, end in zip(starts.tolist(), ends, strict=True):
        order[start:end] = keys[start:end].argsort(kind="stable")
    order += first
    return order


def _digits(numbers: NDArray[np.integer]) -> Iterator[NDArray[np.uint16]]:
    """The digits of numbers, the lowest first."""
    left = int(numbers.max(initial=0))
    yield numbers.astype(np.uint16)
    at = _DIGIT
    while left >> at:
        yield (numbers >> at).astype(np.uint16)
        at += _DIGIT


def nearly_in_order(values: NDArray[np.float64], groups: NDArray[np.intp]) -> NDArray[np.intp]:
    """The positions in ascending order of groups, and within each of values but for their last digits.

    Args:
        values: Shape (n,); those which have no finite span are left as they stand.
        groups: Shape (n,).
    """
    lowest = int(groups.min()) if len(groups) else 0
    bits = (int(groups.max(initial=lowest)) - lowest).bit_length()
    if bits > _WIDEST:
        return order_by(_leading_digits(values, _WIDEST), groups - lowest)
    # Both share the fewest digits that leave sixteen bits to the values.
    fine = (2 if bits <= _DIGIT else 3) * _DIGIT - bits
    numbers: NDArray[np.unsignedinteger] = _leading_digits(values, fine)
    if bits:
        wide = np.uint32 if bits <= _DIGIT else np.uint64
        numbers = numbers.astype(wide, copy=False)
        numbers |= np.left_shift((groups - lowest).astype(wide), fine)
    return order_by(numbers)


def _leading_digits(numbers: NDArray[np.float64], bits: int) -> NDArray[np.uint32]:
    """Whole numbers of so many bits that never fall where the numbers rise; those that are close may share one."""
    lowest, highest = float(numbers.min(initial=np.inf)), float(numbers.max(initial=-np.inf))
    span = highest - lowest
    if not 0 < span < np.inf:
        return np.zeros(len(numbers), dtype=np.uint32)
    shares: NDArray[np.float64] = (numbers - lowest) / span
    shares *= 2**bits - 1
    return shares.astype(np.uint32)
