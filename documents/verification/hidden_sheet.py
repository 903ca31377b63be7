"""The hidden sheet 快照 in which a workbook carries its snapshot: text that any program keeps when it saves again."""

from __future__ import annotations

import binascii
import hashlib
import re
from base64 import b64decode, b64encode
from typing import TYPE_CHECKING, Any, NamedTuple

from documents.inert_text import write_text
from documents.table_style import TEXT_FONT, Look
from indicators.words import Words
from scoring.packing import DAMAGE, Bounds, LaterFormatError, canonical, squeezed, unpacked

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from documents.grid import Grid
    from documents.table_book import Book

#: Of what a workbook carries: some 30,000 units by 60 indicators.
BOUNDS = Bounds(64_000_000, 1_000_000)
#: A cell holds 32,767 characters.
_CHUNK = 32_000
_NAME = Words("快照", "Snapshot")
_NOTE = Words(
    "本表由程序写入，内有重新计算所需的全部内容，供核验使用；请勿改动或删除。",
    "Written by the program: all that is needed to work the results out again, for verification. Do not change or"
    " delete it.",
)
_TOO_LARGE = "baton-snapshot too large"
_HEADER = re.compile(r"baton-snapshot 1 ([1-9][0-9]{0,3}) ([0-9a-f]{64})")


class Found(NamedTuple):
    """What a workbook carries: its snapshot, or why there is none: `absent`, `too large`, `damaged` or `later`."""

    record: Mapping[str, Any] | None
    why: str = ""
    #: The title of the sheet it was taken from.
    sheet: str | None = None


def add_snapshot(book: Book, record: dict[str, Any]) -> None:
    """Adds the sheet, which no program shows; one too large to be read again is left out, and that is said."""
    page = book.sheet(_NAME, _NAME)
    page.very_hidden()
    look = book.format(Look(TEXT_FONT, bordered=False, wrapped=False))
    for row, text in enumerate(_cells(record, book.say(_NOTE))):
        write_text(page, row, 0, text, look)


def _cells(record: dict[str, Any], note: str) -> list[str]:
    text = canonical(record)
    if not BOUNDS.hold(text):
        return [_TOO_LARGE, note]
    content = squeezed(text)
    letters = b64encode(content).decode()
    chunks = [letters[at : at + _CHUNK] for at in range(0, len(letters), _CHUNK)]
    return [f"baton-snapshot 1 {len(chunks)} {hashlib.sha256(content).hexdigest()}", note, *chunks]


def find_snapshot(grids: Iterable[Grid]) -> Found:
    """The snapshot among the sheets of a workbook, whatever the sheet is called by now."""
    for grid in grids:
        if is_snapshot(grid):
            return _found([row[0].text for row in grid.rows if row])._replace(sheet=grid.sheet)
    return Found(None, "absent")


def is_snapshot(grid: Grid) -> bool:
    """Whether a sheet is the one with the snapshot."""
    return bool(grid.rows and grid.rows[0]) and grid.rows[0][0].text.startswith("baton-snapshot")


def holds_nothing_else(grid: Grid) -> bool:
    """Whether a sheet with a snapshot has just the cells that the program writes there."""
    texts = [row[0].text for row in grid.rows]
    header = _HEADER.fullmatch(texts[0])
    return (
        header is not None
        and len(texts) == 2 + int(header[1])
        and texts[1] in {_NOTE.zh, _NOTE.en}
        and all(cell.blank for row in grid.rows for cell in row[1:])
    )


def _found(texts: list[str]) -> Found:
    header = _HEADER.fullmatch(texts[0])
    if header is None:
        return Found(None, "too large" if texts[0] == _TOO_LARGE else "damaged")
    try:
        content = b64decode("".join(texts[2 : 2 + int(header[1])]), validate=True)
    except (binascii.Error, ValueError):
        return Found(None, "damaged")
    if hashlib.sha256(content).hexdigest() != header[2]:
        return Found(None, "damaged")
    try:
        return Found(unpacked(content, BOUNDS))
    except LaterFormatError:
        return Found(None, "later")
    except DAMAGE:
        return Found(None, "damaged")
