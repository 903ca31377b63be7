"""The bytes of everything kept, once each, by their SHA-256."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import sqlalchemy as sa

from indicators.words import Words
from records.errors import damaged, not_found
from records.tables import content as table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from records.database import Records


#: Hashes asked for in one question.
_AT_ONCE = 500


def digest(content: bytes) -> str:
    """The SHA-256 of some bytes in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def keep(connection: sa.Connection, content: bytes) -> str:
    """Keeps bytes within a transaction, unless they are kept already; returns their SHA-256."""
    found = digest(content)
    known = connection.execute(sa.select(table.c.sha256).where(table.c.sha256 == found)).one_or_none()
    if known is None:
        connection.execute(table.insert().values(sha256=found, size=len(content), bytes=content))
    return found


def content(records: Records, sha256: str) -> bytes:
    """The bytes with a SHA-256.

    Raises:
        NotFoundError: If there are none.
        DamagedError: If what is kept is not what was handed in.
    """
    return contents(records, {sha256})[sha256]


def contents(records: Records, wanted: Iterable[str]) -> dict[str, bytes]:
    """The bytes with each SHA-256 that is wanted.

    Raises:
        NotFoundError: If there are none.
        DamagedError: If what is kept is not what was handed in.
    """
    asked = list(wanted)
    found: dict[str, bytes] = {}
    with records.reading() as connection:
        for first in range(0, len(asked), _AT_ONCE):
            rows = connection.execute(
                sa.select(table.c.sha256, table.c.bytes).where(
                    table.c.sha256.in_(asked[first : first + _AT_ONCE])
                )
            )
            found |= {row.sha256: bytes(row.bytes) for row in rows}
    for sha256 in asked:
        if sha256 not in found:
            raise not_found(Words(f"文件内容 {sha256[:12]}", f"content {sha256[:12]}"))
        if digest(found[sha256]) != sha256:
            raise damaged(records.shown)
    return found
