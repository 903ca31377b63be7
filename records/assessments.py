"""Assessments 考核: one city's assessment of one year, to which everything else belongs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import sqlalchemy as sa

from indicators.words import Words
from records import audit, moment
from records.errors import not_found
from records.tables import assessment as table

if TYPE_CHECKING:
    from datetime import datetime

    from records.database import Records


class Assessment(NamedTuple):
    """One of them; `sample` for the invented city that comes with Baton."""

    id: int
    title: str
    sample: bool
    made_by: str
    made_at: datetime


def start(records: Records, actor: str, title: str, *, sample: bool = False) -> Assessment:
    """Begins an assessment, with nothing in it."""
    with records.writing() as connection:
        return begin(connection, actor, title, sample=sample)


def start_first(records: Records, actor: str, title: str, *, sample: bool) -> Assessment | None:
    """Begins an assessment where there is none yet; None where there is, though somebody has begun it just now."""
    with records.writing() as connection:
        if connection.execute(sa.select(table.c.id).limit(1)).one_or_none() is not None:
            return None
        return begin(connection, actor, title, sample=sample)


def begin(connection: sa.Connection, actor: str, title: str, *, sample: bool) -> Assessment:
    """The same within a transaction."""
    made_at = moment.now()
    row = {"title": title, "sample": sample, "made_by": actor, "made_at": made_at}
    number = connection.execute(table.insert().values(**row).returning(table.c.id)).scalar_one()
    audit.append(connection, actor, "assessment started", number, title=title)
    return _assessment({**row, "id": number})


def listed(records: Records) -> tuple[Assessment, ...]:
    """All of them, the newest first."""
    with records.reading() as connection:
        rows = connection.execute(sa.select(table).order_by(table.c.id.desc()))
        return tuple(map(_assessment, rows.mappings()))


def found(records: Records, assessment: int) -> Assessment:
    """One of them.

    Raises:
        RecordsError: If it is not there.
    """
    with records.reading() as connection:
        row = connection.execute(sa.select(table).where(table.c.id == assessment)).mappings().one_or_none()
    if row is None:
        raise not_found(Words(f"考核 {assessment}", f"assessment {assessment}"))
    return _assessment(row)


def _assessment(row: Any) -> Assessment:
    return Assessment(
        row["id"], row["title"], bool(row["sample"]), row["made_by"], moment.read(row["made_at"])
    )
