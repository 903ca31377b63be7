"""What a cell is, as it is sent: short where it says little.

- nothing: 0
- a plain text: `'` and the text
- a number which is shown as it is: `=` and the number
- anything else: text, number or None, what is true of it, decimals always shown
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

Entry = int | str | list[object]

BLANK: Entry = 0
PERCENT, DATE, ERROR, FORMULA, UNCALCULATED = 1, 2, 4, 8, 16
#: Numbers this long are no longer kept digit by digit; whatever they were, no score sheet asks for them.
_TOO_LONG = Decimal(10) ** 15
#: Excel keeps and shows fifteen significant digits; whatever a file holds beyond them is noise.
_SIGNIFICANT = 15
#: What a number format says literally or leaves as space: "…", \x, _x, *x, and [conditions].
_LITERAL = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[[^\]]*\]')
#: The decimals which a number format always shows.
_DECIMALS = re.compile(r"\.(0+)")


class Shape(NamedTuple):
    """What a number format makes of a number."""

    is_percent: bool = False
    decimals: int = 0
    #: Digits filled up with leading zeros, as in codes; none: 0.
    padding: int = 0

    @classmethod
    def of(cls, number_format: str) -> Shape:
        """The shape that a number format gives."""
        shape = _LITERAL.sub("", number_format)
        decimals = _DECIMALS.search(shape.partition(";")[0])
        padding = len(number_format) if set(number_format) == {"0"} else 0
        return cls("%" in shape, len(decimals[1]) if decimals else 0, padding)


def text_entry(text: str, flags: int) -> Entry:
    """A text; one of spaces only is nothing."""
    text = text.strip()
    if not text:
        return BLANK
    return [text, None, flags, 0] if flags else f"'{text}"


def number_entry(value: float, written: str, shape: Shape, flags: int) -> Entry:
    """A number as read, and as the file has it, in the shape of its format."""
    plain = _plain(value, written)
    shown = plain
    if shape.padding and plain.isdigit():
        shown = plain.rjust(shape.padding, "0")
    flags |= PERCENT if shape.is_percent else 0
    if flags or shape.decimals or shown is not plain:
        return [shown, plain, flags, shape.decimals]
    return f"={plain}"


def _plain(value: float, written: str) -> str:
    """The number as Excel shows it, to fifteen significant digits."""
    short = repr(value)
    if len(short) <= _SIGNIFICANT and "e" not in short and "n" not in short:
        plain = short.removesuffix(".0")
        return "0" if plain == "-0" else plain
    exact = Decimal(value)
    if not exact.is_finite():
        exact = Decimal(written)
    if abs(exact) >= _TOO_LONG:
        return str(Decimal(f"{exact:.{_SIGNIFICANT}g}").normalize())
    number = Decimal(f"{value:.{_SIGNIFICANT}g}")
    return format(number.normalize() if number % 1 else number.to_integral_value(), "f")
