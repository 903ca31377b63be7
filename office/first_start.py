"""The first start: the sample city is there to look at, and one's own assessment is one step away."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import sample_data
from indicators.words import Words
from office import upload
from office.reading import file_of
from office.running import keep_run
from records import ConflictError, Kind, assessments, versions

if TYPE_CHECKING:
    from pathlib import Path

    from office.desk import Desk
    from records import Assessment

#: Who put the sample there.
PROGRAM = "指挥棒"
_TITLE = "样例：云江市2020年度党建考核"
_NOTE = Words("随程序提供的样例", "the sample that comes with the program")


def first_start(desk: Desk) -> None:
    """Puts the sample's assessment into a database that holds none yet, and finishes one that was cut short."""
    if not assessments.listed(desk.records):
        assessments.start_first(desk.records, PROGRAM, _TITLE, sample=True)
    first = assessments.listed(desk.records)[-1]
    if first.sample and desk.heads(first.id).submission is None:
        with suppress(ConflictError):  # another program, started at the same time, is filling it
            _fill(desk, PROGRAM, first)


def load_sample(desk: Desk, actor: str) -> Assessment:
    """Begins an assessment with all of the sample city in it."""
    started = assessments.start(desk.records, actor, _TITLE, sample=True)
    _fill(desk, actor, started)
    return started


def _fill(desk: Desk, actor: str, started: Assessment) -> None:
    """Each step stands for itself: what was cut short is taken up where it ended."""
    for number, path in enumerate((sample_data.DRAFT, sample_data.CARRIED_OVER)):
        if len(desk.heads(started.id).catalogues) == number:
            _add(desk, actor, started, Kind.CATALOGUE, path, expected=number)
    if desk.heads(started.id).scheme is None:
        _add(desk, actor, started, Kind.SCHEME, sample_data.SCHEME, expected=0)
    if desk.heads(started.id).benchmark is None:
        _add(desk, actor, started, Kind.BENCHMARK, sample_data.BENCHMARK, expected=0)
    if desk.heads(started.id).last_year is None:
        _add(desk, actor, started, Kind.LAST_YEAR, sample_data.LAST_YEAR_RESULTS, expected=0)
    draft = upload.draft(desk, desk.heads(started.id), [file_of(path) for path in sample_data.DATA])
    upload.adopt(desk, actor, draft, _NOTE.zh)
    heads = desk.heads(started.id)
    reading = desk.reading(heads)
    if reading is not None and reading.results is not None:
        keep_run(desk, actor, heads, reading)


def _add(desk: Desk, actor: str, started: Assessment, kind: Kind, path: Path, *, expected: int) -> None:
    versions.add(
        desk.records,
        actor,
        started.id,
        kind,
        path.name,
        path.read_bytes(),
        expected=expected,
        note=_NOTE.zh,
    )
