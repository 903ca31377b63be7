"""A copy of a person's own file with the cells that have problems marked, to be corrected and handed in again."""

from __future__ import annotations

import base64
import binascii
import tempfile
from collections import Counter
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, get_args

from documents.sandbox import pool
from documents.sandbox.answers import answer_of
from documents.sandbox.limits import WrongLimitError, limits_in_force
from documents.sandbox.sent_rows import Forged
from indicators.problems import Severity
from indicators.words import Language, Words, listed, same, visible

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from documents.grid import Grid
    from documents.sandbox.limits import Limits
    from documents.source_file import SourceFile
    from indicators.problems import Place, Problem
    from indicators.scheme import Scheme

#: The first sheet of a marked copy.
LIST_TITLE = Words("问题清单", "Problems")
_HEADINGS = (
    Words("级别", "Severity"),
    Words("位置", "Place"),
    Words("问题", "Problem"),
    Words("处理办法", "Remedy"),
)
#: Where the headings stand, counted from zero: below the line that names the file.
_HEADINGS_ROW = 1
_WHOLE_FILE = Words("整份文件", "the whole file")
_LANGUAGES: tuple[Language, ...] = get_args(Language)
_MOST_MARKS = 1_000
_ZIP_HEAD = b"PK\x03\x04"


def marked_copy(
    source: SourceFile | Path,
    problems: Iterable[Problem],
    language: Language,
    name: str | None = None,
    scheme: Scheme | None = None,
) -> bytes | None:
    """The file as a workbook, with a fill and a comment at each problem's cell and a list of all as first sheet.

    What concerns the whole file stands first in the list.

    Args:
        source: The file as it was handed in; for one within a zip, the zip.
        problems: Those of other files are left out.
        language: Of what is written into the copy.
        name: The file as `FileRead` names it; by default the source itself.
        scheme: Has the names of indicators; without it they are called by their codes.

    Returns:
        The bytes of an .xlsx workbook, of a CSV file too; None where the file cannot be read.
    """
    name = name or source.name
    order = list(Severity)
    found = sorted(
        (problem for problem in problems if problem.place.file == name),
        key=lambda problem: (problem.place.cell is not None, order.index(problem.severity)),
    )
    names = {} if scheme is None else {part.code: part.name for part in scheme.laid_out.tree}
    places = _Places(names, {problem.place.unit for problem in found} - {None})
    request: dict[str, object] = {
        "op": "mark",
        "name": name,
        "title": LIST_TITLE.in_(language),
        "summary": _summary(name, found).in_(language),
        "headings": [heading.in_(language) for heading in _HEADINGS],
        "marks": [_mark(problem, places, language) for problem in found[:_MOST_MARKS]],
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


def is_problem_list(grid: Grid) -> bool:
    """Whether a sheet is the list that a marked copy begins with."""
    if grid.sheet not in LIST_TITLE or len(grid.rows) <= _HEADINGS_ROW:
        return False
    written = [cell.text for cell in grid.rows[_HEADINGS_ROW] if not cell.blank]
    return any(written == [heading.in_(language) for heading in _HEADINGS] for language in _LANGUAGES)


class _Places:
    """Places as the person knows them who gets the copy: by sheet, cell and name, and never by file."""

    def __init__(self, names: Mapping[str, str], units: Collection[str | None]) -> None:
        self._names = names
        self._several_units = len(units) > 1

    def words(self, place: Place) -> Words:
        """For example `填报表 G28 · 党员违纪·警告`."""
        where = " ".join(filter(None, (place.sheet, place.cell)))
        unit = place.unit if self._several_units else None
        code, _, field = (place.indicator or "").partition("|")
        indicator = "·".join(filter(None, (self._names.get(code, code), field)))
        said = " · ".join(filter(None, (where, unit, indicator)))
        return same(visible(said)) if said else _WHOLE_FILE


def _summary(name: str, found: Sequence[Problem]) -> Words:
    """The file's own name and how many problems of each severity it has."""
    count = Counter(problem.severity for problem in found)
    counts = listed(
        [
            Words(f"{severity.words.zh} {count[severity]} 处", f"{severity.words.en}: {count[severity]}")
            for severity in Severity
            if count[severity]
        ]
    )
    file = visible(PurePosixPath(name).name)
    more = len(found) - _MOST_MARKS
    cut = Words(f"；另有 {more} 处未列出", f"; {more} more are not listed") if more > 0 else Words("", "")
    return Words(
        f"{file}：{counts.zh or '没有问题'}{cut.zh}", f"{file}: {counts.en or 'no problems'}{cut.en}"
    )


def _mark(problem: Problem, places: _Places, language: Language) -> list[object]:
    place = problem.place
    return [
        place.sheet,
        place.cell,
        problem.severity is Severity.BLOCKING,
        problem.severity.words.in_(language),
        places.words(place).in_(language),
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
