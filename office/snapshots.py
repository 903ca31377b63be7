"""Snapshots 快照: all a run was scored from, in one self-contained piece that is kept with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from documents import SourceFile
from documents.kept_problems import problem_of, problem_record
from indicators import decode_scheme
from indicators.catalogue_text import decode_catalogue
from scoring.packing import FORMAT, packed, unpacked
from scoring.snapshot import sheet_of, sheet_record
from scoring.version import ENGINE

if TYPE_CHECKING:
    from indicators import Problem, Scheme
    from indicators.catalogue import Catalogue
    from office.reading import Reading
    from scoring import Results, ScoreSheet


@dataclass(frozen=True, eq=False)
class Snapshot:
    """What a run was scored from, and what was found on the way."""

    scheme_file: SourceFile
    list_file: SourceFile | None
    scheme: Scheme
    catalogue: Catalogue | None
    sheet: ScoreSheet
    problems: tuple[Problem, ...]


def snapshot_bytes(reading: Reading, results: Results) -> bytes:
    """All that results were made of: the same for the same."""
    return packed(
        {
            "format": FORMAT,
            "engine": ENGINE,
            "scheme": _file_record(reading.scheme_file),
            "catalogue": None if reading.list_file is None else _file_record(reading.list_file),
            "sheet": sheet_record(results.sheet),
            "problems": [problem_record(problem) for problem in reading.problems],
        }
    )


def snapshot_of(content: bytes) -> Snapshot:
    """A snapshot read again.

    Raises:
        LaterFormatError: If a later program wrote it.
        One of `DAMAGE`: If it is not what was written.
    """
    record = unpacked(content)
    scheme_file = _file_of(record["scheme"])
    list_file = None if record["catalogue"] is None else _file_of(record["catalogue"])
    scheme, _ = decode_scheme(scheme_file.content, scheme_file.name)
    if scheme is None:
        raise ValueError("its scheme does not hold together")
    return Snapshot(
        scheme_file,
        list_file,
        scheme,
        None if list_file is None else decode_catalogue(list_file.content, list_file.name)[0],
        sheet_of(record["sheet"]),
        tuple(map(problem_of, record["problems"])),
    )


def _file_record(file: SourceFile) -> dict[str, str]:
    return {"name": file.name, "text": file.content.decode()}


def _file_of(record: dict[str, str]) -> SourceFile:
    return SourceFile(record["name"], record["text"].encode())
