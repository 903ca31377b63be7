"""The audit log as the office reads it: the acts that concern an assessment, the newest first, of one person or kind."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from records import audit
from records.sealed import unsealed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from records import Records
    from records.audit import Broken, Entry
    from records.sealed import Unsealed

#: Entries that are asked for at once.
_AT_ONCE = 500


class Chain(NamedTuple):
    """Whether the log holds together: its length, the seal of its last entry, and where it breaks first, if it does."""

    entries: int
    seal: str
    broken: Broken | None
    #: The records that are not what the log says of them.
    unsealed: tuple[Unsealed, ...]


def chain(records: Records) -> Chain:
    """Whether every seal of the whole log holds, and the records agree with it.

    Checked anew as soon as anything was recorded since.
    """
    number, seal = audit.head(records)
    return Chain(number, seal, *_checked(records, seal))


@lru_cache(maxsize=1)
def _checked(records: Records, seal: str) -> tuple[Broken | None, tuple[Unsealed, ...]]:  # noqa: ARG001 - kept by the last seal
    broken = audit.first_broken(records)
    return broken, () if broken is not None else tuple(unsealed(records))


def entries(
    records: Records, assessment: int, *, actor: str = "", act: str = "", before: int | None = None
) -> Iterator[Entry]:
    """The acts of an assessment and those upon the whole database, the newest first; asked for as they are needed.

    Args:
        records: The database.
        assessment: Whose.
        actor: Part of the name of who acted; all of them where it is empty.
        act: The kind of act; all kinds where it is empty.
        before: Only entries with a smaller number, to page on.
    """
    while True:
        found = audit.entries(records, assessment, before=before, most=_AT_ONCE)
        for entry in found:
            if actor.casefold() in entry.actor.casefold() and act in {"", entry.act}:
                yield entry
        if len(found) < _AT_ONCE:
            return
        before = found[-1].number
