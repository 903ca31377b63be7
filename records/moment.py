"""Moments as they are kept: ISO 8601 in UTC to the microsecond, so that text sorts as time does."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> str:
    """The present moment as it is kept."""
    return written(datetime.now(UTC))


def written(moment: datetime) -> str:
    """A moment that knows its zone, as it is kept."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def read(kept: str) -> datetime:
    """A kept moment, in UTC."""
    return datetime.fromisoformat(kept)
