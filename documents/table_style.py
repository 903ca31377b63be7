"""The look of a printed table: fonts, fills, borders, and what its rows and columns say about it."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from math import ceil
from typing import Literal, NamedTuple

from indicators.words import Words
from scoring.sheet import State


class Joined(Enum):
    """A cell which is one with its neighbour."""

    ABOVE = "above"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class Alert:
    """Words that must not be overlooked."""

    words: Words


class Mark(NamedTuple):
    """What stands behind every title, and in the corner of every page, of tables that are not the last word."""

    title: Words
    corner: Words


#: Nothing has been published.
TRIAL = Mark(Words("（试算）", " (trial)"), Words("试算", "TRIAL"))

#: What a cell may hold; None prints as a dash. Nothing is left blank, so that a blank is always a mistake.
Cell = str | Words | int | Decimal | State | Joined | Alert | None
Align = Literal["left", "center", "right"]

# The fonts of official documents as Windows and WPS name them; a machine without them takes its own Song.
TITLE_FONT, HEADING_FONT, TEXT_FONT, NUMBER_FONT = "宋体", "黑体", "仿宋", "Times New Roman"
TEXT_SIZE = 11
_SIMPLIFIED_CHINESE, _ANY_FAMILY, _ROMAN = 134, 3, 1

HEADING_FILL, NODE_FILL, BAND_FILL = "#D9E2EC", "#EAF0F6", "#F3F6F9"
_RULE_COLOUR = "#8A94A0"
#: Fill and text colour of a cell without a value.
STATE_COLOURS = {
    State.MISSING: ("#FBE3C8", "#8A4B08"),
    State.NOT_APPLICABLE: ("#E4E4E4", "#595959"),
    State.NO_SCORE: ("#F6D5D5", "#8B1A1A"),
    State.ZERO_DENOMINATOR: ("#E4E4E4", "#595959"),
}

_ALERT_FILL, _ALERT_COLOUR = STATE_COLOURS[State.NO_SCORE]

_LINE = 16
#: How wide a half-width character of a table is, in the units of column widths; and what a cell leaves free.
PRINT_WIDTH, PADDING = 1.05, 3.0
#: Excel's limit is 409.
TALLEST = 400


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell looks."""

    font: str = TEXT_FONT
    size: int = TEXT_SIZE
    bold: bool = False
    align: Align = "left"
    number: str = "General"
    fill: str | None = None
    colour: str = "#000000"
    bordered: bool = True
    wrapped: bool = True
    #: Text that does not fit is written smaller instead.
    shrunk: bool = False
    indent: int = 0


HEADING = Look(HEADING_FONT, align="center", fill=HEADING_FILL)
TITLE = Look(TITLE_FONT, 18, bold=True, align="center", bordered=False)
REMARK = Look(size=10, colour="#404040", bordered=False)
CAPTION = Look(HEADING_FONT, 12, fill=NODE_FILL, indent=1)


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table; text wraps where it is wider than `widest`."""

    heading: str | Words
    align: Align = "left"
    number: str = "General"
    bold: bool = False
    widest: int = 36
    #: The heading above the headings of several columns, in forms.
    over: Words | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table; `indent` moves the text of the column that shows the tree."""

    cells: tuple[Cell, ...]
    shaded: bool = False
    bold: bool = False
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """Rows under a caption of their own."""

    caption: str | Words
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet with one table: rows, or several captioned blocks of rows under one heading."""

    name: str | Words
    title: str | Words
    columns: tuple[Column, ...]
    rows: tuple[Row, ...] = ()
    blocks: tuple[Block, ...] = ()
    remarks: tuple[str | Words, ...] = ()
    #: What stands in a table without rows.
    empty: Words = field(default_factory=lambda: Words("无", "none"))
    frozen_columns: int = 0
    indented_column: int | None = None
    #: Who signs below, in forms.
    signatures: tuple[Words, ...] = ()


@lru_cache
def row_look(column: Column, *, shaded: bool, bold: bool, indent: int) -> Look:
    """How the cells of a column look in a row of a kind."""
    return Look(
        bold=column.bold or bold,
        align=column.align,
        number=column.number,
        fill=BAND_FILL if shaded else None,
        indent=indent + int(column.align != "center"),
    )


@lru_cache
def number_look(look: Look) -> Look:
    """The look in the font of figures."""
    return replace(look, font=NUMBER_FONT, wrapped=False)


@lru_cache
def alert_look(look: Look) -> Look:
    """The look of what must not be overlooked, on a black-and-white printer too."""
    return replace(look, bold=True, fill=_ALERT_FILL, colour=_ALERT_COLOUR)


@lru_cache
def state_look(look: Look, state: State | None) -> Look:
    """The look of a cell without a value, or of a dash."""
    look = replace(look, align="center", indent=0)
    if state is None:
        return look
    fill, colour = STATE_COLOURS[state]
    return replace(look, fill=fill, colour=colour)


def properties_of(look: Look) -> dict[str, object]:
    """The look as XlsxWriter's format properties."""
    number = look.font == NUMBER_FONT
    found: dict[str, object] = {
        "font_name": look.font,
        "font_size": look.size,
        "font_family": _ROMAN if number else _ANY_FAMILY,
        "font_charset": 0 if number else _SIMPLIFIED_CHINESE,
        "bold": look.bold,
        "align": look.align,
        "valign": "vcenter",
        "num_format": look.number,
        "font_color": look.colour,
        "text_wrap": look.wrapped,
        "shrink": look.shrunk,
        "indent": look.indent,
    }
    if look.fill is not None:
        found["bg_color"] = look.fill
    if look.bordered:
        found |= {"border": 1, "border_color": _RULE_COLOUR}
    return found


@lru_cache(maxsize=10_000)
def text_width(text: str) -> int:
    """How many half-width characters the longest line of a text is wide."""
    if text.isascii() and "\n" not in text:
        return len(text)
    return max(
        sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in line) for line in text.split("\n")
    )


def height(texts: list[str], widths: list[float], least: int = 21, line: int = _LINE) -> int:
    """Tall enough for the wrapped texts, in points; merged cells and some readers do not grow by themselves."""
    return min(text_height(texts, widths, least, line), TALLEST)


def text_height(texts: list[str], widths: list[float], least: int = 21, line: int = _LINE) -> int:
    """The height the wrapped texts ask for, in points, be it more than a row can have."""
    lines = max(
        sum(
            max(1, ceil(text_width(part) * PRINT_WIDTH / max(width - PADDING, 1)))
            for part in text.split("\n")
        )
        for text, width in zip(texts, widths, strict=True)
    )
    return max(least, lines * line + 6)
