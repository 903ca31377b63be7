"""Places among all units, from the tallies of all stretches."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from engines.block_scoring import NOBODY
from engines.levels import Levels
from engines.order_of_codes import OrderOfCodes
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
        stretches = scoring.stretches
        tallies = [folder.tally(at) for at in range(len(stretches))]
        #: The lines of all tallies.
        self.levels = Levels.of_tallies(0, tallies, Asked(stretches, scoring).number)
        self._first = self.levels.dense() if ties is Ties.DENSE else self.levels.better() + 1
        self._stretches = stretches
        self._by_code = None
        if ties is Ties.ORDINAL:
            self._by_code = OrderOfCodes(sheet, folder, self.levels, stretches).earlier

    def places(self, at: int, lines: NDArray[np.int32]) -> NDArray[np.int32]:
        """The place of each unit of a stretch, given its line of the tally; 0 for nobody."""
        level = self.levels.of_units(at, lines)
        found = np.where(level == NOBODY, 0, self._first[level] if len(self._first) else 0)
        if self._by_code is not None:
            found += self._by_code[self._stretches[at].rows]
        return found.astype(np.int32)


class Asked:
    """The exact numbers of single units, whose stretches are scored again where floats cannot tell them apart."""

    def __init__(self, stretches: tuple[Stretch, ...], scoring: BlockScoring) -> None:
        self._stretches, self._scoring = stretches, scoring
        self._ends = [stretch.rows.stop for stretch in stretches]
        self._results = lru_cache(maxsize=_AT_HAND)(self._score)

    def number(self, column: int, row: int) -> Fraction:
        """The exact number behind a key of the unit in a row of the sheet."""
        at = int(np.searchsorted(self._ends, row, side="right"))
        return self._scoring.exact_key(self._results(at), column, row - self._stretches[at].rows.start)

    def _score(self, at: int) -> Results:
        return self._scoring.results(self._stretches[at])
