"""A copy of a person's own file with the cells that have problems marked, to be corrected and handed in again."""

from __future__ import annotations

import base64
import binascii
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from documents.sandbox import pool
from documents.sandbox.answers import answer_of
from documents.sandbox.limits import WrongLimitError, limits_in_force
from documents.sandbox.sent_rows import Forged
from indicators.problems import Severity
from indicators.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from documents.sandbox.limits import Limits
    from documents.source_file import SourceFile
    from indicators.problems import Problem
    from indicators.words import Language

#: The first sheet of a marked copy.
LIST_TITLE = Words("问题清单", "Problems")
_HEADINGS = (
    Words("级别", "Severity"),
    Words("位置", "Place"),
    Words("问题", "Problem"),
    Words("处理办法", "Remedy"),
)
_MOST_MARKS = 1_000
_ZIP_HEAD = b"PK\x03\x04"


def marked_copy(
    source: SourceFile | Path, problems: Iterable[Problem], language: Language, name: str | None = None
) -> bytes | None:
    """The file as a workbook, with a fill and a comment at each problem's cell and a list of all as first sheet.

    Args:
        source: The file as it was handed in; for one within a zip, the zip.
        problems: Those of other files are left out.
        language: Of what is written into the copy.
        name: The file as `FileRead` names it; by default the source itself.

    Returns:
        The bytes of an .xlsx workbook, of a CSV file too; None where the file cannot be read.
    """
    name = name or source.name
    order = list(Severity)
    found = sorted(
        (problem for problem in problems if problem.place.file == name),
        key=lambda problem: order.index(problem.severity),
    )
    request: dict[str, object] = {
        "op": "mark",
        "name": name,
        "title": LIST_TITLE.in_(language),
        "headings": [heading.in_(language) for heading in _HEADINGS],
        "marks": [_mark(problem, language) for problem in found[:_MOST_MARKS]],
    }
    with tempfile.TemporaryDirectory(prefix="baton-", ignore_cleanup_errors=True) as folder:
        path = source if isinstance(source, Path) else Path(folder) / "file"
        if not isinstance(source, Path):
            path.write_bytes(source.content)
        try:
            limits = limits_in_force()
            member = _member(path.absolute(), source.name, name, limits)
            answer = pool.ask({**request, "path": str(path.absolute()), "member": member}, limits)
            return _workbook(answer)
        except (WrongLimitError, pool.Stopped, Forged, OSError):
            return None


def _mark(problem: Problem, language: Language) -> list[object]:
    place = problem.place
    return [
        place.sheet,
        place.cell,
        problem.severity is Severity.BLOCKING,
        problem.severity.words.in_(language),
        place.in_words(language),
        problem.message.in_(language),
        problem.remedy.in_(language),
    ]


def _member(path: Path, outer: str, name: str, limits: Limits) -> int | None:
    """Where in the zip at `path` a file stands; None for the file at `path` itself."""
    if name == outer:
        return None
    request: dict[str, object] = {"op": "read", "path": str(path), "name": outer, "member": None}
    members = answer_of(outer, pool.ask(request, limits)).members or ()
    return next((member.position for member in members if f"{outer}/{member.name}" == name), None)


def _workbook(answer: dict[str, object]) -> bytes | None:
    sent = answer.get("workbook")
    if not isinstance(sent, str):
        return None
    try:
        content = base64.b64decode(sent, validate=True)
    except (binascii.Error, ValueError):
        return None
    return content if content.startswith(_ZIP_HEAD) else None
