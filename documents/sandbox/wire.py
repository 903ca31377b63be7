"""Messages between parent and child: their length in eight bytes, then JSON.

Never pickle: a child that a file has taken over must not own the parent.
"""

from __future__ import annotations

import json
from typing import IO

_HEAD = 8
#: The largest answer believed: a million cells with all their text, and how many values it may be made of.
MOST_BYTES = 256 * 2**20
_MOST_SIGNS = {b"{": 500_000, b"[": 3_000_000, b'"': 10_000_000, b",": 20_000_000}


class WireError(Exception):
    """The other side sent something else than a message, or is gone."""


def send(stream: IO[bytes], message: object) -> None:
    """Writes one message."""
    body = json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    stream.write(len(body).to_bytes(_HEAD, "big"))
    stream.write(body)
    stream.flush()


def receive(stream: IO[bytes], most: int = MOST_BYTES) -> dict[str, object]:
    """The next message.

    Raises:
        WireError: Where there is none, it is longer than `most` bytes, or no JSON object.
    """
    size = int.from_bytes(_exactly(stream, _HEAD), "big")
    if size > most:
        raise WireError("too long")
    body = _exactly(stream, size)
    if any(body.count(sign) > most_signs for sign, most_signs in _MOST_SIGNS.items()):
        raise WireError("too many values")
    try:
        message = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise WireError("no JSON") from error
    if not isinstance(message, dict):
        raise WireError("no object")
    return message


def _exactly(stream: IO[bytes], size: int) -> bytes:
    body = stream.read(size)
    if len(body) != size:
        raise WireError("cut short")
    return body
