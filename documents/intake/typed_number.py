"""Numbers as offices type them into text: full-width, with separators of thousands, with a unit of measure behind."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from indicators.decimals import parse_decimal

if TYPE_CHECKING:
    from decimal import Decimal

#: Zero width: nobody sees that they are there.
_UNSEEN = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))
#: Full-width forms of what makes a number, and the minus sign of typographers. `½`, `²` or `①` are none of them.
_NARROW = str.maketrans("０１２３４５６７８９＋－−．，", "0123456789+--.,")
_TYPED = re.compile(
    r"(?P<sign>[+-]?)(?P<whole>[1-9][0-9]{0,2}(?:,[0-9]{3})+|[0-9]+)(?P<part>(?:\.[0-9]+)?)"
    r"\s*(?P<unit>(?![0-9.,]).*)",
    re.DOTALL,
)


class TypedNumber(NamedTuple):
    """A number typed as text."""

    number: Decimal
    #: What stands behind it, such as `%` or 件; mostly nothing.
    unit: str
    #: Whether commas separate its thousands.
    is_grouped: bool


def bare(text: str) -> str:
    """A text without the blanks around it, those included that nobody sees."""
    return text.translate(_UNSEEN).strip()


def read_typed_number(text: str) -> TypedNumber | None:
    """The number a text states, with whatever stands behind it; None if it does not begin with a whole one.

    Thousands are separated soundly (`1,234,567.8`) or not at all: `1.234,5`, `1,23` and `12 000` are no numbers.
    """
    found = _TYPED.fullmatch(bare(text).translate(_NARROW))
    if found is None:
        return None
    whole = found["whole"].replace(",", "")
    number = parse_decimal(found["sign"] + whole + found["part"])
    return None if number is None else TypedNumber(number, found["unit"], whole != found["whole"])
