"""One evaluation of a column over a block: what it reads, and what it finds out besides its numbers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from indicators.formula import ColumnName, Flag
    from scoring.block import Arranged, Block, Values
    from scoring.exact import Exact

    Mask = NDArray[np.bool_]


@dataclass(slots=True)
class Run:
    """One evaluation of a program over a block; `doubt` gathers the rows floats cannot decide."""

    arranged: Arranged
    block: Block
    columns: dict[ColumnName, Values]
    exact: Exact
    doubt: Mask | None = None
    flags: dict[Flag, Mask] = field(default_factory=dict)

    def begin(self) -> None:
        """Forgets what the column before left."""
        self.doubt = None
        self.flags = {}

    def lower_flags(self, rows: NDArray[np.intp]) -> None:
        """Lowers every flag for units without a value; the masks may be shared and are copied."""
        for flag, raised in self.flags.items():
            self.flags[flag] = lowered = raised.copy()
            lowered[rows] = False

    def doubtful(self, rows: Mask) -> None:
        """Marks rows whose result must come from the exact reading."""
        if rows.ndim == 0:
            rows = np.full(self.block.height, rows)
        self.doubt = rows if self.doubt is None else self.doubt | rows

    def unit(self, row: int) -> int:
        """The position in the sheet of a row of the block."""
        return int(self.arranged.order[self.block.rows.start + row])
