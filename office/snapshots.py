"""Snapshots 快照: all a run was scored from, in one self-contained piece that is kept with it."""

from __future__ import annotations

import json
import zlib
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from documents import SourceFile
from indicators import Place, Problem, Severity, decode_scheme
from indicators.catalogue_text import decode_catalogue
from indicators.words import Words
from scoring.snapshot import sheet_of, sheet_record
from scoring.version import ENGINE

if TYPE_CHECKING:
    from indicators import Scheme
    from indicators.catalogue import Catalogue
    from office.reading import Reading
    from scoring import Results, ScoreSheet

#: Changed whenever the form changes; the program reads every earlier one.
FORMAT = 1
#: Nothing kept unpacks to more bytes than this; 3,000 units by 60 indicators take about 10 million.
MOST_BYTES = 500_000_000
#: What reading a damaged record can raise.
DAMAGE = (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError, zlib.error)


class LaterFormatError(ValueError):
    """A snapshot in a form that only a later program knows."""


@dataclass(frozen=True, eq=False)
class Snapshot:
    """What a run was scored from, and what was found on the way."""

    scheme_file: SourceFile
    list_file: SourceFile | None
    scheme: Scheme
    catalogue: Catalogue | None
    sheet: ScoreSheet
    problems: tuple[Problem, ...]


def packed(record: dict[str, Any]) -> bytes:
    """A record in few bytes, always the same ones."""
    text = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    # A name may hold half a character; the records refuse it elsewhere, with words.
    return zlib.compress(text.encode(errors="surrogatepass"), 6)


def unpacked(content: bytes) -> dict[str, Any]:
    """The record again.

    Raises:
        One of `DAMAGE`: If it is damaged, cut off, or unpacks to more than any record does.
    """
    unpacker = zlib.decompressobj()
    text = unpacker.decompress(content, MOST_BYTES)
    if not unpacker.eof:
        raise ValueError("cut off, or larger than any record")
    record: dict[str, Any] = json.loads(text.decode(errors="surrogatepass"))
    if record["format"] > FORMAT:
        raise LaterFormatError(f"format {record['format']}")
    return record


def snapshot_bytes(reading: Reading, results: Results) -> bytes:
    """All that results were made of: the same for the same."""
    return packed(
        {
            "format": FORMAT,
            "engine": ENGINE,
            "scheme": _file_record(reading.scheme_file),
            "catalogue": None if reading.list_file is None else _file_record(reading.list_file),
            "sheet": sheet_record(results.sheet),
            "problems": [_problem_record(problem) for problem in reading.problems],
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
        tuple(map(_problem_of, record["problems"])),
    )


def _file_record(file: SourceFile) -> dict[str, str]:
    return {"name": file.name, "text": file.content.decode()}


def _file_of(record: dict[str, str]) -> SourceFile:
    return SourceFile(record["name"], record["text"].encode())


def _problem_record(problem: Problem) -> dict[str, Any]:
    return {
        "code": problem.code,
        "severity": problem.severity.value,
        "place": {name: value for name, value in asdict(problem.place).items() if value is not None},
        "message": list(problem.message),
        "remedy": list(problem.remedy),
    }


def _problem_of(record: dict[str, Any]) -> Problem:
    return Problem(
        record["code"],
        Severity(record["severity"]),
        Place(**record["place"]),
        Words(*record["message"]),
        Words(*record["remedy"]),
    )
