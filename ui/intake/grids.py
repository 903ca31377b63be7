"""How tall the grids of this page are: no taller than their rows, and never below the fold."""

from __future__ import annotations

ROW = 32
_MOST = 500
_BORDER = 2


def grid_height(rows: int) -> int:
    """Pixels for so many rows and the headings."""
    return min((rows + 1) * ROW + _BORDER, _MOST)
