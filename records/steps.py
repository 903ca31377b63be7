"""The steps by which older records come to the present form, all in one transaction, with a backup first."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from records.copying import copy, free_name

if TYPE_CHECKING:
    from records.database import Records

#: Where the steps are.
FOLDER = Path(__file__).with_name("migrations")


def known() -> set[str]:
    """Every form that was ever that of the records."""
    return {step.revision for step in _script().walk_revisions()}


def bring_forward(records: Records) -> None:
    """Takes all steps that are left; who comes second while they are taken waits and finds none."""
    configuration = Config()
    configuration.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    with records.writing() as connection:
        form = MigrationContext.configure(connection).get_current_revision()
        if form is not None and form != newest():
            _back_up(records, form)
        configuration.attributes["connection"] = connection
        command.upgrade(configuration, "head")


def newest() -> str | None:
    """The form after the last step."""
    return _script().get_current_head()


def _script() -> ScriptDirectory:
    return ScriptDirectory(str(FOLDER))


def _back_up(records: Records, form: str) -> None:
    """A copy beside the database; one on a server is backed up by its own tools."""
    if records.file is not None:
        copy(records.file, free_name(records.file, f"before-upgrade-of-{form}"))
