"""The limit of the machine for files: everything in a scale sheet read once, and thrown away."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING

import pyarrow.parquet as pq

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def plain_reads(path: Path, cores: int) -> dict[str, Callable[[], None]]:
    """Ways to read all columns of a file in bounded memory, by what they are called."""
    return {
        "one thread": partial(_one_after_the_other, path, threads=False),
        "Arrow's threads": partial(_one_after_the_other, path, threads=True),
        "row groups side by side": partial(_side_by_side, path, cores),
    }


def _one_after_the_other(path: Path, *, threads: bool) -> None:
    with pq.ParquetFile(path) as file:
        for at in range(file.num_row_groups):
            file.read_row_group(at, use_threads=threads)


def _side_by_side(path: Path, cores: int) -> None:
    metadata = pq.read_metadata(path)

    def read(first: int) -> None:
        with pq.ParquetFile(path, metadata=metadata) as file:
            for at in range(first, file.num_row_groups, cores):
                file.read_row_group(at, use_threads=False)

    with ThreadPoolExecutor(cores) as threads:
        list(threads.map(read, range(cores)))
