"""Opening a database: made if it is not there, brought to the present form if it is older, with a backup first."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from records import errors
from records.copying import copy, free_name
from records.database import Records, connect
from records.errors import NotFoundError, RecordsError

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Where the steps are.
STEPS = Path(__file__).with_name("migrations")


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
        if _form(records) != ScriptDirectory(str(STEPS)).get_current_head():
            _bring_forward(records)
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
        form = MigrationContext.configure(connection).get_current_revision()
        tables = sa.inspect(connection).get_table_names()
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
    if form not in {step.revision for step in ScriptDirectory(str(STEPS)).walk_revisions()}:
        raise RecordsError(errors.NEWER.fill(where=where, revision=form))


def _bring_forward(records: Records) -> None:
    """All steps in one transaction; who comes second while they are taken waits and finds nothing left to do."""
    configuration = Config()
    configuration.set_main_option("script_location", str(STEPS).replace("%", "%%"))
    with records.writing() as connection:
        form = MigrationContext.configure(connection).get_current_revision()
        if form is not None and form != ScriptDirectory(str(STEPS)).get_current_head():
            _back_up(records, form)
        configuration.attributes["connection"] = connection
        command.upgrade(configuration, "head")


def _back_up(records: Records, form: str) -> None:
    """A copy beside the database; one on a server is backed up by its own tools."""
    if records.file is not None:
        copy(records.file, free_name(records.file, f"before-upgrade-of-{form}"))
