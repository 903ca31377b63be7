"""Numpy arrays as Arrow's and back; Arrow's own way there loads pandas, which takes longer than many a sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

#: Eight bits of cells that are all there.
_ALL_THERE = 0xFF


def arrow(
    numbers: NDArray[Any], present: NDArray[np.bool_] | None = None, kind: pa.DataType = None
) -> pa.Array:
    """The same numbers.

    Args:
        numbers: Shape (n,), or (n, 2) for decimals: their low and their high half.
        present: Which are there, all unless stated; shape (n,).
        kind: The type, that of the numbers unless stated.
    """
    plain = np.ascontiguousarray(numbers)
    bits = None if present is None else pa.py_buffer(np.packbits(present, bitorder="little"))
    kind = pa.from_numpy_dtype(plain.dtype) if kind is None else kind
    return pa.Array.from_buffers(kind, len(plain), [bits, pa.py_buffer(plain)])


def texts(values: Sequence[str]) -> pa.Array:
    """A column of texts."""
    encoded = [value.encode() for value in values]
    ends = np.cumsum([0, *map(len, encoded)]).astype(np.int32)
    return pa.StringArray.from_buffers(len(encoded), pa.py_buffer(ends), pa.py_buffer(b"".join(encoded)))


def numbers_of(column: pa.Array) -> NDArray[Any]:
    """A column of numbers, with anything where one is null."""
    kind = np.dtype(column.type.to_pandas_dtype())
    buffer = column.buffers()[1]
    return np.frombuffer(buffer, kind, len(column), column.offset * kind.itemsize)


def present_in(column: pa.Array) -> NDArray[np.uint8]:
    """1 where a column has something, 0 where it is null."""
    bits = column.buffers()[0]
    if bits is None:
        return np.ones(len(column), dtype=np.uint8)
    return np.unpackbits(np.frombuffer(bits, np.uint8), bitorder="little")[column.offset :][: len(column)]


def absent_in(column: pa.Array) -> NDArray[np.intp]:
    """The rows where a column is null, of which there are few."""
    bits = column.buffers()[0]
    if bits is None or not column.null_count:
        return np.empty(0, dtype=np.intp)
    if column.offset % 8:
        return np.flatnonzero(present_in(column) == 0)
    octets = np.frombuffer(bits, np.uint8)[column.offset // 8 :][: -(-len(column) // 8)]
    some = np.flatnonzero(octets != _ALL_THERE)
    at = np.flatnonzero(np.unpackbits(~octets[some], bitorder="little"))
    rows: NDArray[np.intp] = some[at >> 3] * 8 + (at & 7)
    return rows[: np.searchsorted(rows, len(column))]
