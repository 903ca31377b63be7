"""Memory that is kept between blocks: the C library gives back and asks for anew what the next block needs again."""

from __future__ import annotations

import ctypes

#: The names glibc has for its settings, and what they are set to: bytes from which memory is asked for singly (the most
#: it takes), and bytes that lie idle before they are given back.
_ASKED_SINGLY, _GIVEN_BACK = -3, -1
_LARGE, _IDLE = 32 * 2**20, 256 * 2**20


def keep_memory() -> None:
    """Asks glibc to keep what it is given back; other C libraries are left as they are.

    Fresh memory costs more than most of what is computed in it. The setting is one of the whole process.
    """
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):
        return
    mallopt(_ASKED_SINGLY, _LARGE)
    mallopt(_GIVEN_BACK, _IDLE)
