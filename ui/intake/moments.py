"""Moments as the office reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


def shown(moment: datetime | None) -> str:
    """Day and minute by the clock on the wall; empty where nobody knows."""
    return "" if moment is None else f"{moment.astimezone():%Y-%m-%d %H:%M}"


def shown_briefly(moment: datetime) -> str:
    """The same without the year."""
    return f"{moment.astimezone():%m-%d %H:%M}"
