"""The desk: an open database and what was read from it, shared by everybody who works at this program."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING

from documents import SourceFile
from office.heads import heads_of
from office.kept import file_of
from office.reading import digest_of, read
from records import audit, contents

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from office.heads import Heads
    from office.reading import Reading
    from records import HeldFile, Records, Version

#: Readings kept in memory; one of 3,000 units takes some tens of megabytes.
_KEPT = 6


class Desk:
    """Reads what the records hold, each state of it once, whoever asks."""

    def __init__(self, records: Records) -> None:
        self.records = records
        self._readings: OrderedDict[object, Reading] = OrderedDict()
        self._busy: dict[object, Lock] = {}
        self._heads: dict[int, tuple[tuple[int, str], Heads]] = {}
        self._lock = Lock()

    def heads(self, assessment: int) -> Heads:
        """The present heads of an assessment; asked for anew whenever anything was recorded since.

        Raises:
            RecordsError: If there is no such assessment.
        """
        last = audit.head(self.records)
        known = self._heads.get(assessment)
        if known is None or known[0] != last:
            # What is recorded while it is looked up is found at the next look.
            known = self._heads[assessment] = last, heads_of(self.records, assessment)
        return known[1]

    def reading(self, heads: Heads, progress: Callable[[int, int], None] | None = None) -> Reading | None:
        """What the heads hold, read and scored; None before there is a scheme.

        Whoever asks for the same while it is being read waits for it.
        """
        if heads.scheme is None:
            return None
        key = _key(heads)
        with self._lock:
            busy = self._busy.setdefault(key, Lock())
        with busy:
            found = self._kept(key)
            if found is None:
                found = read(
                    self.file_of(heads.scheme),
                    self.sources(heads.files),
                    self.list_file(heads),
                    progress,
                )
                self._keep(key, found)
        return found

    def learn(self, heads: Heads, reading: Reading) -> None:
        """Takes over what was read before it was stored, if it is just what these heads hold."""
        if heads.scheme is None:
            return
        held = digest_of(self.file_of(heads.scheme), self.list_file(heads), self.sources(heads.files))
        if held == reading.digest:
            self._keep(_key(heads), reading)

    def is_read(self, heads: Heads) -> bool:
        """Whether a reading would be at hand at once."""
        with self._lock:
            return heads.scheme is None or _key(heads) in self._readings

    def _kept(self, key: object) -> Reading | None:
        with self._lock:
            found = self._readings.get(key)
            if found is not None:
                self._readings.move_to_end(key)
            return found

    def _keep(self, key: object, reading: Reading) -> None:
        with self._lock:
            self._readings[key] = reading
            while len(self._readings) > _KEPT:
                self._busy.pop(self._readings.popitem(last=False)[0], None)

    def file_of(self, version: Version) -> SourceFile:
        """The file of a version."""
        return file_of(self.records, version)

    def sources(self, files: Iterable[HeldFile]) -> tuple[SourceFile, ...]:
        """Files of the data with their bytes, and with the submission they came in."""
        held = tuple(files)
        bytes_of = contents.contents(self.records, {file.sha256 for file in held})
        return tuple(SourceFile(file.name, bytes_of[file.sha256], file.received, file.since) for file in held)

    def list_file(self, heads: Heads) -> SourceFile | None:
        """The list the scheme must cover, if it is kept."""
        return None if heads.catalogue is None else self.file_of(heads.catalogue)


def _key(heads: Heads) -> object:
    """The same for the same content, and for nothing else."""
    return (
        None if heads.scheme is None else heads.scheme.sha256,
        None if heads.catalogue is None else (heads.catalogue.name, heads.catalogue.sha256),
        tuple((file.name, file.sha256, file.since) for file in heads.files),
    )
