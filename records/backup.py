"""Backups of an embedded database, made while it is in use, and put back as a whole."""

from __future__ import annotations

import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, NamedTuple

from indicators.words import Words, visible
from indicators.yaml_lines import why_not
from records import audit, errors
from records.copying import copy, free_name
from records.database import connect
from records.errors import DamagedError, NotFoundError, RecordsError
from records.location import in_mode, of_file
from records.migrating import expect_known, make_folder, open_existing, open_records

if TYPE_CHECKING:
    from collections.abc import Iterator

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
    "恢复：移不开 {where}（{why}）；没有恢复。请检查文件夹权限，并关闭正占用它的程序。",
    "Restore: {where} could not be moved ({why}); nothing was restored. Check the folder's permissions, and"
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
    former = _looked_at(address, file)
    with _room_beside(file) as room:
        ready = room / file.name
        copy(backup, ready)
        _tell(ready, actor, backup, former)
        _keep(file, former)
        _put(ready, file)
    return former.kept if former.is_there else None


class _Former(NamedTuple):
    """What gives way: where it will be kept, whether there is a file at all, and the head of its log if that can be read."""

    kept: Path
    is_there: bool
    head: tuple[int, str] | None


def _looked_at(address: str, file: Path) -> _Former:
    kept = free_name(file, "before-restore")
    try:
        return _Former(kept, is_there=True, head=audit.head(open_existing(address)))
    except (NotFoundError, DamagedError):
        return _Former(kept, is_there=file.exists(), head=None)


@contextmanager
def _room_beside(file: Path) -> Iterator[Path]:
    """A folder on the disk of a database, gone afterwards with all that is in it."""
    try:
        room = TemporaryDirectory(dir=file.parent, prefix="restoring-")
    except OSError as error:
        raise RecordsError(errors.READ_ONLY.fill(where=file.parent)) from error
    with room as folder:
        yield Path(folder)


def _tell(ready: Path, actor: str, backup: Path, former: _Former) -> None:
    """Writes into what will be put in place that it was restored, so that neither is there without the other."""
    records = open_records(of_file(ready))
    with closing(records), records.writing() as connection:
        audit.append(
            connection,
            actor,
            "database restored",
            None,
            backup=visible(backup.name),
            former=visible(former.kept.name) if former.is_there else None,
            former_head=former.head,
        )


def _keep(file: Path, former: _Former) -> None:
    if former.head is not None:
        copy(file, former.kept)
    else:  # a journal that a lost database has left must not be played into the next one either
        _move(file, former.kept)


def _put(ready: Path, file: Path) -> None:
    """In one step: those who use a database wait, and see the new state afterwards."""
    if file.exists():
        copy(ready, file)
    else:
        _move(ready, file)


def _file_of(records: Records) -> Path:
    if records.file is None:
        raise RecordsError(_ON_SERVER.fill(where=records.shown))
    return records.file


def _expect_whole(backup: Path) -> None:
    try:
        with closing(sqlite3.connect(in_mode(backup, "ro"), uri=True)) as connection:
            (said,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
            (form,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    except sqlite3.Error as error:
        raise RecordsError(_NO_BACKUP.fill(where=backup)) from error
    if said != "ok":
        raise RecordsError(_NO_BACKUP.fill(where=backup))
    expect_known(form, str(backup))


def _move(file: Path, to: Path) -> None:
    """A database goes with all that belongs to it, so that whatever can still be read in it stays readable."""
    try:
        for suffix in ("", *_BESIDE):
            part = file.with_name(file.name + suffix)
            if part.exists():
                part.replace(to.with_name(to.name + suffix))
    except OSError as error:
        raise RecordsError(_NOT_MOVED.fill(where=file, why=why_not(error))) from error
