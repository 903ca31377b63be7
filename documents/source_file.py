"""Files as they are handed in: told apart by their content and read into grids."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from documents.grid import Grid
    from indicators.problems import Problem


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file handed in: its name and bytes, and when it came, if anybody knows."""

    name: str
    content: bytes
    received: datetime | None = None
    #: Which of several submissions it came in; what a later one says of a cell holds.
    turn: int = 0


@dataclass(frozen=True, slots=True)
class FileRead:
    """What one file holds; a file within a zip is named `outer.zip/inner.xlsx`."""

    name: str
    #: SHA-256 of its bytes in hexadecimal; empty where they could not be had.
    digest: str
    grids: tuple[Grid, ...]
    problems: tuple[Problem, ...]
    #: When it was received, or else last changed, if anybody knows.
    received: datetime | None = None
    #: Which of several submissions it came in.
    turn: int = 0
