"""The grids of this page: no taller than their rows and never below the fold, and whose rows they mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from office.heads import Heads

ROW = 32
_MOST = 500
_BORDER = 2


def key_of(name: str, heads: Heads) -> str:
    """The key of a grid whose rows are those of one state of the data: what was marked in another marks nothing here."""
    return f"{name} {heads.assessment.id} {heads.submission_number}"


def grid_height(rows: int) -> int:
    """Pixels for so many rows and the headings."""
    return min((rows + 1) * ROW + _BORDER, _MOST)
