"""One checksum over what is published of all units, whoever worked it out and in whatever order."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pyarrow as pa

from engines.arrays import texts
from scoring.sheet import VALUE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scoring.results import Published, Results

#: What stands for a total that there is not; a total this low cannot be published.
_NO_TOTAL = np.iinfo(np.int64).min
#: Odd multipliers, one for each half of the checksum.
_HALVES = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xD6E8FEB86659FD93))


class Checksum(NamedTuple):
    """The sum of what is made of each unit, modulo 2^64, twice: those of parts of the units are added up."""

    first: int = 0
    second: int = 0

    def __str__(self) -> str:
        """For people to compare."""
        return f"{self.first:016x}{self.second:016x}"

    def plus(self, other: Checksum) -> Checksum:
        """That of two sets of units together."""
        return Checksum((self.first + other.first) % 2**64, (self.second + other.second) % 2**64)


def checksum(
    codes: pa.Array,
    total: Published,
    ranks: NDArray[np.integer] | None,
    group_ranks: NDArray[np.integer],
    grades: NDArray[np.integer],
) -> Checksum:
    """The checksum of some units; arrays have shape (n,), places are 0 where there is none, grades −1."""
    totals = np.where(total.states == VALUE, total.units, _NO_TOTAL)
    none = np.zeros(len(totals), dtype=np.int64) if ranks is None else ranks
    columns = [column.astype(np.int64).view(np.uint64) for column in (totals, none, group_ranks, grades)]
    rows = _of_texts(codes)
    for column in columns:
        rows = _mixed(rows ^ column, _HALVES[0])
    return Checksum(*(int(_mixed(rows, by).sum(dtype=np.uint64)) for by in _HALVES))


def checksum_of(results: Results) -> Checksum:
    """The checksum of results in memory."""
    codes = texts([unit.code for unit in results.sheet.units])
    return checksum(codes, results.total, results.rank, results.group_rank, results.grade_positions)


def _mixed(numbers: NDArray[np.uint64], by: np.uint64) -> NDArray[np.uint64]:
    """Numbers of which every bit depends on every bit of those given."""
    mixed = numbers + by
    mixed ^= mixed >> np.uint64(30)
    mixed *= np.uint64(0xBF58476D1CE4E5B9)
    mixed ^= mixed >> np.uint64(27)
    mixed *= np.uint64(0x94D049BB133111EB)
    mixed ^= mixed >> np.uint64(31)
    return mixed


def _of_texts(texts: pa.Array) -> NDArray[np.uint64]:
    """A number for each text: its bytes as the digits of a number to an odd base."""
    _, ends, data = texts.cast(pa.string()).buffers()
    offsets = np.frombuffer(ends, np.int32)[texts.offset :][: len(texts) + 1].astype(np.intp)
    starts, lengths = offsets[:-1], np.diff(offsets)
    found = np.zeros(len(texts), dtype=np.uint64)
    if not len(texts):
        return found
    letters, power = np.frombuffer(data or b"", np.uint8), 1
    shortest = int(lengths.min())
    for place in range(int(lengths.max())):
        # The commonest: codes of one length, of which every one has a letter here.
        rows = slice(None) if place < shortest else np.flatnonzero(lengths > place)
        found[rows] += (letters[starts[rows] + place].astype(np.uint64) + np.uint64(1)) * np.uint64(power)
        power = power * int(_HALVES[0]) % 2**64
    return found
