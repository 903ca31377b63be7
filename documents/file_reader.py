"""Files in, grids out."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from documents import file_problems
from documents.csv_file import read_csv
from documents.sheet_grids import too_large
from documents.source_file import FileRead, SourceFile
from documents.workbook_file import read_workbook
from indicators.problems import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from documents.grid import Grid
    from indicators.problems import Problem

MOST_BYTES = 10 * 2**20


def read_files(sources: Iterable[SourceFile | Path]) -> Iterator[FileRead]:
    """Every file, those within a zip one by one, in the order they were handed in."""
    for source in sources:
        grids, problems = read_grids(source)
        try:
            content = source.read_bytes() if isinstance(source, Path) else source.content
        except OSError:
            content = b""
        yield FileRead(source.name, hashlib.sha256(content).hexdigest(), grids, problems)


def read_grids(source: SourceFile | Path) -> tuple[tuple[Grid, ...], tuple[Problem, ...]]:
    """The sheets of a file that hold anything, or why it cannot be read."""
    if isinstance(source, Path):
        try:
            if source.stat().st_size > MOST_BYTES:
                return (), (too_large(source.name, f"{source.stat().st_size:,} B", f"{MOST_BYTES:,} B"),)
            source = SourceFile(source.name, source.read_bytes())
        except FileNotFoundError:
            return (), (file_problems.FILE_MISSING.at(Place(file=source.name)),)
        except OSError as error:
            return (), (
                file_problems.FILE_UNREADABLE.at(Place(file=source.name), why=error.strerror or "OSError"),
            )
    if not source.content:
        return (), (file_problems.FILE_EMPTY.at(Place(file=source.name)),)
    if len(source.content) > MOST_BYTES:
        return (), (too_large(source.name, f"{len(source.content):,} B", f"{MOST_BYTES:,} B"),)
    suffix = Path(source.name).suffix.lower()
    if suffix == ".xlsx":
        return read_workbook(source.name, source.content)
    if suffix == ".csv":
        return read_csv(source.name, source.content)
    return (), (file_problems.FILE_TYPE.at(Place(file=source.name), suffix=suffix or source.name),)
