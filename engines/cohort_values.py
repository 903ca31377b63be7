"""The values of a column as whole numbers, whose sums and counts do not depend on how units are cut into stretches."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from indicators.formula import RANKS, CohortOperation, Stage
from scoring import bounds
from scoring.cohorts import sum_scale
from scoring.sheet import VALUE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from indicators.formula import ColumnName
    from scoring.block import Values
    from scoring.bounds import Known
    from scoring.sheet import RawColumn

    Numbers = NDArray[np.int64] | NDArray[np.float64]

SPREADS = frozenset({CohortOperation.VARIANCE, CohortOperation.SAMPLE_VARIANCE})
#: Floats below this are told apart with room to spare.
_ROOM = 2.0**50


class Places(Enum):
    """How a column is ranked: not at all, by counting equal values, or unit by unit."""

    NONE = "none"
    COUNTED = "counted"
    BY_UNIT = "by unit"


@dataclass(frozen=True, slots=True)
class Reading:
    """How the values of a column are taken: each is a whole number ÷ `scale`, exactly so if `exact`, else nearly.

    Values not further apart than `tolerance` are equal if that is `proved`, else they may be.
    """

    column: ColumnName
    scale: Fraction
    exact: bool
    places: Places
    tolerance: float
    proved: bool
    squares: bool

    def taken(self, values: Values, raw: RawColumn | None) -> tuple[NDArray[np.intp], NDArray[np.int64]]:
        """The rows that hold a value, and their whole numbers.

        Args:
            values: The column over a stretch.
            raw: The same as it was reported, where it is a reported one.
        """
        rows = np.arange(len(values.numbers)) if values.states is None else np.flatnonzero(values.are(VALUE))
        if raw is not None:
            return rows, raw.mantissas[rows]
        scaled = np.rint(values.numbers[rows] * float(self.scale))
        # What lies outside what is known of the column counts nothing here: it is asked of the exact reading.
        return rows, np.where(np.abs(scaled) < 2.0**62, scaled, 0.0).astype(np.int64)

    @property
    def is_raw(self) -> bool:
        """Whether the whole numbers are those that were reported."""
        return self.exact and self.column.stage is Stage.RAW

    def keys(self, values: Values, mantissas: NDArray[np.int64] | None) -> Numbers:
        """What units are ranked by.

        Args:
            values: The column over a block.
            mantissas: Their whole numbers, where they are those that were reported.
        """
        if not self.exact:
            return values.numbers
        return (
            np.rint(values.numbers * float(self.scale)).astype(np.int64) if mantissas is None else mantissas
        )

    def key(self, number: Fraction) -> Numbers:
        """What a unit with an exact number is ranked by, shape (1,)."""
        return np.array([int(number * self.scale)]) if self.exact else np.array([float(number)])


def reading_of(
    column: ColumnName,
    operations: frozenset[CohortOperation],
    known: Known,
    units: int,
    raw: int | None,
) -> Reading:
    """How a column is taken.

    Args:
        column: The column.
        operations: What is asked of it.
        known: What is known of it.
        units: How many units there are at most.
        raw: The decimals of a reported column.
    """
    ranked = Places.COUNTED if operations & RANKS else Places.NONE
    found = Reading(
        column,
        scale=Fraction(known.common if raw is None else 10**raw),
        exact=True,
        places=ranked,
        tolerance=0.0,
        proved=True,
        squares=bool(operations & SPREADS),
    )
    size = (known.magnitude + 1) * known.common
    if raw is not None or (known.varying == 1 and known.error * known.common < 1 / 8 and size < _ROOM):
        return found
    difference = bounds.subtract(known, known)
    proved = difference.tolerance()
    return replace(
        found,
        scale=Fraction(sum_scale(known, max(units, 1))),
        exact=False,
        places=Places.BY_UNIT if operations & RANKS and proved is None else ranked,
        tolerance=2 * difference.error if proved is None else proved,
        proved=proved is not None,
    )
