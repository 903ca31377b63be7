"""Exemptions recorded at the desk: kept as rows of a sheet of records that is handed in like any other file."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime
from string import ascii_uppercase
from typing import TYPE_CHECKING, NamedTuple

from documents import SourceFile
from documents.file_reader import read_grids
from documents.inert_text import inert_field
from documents.intake.heading_words import APPROVED_BY, INDICATOR_CODE, REASON, UNIT, UNIT_CODE
from indicators.words import Words
from office.upload import draft
from records import RecordsError, contents

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indicators import Exemption, Place, Unit
    from office.desk import Desk
    from office.heads import Heads
    from office.upload import Draft
    from records import HeldFile

#: The file in which the office's program keeps what was recorded in it.
FILE = "系统登记的豁免.csv"
_RECORDED_BY, _RECORDED_AT = "登记人", "登记时间"
_HEADINGS = (UNIT_CODE, UNIT, INDICATOR_CODE, REASON, APPROVED_BY, _RECORDED_BY, _RECORDED_AT)
_NOT_READ = Words(
    "豁免登记：现有数据有必须改正的问题，“{file}”里已登记的豁免读不全，没有改动。请先改正现有数据。",
    "Exemptions: the present data hold problems that must be corrected, and what “{file}” holds cannot be read in full;"
    " nothing was changed. Correct the present data first.",
)


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
    recorded = _recorded(desk, files.get(FILE))
    found = []
    for exemption in reading.intake.exemptions:
        place = reading.intake.exempted_at[exemption.unit, exemption.indicator]
        file = files[(place.file or "").partition("/")[0]]
        is_here = file.name == FILE
        by, at = recorded.get(_row_of(place), ("", "")) if is_here else ("", "")
        found.append(InForce(exemption, file, by or file.received_from, at or _at(file.received), is_here))
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
        RecordsError: If there is no scheme to read by, those recorded before cannot be read, or the database fails.
    """
    row = _Row(unit.code, unit.name, indicator, reason, approved_by, actor, _at(datetime.now(UTC)))
    return replace(
        _draft(desk, heads, [*_rows(desk, heads), row]),
        act=lambda desk, heads, _: with_exemption(desk, heads, actor, unit, indicator, reason, approved_by),
    )


def without_exemption(desk: Desk, heads: Heads, unit: str, indicator: str) -> Draft:
    """The data without an exemption that was recorded here.

    Raises:
        RecordsError: If there is no scheme to read by, those recorded before cannot be read, or the database fails.
    """
    left = [row for row in _rows(desk, heads) if (row.unit_code, row.indicator) != (unit, indicator)]
    return replace(
        _draft(desk, heads, left),
        act=lambda desk, heads, _: without_exemption(desk, heads, unit, indicator),
    )


class _Row(NamedTuple):
    """What the file holds of an exemption, in the order of its headings."""

    unit_code: str
    unit: str
    indicator: str
    reason: str
    approved_by: str
    recorded_by: str
    recorded_at: str


def _draft(desk: Desk, heads: Heads, rows: Sequence[_Row]) -> Draft:
    """The data with just these rows recorded here."""
    if not rows:
        return draft(desk, heads, [], [FILE])
    return draft(desk, heads, [SourceFile(FILE, _sheet(rows), datetime.now(UTC))])


def _rows(desk: Desk, heads: Heads) -> list[_Row]:
    """What was recorded here and is in force, as it was read like any other file."""
    if not any(file.name == FILE for file in heads.files):
        return []
    reading = desk.reading(heads)
    if reading is None or reading.intake is None or reading.problems.blocked:
        raise RecordsError(_NOT_READ.fill(file=FILE))
    names = {unit.code: unit.name for unit in reading.intake.units}
    return [
        _Row(one.unit, names[one.unit], one.indicator, one.reason, one.approved_by, by, at)
        for one, _, by, at, is_here in in_force(desk, heads)
        if is_here
    ]


def _recorded(desk: Desk, held: HeldFile | None) -> dict[tuple[str | None, str], tuple[str, str]]:
    """By its sheet and row, who recorded what stands there, and when."""
    if held is None:
        return {}
    grids, _ = read_grids(SourceFile(FILE, contents.content(desk.records, held.sha256)))
    found: dict[tuple[str | None, str], tuple[str, str]] = {}
    for grid in grids:
        lines = [[cell.text.strip() for cell in row] for row in grid.rows]
        titles = next((line for line in lines if _RECORDED_BY in line and _RECORDED_AT in line), None)
        if titles is not None:
            by, at = titles.index(_RECORDED_BY), titles.index(_RECORDED_AT)
            found |= {(grid.sheet, str(row)): (line[by], line[at]) for row, line in enumerate(lines, 1)}
    return found


def _row_of(place: Place) -> tuple[str | None, str]:
    return place.sheet, (place.cell or "").lstrip(ascii_uppercase)


def _sheet(rows: Sequence[_Row]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(_HEADINGS)
    for row in rows:
        # A code with a mark before it would name nobody; the name beside it does.
        code = row.unit_code if row.unit_code == _inert(row.unit_code) else ""
        writer.writerow([code, *map(_inert, row[1:])])
    return out.getvalue().encode("utf-8-sig")


def _at(moment: datetime) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"


def _inert(text: str) -> str:
    """A text that no spreadsheet takes for a formula, in one line."""
    return inert_field(" ".join(text.split()))
