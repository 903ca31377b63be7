"""The database: opened by its address, read and written in short transactions, its errors put into words."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import URL, make_url

from records import errors
from records.errors import RecordsError, not_found
from records.faults import in_words
from records.location import in_mode

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Seconds a writer waits for another one.
PATIENCE = 30
#: The versions of SQLite which no longer lose a write-ahead log that is reset while it is read.
_SOUND_LOG = ((3, 51, 3), (3, 50, 7), (3, 44, 6))
#: Any number of our own: it makes writers of one PostgreSQL database take turns, as SQLite's do anyway.
_WRITERS_TURN = 0x6261746F6E


def journal_mode(version: tuple[int, int, int]) -> str:
    """The journal that is safe with a version of SQLite: the write-ahead log only where its reset bug is mended.

    Elsewhere a rollback journal that is emptied: unlike its deletion, that is on the disk before an act is acknowledged.
    """
    newest = max(_SOUND_LOG)
    mended = version >= newest or any(version[:2] == sound[:2] and version >= sound for sound in _SOUND_LOG)
    return "WAL" if mended else "TRUNCATE"


@dataclass(frozen=True, eq=False)
class Records:
    """An open database. All functions over records take it first."""

    engine: sa.Engine
    url: URL

    @property
    def file(self) -> Path | None:
        """The file of an embedded database; None for a server."""
        if self.url.get_backend_name() != "sqlite" or not self.url.database:
            return None
        return Path(self.url.database)

    @property
    def shown(self) -> str:
        """Where the database is, without any password."""
        return str(self.file or shown(self.url))

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A transaction that sees one state of the database and writes nothing.

        Raises:
            RecordsError: If the database cannot be read.
        """
        reader = self.engine
        if self.url.get_backend_name() == "postgresql":
            reader = reader.execution_options(isolation_level="REPEATABLE READ")
        with self._in_words(), reader.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A transaction which is stored as a whole at its end, or not at all; writers take turns from its start.

        Raises:
            RecordsError: If the database cannot be written; nothing is stored then.
        """
        writer = self.engine.execution_options(baton_writes=True)
        with self._in_words(), writer.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_WRITERS_TURN)))
            yield connection

    @contextmanager
    def _in_words(self) -> Iterator[None]:
        try:
            yield
        except sa.exc.DBAPIError as error:
            raise in_words(error, self.shown, self.file) from error
        except sa.exc.TimeoutError as error:  # too many ask a server at once
            raise RecordsError(errors.LOCKED) from error
        except OverflowError as error:  # no record has a number that SQLite cannot hold
            raise not_found(errors.OF_WHICH) from error

    def close(self) -> None:
        """Lets go of connections to a server."""
        self.engine.dispose()


def connect(address: str) -> Records:
    """A database by its address, not looked into yet.

    Args:
        address: A URL as SQLAlchemy reads it: `sqlite:///FILE` or `postgresql://USER:PASSWORD@HOST/DATABASE`.

    Raises:
        RecordsError: If the address is of neither kind.
    """
    try:
        url = make_url(address)
    except (sa.exc.ArgumentError, ValueError):  # the latter of a port that is no number
        raise RecordsError(errors.UNKNOWN_KIND.fill(where=_beginning(address))) from None
    backend = url.get_backend_name()
    if backend == "sqlite" and url.database not in {None, "", ":memory:"} and not url.query:
        return Records(_sqlite(url), url)
    if backend == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
        return Records(_postgresql(url), url)
    raise RecordsError(errors.UNKNOWN_KIND.fill(where=shown(url)))


def shown(url: URL) -> str:
    """Which database of which server: what else an address may hold may be a password."""
    kind = url.get_backend_name()
    return URL.create(kind, url.username, None, url.host, url.port, url.database).render_as_string()


def _beginning(address: str) -> str:
    """As much of what is no address as cannot hold a password."""
    kind, between, _ = address.partition("://")
    return "…" if set(kind) & {"@", "="} else kind + (between and f"{between}…")


def _sqlite(url: URL) -> sa.Engine:
    # One short connection for each transaction: none outlives its thread, its fork or its file.
    # None makes its file either: one that is gone is not to be taken for an empty one.
    opened = in_mode(Path(str(url.database)), "rw")
    given = {"uri": True, "timeout": PATIENCE, "check_same_thread": False}
    engine = sa.create_engine(
        "sqlite://", poolclass=sa.NullPool, creator=partial(sqlite3.connect, opened, **given)
    )

    @event.listens_for(engine, "connect")
    def set_up(connection: sqlite3.Connection, _: object) -> None:
        # The driver's own transactions begin too late: the listener below begins them.
        connection.isolation_level = None
        for pragma in (
            "foreign_keys = ON",
            "synchronous = FULL",
            f"journal_mode = {journal_mode(sqlite3.sqlite_version_info)}",
            # A large act is gathered in memory, so that others read on until it is written.
            "cache_spill = OFF",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        # A reader that turned writer half-way would find its view stale and fail.
        writes = connection.get_execution_options().get("baton_writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _postgresql(url: URL) -> sa.Engine:
    options: dict[str, Any] = {
        "connect_timeout": 10,
        "options": f"-c lock_timeout={PATIENCE}s -c timezone=UTC",
    }
    return sa.create_engine(url, pool_pre_ping=True, pool_timeout=PATIENCE, connect_args=options)
