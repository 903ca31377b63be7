"""The process that does the work of a run for another one, as long as that is there."""

from __future__ import annotations

import gc
import os
import pickle
from queue import SimpleQueue
from threading import Thread
from typing import IO, TYPE_CHECKING, Any

from engines.kept_memory import keep_memory

if TYPE_CHECKING:
    from engines.work import Known, Tools


def main() -> None:
    """Does what it is asked, one thing after the other."""
    incoming, outgoing = _wires()
    asked: SimpleQueue[Any] = SimpleQueue()
    Thread(target=_listen, args=(incoming, asked), daemon=True).start()
    keep_memory()
    tools = asked.get().tools()
    gc.freeze()
    _send(outgoing, None)
    known: Known = {}
    while True:
        method, numbers, learnt = asked.get()
        known = known if learnt is None else learnt
        _send(outgoing, _answer(tools, method, (*numbers, known)))


def _answer(tools: Tools, method: str, arguments: tuple[object, ...]) -> tuple[object, BaseException | None]:
    """What came of it, or what went wrong."""
    try:
        return getattr(tools, method)(*arguments), None
    except Exception as error:  # noqa: BLE001 - whatever it is, whoever asked must know
        return None, error


def _listen(incoming: IO[bytes], asked: SimpleQueue[Any]) -> None:
    """Takes what is asked; ends the process with whoever asks, so that nothing of a killed run goes on writing."""
    try:
        while True:
            asked.put(pickle.load(incoming))  # noqa: S301 - by the process that started this one
    finally:
        os._exit(0)


def _send(outgoing: IO[bytes], message: object) -> None:
    pickle.dump(message, outgoing, pickle.HIGHEST_PROTOCOL)
    outgoing.flush()


def _wires() -> tuple[IO[bytes], IO[bytes]]:
    """The two ends for messages; whatever a library prints does not come between them."""
    incoming, outgoing = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nowhere, 0)
    os.dup2(2, 1)
    return incoming, outgoing
