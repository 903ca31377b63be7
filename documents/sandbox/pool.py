"""Two reading processes and a queue before them, shared by everything that reads files."""

from __future__ import annotations

import atexit
import queue
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING

from documents.sandbox.limits import WrongLimitError, limits_in_force
from documents.sandbox.worker import Stopped, Worker

if TYPE_CHECKING:
    from documents.sandbox.limits import Limits

#: How many files are read at a time.
SIZE = 2
#: Seconds after which a process that nobody asks is ended, so that its memory is back.
_IDLE = 20.0


class Pool:
    """Processes are started when they are needed and replaced when they are not fit; any thread may ask."""

    def __init__(self, size: int = SIZE, idle: float = _IDLE) -> None:
        self._free: queue.LifoQueue[tuple[Worker | None, float]] = queue.LifoQueue()
        for _ in range(size):
            self._free.put((None, 0.0))
        self._size = size
        self._idle = idle
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None
        atexit.register(self.close)

    def begin(self, limits: Limits, count: int) -> None:
        """Starts so many processes before anybody asks: they read their libraries while the caller goes on."""
        for number, (worker, since) in enumerate([self._free.get() for _ in range(self._size)]):
            started = worker
            with suppress(Stopped):
                if worker is None and number >= self._size - count:
                    started = Worker(limits.memory_mb)
            self._free.put((started, time.monotonic() if started is not None else since))
        self._end_later()

    def ask(self, request: dict[str, object], limits: Limits) -> dict[str, object]:
        """The answer of the next free process.

        Raises:
            Stopped: Where it gave none. The next one to ask is answered by a new process.
            RuntimeError: Where the fault is ours and no file's.
        """
        worker, _ = self._free.get()
        try:
            if worker is not None and worker.memory_mb != limits.memory_mb:
                worker.stop()
                worker = None
            worker = worker or Worker(limits.memory_mb)
            answer = worker.ask({**request, "limits": limits.record()}, limits)
            if "fault" in answer:
                raise RuntimeError(answer["fault"])
            return answer
        finally:
            if worker is not None and not worker.fit():
                worker.stop()
                worker = None
            self._free.put((worker, time.monotonic()))
            self._end_later()

    def close(self) -> None:
        """Ends all processes that are not at work."""
        self._end_idle_since(float("inf"))

    def _end_later(self) -> None:
        with self._lock:
            if self._timer is None:
                self._timer = threading.Timer(self._idle, self._end_idle)
                self._timer.daemon = True
                self._timer.start()

    def _end_idle(self) -> None:
        with self._lock:
            self._timer = None
        if self._end_idle_since(time.monotonic() - self._idle):
            self._end_later()

    def _end_idle_since(self, moment: float) -> bool:
        """Ends processes not asked since then; tells whether any is left."""
        left = False
        taken = []
        for _ in range(self._size):
            try:
                taken.append(self._free.get_nowait())
            except queue.Empty:
                left = True
        for worker, since in reversed(taken):
            if worker is not None and since <= moment:
                worker.stop()
                self._free.put((None, 0.0))
            else:
                left = left or worker is not None
                self._free.put((worker, since))
        return left


_POOL = Pool()


def begin(count: int = SIZE) -> None:
    """Starts so many of the pool's processes, for somebody will ask soon."""
    with suppress(WrongLimitError):
        _POOL.begin(limits_in_force(), count)


def ask(request: dict[str, object], limits: Limits) -> dict[str, object]:
    """The answer of the pool that all share.

    Raises:
        Stopped: Where the process gave none.
    """
    return _POOL.ask(request, limits)


__all__ = ["SIZE", "Pool", "Stopped", "ask", "begin"]
