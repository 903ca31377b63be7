"""Runs 计分: what came out of a scheme and a version of the data, with all it was scored from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import sqlalchemy as sa

from indicators.words import Words
from records import audit, contents, moment
from records.errors import not_found
from records.tables import run as table

if TYPE_CHECKING:
    from datetime import datetime

    from records.database import Records


class Run(NamedTuple):
    """One run; its snapshot and results are kept by their SHA-256."""

    number: int
    scheme: int
    catalogue: int | None
    submission: int
    engine: str
    snapshot: str
    results: str
    units: int
    provisional: bool
    made_by: str
    made_at: datetime


class Outcome(NamedTuple):
    """What is kept of a run."""

    scheme: int
    catalogue: int | None
    submission: int
    engine: str
    snapshot: bytes
    results: bytes
    units: int
    provisional: bool


def add(records: Records, actor: str, assessment: int, outcome: Outcome) -> Run:
    """Keeps a run; one that was made of the same and came out the same as the last one is that one."""
    with records.writing() as connection:
        return put(connection, actor, assessment, outcome)


def put(connection: sa.Connection, actor: str, assessment: int, outcome: Outcome) -> Run:
    """The same within a transaction."""
    newest = _latest(connection, assessment)
    same = outcome._replace(
        snapshot=contents.digest(outcome.snapshot).encode(),
        results=contents.digest(outcome.results).encode(),
    )
    if newest is not None and _is(newest, same):
        return newest
    row = {
        **outcome._asdict(),
        "number": 1 if newest is None else newest.number + 1,
        "snapshot": contents.keep(connection, outcome.snapshot),
        "results": contents.keep(connection, outcome.results),
        "made_by": actor,
        "made_at": moment.now(),
    }
    connection.execute(table.insert().values(assessment=assessment, **row))
    shown = ("scheme", "catalogue", "submission", "engine", "snapshot", "results", "units")
    audit.append(
        connection,
        actor,
        "run stored",
        assessment,
        run=row["number"],
        **{name: row[name] for name in shown},
    )
    return _run(row)


def _is(run: Run, outcome: Outcome) -> bool:
    kept = (run.scheme, run.catalogue, run.submission, run.engine, run.snapshot, run.results)
    made = (outcome.scheme, outcome.catalogue, outcome.submission, outcome.engine)
    return kept == (*made, outcome.snapshot.decode(), outcome.results.decode())


def latest(records: Records, assessment: int) -> Run | None:
    """The newest run, if there is any."""
    with records.reading() as connection:
        return _latest(connection, assessment)


def _latest(connection: sa.Connection, assessment: int) -> Run | None:
    row = connection.execute(_of(assessment).limit(1)).mappings().one_or_none()
    return None if row is None else _run(row)


def listed(records: Records, assessment: int) -> tuple[Run, ...]:
    """All runs, the newest first."""
    with records.reading() as connection:
        return tuple(map(_run, connection.execute(_of(assessment)).mappings()))


def numbered(records: Records, assessment: int, number: int) -> Run:
    """One run.

    Raises:
        RecordsError: If it is not there.
    """
    with records.reading() as connection:
        row = connection.execute(_of(assessment).where(table.c.number == number)).mappings().one_or_none()
    if row is None:
        raise not_found(Words(f"第 {number} 次计分", f"run {number}"))
    return _run(row)


def _of(assessment: int) -> sa.Select[Any]:
    return sa.select(table).where(table.c.assessment == assessment).order_by(table.c.number.desc())


def _run(row: Any) -> Run:
    kept = {name: row[name] for name in Run._fields}
    return Run(**{**kept, "provisional": bool(row["provisional"]), "made_at": moment.read(row["made_at"])})
