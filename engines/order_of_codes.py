"""Equal units in the order of their codes, over a whole sheet, of which few codes are held in memory at a time."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engines.arrays import arrow, numbers_of
from engines.block_scoring import NOBODY
from engines.group_places import earlier_of_equals

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from engines.levels import Levels
    from engines.run_folder import RunFolder
    from engines.sheet_file import SheetFile
    from engines.sheet_layout import Stretch

#: About so many codes are held in memory.
CODES = 1_000_000
#: Every so manyth code of a stretch is looked at to tell how codes are spread.
_LOOKED_AT_EACH = 97


class OrderOfCodes:
    """How many equal units come before each in the order of codes.

    Attributes:
        earlier: In the order of the sheet, shape (n_units,); 0 for nobody.
    """

    def __init__(
        self, sheet: SheetFile, folder: RunFolder, levels: Levels, stretches: tuple[Stretch, ...]
    ) -> None:
        self._sheet, self._folder, self._levels, self._stretches = sheet, folder, levels, stretches
        self.earlier = np.zeros(sheet.layout.units, dtype=np.int32)
        before = np.zeros_like(levels.units)
        for lowest, highest in self._ranges():
            level, rows = self._in_order(lowest, highest)
            self.earlier[rows] = before[level] + earlier_of_equals(level)
            before += np.bincount(level, minlength=len(before))

    def _ranges(self) -> Iterator[tuple[str | None, str | None]]:
        """Ranges of codes that follow one another, each from the first up to but without the second."""
        some = pa.chunked_array([codes[::_LOOKED_AT_EACH] for _, codes in self._codes()], pa.string())
        ordered = some.take(pc.sort_indices(some))
        each = max(1, CODES // _LOOKED_AT_EACH)
        edges = [None, *ordered[each::each].unique().to_pylist(), None]
        return pairwise(edges)

    def _codes(self) -> Iterator[tuple[int, pa.Array]]:
        for at, stretch in enumerate(self._stretches):
            yield at, self._sheet.read(stretch, ["unit"])["unit"].combine_chunks()

    def _in_order(self, lowest: str | None, highest: str | None) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        """The levels and the rows of the ranked units within a range of codes, in the order of codes."""
        found, levels, rows = [], [], []
        for at, codes in self._codes():
            level = self._levels.of_units(at, self._folder.scored(at).lines)
            own = level != NOBODY
            if lowest is not None:
                own &= pc.greater_equal(codes, lowest).to_numpy(zero_copy_only=False)
            if highest is not None:
                own &= pc.less(codes, highest).to_numpy(zero_copy_only=False)
            at_rows = np.flatnonzero(own)
            found.append(codes.take(arrow(at_rows)))
            levels.append(level[at_rows])
            rows.append(at_rows + self._stretches[at].rows.start)
        order = numbers_of(pc.sort_indices(pa.chunked_array(found, pa.string())))
        return np.concatenate(levels)[order], np.concatenate(rows)[order]
