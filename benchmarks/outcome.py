"""What is published of a scoring, by whomever it was done, and a checksum over it."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Outcome:
    """Totals in hundredths, places and grades of all units, each of shape (n_units,).

    Without a total a unit has 0 as its total and places, and −1 as its grade; grades are counted from the best.
    """

    totals: NDArray[np.int64]
    group_ranks: NDArray[np.int64]
    ranks: NDArray[np.int64]
    grades: NDArray[np.int64]

    @property
    def checksum(self) -> str:
        """Equal for equal outcomes."""
        parts = (self.totals, self.group_ranks, self.ranks, self.grades)
        return sha256(b"".join(part.astype("<i8").tobytes() for part in parts)).hexdigest()[:16]


def same(*outcomes: Outcome) -> str:
    """The checksum that all outcomes have.

    Raises:
        ValueError: If they differ, so that no time of theirs counts.
    """
    first, *others = outcomes
    for other in others:
        if other.checksum != first.checksum:
            differ = {
                name: int(np.count_nonzero(getattr(first, name) != getattr(other, name)))
                for name in ("totals", "group_ranks", "ranks", "grades")
            }
            raise ValueError(f"the outcomes differ: {differ}")
    return first.checksum
