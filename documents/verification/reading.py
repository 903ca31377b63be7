"""A result workbook read for verification: in the reading process like any other file, but it may be larger."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from documents import file_problems
from documents.sandbox import pool
from documents.sandbox.answers import answer_of
from documents.sandbox.limits import Limits
from documents.sandbox.sent_rows import Forged
from documents.sandbox.sent_words import why
from indicators.problems import Place, blocking
from indicators.yaml_lines import why_not

if TYPE_CHECKING:
    from collections.abc import Mapping

    from documents.grid import Grid
    from documents.sandbox.sent_looks import Looks
    from indicators.problems import Problem

#: Of 20,000 units by 60 indicators with live formulas, and some room.
LIMITS = Limits(
    file_mb=64,
    unpacked_mb=800,
    sheets=500,
    rows=1_048_576,
    columns=16_384,
    cells=8_000_000,
    rectangle=64_000_000,
    merged=2_000_000,
    text_m=400,
    memory_mb=6_144,
    seconds=120,
)


class Pages(NamedTuple):
    """The sheets of a workbook that hold anything, and how each of its sheets looks, by title."""

    grids: tuple[Grid, ...]
    looks: Mapping[str, Looks]


def read_pages(path: Path, name: str) -> tuple[Pages | None, tuple[Problem, ...]]:
    """The sheets of a workbook, or why it cannot be read."""
    place = Place(file=name)
    try:
        with path.open("rb"):
            pass
    except OSError as error:
        return None, (file_problems.FILE_UNREADABLE.at(place, why=why_not(error)),)
    request: dict[str, object] = {"op": "look", "path": str(path.absolute()), "name": name}
    try:
        answer = answer_of(name, pool.ask(request, LIMITS))
    except (pool.Stopped, Forged) as error:
        reason = why(error.why if isinstance(error, pool.Stopped) else "forged")
        return None, (file_problems.READING_STOPPED.at(place, why=reason),)
    problems = blocking(answer.problems)
    if problems:
        return None, problems
    return Pages(answer.grids, {looks.sheet: looks for looks in answer.looks}), ()


def read_written(content: bytes) -> Pages:
    """The sheets of a workbook that was just written, as the same reader reads them.

    Raises:
        ValueError: If it cannot be read; what is written always can.
    """
    with tempfile.TemporaryDirectory(prefix="baton-", ignore_cleanup_errors=True) as folder:
        path = Path(folder) / "written.xlsx"
        path.write_bytes(content)
        pages, problems = read_pages(path, path.name)
    if pages is None:
        raise ValueError(problems[0].in_words("en"))
    return pages
