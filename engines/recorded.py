"""What records make of the cells of single units, by the row of the table each unit stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from indicators.adjustments import granted
from indicators.periods import AT
from scoring.sheet import BONUS, PENALTY

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from numpy.typing import NDArray

    from engines.record_files import Records
    from indicators.adjustments import AdjustmentRecord
    from indicators.formula import ColumnName
    from indicators.scheme import Scheme


class Granted(NamedTuple):
    """Points of single units, in whole numbers of the last decimal, with the rows they stand in, ascending; shape (n,)."""

    rows: NDArray[np.intp]
    mantissas: NDArray[np.int64]
    decimals: int


class Recorded:
    """Rows of the table with what records put there."""

    def __init__(self, scheme: Scheme, records: Records, row_of: Mapping[str, int]) -> None:
        """Works out what is granted.

        Args:
            scheme: With its periods written out.
            records: Of units that are all in the table.
            row_of: The row of the table each of these units stands in.
        """
        self._exempt: dict[str, list[int]] = {}
        for exemption in records.exemptions:
            self._exempt.setdefault(exemption.indicator, []).append(row_of[exemption.unit])
        self._granted: dict[ColumnName, dict[int, Decimal]] = {BONUS: {}, PENALTY: {}}
        own: dict[str, list[AdjustmentRecord]] = {}
        for record in records.adjustments:
            own.setdefault(record.unit, []).append(record)
        for unit, of_unit in own.items():
            if scheme.adjustments is not None:
                sums = granted(scheme.adjustments, of_unit)
                for name, points in zip((BONUS, PENALTY), sums, strict=True):
                    self._granted[name][row_of[unit]] = points
        self.has_adjustments = bool(own)

    def exempt(self, name: ColumnName) -> NDArray[np.intp]:
        """The rows to whose units a field does not apply by decision, ascending."""
        rows = (*self._exempt.get(name.code, ()), *self._exempt.get(name.code.partition(AT)[0], ()))
        return np.unique(np.array(rows, dtype=np.intp))

    def points(self, name: ColumnName) -> Granted:
        """The bonuses, or the penalties, that records come to; of any other field there are none."""
        of = self._granted.get(name, {})
        rows = sorted(of)
        decimals = max((max(0, -int(of[row].normalize().as_tuple().exponent)) for row in rows), default=0)
        mantissas = [int(of[row].scaleb(decimals)) for row in rows]
        return Granted(np.array(rows, dtype=np.intp), np.array(mantissas, dtype=np.int64), decimals)
