"""Backups of an embedded database, made while it is in use, and put back as a whole."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from indicators.words import Words
from indicators.yaml_lines import why_not
from records import audit
from records.copying import copy, free_name, read_only
from records.database import connect
from records.errors import DamagedError, NotFoundError, RecordsError
from records.migrating import expect_known, make_folder, open_existing, open_records

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
_NO_BACKUP = Words(
    "恢复：{where} 不是完整的指挥棒备份；现有数据库没有改动。请换一份备份。",
    "Restore: {where} is not a whole backup of Baton; the present database is unchanged. Choose another backup.",
)
_NOT_MOVED = Words(
    "恢复：移不开已损坏的 {where}（{why}）；没有改动。请检查文件夹权限，并关闭正占用它的程序。",
    "Restore: the damaged {where} could not be moved away ({why}); nothing was changed. Check the folder's permissions, and"
    " close whatever holds it.",
)
#: What SQLite may keep beside a database while it is written.
_BESIDE = ("-wal", "-shm", "-journal")


def back_up(records: Records, to: Path) -> None:
    """Copies the database into one file, as it is at one moment, while others use it.

    Raises:
        RecordsError: If it is on a server, the file is there already, or cannot be written.
    """
    file = _file_of(records)
    if to.exists():
        raise RecordsError(_THERE_ALREADY.fill(where=to))
    copy(file, to)


def restore(address: str, actor: str, backup: Path) -> Path | None:
    """Puts a backup in the place of the database; what was there is kept beside it, and the log tells of both.

    Args:
        address: Of the database, which may be damaged or not there at all.
        actor: Who restores it.
        backup: A file made by `back_up`.

    Returns:
        Where the former database was kept, None if there was none.

    Raises:
        RecordsError: If the backup is not a whole database of ours, or cannot be put there.
    """
    file = _file_of(connect(address))
    _expect_whole(backup)
    make_folder(file.parent)
    kept, last = _set_aside(address, file)
    copy(backup, file)
    records = open_records(address)
    with records.writing() as connection:
        audit.append(
            connection,
            actor,
            "database restored",
            None,
            backup=backup.name,
            former=None if kept is None else kept.name,
            former_head=last,
        )
    return kept


def _set_aside(address: str, file: Path) -> tuple[Path | None, tuple[int, str] | None]:
    """Keeps the former database, and tells the head of its log if that can still be read."""
    kept = free_name(file, "before-restore")
    try:
        last = audit.head(open_existing(address))
        copy(file, kept)
    except NotFoundError:
        return None, None
    except DamagedError:
        _move(file, kept)
        return kept, None
    return kept, last


def _file_of(records: Records) -> Path:
    if records.file is None:
        raise RecordsError(_ON_SERVER.fill(where=records.shown))
    return records.file


def _expect_whole(backup: Path) -> None:
    try:
        with closing(sqlite3.connect(read_only(backup), uri=True)) as connection:
            (said,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
            (form,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error as error:
        raise RecordsError(_NO_BACKUP.fill(where=backup)) from error
    if said != "ok":
        raise RecordsError(_NO_BACKUP.fill(where=backup))
    expect_known(form, str(backup))


def _move(file: Path, to: Path) -> None:
    """A damaged database is kept with all that belongs to it, for whoever can still read something in it."""
    try:
        for suffix in ("", *_BESIDE):
            part = file.with_name(file.name + suffix)
            if part.exists():
                part.replace(to.with_name(to.name + suffix))
    except OSError as error:
        raise RecordsError(_NOT_MOVED.fill(where=file, why=why_not(error))) from error
