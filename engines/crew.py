"""Who does the work of a run: this process, and others like it.

Of the threads of one process one at a time runs Python, and between two operations on numbers each waits for its turn: two
of them do 1.4 times as much as one at best, two processes twice as much. But a process takes a second to start, so for smaller
sheets there are threads, and a process is given work only when it is ready.
"""

from __future__ import annotations

from contextlib import suppress
from queue import SimpleQueue
from typing import TYPE_CHECKING, Protocol, Self, TypeVar

from engines.mate import GoneError, Mate

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from engines.cohort_stage import Look
    from engines.work import Known, Work

Found = TypeVar("Found")

#: So many cells for each further process; with fewer, threads are sooner done.
WORTH_A_PROCESS = 150_000_000


class Worker(Protocol):
    """Somebody who does one thing at a time."""

    def look(self, stage: int, at: int, known: Known) -> Look:
        """What one of a stage's stretches says of cohorts that reach beyond it."""

    def score(self, at: int, known: Known) -> None:
        """Scores a stretch and keeps it in the run's folder."""


class Crew:
    """So many workers; several threads may have something done at once."""

    def __init__(self, work: Work, ours: Worker, size: int, cells: int) -> None:
        """Starts the other processes.

        Args:
            work: What they are to do.
            ours: Does the same in this process; may be used by several threads.
            size: How many work at once.
            cells: How many are to be scored.
        """
        others = min(size - 1, cells // WORTH_A_PROCESS)
        self._free: SimpleQueue[Worker] = SimpleQueue()
        self._mates: list[Mate] = []
        # Where the system has no room for another process, those that are there go on.
        with suppress(OSError):
            for _ in range(others):
                self._mates.append(Mate(work, self._free.put))
        for _ in range(1 if self._mates else size):
            self._free.put(ours)

    def __enter__(self) -> Self:
        """The crew itself."""
        return self

    def have(self, act: Callable[[Worker], Found]) -> Found:
        """Has a free worker do something; what comes of it.

        Raises:
            Exception: What went wrong in it.
        """
        worker = self._free.get()
        try:
            found = act(worker)
        except GoneError:
            # The system may have taken it for its memory: whoever is left does it again, at last this process.
            return self.have(act)
        except BaseException:
            self._free.put(worker)
            raise
        self._free.put(worker)
        return found

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Ends the other processes."""
        for mate in self._mates:
            mate.end()
