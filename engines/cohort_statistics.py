"""What is known of one column over one cohort, put together from stretches: counts, extremes, exact sums, exact places."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from math import inf
from typing import TYPE_CHECKING

import numpy as np

from engines.cohort_values import Places, Reading
from engines.tally import levels_within
from indicators.formula import CohortOperation

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from engines.cohort_values import Numbers
    from scoring.block import Values
    from scoring.sheet import RawColumn

#: Whole numbers whose sum of squares is at most this are added up by numpy.
_ROOM = 2**62
_HALF = 32


@dataclass(frozen=True, slots=True)
class Counted:
    """Different keys in ascending order with how many units have each; both have shape (n_keys,)."""

    keys: Numbers
    times: NDArray[np.int64]

    @classmethod
    def of(cls, keys: Numbers) -> Counted:
        """The keys of some units."""
        found, times = np.unique(keys, return_counts=True)
        return cls(found.astype(np.int64) if keys.dtype == np.int64 else found.astype(np.float64), times)

    @classmethod
    def together(cls, parts: Sequence[Counted]) -> Counted:
        """Those of several sets of units."""
        keys, times = (np.concatenate([getattr(part, name) for part in parts]) for name in ("keys", "times"))
        order = np.argsort(keys, kind="stable")
        ordered = keys[order]
        starts = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1]))) if len(keys) else order
        return cls(ordered[starts], np.add.reduceat(times[order], starts) if len(starts) else times)


@dataclass(frozen=True, slots=True)
class Part:
    """What a stretch, or all of them, say of a cohort.

    `count` values, their `total` and sum of `squares` in whole numbers, the extremes in floats and in whole numbers,
    whether any lies outside what is known of the column; the `keys` of what is counted, or the numbers of all `rows` of the
    sheet that hold a value.
    """

    count: int = 0
    total: int = 0
    squares: int = 0
    ends: tuple[float, float] = (inf, -inf)
    whole_ends: tuple[int, int] = (0, 0)
    is_wild: bool = False
    keys: tuple[Counted, ...] = ()
    rows: tuple[tuple[NDArray[np.intp], NDArray[np.float64]], ...] = ()

    def plus(self, other: Part) -> Part:
        """What both say together."""
        if not (self.count and other.count):
            own = other if other.count else self
            return own if own.is_wild or not (self.is_wild or other.is_wild) else Part(is_wild=True)
        return Part(
            self.count + other.count,
            self.total + other.total,
            self.squares + other.squares,
            (min(self.ends[0], other.ends[0]), max(self.ends[1], other.ends[1])),
            (
                min(self.whole_ends[0], other.whole_ends[0]),
                max(self.whole_ends[1], other.whole_ends[1]),
            ),
            self.is_wild or other.is_wild,
            self.keys + other.keys,
            self.rows + other.rows,
        )


def part_of(reading: Reading, values: Values, raw: RawColumn | None, first_row: int) -> Part:
    """What a stretch that begins in a row of the sheet says of a cohort all its units belong to."""
    rows, whole = reading.taken(values, raw)
    is_wild = values.wild is not None
    if not len(rows):
        return Part(is_wild=is_wild)
    numbers = values.numbers[rows]
    return Part(
        len(rows),
        _sum(whole),
        _sum_of_squares(whole) if reading.squares else 0,
        (float(numbers.min()), float(numbers.max())),
        (int(whole.min()), int(whole.max())),
        is_wild,
        (Counted.of(whole if reading.exact else numbers),) if reading.places is Places.COUNTED else (),
        ((rows + first_row, numbers),) if reading.places is Places.BY_UNIT else (),
    )


def _sum(whole: NDArray[np.int64]) -> int:
    """Exact whatever the numbers: their upper and lower halves leave room."""
    return (int((whole >> _HALF).sum()) << _HALF) + int((whole & (2**_HALF - 1)).sum())


def _sum_of_squares(whole: NDArray[np.int64]) -> int:
    largest = max(-int(whole.min()), int(whole.max()))
    if largest * largest * len(whole) < _ROOM:
        return int(np.dot(whole, whole))
    return sum(number * number for number in whole.tolist())


class Statistics:
    """One column over one whole cohort."""

    def __init__(
        self, reading: Reading, part: Part, first_row: int, exact: Callable[[int], Fraction]
    ) -> None:
        """Puts places in order.

        Args:
            reading: How the column was taken.
            part: What all stretches say.
            first_row: The first row of the cohort in the sheet.
            exact: The exact number of the unit in a row of the sheet.
        """
        self.reading, self.count, self.is_wild = reading, part.count, part.is_wild
        self._part, self._first_row = part, first_row
        self._upto = np.zeros(1, dtype=np.int64)
        self._keys: Numbers = np.empty(0)
        self._better: dict[bool, NDArray[np.int32]] = {}
        if part.keys:
            counted = Counted.together(part.keys)
            self._keys, self._upto = counted.keys, np.concatenate(([0], np.cumsum(counted.times)))
        elif part.rows:
            rows, numbers = (np.concatenate([of[at] for of in part.rows]) for at in (0, 1))
            self._rank_units(rows, numbers, exact)

    def _rank_units(
        self,
        rows: NDArray[np.intp],
        numbers: NDArray[np.float64],
        exact: Callable[[int], Fraction],
    ) -> None:
        tolerance = inf if self.is_wild else self.reading.tolerance
        level = levels_within(numbers, np.zeros(len(rows), dtype=np.intp), tolerance, rows, exact)
        times = np.bincount(level)
        upto = np.cumsum(times)
        for highest_first, of_level in ((True, len(rows) - upto), (False, upto - times)):
            better = np.zeros(int(rows.max()) - self._first_row + 1, dtype=np.int32)
            better[rows - self._first_row] = of_level[level]
            self._better[highest_first] = better

    def number(self, operation: CohortOperation) -> Fraction:
        """What is the same for the whole cohort, exact where the reading is, else nearly; 0 where nobody has a value."""
        part, scale, count = self._part, self.reading.scale, self.count
        if not count:
            return Fraction(0)
        match operation:
            case CohortOperation.COUNT:
                return Fraction(count)
            case CohortOperation.LOWEST | CohortOperation.HIGHEST:
                at = 0 if operation is CohortOperation.LOWEST else 1
                return part.whole_ends[at] / scale if self.reading.exact else Fraction(part.ends[at])
            case CohortOperation.SUM:
                return part.total / scale
            case CohortOperation.MEAN:
                return part.total / (scale * count)
            case _:
                of = count - 1 if operation is CohortOperation.SAMPLE_VARIANCE else count
                off = count * part.squares - part.total * part.total
                return off / (scale * scale * count * max(of, 1))

    def shown(self, operation: CohortOperation) -> float:
        """The same as a float; extremes are those of the floats themselves."""
        if self.count and operation is CohortOperation.LOWEST:
            return self._part.ends[0]
        if self.count and operation is CohortOperation.HIGHEST:
            return self._part.ends[1]
        return float(self.number(operation))

    @property
    def is_exact(self) -> bool:
        """Whether what is the same for the whole cohort is known exactly."""
        return self.reading.exact and not self.is_wild

    @property
    def is_proved(self) -> bool:
        """Whether floats not further apart than the tolerance are equal."""
        return self.reading.proved and not self.is_wild

    def near(self, operation: CohortOperation, numbers: NDArray[np.float64]) -> NDArray[np.bool_]:
        """Which numbers may be the exact extreme."""
        edge = self._part.ends[0 if operation is CohortOperation.LOWEST else 1]
        found: NDArray[np.bool_] = np.abs(numbers - edge) <= (inf if self.is_wild else self.reading.tolerance)
        return found

    def ranks(self, operation: CohortOperation, keys: Numbers, rows: NDArray[np.intp]) -> NDArray[np.int64]:
        """The places of units of the cohort, exact unless a number is wild; anything for those without a value.

        Args:
            operation: From the highest or from the lowest.
            keys: As the reading gives them, shape (n,).
            rows: Their rows in the sheet, shape (n,).
        """
        highest_first = operation is CohortOperation.RANK_FROM_HIGHEST
        if self.reading.places is Places.BY_UNIT:
            better = self._better.get(highest_first, np.zeros(0, dtype=np.int32))
            if not len(better):
                return np.ones(len(rows), dtype=np.int64)
            return better[np.minimum(rows - self._first_row, len(better) - 1)] + np.int64(1)
        off = 0 if self.reading.exact else self.reading.tolerance
        if highest_first:
            return 1 + self.count - self._upto[np.searchsorted(self._keys, keys + off, side="right")]
        return 1 + self._upto[np.searchsorted(self._keys, keys - off, side="left")]


def together(parts: Sequence[Part]) -> Part:
    """What several stretches say of one cohort."""
    return reduce(Part.plus, parts, Part())
