"""The version of the engine, which every run names, and the changes by which later versions give other numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from indicators.words import Words

ENGINE = "0.1.0"


class Change(NamedTuple):
    """From which version on some numbers are others, and why."""

    engine: str
    what: Words


#: Every change of a published number, the newest last: a number that changes without an entry here is a mistake.
CHANGES: tuple[Change, ...] = ()
