"""The audit log 审计日志: every act in order, each entry sealed together with the one before it."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, NamedTuple

import sqlalchemy as sa

from indicators.words import Words
from records import actors, moment
from records.tables import audit_entry

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from records.database import Records

#: What the first entry is sealed with.
START = "0" * 64


class Entry(NamedTuple):
    """One act: who did what when, and the seals of the entry before it and of itself (SHA-256)."""

    number: int
    at: datetime
    actor: str
    act: str
    assessment: int | None
    details: dict[str, Any]
    previous: str
    hash: str


class Broken(NamedTuple):
    """The first place where the log does not hold together, and in what way."""

    number: int
    how: Words
    expected: str
    found: str


_GONE = Words("该条缺失，或次序被打乱", "it is missing, or entries were put in another order")
_UNLINKED = Words(
    "该条与上一条接不上：上一条被改写，或两条之间有删除、插入、换位",
    "it does not follow the one before: that was rewritten, or entries were removed, inserted or exchanged between them",
)
_EDITED = Words("该条内容被改动", "what it says was changed")


def append(
    connection: sa.Connection, actor: str, act: str, assessment: int | None, **details: object
) -> None:
    """Adds an act within the transaction that carries it out, so that neither is stored without the other.

    Args:
        connection: A transaction that writes.
        actor: Who acts.
        act: The kind of act, such as `scheme stored`.
        assessment: The assessment it belongs to, if any.
        details: Numbers, hashes and names, as JSON holds them.

    Raises:
        RecordsError: If the actor is no name on one line.
    """
    actors.expect_name(actor)
    columns = audit_entry.c
    last = connection.execute(
        sa.select(columns.number, columns.hash).order_by(columns.number.desc()).limit(1)
    ).one_or_none()
    entry = {
        "number": 1 if last is None else last.number + 1,
        "at": moment.now(),
        "actor": actor,
        "act": act,
        "assessment": assessment,
        "details": _canonical(details),
        "previous": START if last is None else last.hash,
    }
    connection.execute(audit_entry.insert().values(**entry, hash=seal(entry)))


def seal(entry: dict[str, Any]) -> str:
    """The hash over all that an entry says and the hash of the one before."""
    said = {name: value for name, value in entry.items() if name != "hash"}
    # Half characters are refused where they would be stored.
    return hashlib.sha256(_canonical(said).encode(errors="surrogatepass")).hexdigest()


#: Made once: a log has a hundred thousand entries.
_canonical = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def entries(
    records: Records, assessment: int | None = None, *, before: int | None = None, most: int = 200
) -> tuple[Entry, ...]:
    """The newest entries first, of all or of one assessment with what befell the whole database, such as a restored backup.

    Args:
        records: The database.
        assessment: Whose; None for all.
        before: Only entries with a smaller number, to page on.
        most: How many at most.
    """
    wanted = sa.select(audit_entry).order_by(audit_entry.c.number.desc()).limit(most)
    if assessment is not None:
        whose = audit_entry.c.assessment
        wanted = wanted.where(sa.or_(whose == assessment, whose.is_(None)))
    if before is not None:
        wanted = wanted.where(audit_entry.c.number < before)
    with records.reading() as connection:
        return tuple(map(_entry, connection.execute(wanted).mappings()))


def _entry(row: Any) -> Entry:
    said = dict(row)
    return Entry(**{**said, "at": moment.read(said["at"]), "details": json.loads(said["details"])})


def first_broken(records: Records) -> Broken | None:
    """Where the chain breaks first: an entry edited, gone, inserted or out of order; None if it holds."""
    with records.reading() as connection:
        return _first_broken(
            connection.execute(sa.select(audit_entry).order_by(audit_entry.c.number)).mappings()
        )


def _first_broken(rows: Iterable[Any]) -> Broken | None:
    previous = START
    for expected, row in enumerate(rows, start=1):
        entry = dict(row)
        if entry["number"] != expected:
            return Broken(expected, _GONE, str(expected), str(entry["number"]))
        if entry["previous"] != previous:
            return Broken(expected, _UNLINKED, previous, entry["previous"])
        if seal(entry) != entry["hash"]:
            return Broken(expected, _EDITED, seal(entry), entry["hash"])
        previous = entry["hash"]
    return None


def head(records: Records) -> tuple[int, str]:
    """The number and hash of the last entry; (0, zeros) for an empty log."""
    with records.reading() as connection:
        last = connection.execute(
            sa.select(audit_entry.c.number, audit_entry.c.hash).order_by(audit_entry.c.number.desc()).limit(1)
        ).one_or_none()
    return (0, START) if last is None else (last.number, last.hash)


def holds(records: Records, number: int, seal: str) -> bool:
    """Whether the log still has the entry whose number and hash were written down elsewhere.

    A chain tells what was done inside it, but not that its end was cut off: only such a note does.
    """
    with records.reading() as connection:
        found = connection.execute(
            sa.select(audit_entry.c.hash).where(audit_entry.c.number == number)
        ).scalar_one_or_none()
    return (START if number == 0 else found) == seal
