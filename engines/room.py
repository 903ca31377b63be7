"""Memory for the numbers of a stretch, used again for the next one: fresh memory costs more than what is done in it."""

from __future__ import annotations

from threading import local
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


class Room(local):
    """Each thread has its own; whoever takes it must be through with what it held before."""

    def __init__(self) -> None:
        self._held = np.empty(0)

    def columns(self, count: int, height: int) -> NDArray[np.float64]:
        """Room for so many columns, shape (count, height)."""
        if len(self._held) < count * height:
            self._held = np.empty(count * height)
        return self._held[: count * height].reshape(count, height)
