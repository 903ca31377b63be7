"""Opening a database: made if it is not there, brought to the present form if it is older, with a backup first."""

from __future__ import annotations

from contextlib import contextmanager
from importlib import import_module
from typing import TYPE_CHECKING

import sqlalchemy as sa

from records import errors
from records.database import Records, connect
from records.errors import NotFoundError, RecordsError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import ModuleType

#: The form of the records that this version of Baton works with: the last step of `records.migrations`.
FORM = "0001"
#: Where Alembic notes the form.
_MARK = "alembic_version"


def open_records(address: str) -> Records:
    """The database at an address, in the form this version of Baton needs.

    Args:
        address: A URL as SQLAlchemy reads it: `sqlite:///FILE` or `postgresql://USER:PASSWORD@HOST/DATABASE`.

    Raises:
        RecordsError: If it cannot be opened, is no database of ours, or was made by a newer version.
    """
    records = connect(address)
    if records.file is not None:
        make_folder(records.file.parent)
        _make_file(records.file)
    with _closed_if_it_fails(records):
        if _form(records) != FORM:
            _steps().bring_forward(records)
    return records


def open_existing(address: str) -> Records:
    """The database at an address as it is: neither made nor brought forward.

    Raises:
        NotFoundError: If there is none.
        DamagedError: If it is not ours, or not whole.
        RecordsError: If it cannot be opened, or was made by a newer version.
    """
    records = connect(address)
    with _closed_if_it_fails(records):
        if (records.file is not None and not records.file.exists()) or _form(records) is None:
            raise NotFoundError(errors.ABSENT.fill(where=records.shown))
    return records


@contextmanager
def _closed_if_it_fails(records: Records) -> Iterator[None]:
    try:
        yield
    except BaseException:
        records.close()
        raise


def _steps() -> ModuleType:
    """Imported only for a database of another form: every start would wait for it."""
    return import_module("records.steps")


def make_folder(folder: Path) -> None:
    """Makes a folder for records, unless it is there.

    Raises:
        RecordsError: If it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RecordsError(errors.READ_ONLY.fill(where=folder)) from error


def _make_file(file: Path) -> None:
    """An empty file becomes a database with the first step; one that is there is left as it is."""
    try:
        if not file.exists():
            file.touch()
    except OSError as error:
        raise RecordsError(errors.READ_ONLY.fill(where=file.parent)) from error


def _form(records: Records) -> str | None:
    with records.reading() as connection:
        tables = sa.inspect(connection).get_table_names()
        marked = _MARK in tables
        form = connection.scalar(sa.text(f"SELECT version_num FROM {_MARK}")) if marked else None  # noqa: S608 - our own
    if form is None and tables:
        raise errors.damaged(records.shown)
    if form is not None:
        expect_known(form, records.shown)
    return form


def expect_known(form: str, where: str) -> None:
    """Refuses a form of the records that a newer version of Baton has brought.

    Args:
        form: The revision a database says it is in.
        where: Which database, for the person at the desk.

    Raises:
        RecordsError: If this version does not know it.
    """
    if form != FORM and form not in _steps().known():
        raise RecordsError(errors.NEWER.fill(where=where, revision=form))
