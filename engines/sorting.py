"""Rows dealt out to piles on the disk, each of which fits into memory and is then put in order."""

from __future__ import annotations

from contextlib import ExitStack
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engines.arrays import arrow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

#: How many piles there are at most.
_PILES = 64
#: The column that says where a row belongs.
_ROW = "#row"


class Piles:
    """Piles of rows that follow one another in the sorted table, each of whole row groups."""

    def __init__(self, folder: Path, schema: pa.Schema, cuts: tuple[int, ...], rows: int) -> None:
        """Lays out piles.

        Args:
            folder: Where they may lie.
            schema: Of the rows.
            cuts: Rows of each row group.
            rows: About how many rows a pile may well have.
        """
        self._folder, self._schema = folder, schema.append(pa.field(_ROW, pa.int64()))
        least = max(rows, -(-sum(cuts) // _PILES))
        self._cuts: list[list[int]] = [[]]
        for cut in cuts:
            if sum(self._cuts[-1]) >= least:
                self._cuts.append([])
            self._cuts[-1].append(cut)
        self._ends = np.cumsum([sum(own) for own in self._cuts])

    def deal(self, batches: Iterator[tuple[list[pa.Array], NDArray[np.intp]]]) -> None:
        """Deals out all rows, given as columns and where each row belongs."""
        with ExitStack() as stack:
            writers = [
                stack.enter_context(pa.ipc.new_stream(str(self._pile(at)), self._schema))
                for at in range(len(self._cuts))
            ]
            for columns, rows in batches:
                pile = np.searchsorted(self._ends, rows, side="right")
                order = np.argsort(pile, kind="stable")
                whole = pa.record_batch([*columns, arrow(rows)], schema=self._schema).take(arrow(order))
                edges = np.searchsorted(pile[order], np.arange(len(self._cuts) + 1))
                for at, (first, last) in enumerate(pairwise(edges.tolist())):
                    if last > first:
                        writers[at].write_batch(whole.slice(first, last - first))

    def row_groups(self) -> Iterator[pa.Table]:
        """The rows in order, row group by row group; each pile is removed once it is through."""
        for at, cuts in enumerate(self._cuts):
            with pa.memory_map(str(self._pile(at))) as file:
                pile = pa.ipc.open_stream(file).read_all()
                pile = pile.take(pc.sort_indices(pile[_ROW])).drop_columns(_ROW)
            for first, last in pairwise([0, *accumulate(cuts)]):
                yield pile.slice(first, last - first)
            self._pile(at).unlink()

    def _pile(self, at: int) -> Path:
        return self._folder / f"{at}.pile"
