"""Copies of an embedded database made while it is in use, by SQLite's own online backup: one moment of it, or none."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from indicators.words import Words
from records import database, errors
from records.errors import RecordsError
from records.faults import DAMAGED
from records.location import in_mode

if TYPE_CHECKING:
    from pathlib import Path

_NOT_WRITTEN = Words(
    "备份：没有完成，写不进 {where}；原有的文件没有改动。请检查文件夹权限和磁盘空间，并关闭正占用数据库的程序。",
    "Backup: not done, {where} could not be written; what was there is unchanged. Check the folder's permissions and the"
    " space on the disk, and close whatever holds the database.",
)
#: What SQLite says while another program holds a database.
_HELD = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def copy(file: Path, to: Path) -> None:
    """Puts the present state of a database in a new file, or in the place of all that another database holds.

    Args:
        file: The database, which others may use meanwhile.
        to: A file that is not there yet, or a database; others who use that wait, and see the new state afterwards.

    Raises:
        DamagedError: If it cannot be read; `to` is as before then.
        RecordsError: If `to` cannot be written; it is as before then.
    """
    is_new = not to.exists()
    try:
        with (
            closing(sqlite3.connect(in_mode(file, "ro"), uri=True, timeout=database.PATIENCE)) as source,
            closing(sqlite3.connect(to, timeout=database.PATIENCE)) as target,
        ):
            source.backup(target, progress=_give_up_if_held)
            if is_new:  # one file, whatever journal the database has
                target.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as error:
        if is_new:
            to.unlink(missing_ok=True)
        raise _in_words(error, file, to) from error


def _in_words(error: sqlite3.Error, file: Path, to: Path) -> RecordsError:
    if getattr(error, "sqlite_errorname", "").startswith(DAMAGED):
        return errors.damaged(file)
    return RecordsError(_NOT_WRITTEN.fill(where=to))


def _give_up_if_held(status: int, remaining: int, total: int) -> None:  # noqa: ARG001 - as SQLite calls it
    """Ends a wait that the driver would go on with for ever."""
    if status in _HELD:
        raise sqlite3.OperationalError("database is locked")


def free_name(file: Path, addition: str) -> Path:
    """A name beside a file which is not taken: `baton-ADDITION-1.sqlite3`, or the next number."""
    number = 1
    while (name := file.with_name(f"{file.stem}-{addition}-{number}{file.suffix}")).exists():
        number += 1
    return name
