"""The process that reads hostile files: one request after the other, under limits, with nothing of ours at stake.

It imports the standard library, openpyxl and calamine, and of this project only this package.
"""

from __future__ import annotations

import gc
import os
import sys
import warnings
from typing import IO

# Openpyxl takes them along if they are there; nothing here needs them.
sys.modules.update(dict.fromkeys(("numpy", "lxml", "PIL")))  # type: ignore[arg-type]

from documents.sandbox.hardening import allow, harden  # noqa: E402
from documents.sandbox.limits import Limits  # noqa: E402
from documents.sandbox.marking import mark  # noqa: E402
from documents.sandbox.opening import look, read  # noqa: E402
from documents.sandbox.trouble import Trouble  # noqa: E402
from documents.sandbox.wire import WireError, receive, send  # noqa: E402

_MANY = 200_000
_OPERATIONS = {"read": read, "look": look, "mark": mark}


def main() -> None:
    """Answers requests until the parent is gone, or the memory was not enough for one."""
    incoming, outgoing = _wires()
    warnings.simplefilter("ignore")
    # Reading makes millions of objects and no cycles.
    gc.freeze()
    gc.set_threshold(_MANY)
    hardened = False
    while True:
        try:
            request = receive(incoming)
        except WireError:
            return
        limits = Limits.of(request["limits"])  # type: ignore[arg-type]
        if not hardened:
            harden(limits)
            hardened = True
        answer = _answer(request, limits, outgoing)
        send(outgoing, answer)
        if answer.get("exhausted"):
            return


def _answer(request: dict[str, object], limits: Limits, outgoing: IO[bytes]) -> dict[str, object]:
    def unpacked(size: int) -> None:
        """Tells the parent that the file is as large as that, which gives it more time."""
        allow(limits.seconds_for(size))
        send(outgoing, {"unpacked": size})

    allow(limits.seconds)
    try:
        return _OPERATIONS[str(request["op"])](request, limits, unpacked)
    except Trouble as trouble:
        return {"troubles": [trouble.record()]}
    except MemoryError:
        return {"troubles": [Trouble("reading-stopped", why="memory").record()], "exhausted": True}
    except (ImportError, NameError) as error:
        # No file can bring that about.
        return {"fault": repr(error)}
    except BaseException:  # noqa: BLE001 - a panic of calamine is no Exception; a file may fail in any way at all
        return {"troubles": [Trouble("file-unreadable", why="content").record()]}


def _wires() -> tuple[IO[bytes], IO[bytes]]:
    """The two ends for messages; whatever a library prints goes nowhere."""
    incoming, outgoing = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    return incoming, outgoing
