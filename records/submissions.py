"""Submissions 报送: versions of the set of files that make up the data, and what each of them changed."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, NamedTuple

import sqlalchemy as sa

from indicators.words import Words
from records import audit, contents, moment
from records.errors import expect_newest, no_such_version
from records.tables import record_change, reported_value, submission, submission_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from records.database import Records

DATA = Words("填报数据", "data")


class HeldFile(NamedTuple):
    """A file of the data: its name and hash, the submission it came with, when and from whom it was received."""

    name: str
    sha256: str
    size: int
    since: int
    received: datetime
    received_from: str


class NewFile(NamedTuple):
    """A file handed in now."""

    name: str
    content: bytes
    received: datetime


class ValueChange(NamedTuple):
    """One cell that says something else than before: states as words, values as decimal text.

    The state before is None where the unit was not there.
    """

    unit: str
    indicator: str
    field: str
    state_before: str | None
    value_before: str | None
    state: str
    value: str | None
    file: str | None
    sheet: str | None
    cell: str | None


class Submission(NamedTuple):
    """One version of the data."""

    number: int
    scheme: int
    note: str
    changed: int
    made_by: str
    made_at: datetime


def add(
    records: Records,
    actor: str,
    assessment: int,
    files: Sequence[HeldFile | NewFile],
    changes: Iterable[ValueChange],
    *,
    expected: int,
    scheme: int,
    note: str = "",
    record_changes: Sequence[Words] = (),
) -> Submission:
    """Stores a version of the data as a whole: its files, what they change, and the entry in the log.

    Args:
        records: The database.
        actor: Who hands it in.
        assessment: To what it belongs.
        files: All files that make up the data from now on, those kept from before among them.
        changes: Every cell that says something else than before.
        expected: The number of the submission it was compared with, 0 for the first.
        scheme: The scheme version it was read by.
        note: What it is about.
        record_changes: What became of units, exemptions, adjustments and vetoes besides, one sentence each.

    Raises:
        ConflictError: If there is a newer submission than the expected one.
        NotFoundError: If there never was the expected one, or there is no such assessment or held file.
    """
    listed_changes = list(changes)
    with records.writing() as connection:
        newest = _latest(connection, assessment)
        expect_newest(DATA, expected, newest)
        row = {
            "number": expected + 1,
            "scheme": scheme,
            "note": note,
            "changed": len(listed_changes) + len(record_changes),
            "made_by": actor,
            "made_at": moment.now(),
        }
        key = connection.execute(
            submission.insert().values(assessment=assessment, **row).returning(submission.c.id)
        ).scalar_one()
        held = [_held(connection, file, expected + 1, actor) for file in files]
        if held:
            connection.execute(
                submission_file.insert(),
                [
                    {
                        "submission": key,
                        "position": position,
                        **file._asdict(),
                        "received": moment.written(file.received),
                    }
                    for position, file in enumerate(held)
                ],
            )
        if listed_changes:
            connection.execute(
                reported_value.insert(), [{"submission": key, **one._asdict()} for one in listed_changes]
            )
        if record_changes:
            connection.execute(
                record_change.insert(),
                [
                    {"submission": key, "position": position, "zh": said.zh, "en": said.en}
                    for position, said in enumerate(record_changes)
                ],
            )
        audit.append(
            connection,
            actor,
            "data stored",
            assessment,
            submission=row["number"],
            scheme=scheme,
            **_told(_files(connection, assessment, expected), held),
            changed=row["changed"],
            note=note,
        )
        return _submission(row)


def _told(before: Sequence[HeldFile], after: Sequence[HeldFile]) -> Mapping[str, object]:
    """What became of the files, and one digest of all of them: their names, hashes and submissions in their order."""
    old, new = ({file.name: file for file in files} for files in (before, after))
    return {
        "added": {name: file.sha256 for name, file in new.items() if name not in old},
        "replaced": {name: file.sha256 for name, file in new.items() if file != old.get(name, file)},
        "removed": {name: file.sha256 for name, file in old.items() if name not in new},
        "files": len(after),
        "files_digest": files_digest(after),
    }


def files_digest(files: Sequence[HeldFile]) -> str:
    """One digest of files: their names, hashes and submissions in their order."""
    all_of_them = json.dumps([(file.name, file.sha256, file.since) for file in files])
    return hashlib.sha256(all_of_them.encode()).hexdigest()


def _held(connection: sa.Connection, file: HeldFile | NewFile, number: int, actor: str) -> HeldFile:
    if isinstance(file, HeldFile):
        return file
    kept = contents.keep(connection, file.content)
    return HeldFile(file.name, kept, len(file.content), number, file.received, actor)


def latest(records: Records, assessment: int) -> Submission | None:
    """The newest version of the data, if there is any."""
    with records.reading() as connection:
        return _latest(connection, assessment)


def _latest(connection: sa.Connection, assessment: int) -> Submission | None:
    row = connection.execute(_of(assessment).limit(1)).mappings().one_or_none()
    return None if row is None else _submission(row)


def listed(records: Records, assessment: int) -> tuple[Submission, ...]:
    """All versions, the newest first."""
    with records.reading() as connection:
        return tuple(map(_submission, connection.execute(_of(assessment)).mappings()))


def files(records: Records, assessment: int, number: int) -> tuple[HeldFile, ...]:
    """The files that make up the data as of a submission, in their order; none for number 0."""
    with records.reading() as connection:
        return _files(connection, assessment, number)


def _files(connection: sa.Connection, assessment: int, number: int) -> tuple[HeldFile, ...]:
    rows = connection.execute(
        sa.select(submission_file)
        .join(submission, submission.c.id == submission_file.c.submission)
        .where(submission.c.assessment == assessment, submission.c.number == number)
        .order_by(submission_file.c.position)
    )
    return tuple(
        HeldFile(
            row["name"],
            row["sha256"],
            row["size"],
            row["since"],
            moment.read(row["received"]),
            row["received_from"],
        )
        for row in rows.mappings()
    )


def changes(
    records: Records, assessment: int, number: int, *, first: int = 0, most: int = 500
) -> tuple[ValueChange, ...]:
    """What a submission changed, in the order it was found, from the `first`-th on.

    Raises:
        RecordsError: If there is no such submission.
    """
    with records.reading() as connection:
        key = connection.execute(
            sa.select(submission.c.id).where(
                submission.c.assessment == assessment, submission.c.number == number
            )
        ).scalar_one_or_none()
        if key is None:
            raise no_such_version(DATA, number)
        rows = connection.execute(
            sa.select(*(reported_value.c[name] for name in ValueChange._fields))
            .where(reported_value.c.submission == key)
            .order_by(reported_value.c.id)
            .offset(first)
            .limit(most)
        )
        return tuple(ValueChange(*row) for row in rows)


def history(
    records: Records, assessment: int, unit: str, indicator: str
) -> tuple[tuple[Submission, ValueChange], ...]:
    """Everything a unit ever reported on an indicator, the newest first."""
    names = [reported_value.c[name].label(f"change_{name}") for name in ValueChange._fields]
    with records.reading() as connection:
        rows = connection.execute(
            sa.select(submission, *names)
            .join(submission, submission.c.id == reported_value.c.submission)
            .where(
                submission.c.assessment == assessment,
                reported_value.c.unit == unit,
                reported_value.c.indicator == indicator,
            )
            .order_by(submission.c.number.desc(), reported_value.c.id)
        )
        return tuple(
            (_submission(row), ValueChange(*(row[name.name] for name in names))) for row in rows.mappings()
        )


def _of(assessment: int) -> sa.Select[Any]:
    return (
        sa.select(submission)
        .where(submission.c.assessment == assessment)
        .order_by(submission.c.number.desc())
    )


def _submission(row: Any) -> Submission:
    return Submission(
        row["number"], row["scheme"], row["note"], row["changed"], row["made_by"], moment.read(row["made_at"])
    )
