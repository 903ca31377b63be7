"""Work in processes of their own, which a fault may stop, fill or keep busy for ever without harm to anybody."""

from __future__ import annotations

import json
import os
import resource
import signal
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

#: Seconds of work after which something is taken to run for ever, and how often it may take what it takes without a fault.
_FOR_EVER, _TIMES = 8, 10
_MEMORY = 6 * 2**30


class Child(NamedTuple):
    """A process at work, and where its answer can be read."""

    process: int
    pipe: int


def start(act: Callable[[], Any]) -> Child:
    """Starts a process which is a copy of this one, does something and answers with what comes of it."""
    read, write = os.pipe()
    process = os.fork()
    if process:
        os.close(write)
        return Child(process, read)
    try:
        os.close(read)
        nothing = os.open(os.devnull, os.O_WRONLY)
        for said in (1, 2):
            os.dup2(nothing, said)
        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
        answer = json.dumps(act()).encode()
        with os.fdopen(write, "wb") as pipe:
            pipe.write(answer)
        os._exit(0)
    finally:
        os._exit(1)


def answer_of(child: Child) -> Any:
    """What a process answers, as JSON would hold it; None where it did not come to that."""
    with os.fdopen(child.pipe, "rb") as pipe:
        content = pipe.read()
    os.waitpid(child.process, 0)
    return json.loads(content) if content else None


def wind_up(usual: float = 0.0) -> None:
    """From here on this process may work for so long, else it is ended.

    Args:
        usual: Seconds of work that are expected, as measured on this very machine.
    """
    signal.setitimer(signal.ITIMER_VIRTUAL, _FOR_EVER + _TIMES * usual)
