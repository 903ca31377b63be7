"""What submissions changed beside the values, and when each unit was first heard of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from indicators.words import Words
from records import moment
from records.tables import record_change, reported_value, submission, submission_file

if TYPE_CHECKING:
    from datetime import datetime

    from records.database import Records


def record_changes(records: Records, assessment: int, number: int) -> tuple[Words, ...]:
    """What became of units, exemptions, adjustments and vetoes by a submission, one sentence each."""
    with records.reading() as connection:
        rows = connection.execute(
            sa.select(record_change.c.zh, record_change.c.en)
            .join(submission, submission.c.id == record_change.c.submission)
            .where(submission.c.assessment == assessment, submission.c.number == number)
            .order_by(record_change.c.position)
        )
        return tuple(Words(*row) for row in rows)


def first_received(records: Records, assessment: int) -> dict[str, datetime]:
    """By the code of each unit, when the first file came that changed anything of it, be it held still or not."""
    files = (
        sa.select(submission_file.c.submission, submission_file.c.name, submission_file.c.received)
        .join(submission, submission.c.id == submission_file.c.submission)
        .where(submission.c.assessment == assessment, submission_file.c.since == submission.c.number)
    )
    told = (
        sa.select(reported_value.c.unit, reported_value.c.submission, reported_value.c.file)
        .join(submission, submission.c.id == reported_value.c.submission)
        .where(submission.c.assessment == assessment, reported_value.c.file.is_not(None))
        .distinct()
    )
    with records.reading() as connection:
        received = {
            (row.submission, row.name): moment.read(row.received) for row in connection.execute(files)
        }
        first: dict[str, datetime] = {}
        for unit, key, name in connection.execute(told):
            # What stands in a zip is called by the zip and its own name.
            came = received.get((key, name.partition("/")[0]))
            if came is not None:
                first[unit] = min(came, first.get(unit, came))
    return first
