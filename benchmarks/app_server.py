"""The app as `run.py serve` starts it, on a free port of this machine, with the memory it takes."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import psutil

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parent.parent
_PATIENCE = 60


class Served(NamedTuple):
    """A running app: where it listens, and its process."""

    port: int
    process: int

    @property
    def address(self) -> str:
        """What a browser opens."""
        return f"http://127.0.0.1:{self.port}"

    def megabytes(self) -> float:
        """The memory of the server and of what it started."""
        server = psutil.Process(self.process)
        family = [server, *server.children(recursive=True)]
        return sum(one.memory_info().rss for one in family) / 2**20


@contextmanager
def served(home: Path) -> Iterator[Served]:
    """Starts the app on a data folder, and ends it.

    Raises:
        TimeoutError: If it does not answer.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "serving.py", "--no-browser", "--port", str(port), "--home", str(home)]
    # What a start compiles is kept for the next, whatever this machine says of it.
    settings = {**os.environ, "PYTHONUTF8": "1", "PYTHONPYCACHEPREFIX": str(home.parent / "compiled")}
    settings.pop("PYTHONDONTWRITEBYTECODE", None)
    silent = subprocess.DEVNULL
    with subprocess.Popen(command, cwd=ROOT, env=settings, stdout=silent, stderr=silent) as server:  # noqa: S603
        try:
            _wait(port)
            yield Served(port, server.pid)
        finally:
            server.terminate()
            server.wait(_PATIENCE)


def _wait(port: int) -> None:
    """Until somebody answers there, which is when `serve` opens a browser."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise TimeoutError(f"port {port}")
