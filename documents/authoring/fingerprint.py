"""Which scheme a workbook was made from, so that older edits do not undo newer ones."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from documents.authoring.tables import GUIDE_TITLE
from indicators.scheme_text import write_scheme

if TYPE_CHECKING:
    from collections.abc import Mapping

    from documents.grid import Grid
    from indicators.scheme import Scheme

#: What stands before it on the guide's sheet.
LABEL = "导出时的方案"
_DIGITS = 16


def fingerprint_of(scheme: Scheme) -> str:
    """The same for schemes which say the same."""
    return hashlib.sha256(write_scheme(scheme).encode()).hexdigest()[:_DIGITS]


def read_fingerprint(grids: Mapping[str, Grid]) -> str | None:
    """The fingerprint a workbook carries; None where somebody took it out."""
    guide = grids.get(GUIDE_TITLE)
    rows = () if guide is None else guide.rows
    return next((row[1].text for row in rows if row[0].text == LABEL and len(row) > 1), None)
