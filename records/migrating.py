"""Opening a database: made if it is not there, brought to the present form if it is older, with a backup first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from records import errors
from records.backup import copy_file
from records.database import Records, connect
from records.errors import RecordsError

if TYPE_CHECKING:
    from collections.abc import Iterable

_FOLDER = Path(__file__).with_name("migrations")


def open_records(address: str) -> Records:
    """The database at an address, in the form this version of Baton needs.

    Args:
        address: A URL as SQLAlchemy reads it: `sqlite:///FILE` or `postgresql://USER:PASSWORD@HOST/DATABASE`.

    Raises:
        RecordsError: If it cannot be opened, is no database of ours, or was made by a newer version.
    """
    records = connect(address)
    scripts = ScriptDirectory(str(_FOLDER))
    wanted = scripts.get_current_head()
    with records.reading() as connection:
        found = MigrationContext.configure(connection).get_current_revision()
        tables = sa.inspect(connection).get_table_names()
    if found == wanted:
        return records
    if found is None and tables:
        raise RecordsError(errors.DAMAGED.fill(where=records.shown))
    if found is not None:
        if not _knows(scripts.walk_revisions(), found):
            raise RecordsError(errors.NEWER.fill(where=records.shown, revision=found))
        _back_up(records, found)
    _bring_forward(records)
    return records


def _knows(revisions: Iterable[object], wanted: str) -> bool:
    return any(getattr(revision, "revision", None) == wanted for revision in revisions)


def _back_up(records: Records, revision: str) -> None:
    """A copy beside the database; one on a server is backed up by its own tools."""
    file = records.file
    if file is not None:
        copy_file(file, file.with_name(f"{file.stem}-{revision}.bak{file.suffix}"))


def _bring_forward(records: Records) -> None:
    configuration = Config()
    configuration.set_main_option("script_location", str(_FOLDER))
    with records.writing() as connection:
        configuration.attributes["connection"] = connection
        command.upgrade(configuration, "head")
