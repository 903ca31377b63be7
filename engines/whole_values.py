"""Columns of whole numbers that become floats right before they are used, while they are at hand for the processor."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scoring.block import Values

if TYPE_CHECKING:
    from numpy.typing import NDArray


class WholeValues(Values):
    """A reported column: value = whole number ÷ 10^decimals, 0 where a unit has none.

    Floats of all columns of a stretch would take more room than the processor has nearby, and wait in memory, from where
    they are read more slowly than they are made.
    """

    def __init__(
        self,
        whole: NDArray[np.integer],
        decimals: int,
        states: NDArray[np.uint8] | None,
        absent: NDArray[np.intp],
    ) -> None:
        self._whole, self._one = whole, np.float64(10**decimals)
        self.states, self.absent, self.flags = states, absent, {}
        self.applicable = self.wild = None

    @property
    def height(self) -> int:
        """How many units there are."""
        return len(self._whole)

    @property
    def numbers(self) -> NDArray[np.float64]:  # type: ignore[override]  # made anew each time, not kept
        """The floats, shape (n,)."""
        return self._whole.astype(np.float64) if self._one == 1 else np.divide(self._whole, self._one)
