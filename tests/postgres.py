"""A real PostgreSQL server of the tests' own: in a temporary folder, by an ordinary user, gone afterwards."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import psycopg
from psycopg import sql
from sqlalchemy.engine import make_url

import machine

if TYPE_CHECKING:
    from collections.abc import Iterator

USER, PASSWORD = "baton", "hold the reins"
_NUMBERS = count(1)


class Server:
    """A running server; whoever asks by its socket is let in, over the network the password is wanted."""

    def __init__(self, folder: Path, port: int) -> None:
        self.folder = folder
        self.port = port

    def fresh(self) -> str:
        """The address of a new, empty database."""
        name = f"records_{next(_NUMBERS)}"
        with psycopg.connect(self._at("postgres"), autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return self._at(name)

    def over_the_network(self, address: str, password: str) -> str:
        """The same database, by its port instead of its socket."""
        name = make_url(address).database
        return f"postgresql://{USER}:{quote(password)}@127.0.0.1:{self.port}/{name}"

    def _at(self, name: str) -> str:
        return f"postgresql://{USER}@/{name}?host={self.folder}&port={self.port}"


@contextmanager
def running() -> Iterator[Server]:
    """A server for as long as it is wanted."""
    programs = machine.postgresql_programs()
    assert programs is not None
    folder = Path(tempfile.mkdtemp(prefix="baton-postgres-"))
    data, word = folder / "data", folder / "word"
    word.write_text(PASSWORD, encoding="utf-8")
    user = _ordinary_user(folder, word)
    port = _free_port()
    made = [programs / "initdb", "-D", data, "-U", USER, f"--pwfile={word}", "--no-locale", "--encoding=UTF8"]
    access = ["--auth-local=trust", "--auth-host=scram-sha-256", "--no-sync"]
    # Tests end processes, not the machine: nothing needs to be on the disk.
    settings = f"-k {folder} -p {port} -h 127.0.0.1 -c fsync=off -c max_connections=150"
    control = [programs / "pg_ctl", "-D", data, "-w"]
    try:
        _run([*made, *access], user)
        _run([*control, "-l", folder / "log", "-o", settings, "start"], user)
        try:
            yield Server(folder, port)
        finally:
            _run([*control, "-m", "immediate", "stop"], user)
    finally:
        shutil.rmtree(folder)


def _ordinary_user(*owned: Path) -> dict[str, Any]:
    """How to start a program as somebody else: PostgreSQL refuses to be run by root."""
    if os.geteuid() != 0:
        return {}
    for path in owned:
        shutil.chown(path, "nobody")
    return {"user": "nobody", "extra_groups": []}


def _run(command: list[object], user: dict[str, Any]) -> None:
    done = subprocess.run(
        list(map(str, command)),
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        timeout=120,
        **user,
    )
    assert done.returncode == 0, done.stdout


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
