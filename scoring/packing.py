"""Records packed into few bytes and taken out again; whoever hands in the bytes may be no friend."""

from __future__ import annotations

import json
import zlib
from typing import Any, NamedTuple

#: Changed whenever the form of a record changes; the program reads every earlier one.
FORMAT = 1
#: What reading a damaged record can raise.
DAMAGE = (ValueError, LookupError, TypeError, AttributeError, OverflowError, RecursionError, zlib.error)


class LaterFormatError(ValueError):
    """A record in a form that only a later program knows."""


class Bounds(NamedTuple):
    """How many bytes a record may unpack to, and how many lists and mappings they may hold, which cost the most memory."""

    size: int
    lists: int

    def hold(self, text: bytes) -> bool:
        """Whether a record is within them."""
        return len(text) <= self.size and text.count(b"[") + text.count(b"{") <= self.lists


#: Of what the records keep; 3,000 units by 60 indicators take about 10 million bytes.
KEPT = Bounds(500_000_000, 50_000_000)


def canonical(record: object) -> bytes:
    """A record as JSON, always in the same bytes."""
    text = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    # A name may hold half a character; the records refuse it elsewhere, with words.
    return text.encode(errors="surrogatepass")


def squeezed(text: bytes) -> bytes:
    """The same in few bytes."""
    return zlib.compress(text, 6)


def packed(record: dict[str, Any]) -> bytes:
    """A record in few bytes, always the same ones."""
    return squeezed(canonical(record))


def unpacked(content: bytes, bounds: Bounds = KEPT) -> dict[str, Any]:
    """The record again.

    Raises:
        LaterFormatError: If a later program packed it.
        One of `DAMAGE`: If it is damaged, cut off, or beyond the bounds.
    """
    unpacker = zlib.decompressobj()
    text = unpacker.decompress(content, bounds.size)
    if not unpacker.eof or not bounds.hold(text):
        raise ValueError("cut off, or larger than any record")
    record: dict[str, Any] = json.loads(text.decode(errors="surrogatepass"))
    if record["format"] > FORMAT:
        raise LaterFormatError(f"format {record['format']}")
    return record
