"""Files in, grids out; what is in a file is looked at by a process of its own, never by this one."""

from __future__ import annotations

import hashlib
import tempfile
from collections import Counter, deque
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

from documents import file_problems
from documents.remembered import Question, Remembered
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


#: Of files whose bytes are at hand; one on the disk may be another one the next time.
_REMEMBERED = Remembered()


class _Stored:
    """A file where another process can read it, under the name that it was handed in with."""

    def __init__(self, source: SourceFile | Path, name: str, copy: Path) -> None:
        """Keeps a file.

        Args:
            source: The file as it is.
            name: What it is called.
            copy: Where a private copy of an upload is put once it is needed.
        """
        self._source = source
        self._copy = copy
        self._lock = Lock()
        self.name = name
        self.received = _changed(source) if isinstance(source, Path) else source.received
        self.turn = 0 if isinstance(source, Path) else source.turn
        self.sha256 = None if isinstance(source, Path) else hashlib.sha256(source.content).hexdigest()

    def path(self) -> Path:
        """Where it can be read."""
        if isinstance(self._source, Path):
            return self._source.absolute()
        with self._lock:
            if not self._copy.exists():
                self._copy.write_bytes(self._source.content)
        return self._copy


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
            stored = (_Stored(source, names[n], Path(folder) / str(n)) for n, source in enumerate(sources))
            executor = ThreadPoolExecutor(pool.SIZE)
            try:
                for file, answer in _ahead(executor, self._opened, stored):
                    if answer.members is None:
                        yield FileRead(
                            file.name, answer.digest, answer.grids, answer.problems, file.received, file.turn
                        )
                    else:
                        yield len(answer.members) - 1
                        yield from self._members(executor, file, answer.members)
            finally:
                executor.shutdown(cancel_futures=True)

    def _members(self, executor: Executor, file: _Stored, members: tuple[Member, ...]) -> Iterator[FileRead]:
        def answered(member: Member) -> Answer:
            name = f"{file.name}/{member.name}"
            if member.kind == _SHEET:
                return self._asked(file, name, member.position)
            return Answer("", (), (_NOT_READ[member.kind].at(Place(file=name)),))

        for member, answer in _ahead(executor, answered, members):
            name = f"{file.name}/{member.name}"
            yield FileRead(name, answer.digest, answer.grids, answer.problems, member.changed, file.turn)

    def _opened(self, file: _Stored) -> Answer:
        problem = _unreachable(file)
        if problem is not None:
            return Answer("", (), (problem,))
        answer = self._asked(file, file.name, None)
        if answer.members is not None and not any(member.kind == _SHEET for member in answer.members):
            problem = file_problems.ZIP_WITHOUT_SHEETS.at(Place(file=file.name))
            return Answer("", (), (problem,))
        return answer

    def _asked(self, file: _Stored, name: str, member: int | None) -> Answer:
        question = None if file.sha256 is None else Question(file.sha256, name, member, self._limits)
        known = None if question is None else _REMEMBERED.answer(question)
        if known is not None:
            return known
        request: dict[str, object] = {"op": "read", "path": str(file.path()), "name": name, "member": member}
        try:
            answer = answer_of(name, pool.ask(request, self._limits))
        except (pool.Stopped, Forged) as error:
            # It may have been the machine's fault: this is not remembered.
            reason = why(error.why if isinstance(error, pool.Stopped) else "forged")
            return Answer("", (), (file_problems.READING_STOPPED.at(Place(file=name), why=reason),))
        if question is not None:
            _REMEMBERED.keep(question, answer)
        return answer


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


def _changed(path: Path) -> datetime | None:
    """When a file was last changed, in local time, as the members of a zip have it."""
    try:
        return datetime.fromtimestamp(path.stat().st_mtime)  # noqa: DTZ006 - a zip knows no zone
    except (OSError, OverflowError, ValueError):
        return None


def _unreachable(file: _Stored) -> Problem | None:
    place = Place(file=file.name)
    if file.sha256 is not None:
        return None
    try:
        path = file.path()
        if not path.exists():
            return file_problems.FILE_MISSING.at(place)
        if not path.is_file():
            return file_problems.FILE_UNREADABLE.at(place, why=why("not-a-file"))
        with path.open("rb"):
            return None
    except OSError as error:
        return file_problems.FILE_UNREADABLE.at(place, why=why_not(error))
