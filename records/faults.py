"""The database's own errors, put into words for the person at the desk."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import sqlalchemy as sa

from records import errors
from records.errors import RecordsError

if TYPE_CHECKING:
    from pathlib import Path

    from indicators.words import Words

#: How SQLite's names for an error begin, and what they mean to a person.
_SQLITE = {
    "SQLITE_BUSY": errors.LOCKED,
    "SQLITE_LOCKED": errors.LOCKED,
    "SQLITE_FULL": errors.DISK_FULL,
    # So it says where a file may grow no further.
    "SQLITE_IOERR_WRITE": errors.DISK_FULL,
    "SQLITE_READONLY": errors.READ_ONLY,
    "SQLITE_CANTOPEN": errors.READ_ONLY,
    "SQLITE_PERM": errors.READ_ONLY,
}
#: How those begin that say the file is not what it should be.
DAMAGED = ("SQLITE_NOTADB", "SQLITE_CORRUPT")
#: The states of PostgreSQL that have words of their own.
_POSTGRESQL = {"53100": errors.DISK_FULL, "55P03": errors.LOCKED}
#: A table is not there, as each of the two begins to say it.
_NO_TABLE = ("no such table", "42P01")
#: A row refers to one that is not there, as each of the two says it; or has a number that none can have.
_NOTHING_REFERRED_TO = {"SQLITE_CONSTRAINT_FOREIGNKEY", "23503", "22003"}


def in_words(error: sa.exc.DBAPIError, where: str, file: Path | None) -> RecordsError:
    """An error of the database as a sentence that says what to do.

    Args:
        error: What the driver raised.
        where: The database, without any password.
        file: Its file, if it is embedded.
    """
    cause = error.orig
    name = getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None)
    if name in _NOTHING_REFERRED_TO:
        return errors.not_found(errors.OF_WHICH)
    if name is not None and name.startswith(DAMAGED):
        return errors.damaged(where)
    if _is_gone(cause, name, file):
        return RecordsError(errors.GONE.fill(where=where))
    known = None if name is None else _known(name, file)
    if known is not None:
        return RecordsError(known.fill(where=file.parent if file and known is errors.READ_ONLY else where))
    said = str(cause).strip()
    why = said.splitlines()[0] if said else type(cause).__name__
    lost = error.connection_invalidated or (isinstance(error, sa.exc.OperationalError) and name is None)
    return RecordsError((errors.UNREACHABLE if lost else errors.FAILED).fill(where=where, why=why))


def _is_gone(cause: object, name: str | None, file: Path | None) -> bool:
    """Whether there is no database any more, or not the one that was opened."""
    try:
        if file is not None:
            file.stat()
    except FileNotFoundError:
        return True
    except OSError:  # nobody may look there: the database's own error says so
        return False
    return str(cause).startswith(_NO_TABLE) or name in _NO_TABLE


def _known(name: str, file: Path | None) -> Words | None:
    if name == "SQLITE_IOERR_WRITE" and file is not None and not os.access(file.parent, os.W_OK):
        # There is a journal that may be opened, but not be written.
        return errors.READ_ONLY
    return _POSTGRESQL.get(name) or next(
        (words for start, words in _SQLITE.items() if name.startswith(start)), None
    )
