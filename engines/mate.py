"""Another process that does the work of a run, as the one that started it sees it."""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import IO, TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from collections.abc import Callable

    from engines.cohort_stage import Look
    from engines.work import Known, Work

_ROOT = str(Path(__file__).resolve().parents[1])
_START = (
    "import json,sys; sys.path[:] = json.loads(sys.argv[1]); from engines.mate_process import main; main()"
)


class GoneError(Exception):
    """The process is no longer there."""


class Mate:
    """A process of our own; it may be asked by one thread at a time.

    It runs nothing of the program that started it, as processes of the standard library would, and shares no state with it.
    """

    def __init__(self, work: Work, ready: Callable[[Mate], None]) -> None:
        """Starts it; it reads its libraries and compiles the plan while we go on.

        Args:
            work: What it is to do.
            ready: Is told, in another thread, when it can be asked.
        """
        paths = [_ROOT, *(path for path in sys.path if Path(path).is_absolute())]
        self._process = subprocess.Popen(  # noqa: S603 - our own program
            [sys.executable, "-I", "-X", "utf8", "-c", _START, json.dumps(paths)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            # Whoever presses Ctrl+C stops us, and we stop it.
            start_new_session=True,
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
        self._incoming = cast("IO[bytes]", self._process.stdout)
        self._outgoing = cast("IO[bytes]", self._process.stdin)
        self._told: Known | None = None
        self._start = Thread(target=self._begin, args=(work, ready))
        self._start.start()

    @property
    def number(self) -> int:
        """The number of the process."""
        return self._process.pid

    def look(self, stage: int, at: int, known: Known) -> Look:
        """What one of a stage's stretches says of cohorts that reach beyond it.

        Raises:
            GoneError: If the process is gone.
        """
        found: Look = self._done("look", (stage, at), known)
        return found

    def score(self, at: int, known: Known) -> None:
        """Scores a stretch and keeps it in the run's folder.

        Raises:
            GoneError: If the process is gone.
        """
        self._done("score", (at,), known)

    def end(self) -> None:
        """Ends the process."""
        self._process.kill()
        self._process.wait()
        self._start.join()
        self._incoming.close()
        # What it no longer took is of no use to anybody.
        with suppress(OSError):
            self._outgoing.close()

    def _begin(self, work: Work, ready: Callable[[Mate], None]) -> None:
        try:
            self._send(work)
            self._receive()
        except GoneError:
            return
        ready(self)

    def _done(self, method: str, numbers: tuple[int, ...], known: Known) -> Any:
        self._send((method, numbers, None if known is self._told else known))
        self._told = known
        found, error = self._receive()
        if error is not None:
            raise error
        return found

    def _send(self, message: object) -> None:
        try:
            pickle.dump(message, self._outgoing, pickle.HIGHEST_PROTOCOL)
            self._outgoing.flush()
        except OSError as error:
            raise GoneError from error

    def _receive(self) -> Any:
        try:
            return pickle.load(self._incoming)  # noqa: S301 - by a process of ours
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            raise GoneError from error
