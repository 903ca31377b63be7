"""A tuning as the text of a link: weights, locks, bounds, the node at work, and which weights it rests on.

Lines of words, packed and written in the letters an address may have. A link is a stranger's text: it is held against
the scheme word by word, and what does not fit is refused in words.
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from indicators.decimals import parse_decimal
from indicators.words import Words
from scoring.balance import Balance, Bound
from scoring.tuning import basis_of
from scoring.tuning_fit import misfits
from scoring.weights import tunable

if TYPE_CHECKING:
    from decimal import Decimal

    from indicators.scheme import Scheme

#: Longer addresses than this are cut by mail programs; whoever sends one does not mean weights.
_LONGEST = 8_000
#: What the longest scheme could need, so that a small link cannot unpack to fill the memory.
_LARGEST = 200_000
_FIRST = "baton-weights-1"
_NOTHING = "-"
_BASIS = re.compile(r"[0-9a-f]{16}")

_UNREADABLE = Words(
    "链接里的权重读不出来，可能复制时少了一段；已按现有权重显示。请让对方重新复制整条链接。",
    "The weights in the link cannot be read; perhaps a piece of it was lost. The present weights are shown. Ask for the"
    " whole link again.",
)
_DOES_NOT_FIT = Words(
    "链接里的权重不适合现在的方案（{why}）；已按现有权重显示。可能链接出自另一个考核，或方案后来改过。",
    "The weights in the link do not fit the present scheme ({why}); the present weights are shown. The link may belong"
    " to another assessment, or the scheme was changed since.",
)


@dataclass(frozen=True)
class Opened:
    """What a link holds; `current` says whether the scheme's own weights are still those it was made with."""

    balance: Balance
    node: str
    current: bool


def written(scheme: Scheme, balance: Balance, node: str) -> str:
    """The link's text, in letters, digits, `-` and `_`."""
    lines = [
        _FIRST,
        f"{basis_of(scheme)} {node}",
        *(f"w {code} {weight:f}" for code, weight in sorted(balance.weights.items())),
        *(f"l {code}" for code in sorted(balance.locked)),
        *(f"b {code} {_limit(b.least)} {_limit(b.most)}" for code, b in sorted(balance.bounds.items())),
    ]
    packed = zlib.compress("\n".join(lines).encode(), 9)
    return base64.urlsafe_b64encode(packed).decode().rstrip("=")


def _limit(limit: Decimal | None) -> str:
    return _NOTHING if limit is None else f"{limit:f}"


def read(scheme: Scheme, text: str) -> Opened | Words:
    """What a link says, if all of it fits the scheme; else why it does not."""
    lines = _unpacked(text)
    head = lines[1].split(" ") if len(lines) > 1 and lines[0] == _FIRST else []
    balance = _balance(lines[2:])
    if len(head) != len(("basis", "node")) or not _BASIS.fullmatch(head[0]) or balance is None:
        return _UNREADABLE
    found = misfits(scheme, balance)
    if found:
        return _DOES_NOT_FIT.fill(why=found[0].words)
    nodes = tunable(scheme)
    return Opened(
        balance, head[1] if head[1] in nodes else nodes[0] if nodes else "", head[0] == basis_of(scheme)
    )


def _unpacked(text: str) -> list[str]:
    """The lines of a link; none of anything else."""
    if len(text) > _LONGEST or not text.isascii():
        return []
    try:
        packed = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        unpacking = zlib.decompressobj()
        plain = unpacking.decompress(packed, _LARGEST)
        return plain.decode().split("\n") if unpacking.eof else []
    except (binascii.Error, zlib.error, UnicodeDecodeError):
        return []


def _balance(lines: list[str]) -> Balance | None:
    weights: dict[str, Decimal] = {}
    locked: set[str] = set()
    bounds: dict[str, Bound] = {}
    for line in lines:
        match line.split(" "):
            case ["w", code, typed] if (weight := parse_decimal(typed)) is not None:
                weights[code] = weight
            case ["l", code]:
                locked.add(code)
            case ["b", code, least, most] if _is_limit(least) and _is_limit(most):
                bounds[code] = Bound(parse_decimal(least), parse_decimal(most))
            case _:
                return None
    return Balance(weights, frozenset(locked), bounds)


def _is_limit(text: str) -> bool:
    return text == _NOTHING or parse_decimal(text) is not None
