"""Room for numbers of a block, used again from block to block: fresh memory costs more than what is done in it."""

from __future__ import annotations

from threading import local
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]


class Scratch(local):
    """Arrays as high as the highest block so far, of which each block gets the upper part; each thread has its own."""

    def __init__(self) -> None:
        self._free: list[Array] = []
        self._buffers: list[Array] = []

    def column(self, height: int) -> Array:
        """Room for a column, shape (height,), until it is given back."""
        room = self._free.pop() if self._free else np.empty(height)
        return (room if len(room) >= height else np.empty(height))[:height]

    def give_back(self, column: Array) -> None:
        """Takes back the room of a column that nobody reads any more."""
        whole = column.base
        assert isinstance(whole, np.ndarray)
        self._free.append(whole)

    def buffers(self, count: int, height: int) -> list[Array]:
        """So many arrays of shape (height,), the same at each call."""
        if len(self._buffers) < count or (self._buffers and len(self._buffers[0]) < height):
            highest = max([height, *map(len, self._buffers)])
            self._buffers = [np.empty(highest) for _ in range(max(count, len(self._buffers)))]
        return [buffer[:height] for buffer in self._buffers[:count]]
