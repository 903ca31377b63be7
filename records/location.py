"""Where the records are: a database in the data folder, unless another address is given."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_data_path
from sqlalchemy.engine import URL

HOME, DATABASE = "BATON_HOME", "BATON_DATABASE"
FILE = "baton.sqlite3"


def address(home: Path | None = None, database: str | None = None) -> str:
    """The database's address: as given, else as the environment says, else a file in the data folder.

    Args:
        home: The data folder; without it `BATON_HOME`, or the system's folder for this user's data.
        database: A URL as SQLAlchemy reads it; without it `BATON_DATABASE`.
    """
    given = database or ("" if home else os.environ.get(DATABASE, ""))
    if given:
        return given
    folder = home or Path(os.environ.get(HOME) or user_data_path("baton", appauthor=False))
    return of_file(folder.expanduser() / FILE)


def in_mode(file: Path, mode: str) -> str:
    """How SQLite is told to open a file that is there, to read (`ro`) or to write (`rw`), and never to make one."""
    uri = file.resolve().as_uri()
    # SQLite takes the server of a Windows share for a part of the path only.
    shared = not uri.startswith("file:///")
    return f"{uri.replace('file://', 'file:////', 1) if shared else uri}?mode={mode}"


def of_file(file: Path) -> str:
    """The address of an embedded database, whatever signs its path holds."""
    return URL.create("sqlite", database=str(file)).render_as_string(hide_password=False)
