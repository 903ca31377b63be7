"""Runs: results kept with all they were made of, opened again, and held against what was kept."""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import simplejson

from documents.json_output import results_record
from indicators import decode_scheme
from indicators.catalogue_text import decode_catalogue
from indicators.words import Words
from records import RecordsError, contents, runs
from records.runs import Outcome
from scoring import score
from scoring.snapshot import sheet_of, sheet_record
from scoring.version import ENGINE

if TYPE_CHECKING:
    from indicators.catalogue import Catalogue
    from office.desk import Desk
    from office.heads import Heads
    from office.reading import Reading
    from records import Run
    from scoring import Results

_NO_RESULTS = Words(
    "计分：现在没有可用的结果，没有留存。请先处理问题清单中必须改正的问题。",
    "Run: there are no results to keep. Correct first what the list of problems says must be corrected.",
)
_NOT_READABLE = Words(
    "计分：第 {run} 次的快照由其他版本的引擎（{engine}）留存，本版本读不出。请用那一版打开。",
    "Run: the snapshot of run {run} was kept by another version of the engine ({engine}) and cannot be read by this one."
    " Open it with that version.",
)


@dataclass(frozen=True, eq=False)
class Reopened:
    """An old run scored again from its snapshot; `same` if every number is the one that was kept."""

    run: Run
    results: Results
    same: bool


def keep_run(desk: Desk, actor: str, heads: Heads, reading: Reading) -> Run:
    """Keeps the present results as a run; made of the same as the last one, it is that one.

    Raises:
        RecordsError: If there are no results.
    """
    results = reading.results
    if results is None or heads.scheme is None:
        raise RecordsError(_NO_RESULTS)
    catalogue = _number_of_list(heads, reading)
    snapshot = {
        "engine": ENGINE,
        "scheme": reading.scheme_file.content.decode(),
        "scheme_name": reading.scheme_file.name,
        "catalogue": None if reading.list_file is None else reading.list_file.content.decode(),
        "catalogue_name": None if reading.list_file is None else reading.list_file.name,
        "sheet": sheet_record(results.sheet),
    }
    return runs.add(
        desk.records,
        actor,
        heads.assessment.id,
        Outcome(
            scheme=heads.scheme.number,
            catalogue=catalogue,
            submission=heads.submission_number,
            engine=ENGINE,
            snapshot=_packed(snapshot),
            results=result_bytes(results),
            units=len(results.sheet.units),
            provisional=results.standing is not None and results.standing.provisional,
        ),
    )


def _number_of_list(heads: Heads, reading: Reading) -> int | None:
    if reading.list_file is None:
        return None
    used = contents.digest(reading.list_file.content)
    return next((version.number for version in heads.catalogues if version.sha256 == used), None)


def _packed(record: dict[str, Any]) -> bytes:
    text = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return zlib.compress(text.encode(), 6)


def result_bytes(results: Results) -> bytes:
    """Everything published of a run, always in the same bytes."""
    record = results_record(results, (), "zh")
    return zlib.compress(
        simplejson.dumps(record, use_decimal=True, ensure_ascii=False, sort_keys=True).encode(), 6
    )


def reopen(desk: Desk, assessment: int, number: int) -> Reopened:
    """An old run as it was, scored again from its snapshot and compared with what was kept.

    Raises:
        RecordsError: If it is not there, or its snapshot cannot be read by this version.
    """
    run = runs.numbered(desk.records, assessment, number)
    snapshot = json.loads(zlib.decompress(contents.content(desk.records, run.snapshot)))
    scheme, _ = decode_scheme(snapshot["scheme"].encode(), snapshot["scheme_name"])
    if scheme is None:
        raise RecordsError(_NOT_READABLE.fill(run=number, engine=run.engine))
    results = score(scheme, sheet_of(snapshot["sheet"]), _list_of(snapshot))
    kept = zlib.decompress(contents.content(desk.records, run.results))
    return Reopened(run, results, zlib.decompress(result_bytes(results)) == kept)


def _list_of(snapshot: dict[str, Any]) -> Catalogue | None:
    if snapshot["catalogue"] is None:
        return None
    return decode_catalogue(snapshot["catalogue"].encode(), snapshot["catalogue_name"])[0]
