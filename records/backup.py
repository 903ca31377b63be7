"""Backups of an embedded database, made while it is in use, and put back as a whole."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from indicators.words import Words
from records import errors
from records.database import PATIENCE, connect
from records.errors import RecordsError

if TYPE_CHECKING:
    from pathlib import Path

    from records.database import Records

_ON_SERVER = Words(
    "备份：{where} 是服务器上的数据库。请用它自己的工具备份和恢复（pg_dump、pg_restore）。",
    "Backup: {where} is a database on a server. Back it up and restore it with its own tools (pg_dump, pg_restore).",
)
_THERE_ALREADY = Words(
    "备份：{where} 已存在，没有覆盖。请换一个文件名。",
    "Backup: {where} is there already and was not overwritten. Choose another name.",
)
_NOT_WRITTEN = Words(
    "备份：写不进 {where}（{why}）。请检查文件夹权限和磁盘空间。",
    "Backup: {where} could not be written ({why}). Check the folder's permissions and the space on the disk.",
)


def back_up(records: Records, to: Path) -> None:
    """Copies the database into one file, as it is at one moment, while others use it.

    Raises:
        RecordsError: If it is on a server, the file is there already, or cannot be written.
    """
    file = _file_of(records)
    if to.exists():
        raise RecordsError(_THERE_ALREADY.fill(where=to))
    copy_file(file, to)


def restore(records: Records, backup: Path) -> Path | None:
    """Puts a backup in the place of the database; what was there is kept beside it.

    Returns:
        Where the former database was kept, None if there was none.

    Raises:
        RecordsError: If the backup is not a whole database of ours, or cannot be put there.
    """
    file = _file_of(records)
    if not backup.is_file():
        raise RecordsError(errors.DAMAGED.fill(where=backup))
    _expect_whole(backup)
    kept = None
    if file.exists():
        kept = _free_name(file)
        copy_file(file, kept)
    # Into a copy first, then in one step: a restore that is cut short leaves the former database.
    incoming = file.with_name(f"{file.name}.incoming")
    incoming.unlink(missing_ok=True)
    copy_file(backup, incoming)
    try:
        incoming.replace(file)
        for leftover in ("-wal", "-shm", "-journal"):
            file.with_name(file.name + leftover).unlink(missing_ok=True)
    except OSError as error:
        raise RecordsError(_NOT_WRITTEN.fill(where=file, why=error.strerror)) from error
    return kept


def _file_of(records: Records) -> Path:
    if records.file is None:
        raise RecordsError(_ON_SERVER.fill(where=records.shown))
    return records.file


def _expect_whole(backup: Path) -> None:
    with connect(f"sqlite:///{backup}").reading() as connection:
        whole = connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"
        ours = connection.exec_driver_sql(
            "SELECT count(*) FROM sqlite_master WHERE name IN ('alembic_version', 'audit_entry')"
        ).scalar_one()
    if not whole or ours != 2:  # noqa: PLR2004 - the two tables named above
        raise RecordsError(errors.DAMAGED.fill(where=backup))


def _free_name(file: Path) -> Path:
    number = 1
    while (name := file.with_name(f"{file.stem}-before-restore-{number}{file.suffix}")).exists():
        number += 1
    return name


def copy_file(file: Path, to: Path) -> None:
    """Copies a database that may be in use, by SQLite's own online backup; what is half written goes again.

    Raises:
        RecordsError: If it cannot be read or written.
    """
    try:
        with (
            closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=PATIENCE)) as source,
            closing(sqlite3.connect(to, timeout=PATIENCE)) as target,
        ):
            source.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error as error:
        to.unlink(missing_ok=True)
        raise RecordsError(_NOT_WRITTEN.fill(where=to, why=error)) from error
