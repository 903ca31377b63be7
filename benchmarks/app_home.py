"""A data folder with one assessment in it, of as many units as wanted, made by the acts an office would do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.assessment import assessment
from benchmarks.generator import draw_sheet
from benchmarks.workbook import score_sheet_workbook
from indicators import write_scheme
from office import upload
from office.desk import Desk
from office.running import keep_run
from records import Kind, assessments, open_records, versions
from records.location import address

if TYPE_CHECKING:
    from pathlib import Path

ACTOR, TITLE = "速度测试", "速度测试"


def furnish(home: Path, units: int, groups: int) -> None:
    """Stores a scheme of 60 indicators, the data of all units, and a run.

    Raises:
        RecordsError: If any of it cannot be stored.
    """
    of = assessment(groups)
    desk = Desk(open_records(address(home)))
    started = assessments.start(desk.records, ACTOR, TITLE)
    scheme = write_scheme(of.scheme).encode()
    versions.add(desk.records, ACTOR, started.id, Kind.SCHEME, "scheme.yaml", scheme, expected=0)
    workbook = score_sheet_workbook(draw_sheet(of, units))
    upload.adopt(desk, ACTOR, upload.draft(desk, desk.heads(started.id), [workbook]))
    heads = desk.heads(started.id)
    reading = desk.reading(heads)
    if reading is not None:
        keep_run(desk, ACTOR, heads, reading)
