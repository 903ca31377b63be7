"""A sheet scored stretch by stretch publishes what it does when it is scored as a whole."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.assessment import assessment
from benchmarks.generator import draw_sheet
from engines import SheetFile, Streamed, score_file, write_sheet
from engines.checksum import checksum_of
from engines.run_folder import RunFolder
from scoring import score
from scoring.sheet import State
from tests.schemes import Case, case, cases, times

if TYPE_CHECKING:
    from scoring.results import Results


def streamed(found: Case, folder: Path, rows: int, cores: int = 1) -> Streamed:
    write_sheet(found.scheme, found.sheet, folder / "sheet.parquet", rows)
    return score_file(
        found.scheme, SheetFile(folder / "sheet.parquet"), folder / "result.parquet", cores=cores
    )


def published(results: Results) -> dict[str, tuple[object, ...]]:
    root = results.scheme.root
    parts = (root, *results.scheme.children[root.code])
    ranks = [None] * len(results.sheet.units) if results.rank is None else results.rank.tolist()
    return {
        unit.code: (
            unit.group,
            *(results.published(part.code).value(at) for part in parts),
            State(results.total.states[at]).name.lower(),
            int(results.group_rank[at]) or None,
            ranks[at] or None,
            results.grades[at],
        )
        for at, unit in enumerate(results.sheet.units)
    }


def in_file(path: Path) -> dict[str, tuple[object, ...]]:
    return {
        str(code): tuple(rest) for code, *rest in zip(*pq.read_table(path).to_pydict().values(), strict=True)
    }


@times(1, long=1)
@given(cases(), st.sampled_from((1, 2, 7, 4096)), st.integers(1, 3))
def test_however_a_sheet_is_cut_the_same_is_published(found: Case, rows: int, cores: int) -> None:
    whole = score(found.scheme, found.sheet)
    with TemporaryDirectory() as folder:
        found_streamed = streamed(found, Path(folder), rows, cores)
        assert in_file(Path(folder, "result.parquet")) == published(whole)
    assert found_streamed.checksum == checksum_of(whole)
