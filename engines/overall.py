"""Places among all units, from the tallies of all stretches."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engines.arrays import arrow, numbers_of
from engines.block_scoring import NOBODY
from engines.tally import levels
from indicators.policies import Ties

if TYPE_CHECKING:
    from fractions import Fraction

    from numpy.typing import NDArray

    from engines.block_scoring import BlockScoring
    from engines.run_folder import RunFolder
    from engines.sheet_file import SheetFile
    from engines.sheet_layout import Stretch
    from scoring.results import Results

#: Stretches kept in memory while single units of them are asked for.
_AT_HAND = 2


class Overall:
    """The places of all units of a sheet, stretch by stretch."""

    def __init__(self, sheet: SheetFile, folder: RunFolder, scoring: BlockScoring, ties: Ties) -> None:
        self._stretches = scoring.stretches
        tallies = [folder.tally(at) for at in range(len(self._stretches))]
        level = levels(tallies, _Asked(self._stretches, scoring).number)
        of_level = np.bincount(level, np.concatenate([tally.counts for tally in tallies])).astype(np.int64)
        better = of_level.sum() - np.cumsum(of_level)
        self._level = level
        self._first = np.arange(len(of_level))[::-1] + 1 if ties is Ties.DENSE else better + 1
        self._ends = np.cumsum([len(tally.counts) for tally in tallies])
        self._by_code = _by_code(sheet, folder, self, self._stretches) if ties is Ties.ORDINAL else None

    def levels_of(self, at: int, lines: NDArray[np.int32]) -> NDArray[np.intp]:
        """The level of each unit of a stretch, given its line of the tally, the highest best; −1 for nobody."""
        first = self._ends[at - 1] if at else 0
        found = np.full(len(lines), NOBODY, dtype=np.intp)
        ranked = lines != NOBODY
        found[ranked] = self._level[first + lines[ranked]]
        return found

    def places(self, at: int, lines: NDArray[np.int32]) -> NDArray[np.int32]:
        """The place of each unit of a stretch, given its line of the tally; 0 for nobody."""
        level = self.levels_of(at, lines)
        found = np.where(level == NOBODY, 0, self._first[level] if len(self._first) else 0)
        if self._by_code is not None:
            found += self._by_code[self._stretches[at].rows]
        return found.astype(np.int32)


def _by_code(
    sheet: SheetFile, folder: RunFolder, overall: Overall, stretches: tuple[Stretch, ...]
) -> NDArray[np.int32]:
    """How many equal units come before each in the order of codes; takes the codes of all units into memory."""
    codes = pa.chunked_array(
        [sheet.read(stretch, ["unit"])["unit"].combine_chunks() for stretch in stretches]
    )
    level = np.concatenate([overall.levels_of(at, folder.scored(at).lines) for at in range(len(stretches))])
    order = numbers_of(
        pc.sort_indices(
            pa.table([arrow(level), codes], ["level", "code"]),
            [("level", "ascending"), ("code", "ascending")],
        )
    )
    starts = np.flatnonzero(np.diff(level[order], prepend=-2))
    after = np.arange(len(order)) - np.repeat(starts, np.diff(starts, append=len(order)))
    found = np.empty(len(order), dtype=np.int32)
    found[order] = after
    found[level == NOBODY] = 0
    return found


class _Asked:
    """The exact numbers of single units, whose stretches are scored again where floats cannot tell them apart."""

    def __init__(self, stretches: tuple[Stretch, ...], scoring: BlockScoring) -> None:
        self._stretches, self._scoring = stretches, scoring
        self._ends = [stretch.rows.stop for stretch in stretches]
        self._results = lru_cache(maxsize=_AT_HAND)(self._score)

    def number(self, column: int, row: int) -> Fraction:
        at = int(np.searchsorted(self._ends, row, side="right"))
        return self._scoring.exact_key(self._results(at), column, row - self._stretches[at].rows.start)

    def _score(self, at: int) -> Results:
        return self._scoring.results(self._stretches[at])
