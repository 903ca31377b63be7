"""Files as they are handed in: told apart by their names and read into grids."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from documents import sheet_problems as kinds
from documents.csv_file import read_csv
from documents.grid import too_large
from documents.workbook_file import read_workbook
from indicators.problems import Place

if TYPE_CHECKING:
    from documents.grid import Grid
    from indicators.problems import Problem

MOST_BYTES = 10 * 2**20


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file handed in: its name and bytes."""

    name: str
    content: bytes


def read_grids(source: SourceFile | Path) -> tuple[tuple[Grid, ...], tuple[Problem, ...]]:
    """The sheets of a file that hold anything, or why it cannot be read."""
    if isinstance(source, Path):
        try:
            if source.stat().st_size > MOST_BYTES:
                return (), (too_large(source.name, f"{source.stat().st_size:,} B", f"{MOST_BYTES:,} B"),)
            source = SourceFile(source.name, source.read_bytes())
        except FileNotFoundError:
            return (), (kinds.FILE_MISSING.at(Place(file=source.name)),)
        except OSError as error:
            return (), (kinds.FILE_UNREADABLE.at(Place(file=source.name), why=error.strerror or "OSError"),)
    if not source.content:
        return (), (kinds.FILE_EMPTY.at(Place(file=source.name)),)
    if len(source.content) > MOST_BYTES:
        return (), (too_large(source.name, f"{len(source.content):,} B", f"{MOST_BYTES:,} B"),)
    suffix = Path(source.name).suffix.lower()
    if suffix == ".xlsx":
        return read_workbook(source.name, source.content)
    if suffix == ".csv":
        return read_csv(source.name, source.content)
    return (), (kinds.FILE_TYPE.at(Place(file=source.name), suffix=suffix or source.name),)
