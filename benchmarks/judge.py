"""The judge: the exact reading works out every figure by fractions; so the drawn sheet must come out, however it is cut."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np
import pyarrow.parquet as pq

from benchmarks.by_baton import outcome_of, rescore
from benchmarks.outcome import Outcome
from engines import SheetFile, score_file, write_sheet
from scoring import block
from scoring.certificate import certify
from scoring.grading import NO_GRADE
from scoring.results import Scoring

if TYPE_CHECKING:
    from collections.abc import Iterator

    from benchmarks.assessment import Assessment
    from scoring.sheet import ScoreSheet

#: Units in a block in memory, and rows in a row group of a file, at least: groups are never cut.
BLOCKS, ROW_GROUPS = (1, 500, 65_536), (100, 1_000, 65_536)


def judged(of: Assessment, sheet: ScoreSheet) -> dict[str, Outcome]:
    """What the exact reading publishes, and what Baton does in blocks and files cut in several ways, by their names.

    Raises:
        ValueError: If the exact reading finds another figure anywhere in the tree.
    """
    results = rescore(Scoring(of.scheme, sheet))
    certificate = certify(results)
    if not certificate.holds:
        raise ValueError(f"not what the exact reading finds: {certificate.differing[:3]}")
    found = {f"the exact reading ({certificate.figures:,} figures)": outcome_of(results)}
    for rows in BLOCKS:
        with _blocks_of(rows):
            found[f"blocks of {rows:,}"] = outcome_of(rescore(Scoring(of.scheme, sheet)))
    with TemporaryDirectory() as folder:
        for rows in ROW_GROUPS:
            found[f"a file in row groups of {rows:,}"] = _streamed(of, sheet, Path(folder), rows)
    return found


@contextmanager
def _blocks_of(rows: int) -> Iterator[None]:
    usual, block.ROWS = block.ROWS, rows
    try:
        yield
    finally:
        block.ROWS = usual


def _streamed(of: Assessment, sheet: ScoreSheet, folder: Path, rows: int) -> Outcome:
    """What the result of a streaming run says, unit by unit as the sheet lists them."""
    drawn, result = folder / f"{rows}.parquet", folder / f"{rows}.result.parquet"
    write_sheet(of.scheme, sheet, drawn, rows)
    score_file(of.scheme, SheetFile(drawn), result)
    written = pq.read_table(result, columns=["unit", "total", "group_rank", "rank", "grade"])
    positions = {grade.name: position for position, grade in enumerate(of.scheme.grades)} | {None: NO_GRADE}
    scale = 10**of.scheme.policies.decimals
    published = {
        row["unit"]: (
            0 if row["total"] is None else int(row["total"] * scale),
            row["group_rank"] or 0,
            row["rank"] or 0,
            positions[row["grade"]],
        )
        for row in written.to_pylist()
    }
    columns = np.array([published[unit.code] for unit in sheet.units], dtype=np.int64).T
    return Outcome(*columns)
