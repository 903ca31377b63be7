"""Versions of what an office writes and revises: schemes, provincial lists, benchmarks, last year's results."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

import sqlalchemy as sa

from indicators.words import Words
from records import audit, contents, moment
from records.errors import expect_newest, no_such_version
from records.tables import version as table

if TYPE_CHECKING:
    from datetime import datetime

    from records.database import Records


class Kind(StrEnum):
    """What is revised; each has numbers of its own, from 1."""

    SCHEME = "scheme"
    CATALOGUE = "catalogue"
    BENCHMARK = "benchmark"
    LAST_YEAR = "last year"

    @property
    def words(self) -> Words:
        """What a person reads."""
        return _WORDS[self]


_WORDS = {
    Kind.SCHEME: Words("方案", "scheme"),
    Kind.CATALOGUE: Words("省级清单", "provincial list"),
    Kind.BENCHMARK: Words("对标表", "benchmark"),
    Kind.LAST_YEAR: Words("上年结果", "last year's results"),
}


class Version(NamedTuple):
    """One version; its bytes are `contents.content(records, version.sha256)`."""

    kind: Kind
    number: int
    name: str
    sha256: str
    note: str
    #: The number of the proposal of weights which it applies.
    proposal: int | None
    made_by: str
    made_at: datetime


def add(
    records: Records,
    actor: str,
    assessment: int,
    kind: Kind,
    name: str,
    content: bytes,
    *,
    expected: int,
    note: str = "",
    proposal: int | None = None,
) -> Version:
    """Stores a new version.

    Args:
        records: The database.
        actor: Who stores it.
        assessment: To what it belongs.
        kind: What it is a version of.
        name: The name of its file.
        content: The file.
        expected: The number of the version it was made from, 0 for the first.
        note: What is new in it.
        proposal: The proposal of weights it applies, if it does.

    Raises:
        ConflictError: If there is a newer version than the expected one.
        NotFoundError: If there never was the expected one, or there is no such assessment or proposal.
    """
    with records.writing() as connection:
        return put(
            connection,
            actor,
            assessment,
            kind,
            name,
            content,
            expected=expected,
            note=note,
            proposal=proposal,
        )


def put(
    connection: sa.Connection,
    actor: str,
    assessment: int,
    kind: Kind,
    name: str,
    content: bytes,
    *,
    expected: int,
    note: str = "",
    proposal: int | None = None,
) -> Version:
    """The same within a transaction."""
    newest = _latest(connection, assessment, kind)
    expect_newest(kind.words, expected, newest)
    row = {
        "kind": kind.value,
        "number": expected + 1,
        "name": name,
        "sha256": contents.keep(connection, content),
        "note": note,
        "proposal": proposal,
        "made_by": actor,
        "made_at": moment.now(),
    }
    connection.execute(table.insert().values(assessment=assessment, **row))
    audit.append(
        connection,
        actor,
        f"{kind.value} stored",
        assessment,
        version=row["number"],
        name=name,
        sha256=row["sha256"],
        note=note,
        proposal=proposal,
    )
    return _version(row)


def latest(records: Records, assessment: int, kind: Kind) -> Version | None:
    """The newest version, if there is any."""
    with records.reading() as connection:
        return _latest(connection, assessment, kind)


def _latest(connection: sa.Connection, assessment: int, kind: Kind) -> Version | None:
    row = connection.execute(_of(assessment, kind).limit(1)).mappings().one_or_none()
    return None if row is None else _version(row)


def listed(records: Records, assessment: int, kind: Kind) -> tuple[Version, ...]:
    """All versions, the newest first."""
    with records.reading() as connection:
        return tuple(map(_version, connection.execute(_of(assessment, kind)).mappings()))


def numbered(records: Records, assessment: int, kind: Kind, number: int) -> Version:
    """One version.

    Raises:
        RecordsError: If it is not there.
    """
    with records.reading() as connection:
        row = (
            connection.execute(_of(assessment, kind).where(table.c.number == number)).mappings().one_or_none()
        )
    if row is None:
        raise no_such_version(kind.words, number)
    return _version(row)


def _of(assessment: int, kind: Kind) -> sa.Select[Any]:
    return (
        sa.select(table)
        .where(table.c.assessment == assessment, table.c.kind == kind.value)
        .order_by(table.c.number.desc())
    )


def _version(row: Any) -> Version:
    return Version(
        Kind(row["kind"]),
        row["number"],
        row["name"],
        row["sha256"],
        row["note"],
        row["proposal"],
        row["made_by"],
        moment.read(row["made_at"]),
    )
