"""The first look at much data takes seconds: it is read with its progress shown, once for everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.words import Words
from ui.frame import progress
from ui.session import here

if TYPE_CHECKING:
    from office.reading import Reading

READING = Words("正在读取数据，并核对、计分…", "Reading the data, checking and scoring…")


def reading_or_progress() -> Reading | None:
    """What the open assessment holds at this moment; while it is read, a bar shows how far that has come."""
    session = here()
    heads = session.heads
    if heads is None or session.desk.is_read(heads):
        return session.current
    with progress(READING) as tell:
        return session.desk.reading(heads, tell)
