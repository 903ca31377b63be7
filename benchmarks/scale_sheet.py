"""A scale sheet of any number of units, drawn stretch by stretch from a fixed seed and never held in memory."""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from benchmarks.assessment import TYPES
from benchmarks.generator import SEED, draw_leaf, draw_sizes
from engines.sheet_file import left_out_of
from engines.sheet_layout import ROWS, FieldFacts, SheetLayout, row_group_cuts
from engines.sheet_writer import SheetWriter, cells, group_column
from indicators.formula import ColumnName, Stage
from scoring.sheet import VALUE

if TYPE_CHECKING:
    from pathlib import Path

    from benchmarks.assessment import Assessment
    from scoring.sheet import RawColumn


def draw_scale_sheet(of: Assessment, units: int, path: Path, rows: int = ROWS) -> None:
    """Writes a sheet of so many units, whose codes rise through all groups."""
    sizes = draw_sizes(len(of.groups), units, np.random.default_rng(SEED)).tolist()
    fields = [
        FieldFacts(
            ColumnName(Stage.RAW, leaf.code, name),
            figure.decimals,
            min(figure.low, 0),
            figure.high,
            partly=len(leaf.types) < TYPES,
            stated=False,
            excluded=left_out_of(of.scheme, ColumnName(Stage.RAW, leaf.code, name)),
        )
        for leaf in of.leaves
        for name, figure in leaf.figures.items()
    ]
    layout = SheetLayout(
        tuple(fields), tuple(zip(of.groups, sizes, strict=True)), tuple(row_group_cuts(sizes, rows))
    )
    group_of = np.repeat(np.arange(len(sizes)), sizes)
    with SheetWriter(path, layout) as writer:
        for at, (first, last) in enumerate(pairwise([0, *accumulate(layout.cuts)])):
            groups, random = group_of[first:last], np.random.default_rng((SEED, at))
            drawn: dict[ColumnName, RawColumn] = {}
            for leaf in of.leaves:
                drawn |= draw_leaf(leaf, groups % TYPES, random)
            columns = [cells(f, drawn[f.name].mantissas, drawn[f.name].states == VALUE) for f in fields]
            codes = pa.array([f"U{number:08}" for number in range(first, last)], pa.string())
            writer.write(pa.table([codes, group_column(of.scheme, groups), *columns], schema=writer.schema))
