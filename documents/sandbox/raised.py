"""Raised and lowered digits of rich text as signs of their own: `10` with a raised `2` is not 102."""

from __future__ import annotations

import re

_FORMAT = b"vertAlign"
#: A run that is raised or lowered, up to its text; nobody writes more elements between the two.
_RUN = re.compile(
    rb"(?P<start><(?:[\w.-]+:)?vertAlign\s[^<>]*?(?P<manner>super|sub)script[^<>]*>"
    rb"(?:\s*<(?!/(?:[\w.-]+:)?r>)[^<>]*>){0,30}?\s*<(?:[\w.-]+:)?t(?:\s[^<>]*)?>)(?P<text>[^<]+)"
)
#: Digits, but not those of a reference such as `&#49;`.
_DIGITS = re.compile(rb"&[^;]*;|[0-9]")
_SIGNS = {
    b"super": dict(zip(b"0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹", strict=True)),
    b"sub": dict(zip(b"0123456789", "₀₁₂₃₄₅₆₇₈₉", strict=True)),
}


def with_raised_digits(part: bytes) -> bytes:
    """A part with strings or cells in which digits that are raised or lowered are signs of their own."""
    return _RUN.sub(_rewritten, part) if _FORMAT in part else part


def _rewritten(run: re.Match[bytes]) -> bytes:
    signs = _SIGNS[run["manner"]]

    def sign(digit: re.Match[bytes]) -> bytes:
        return digit[0] if len(digit[0]) > 1 else signs[digit[0][0]].encode()

    return run["start"] + _DIGITS.sub(sign, run["text"])
