"""What a cell is, as it is sent: short where it says little.

- nothing: 0
- a plain text: `'` and the text
- a number which is shown as it is: `=` and the number
- anything else: text, number or None, what is true of it, decimals always shown, the unit of measure which the format
  writes beside the number, what the format shows in place of this number or None
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from documents.sandbox.number_format import Section, section_for, sections_of

Entry = int | str | list[object]

BLANK: Entry = 0
PERCENT, DATE, ERROR, FORMULA, UNCALCULATED = 1, 2, 4, 8, 16
#: Numbers this long are no longer kept digit by digit; whatever they were, no score sheet asks for them.
_TOO_LONG = Decimal(10) ** 15
#: Excel keeps and shows fifteen significant digits; whatever a file holds beyond them is noise.
_SIGNIFICANT = 15


class Shape(NamedTuple):
    """What a number format makes of a number."""

    sections: tuple[Section, ...]
    #: The section for all numbers, where it shows every one of them as it is.
    only: Section | None = None
    #: Digits filled up with leading zeros, as in codes; none: 0.
    padding: int = 0

    @classmethod
    def of(cls, number_format: str) -> Shape:
        """The shape that a number format gives."""
        sections = sections_of(number_format)
        is_simple = len(sections) == 1 and sections[0].is_plain and sections[0].condition is None
        padding = len(number_format) if set(number_format) == {"0"} else 0
        return cls(sections, sections[0] if is_simple else None, padding)


def text_entry(text: str, flags: int) -> Entry:
    """A text; one of spaces only is nothing."""
    text = text.strip()
    if not text:
        return BLANK
    return [text, None, flags, 0, "", None] if flags else f"'{text}"


def number_entry(value: float, written: str, shape: Shape, flags: int) -> Entry:
    """A number as read, and as the file has it, in the shape of its format."""
    plain = _plain(value, written)
    shown = plain
    if shape.padding and plain.isdigit():
        shown = plain.rjust(shape.padding, "0")
    section, seen = shape.only, None
    if section is None:
        section = section_for(Decimal(plain), shape.sections)
        seen = section.shown(Decimal(plain))
    flags |= PERCENT if section.is_percent else 0
    if flags or section.decimals or section.unit or seen is not None or shown is not plain:
        return [shown, plain, flags, section.decimals, section.unit, seen]
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
