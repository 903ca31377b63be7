"""What only the exact reading can say of a cohort that reaches beyond a stretch: it is gone through again, unit by unit."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from functools import lru_cache
from threading import RLock
from typing import TYPE_CHECKING

import numpy as np

from indicators.formula import CohortOperation
from scoring.sheet import VALUE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from engines.cohort_stage import CohortStage, Key
    from engines.cohort_statistics import Statistics
    from indicators.formula import ColumnName
    from scoring.table import Computed

#: Stretches kept in memory while single units of them are asked for.
_AT_HAND = 2
_ENDS = frozenset({CohortOperation.LOWEST, CohortOperation.HIGHEST})


class ExactCohorts:
    """Asked by several threads, works for one at a time; what it has worked out it keeps."""

    def __init__(self, stage_of: Mapping[ColumnName, CohortStage]) -> None:
        self._stage_of = stage_of
        self._numbers: dict[tuple[Key, CohortOperation], Fraction] = {}
        self._lock = RLock()
        self._computed = lru_cache(maxsize=_AT_HAND)(self._compute)

    def of_row(self, column: ColumnName, row: int) -> Fraction:
        """The exact number of the unit in a row of the sheet."""
        with self._lock:
            stretches = self._stage_of[column].stretches
            at = next(at for at, s in enumerate(stretches) if s.rows.start <= row < s.rows.stop)
            oracle = self._computed(column, at).oracle
            return oracle.cell(column, row - stretches[at].rows.start).number

    def number(self, key: Key, operation: CohortOperation, found: Statistics) -> Fraction:
        """What is the same for a whole cohort, of which floats know what was `found`."""
        with self._lock:
            if (key, operation) not in self._numbers:
                stretches = self._stage_of[key.column].stretches
                own = [at for at, stretch in enumerate(stretches) if key.holds(stretch)]
                if operation in _ENDS:
                    self._numbers[key, operation] = self._end(key.column, operation, own, found)
                else:
                    self._numbers |= {(key, of): number for of, number in self._sums(key.column, own).items()}
            return self._numbers[key, operation]

    def _compute(self, column: ColumnName, at: int) -> Computed:
        stage = self._stage_of[column]
        return stage.computed(stage.stretches[at])[1]

    def _end(
        self, column: ColumnName, operation: CohortOperation, own: list[int], found: Statistics
    ) -> Fraction:
        """Of the extremes only the members that can be them are worked out."""
        pick = min if operation is CohortOperation.LOWEST else max
        near: list[Fraction] = []
        for at in own:
            computed = self._computed(column, at)
            values = computed.columns[column]
            rows = np.flatnonzero(values.are(VALUE) & found.near(operation, values.numbers))
            if len(rows) and found.is_proved:
                return computed.oracle.cell(column, int(rows[0])).number
            near += [pick(computed.oracle.cell(column, int(row)).number for row in rows)] if len(rows) else []
        return pick(near)

    def _sums(self, column: ColumnName, own: list[int]) -> dict[CohortOperation, Fraction]:
        """Sum, mean and spread; numbers of one denominator are added up as whole numbers."""
        count, sums, squares = 0, Counter[int](), Counter[int]()
        for at in own:
            computed = self._compute(column, at)
            for row in np.flatnonzero(computed.columns[column].are(VALUE)).tolist():
                top, bottom = computed.oracle.cell(column, row).number.as_integer_ratio()
                count += 1
                sums[bottom] += top
                squares[bottom * bottom] += top * top
        total, of_squares = (
            _added([Fraction(top, bottom) for bottom, top in each.items()]) for each in (sums, squares)
        )
        off = of_squares - total * total / count
        return {
            CohortOperation.SUM: total,
            CohortOperation.MEAN: total / count,
            CohortOperation.VARIANCE: off / count,
            CohortOperation.SAMPLE_VARIANCE: off / max(count - 1, 1),
        }


def _added(numbers: list[Fraction]) -> Fraction:
    """A sum in which numbers of like size are added to one another, since denominators grow."""
    while len(numbers) > 1:
        numbers = [sum(numbers[at : at + 2], Fraction(0)) for at in range(0, len(numbers), 2)]
    return sum(numbers, Fraction(0))
