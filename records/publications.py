"""Publications 公布: a run made public is frozen; it can be superseded by another or withdrawn, never edited."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import TYPE_CHECKING, Any, NamedTuple

import sqlalchemy as sa

from indicators.words import Words
from records import audit, moment
from records.errors import ConflictError, RecordsError
from records.tables import publication as table
from records.tables import submission, version
from records.versions import Kind

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from records.database import Records


class Act(StrEnum):
    """What is done with a run towards the outside."""

    PUBLISHED = "published"
    SUPERSEDED = "superseded"
    WITHDRAWN = "withdrawn"

    @property
    def words(self) -> Words:
        """What a person reads."""
        return _WORDS[self]


_WORDS = {
    Act.PUBLISHED: Words("已公布", "published"),
    Act.SUPERSEDED: Words("已被取代", "superseded"),
    Act.WITHDRAWN: Words("已撤回", "withdrawn"),
}

_NOTHING_PUBLIC = Words(
    "公布：第 {run} 次计分现在不是公布状态，可能已被他人撤回或取代；没有改动。请刷新“记录”页查看。",
    "Publication: run {run} is not public now; somebody may have withdrawn or superseded it. Nothing was changed. Look"
    " at the History page again.",
)
_ANOTHER_PUBLIC = Words(
    "公布：现在公布的是第 {run} 次计分，与您看到的不同；没有改动。请刷新“记录”页后再决定是否取代它。",
    "Publication: run {run} is public now, which is not what you saw. Nothing was changed. Look at the History page"
    " again before you supersede it.",
)
_MOVED_ON = Words(
    "公布：您查看期间，方案、清单或数据有了变化，没有改动。请看过新的结果再公布。",
    "Publication: the scheme, the list or the data has changed while you looked; nothing was changed. Look at the new"
    " results, then publish.",
)
_PUBLIC_ALREADY = Words(
    "公布：第 {run} 次计分已经公布，不必再公布；没有改动。",
    "Publication: run {run} is public already; nothing was changed.",
)


class Publication(NamedTuple):
    """One act, its reason, and what was acknowledged in doing it."""

    run: int
    act: Act
    reason: str
    acknowledged: tuple[str, ...]
    made_by: str
    made_at: datetime


class Newest(NamedTuple):
    """The numbers of the newest versions of what results are made of; 0 before the first."""

    scheme: int
    catalogue: int
    submission: int


def expect_newest(connection: sa.Connection, assessment: int, seen: Newest) -> None:
    """Lets pass who has seen the newest of all that results are made of; nothing is newer till the transaction's end.

    Raises:
        ConflictError: If there is a newer scheme, list or version of the data.
    """
    of_kind = {
        kind: sa.select(sa.func.max(version.c.number)).where(
            version.c.assessment == assessment, version.c.kind == kind.value
        )
        for kind in (Kind.SCHEME, Kind.CATALOGUE)
    }
    data = sa.select(sa.func.max(submission.c.number)).where(submission.c.assessment == assessment)
    numbers = (of_kind[Kind.SCHEME], of_kind[Kind.CATALOGUE], data)
    if seen != Newest(*(connection.execute(number).scalar_one() or 0 for number in numbers)):
        raise ConflictError(_MOVED_ON)


def publish(
    connection: sa.Connection,
    actor: str,
    assessment: int,
    run: int,
    reason: str,
    acknowledged: Sequence[str],
    *,
    supersedes: int | None,
) -> Publication:
    """Makes a run public; whatever was public is superseded in the same act.

    Args:
        connection: A writing transaction.
        actor: Who publishes.
        assessment: Whose run.
        run: Its number.
        reason: Why, or on whose decision.
        acknowledged: What was acknowledged, in words.
        supersedes: The run that was public as the actor saw it; None if there was none.

    Raises:
        NotFoundError: If there is no such run.
        ConflictError: If another run is public than the actor saw.
        RecordsError: If this one is public already.
    """
    public = _public(connection, assessment)
    if public != supersedes:
        raise ConflictError(
            _NOTHING_PUBLIC.fill(run=supersedes) if public is None else _ANOTHER_PUBLIC.fill(run=public)
        )
    if public == run:
        raise RecordsError(_PUBLIC_ALREADY.fill(run=run))
    if public is not None:
        _add(connection, actor, assessment, public, Act.SUPERSEDED, reason, ())
    return _add(connection, actor, assessment, run, Act.PUBLISHED, reason, acknowledged)


def withdraw(records: Records, actor: str, assessment: int, run: int, reason: str) -> Publication:
    """Takes a public run back; it stays in the records.

    Raises:
        RecordsError: If it is not public.
    """
    with records.writing() as connection:
        if _public(connection, assessment) != run:
            raise RecordsError(_NOTHING_PUBLIC.fill(run=run))
        return _add(connection, actor, assessment, run, Act.WITHDRAWN, reason, ())


def _add(
    connection: sa.Connection,
    actor: str,
    assessment: int,
    run: int,
    act: Act,
    reason: str,
    acknowledged: Sequence[str],
) -> Publication:
    row = {
        "run": run,
        "act": act.value,
        "reason": reason,
        "acknowledged": json.dumps(list(acknowledged), ensure_ascii=False),
        "made_by": actor,
        "made_at": moment.now(),
    }
    connection.execute(table.insert().values(assessment=assessment, **row))
    audit.append(
        connection,
        actor,
        f"run {act.value}",
        assessment,
        run=run,
        reason=reason,
        acknowledged=list(acknowledged),
    )
    return _publication(row)


def listed(records: Records, assessment: int) -> tuple[Publication, ...]:
    """Every act, the newest first."""
    with records.reading() as connection:
        rows = connection.execute(_of(assessment))
        return tuple(map(_publication, rows.mappings()))


def public_run(records: Records, assessment: int) -> int | None:
    """The number of the run that is public now."""
    with records.reading() as connection:
        return _public(connection, assessment)


def _public(connection: sa.Connection, assessment: int) -> int | None:
    last = connection.execute(_of(assessment).limit(1)).mappings().one_or_none()
    return last["run"] if last is not None and last["act"] == Act.PUBLISHED else None


def _of(assessment: int) -> sa.Select[Any]:
    return sa.select(table).where(table.c.assessment == assessment).order_by(table.c.id.desc())


def _publication(row: Any) -> Publication:
    return Publication(
        row["run"],
        Act(row["act"]),
        row["reason"],
        tuple(json.loads(row["acknowledged"])),
        row["made_by"],
        moment.read(row["made_at"]),
    )
