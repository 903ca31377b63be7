"""One reading process as the parent sees it: asked, watched, killed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, cast

import psutil

from documents.sandbox.limits import MIB
from documents.sandbox.wire import WireError, receive, send

if TYPE_CHECKING:
    from documents.sandbox.limits import Limits

_ROOT = str(Path(__file__).resolve().parents[2])
_START = (
    "import json,sys; sys.path[:] = json.loads(sys.argv[1]); from documents.sandbox.child import main; main()"
)
#: Seconds between two looks at a working child.
_LOOK = 0.05
#: What Windows needs to start any program at all.
_ENVIRONMENT = ("SYSTEMROOT", "SYSTEMDRIVE", "WINDIR")
#: A process that has grown beyond this is not used again.
_GROWN = 200 * MIB


class Stopped(Exception):  # noqa: N818 - the child failed, not the program
    """The child gave no answer; `why` is `time`, `memory` or `crash`."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Worker:
    """A reading process; it may be asked by one thread at a time.

    Raises:
        Stopped: Where the system has no room for another process.
    """

    def __init__(self, memory_mb: int) -> None:
        #: The memory it may take; it takes the rest from itself when it is first asked.
        self.memory_mb = memory_mb
        paths = [_ROOT, *(path for path in sys.path if Path(path).is_absolute())]
        command = [sys.executable, "-I", "-B", "-X", "utf8", "-c", _START, json.dumps(paths)]
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own program
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={name: os.environ[name] for name in _ENVIRONMENT if name in os.environ},
            )
        except OSError as error:
            raise Stopped("crash") from error
        self._verdict = "crash"
        self._deadline = 0.0

    @property
    def number(self) -> int:
        """The number of the process."""
        return self._process.pid

    def ask(self, request: dict[str, object], limits: Limits) -> dict[str, object]:
        """The answer to one request.

        Raises:
            Stopped: Where the child died, took too much time or memory, or answered with anything but an answer.
        """
        self._verdict = "crash"
        self._deadline = time.monotonic() + limits.seconds
        done = threading.Event()
        watch = threading.Thread(target=self._watch, args=(done, limits.memory_mb * MIB), daemon=True)
        watch.start()
        try:
            send(cast("IO[bytes]", self._process.stdin), request)
            answer = receive(cast("IO[bytes]", self._process.stdout))
            size = answer.get("unpacked")
            if not isinstance(size, int):
                return answer
            # Once only: a process that a file has taken over could ask for more time for ever.
            self._deadline = time.monotonic() + limits.seconds_for(size)
            return receive(cast("IO[bytes]", self._process.stdout))
        except (WireError, OSError) as error:
            # Its end of the wire closes a moment before it is gone.
            self.stop()
            raise Stopped(self._verdict) from error
        finally:
            done.set()
            watch.join()

    def _watch(self, done: threading.Event, memory: int) -> None:
        """Kills the child once it takes more than it may; where there are no limits of resources, all there is."""
        try:
            process = psutil.Process(self._process.pid)
            while not done.wait(_LOOK):
                if process.memory_info().rss > memory:
                    self._verdict = "memory"
                elif time.monotonic() > self._deadline:
                    self._verdict = "time"
                else:
                    continue
                process.kill()
                return
        except psutil.Error:
            return

    def fit(self) -> bool:
        """Whether it can be asked again."""
        try:
            return self._process.poll() is None and psutil.Process(self.number).memory_info().rss < _GROWN
        except psutil.Error:
            return False

    def stop(self) -> None:
        """Ends the process."""
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            with suppress(OSError):
                cast("IO[bytes]", stream).close()
