"""Files in, grids out; what is in a file is looked at by a process of its own, never by this one."""

from __future__ import annotations

import tempfile
from collections import Counter, deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from documents import file_problems
from documents.sandbox import pool
from documents.sandbox.answers import Answer, answer_of
from documents.sandbox.limits import Limits, WrongLimitError, limits_in_force
from documents.sandbox.sent_rows import Forged
from documents.sandbox.sent_words import why
from documents.source_file import FileRead
from indicators.problems import Place
from indicators.yaml_lines import why_not

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from concurrent.futures import Executor, Future

    from documents.grid import Grid
    from documents.sandbox.answers import Member
    from documents.source_file import SourceFile
    from indicators.problems import Problem

Item = TypeVar("Item")
Done = TypeVar("Done")

_SHEET = "sheet"
_NOT_READ = {
    "other": file_problems.ZIP_NOT_READ,
    "archive": file_problems.ZIP_IN_ZIP,
    "unsafe": file_problems.ZIP_NAME,
    "repeated": file_problems.ZIP_NAME_REPEATED,
}


class Stored(NamedTuple):
    """A file where another process can read it, under the name that it was handed in with."""

    name: str
    path: Path
    received: datetime | None


def read_files(
    sources: Iterable[SourceFile | Path], progress: Callable[[int, int], None] | None = None
) -> Iterator[FileRead]:
    """Every file, those within a zip one by one, in the order they were handed in.

    Args:
        sources: Workbooks, CSV files and zips of them.
        progress: Told after each file how many are done, and how many there are as far as is known.
    """
    listed = list(sources)
    try:
        limits = limits_in_force()
    except WrongLimitError as error:
        names = "、".join(field.name for field in fields(Limits))
        yield FileRead("", "", (), (file_problems.LIMIT_WRONG.at(Place(), entry=error.entry, names=names),))
        return
    done, total = 0, len(listed)
    for read in _Reading(limits).all_of(listed):
        if isinstance(read, int):
            total += read
            continue
        yield read
        done += 1
        if progress is not None:
            progress(done, total)


def shown_names(sources: Sequence[SourceFile | Path]) -> list[str]:
    """What each file is called: by its own name, with as much of its folder as tells it from others, else a number."""
    parts = [source.parts if isinstance(source, Path) else (source.name,) for source in sources]
    names = [path[-1] for path in parts]
    for depth in range(2, max(map(len, parts), default=0) + 1):
        repeated = {name for name, count in Counter(names).items() if count > 1}
        names = [
            "/".join(path[-depth:]) if name in repeated else name
            for name, path in zip(names, parts, strict=True)
        ]
    known: Counter[str] = Counter()
    for position, name in enumerate(names):
        known[name] += 1
        if known[name] > 1:
            stem, dot, ending = name.rpartition(".")
            names[position] = f"{stem or name} ({known[name]}){dot}{ending if dot else ''}"
    return names


def read_grids(source: SourceFile | Path) -> tuple[tuple[Grid, ...], tuple[Problem, ...]]:
    """The sheets of a file that hold anything, or why it cannot be read."""
    files = list(read_files([source]))
    return (
        tuple(grid for file in files for grid in file.grids),
        tuple(problem for file in files for problem in file.problems),
    )


class _Reading:
    """One call: its limits, and the threads that keep the reading processes at work."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits

    def all_of(self, sources: list[SourceFile | Path]) -> Iterator[FileRead | int]:
        """Every file; before those of a zip, how many more there are than were counted."""
        with tempfile.TemporaryDirectory(prefix="baton-", ignore_cleanup_errors=True) as folder:
            names = shown_names(sources)
            stored = (_stored(source, names[n], Path(folder) / str(n)) for n, source in enumerate(sources))
            executor = ThreadPoolExecutor(pool.SIZE)
            try:
                for file, answer in _ahead(executor, self._opened, stored):
                    if answer.members is None:
                        yield FileRead(file.name, answer.digest, answer.grids, answer.problems, file.received)
                    else:
                        yield len(answer.members) - 1
                        yield from self._members(executor, file, answer.members)
            finally:
                executor.shutdown(cancel_futures=True)

    def _members(self, executor: Executor, file: Stored, members: tuple[Member, ...]) -> Iterator[FileRead]:
        def answered(member: Member) -> Answer:
            name = f"{file.name}/{member.name}"
            if member.kind == _SHEET:
                return self._asked(file.path, name, member.position)
            return Answer("", (), (_NOT_READ[member.kind].at(Place(file=name)),))

        for member, answer in _ahead(executor, answered, members):
            name = f"{file.name}/{member.name}"
            yield FileRead(name, answer.digest, answer.grids, answer.problems, member.changed)

    def _opened(self, file: Stored) -> Answer:
        problem = _unreachable(file)
        if problem is not None:
            return Answer("", (), (problem,))
        answer = self._asked(file.path, file.name, None)
        if answer.members is not None and not any(member.kind == _SHEET for member in answer.members):
            problem = file_problems.ZIP_WITHOUT_SHEETS.at(Place(file=file.name))
            return Answer("", (), (problem,))
        return answer

    def _asked(self, path: Path, name: str, member: int | None) -> Answer:
        request: dict[str, object] = {"op": "read", "path": str(path), "name": name, "member": member}
        try:
            return answer_of(name, pool.ask(request, self._limits))
        except (pool.Stopped, Forged) as error:
            reason = why(error.why if isinstance(error, pool.Stopped) else "forged")
            return Answer("", (), (file_problems.READING_STOPPED.at(Place(file=name), why=reason),))


def _ahead(
    executor: Executor, work: Callable[[Item], Done], items: Iterable[Item]
) -> Iterator[tuple[Item, Done]]:
    """Each item with its work done, in order, while the next ones are worked on."""
    waiting: deque[tuple[Item, Future[Done]]] = deque()
    for item in items:
        waiting.append((item, executor.submit(work, item)))
        if len(waiting) > pool.SIZE:
            first, future = waiting.popleft()
            yield first, future.result()
    for item, future in waiting:
        yield item, future.result()


def _stored(source: SourceFile | Path, name: str, path: Path) -> Stored:
    """A file as it is, or, of an upload, a private copy at that path."""
    if isinstance(source, Path):
        return Stored(name, source.absolute(), _changed(source))
    path.write_bytes(source.content)
    return Stored(name, path, source.received)


def _changed(path: Path) -> datetime | None:
    """When a file was last changed, in local time, as the members of a zip have it."""
    try:
        return datetime.fromtimestamp(path.stat().st_mtime)  # noqa: DTZ006 - a zip knows no zone
    except (OSError, OverflowError, ValueError):
        return None


def _unreachable(file: Stored) -> Problem | None:
    place = Place(file=file.name)
    try:
        if not file.path.exists():
            return file_problems.FILE_MISSING.at(place)
        if not file.path.is_file():
            return file_problems.FILE_UNREADABLE.at(place, why=why("not-a-file"))
        with file.path.open("rb"):
            return None
    except OSError as error:
        return file_problems.FILE_UNREADABLE.at(place, why=why_not(error))
