"""Who acts: a name that is kept with every act, and the one that stands where nobody has said theirs."""

from __future__ import annotations

import getpass
import re

from indicators.words import Words, visible
from records.errors import RecordsError

#: The signs of the longest name.
LONGEST = 80
_NOBODY = "本机用户"
#: Ends of lines, other control characters, and those that turn the writing around.
_NOT_ON_ONE_LINE = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029\\u202a-\\u202e\\u2066-\\u2069]")
_UNFIT = Words(
    "经办人“{actor}”：{why}，所以没有存入任何内容。请写一个姓名或部门，一行、最多 {most} 个字。",
    "The name of who acts, “{actor}”, {why}; nothing was stored. Write the name of a person or an office: one line, at most"
    " {most} characters.",
)
_EMPTY = Words("是空的", "is empty")
_LONG = Words("太长，有 {length} 个字", "is too long: {length} characters")
_UNSEEN = Words("含有换行或看不见的控制字符", "holds a line break or a control character")


def login() -> str:
    """The name of whoever is logged in at this computer."""
    try:
        name = getpass.getuser()
    except (OSError, KeyError, ImportError):  # a system, or a container, that does not know its user
        return _NOBODY
    return _NOBODY if _unfit(name) else name


def expect_name(actor: str) -> None:
    """Lets pass what can stand in the log as the name of who acts.

    Raises:
        RecordsError: If it is empty, longer than `LONGEST`, or would not be read as one line.
    """
    why = _unfit(actor)
    if why is not None:
        shown = visible(actor if len(actor) <= LONGEST else f"{actor[:20]}…")
        raise RecordsError(_UNFIT.fill(actor=shown, why=why, most=LONGEST))


def _unfit(actor: str) -> Words | None:
    if not actor.strip():
        return _EMPTY
    if len(actor) > LONGEST:
        return _LONG.fill(length=len(actor))
    return _UNSEEN if _NOT_ON_ONE_LINE.search(actor) else None
