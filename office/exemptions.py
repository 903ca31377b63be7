"""Exemptions recorded at the desk: kept as rows of a sheet of records that is handed in like any other file."""

from __future__ import annotations

import csv
import io
import re
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from documents import SourceFile
from documents.intake.heading_words import APPROVED_BY, INDICATOR_CODE, REASON, UNIT, UNIT_CODE
from office.upload import draft
from records import contents

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indicators import Exemption, Unit
    from office.desk import Desk
    from office.heads import Heads
    from office.upload import Draft
    from records import HeldFile

#: The file in which the office's program keeps what was recorded in it.
FILE = "系统登记的豁免.csv"
_RECORDED_BY, _RECORDED_AT = "登记人", "登记时间"
_HEADINGS = (UNIT_CODE, UNIT, INDICATOR_CODE, REASON, APPROVED_BY, _RECORDED_BY, _RECORDED_AT)
#: What spreadsheets take for a formula, even after blanks.
_FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]")


class InForce(NamedTuple):
    """An exemption that counts, and where it comes from: its file, who recorded it and when, or handed the file in."""

    exemption: Exemption
    file: HeldFile
    by: str
    at: str
    #: Whether it was recorded in this program, so that it can be withdrawn here.
    is_recorded_here: bool


def in_force(desk: Desk, heads: Heads) -> tuple[InForce, ...]:
    """The exemptions that count now, in the order they were read."""
    reading = desk.reading(heads)
    if reading is None or reading.intake is None:
        return ()
    files = {file.name: file for file in heads.files}
    recorded = {(row.get(UNIT_CODE), row.get(INDICATOR_CODE)): row for row in _rows(desk, heads)}
    found = []
    for exemption in reading.intake.exemptions:
        place = reading.intake.exempted_at[exemption.unit, exemption.indicator]
        file = files[(place.file or "").partition("/")[0]]
        is_here = file.name == FILE
        row = recorded.get((exemption.unit, exemption.indicator), {}) if is_here else {}
        by, at = row.get(_RECORDED_BY) or file.received_from, row.get(_RECORDED_AT) or _at(file.received)
        found.append(InForce(exemption, file, by, at, is_here))
    return tuple(found)


def with_exemption(
    desk: Desk, heads: Heads, actor: str, unit: Unit, indicator: str, reason: str, approved_by: str
) -> Draft:
    """The data with one exemption more; stored like any draft.

    Args:
        desk: Where the records are.
        heads: What it is compared with.
        actor: Who records it.
        unit: Who need not report.
        indicator: The code of what is not asked of it; with @ and a period, of that period only.
        reason: Why.
        approved_by: Who approved it.

    Raises:
        RecordsError: If there is no scheme to read by, or the database fails.
    """
    now = datetime.now().astimezone()
    row = dict(zip(_HEADINGS, (unit.code, unit.name, indicator, reason, approved_by, actor), strict=False))
    rows = [*_rows(desk, heads), {**row, _RECORDED_AT: _at(now)}]
    return draft(desk, heads, [SourceFile(FILE, _sheet(rows), now)])


def without_exemption(desk: Desk, heads: Heads, unit: str, indicator: str) -> Draft:
    """The data without an exemption that was recorded here.

    Raises:
        RecordsError: If there is no scheme to read by, or the database fails.
    """
    rows = _rows(desk, heads)
    left = [row for row in rows if (row.get(UNIT_CODE), row.get(INDICATOR_CODE)) != (unit, indicator)]
    if not left:
        return draft(desk, heads, [], [FILE])
    return draft(desk, heads, [SourceFile(FILE, _sheet(left), datetime.now().astimezone())])


def _rows(desk: Desk, heads: Heads) -> list[dict[str, str]]:
    held = next((file for file in heads.files if file.name == FILE), None)
    if held is None:
        return []
    text = contents.content(desk.records, held.sha256).decode("utf-8-sig", "replace")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def _sheet(rows: Sequence[dict[str, str]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(_HEADINGS)
    writer.writerows([_inert(row.get(heading) or "") for heading in _HEADINGS] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def _at(moment: datetime) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"


def _inert(text: str) -> str:
    """A text that no spreadsheet takes for a formula, in one line."""
    line = " ".join(text.split())
    return f"'{line}" if _FORMULA.match(line) else line
