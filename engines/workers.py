"""Processes that work on numbers handed to them; they end when whoever started them does, however that comes about."""

from __future__ import annotations

import multiprocessing
from contextlib import suppress
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection

    Act = Callable[[int], None]


def done_by_workers(
    begin: Callable[..., Act], about: tuple[Any, ...], numbers: list[int], count: int
) -> Iterator[int]:
    """Has every number worked on, by so many processes; yields each once that is done, in any order.

    Numpy lets go of the interpreter too shortly for threads: two of them do the work of one and a quarter.

    Args:
        begin: What a process begins with: gives what is done to each number. Both it and its arguments are pickled.
        about: The arguments.
        numbers: What to work on.
        count: How many processes.
    """
    context, waiting = multiprocessing.get_context("spawn"), iter(numbers)
    workers = {}
    try:
        for _ in range(min(count, len(numbers))):
            ours, theirs = context.Pipe()
            worker = context.Process(target=_work, args=(theirs, begin, about), daemon=True)
            worker.start()
            # Only the worker holds its end now, and only we hold ours: either side learns that the other is gone.
            theirs.close()
            ours.send(next(waiting))
            workers[ours] = worker
        busy = set(workers)
        while busy:
            for connection in wait(list(busy)):
                assert not isinstance(connection, int)  # noqa: S101 - only connections are waited for
                yield _answer(connection)
                following = next(waiting, None)
                if following is None:
                    busy.remove(connection)
                else:
                    connection.send(following)
    finally:
        for connection, worker in workers.items():
            connection.close()
            worker.terminate()
            worker.join()


def _answer(connection: Any) -> int:
    """The number that is done.

    Raises:
        Exception: What was raised in the worker, or `EOFError` if it has died.
    """
    found: int | Exception = connection.recv()
    if isinstance(found, Exception):
        raise found
    return found


def _work(connection: Connection, begin: Callable[..., Act], about: tuple[Any, ...]) -> None:
    with suppress(EOFError, BrokenPipeError, KeyboardInterrupt):
        act = begin(*about)
        while True:
            number = connection.recv()
            try:
                act(number)
            except Exception as error:  # noqa: BLE001 - whatever it is, it is raised again where it is waited for
                connection.send(error)
            else:
                connection.send(number)
