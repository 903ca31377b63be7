"""Whether records are whole: nothing half stored, nothing without its entry in the log, the chain unbroken."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sqlalchemy as sa

from records import audit, contents, tables

if TYPE_CHECKING:
    from records import Records

#: The acts and the table that has one row for each of them.
_ACTS = {
    "assessment started": tables.assessment,
    "data stored": tables.submission,
    "run stored": tables.run,
    "proposal stored": tables.proposal,
    "scheme stored": tables.version,
}


def expect_whole(records: Records) -> None:
    """Fails unless every act is there with all that belongs to it; every content is read and hashed again."""
    assert audit.first_broken(records) is None
    with records.reading() as connection:
        if records.file is not None:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        for act, table in _ACTS.items():
            entries = sa.select(sa.func.count()).where(tables.audit_entry.c.act == act)
            acts = sa.select(sa.func.count()).select_from(table)
            assert connection.execute(entries).scalar_one() == connection.execute(acts).scalar_one(), act
        _expect_whole_submissions(connection)
        for sha256, size, content in connection.execute(sa.select(tables.content)):
            assert contents.digest(content) == sha256
            assert len(content) == size


def _expect_whole_submissions(connection: sa.Connection) -> None:
    submission, value = tables.submission, tables.reported_value
    counted = sa.select(value.c.submission, sa.func.count()).group_by(value.c.submission)
    found: dict[int, int] = {row[0]: row[1] for row in connection.execute(counted)}
    changed = sa.select(submission.c.id, submission.c.changed)
    wanted: dict[int, int] = {row[0]: row[1] for row in connection.execute(changed)}
    assert {key: found.get(key, 0) for key in wanted} == wanted
    file = tables.submission_file
    last = sa.select(file.c.submission, sa.func.count(), sa.func.max(file.c.position)).group_by(
        file.c.submission
    )
    for key, many, position in connection.execute(last):
        assert key in wanted
        assert position == many - 1
    numbers = connection.execute(sa.select(submission.c.number).order_by(submission.c.number)).scalars().all()
    assert list(numbers) == list(range(1, len(numbers) + 1))
