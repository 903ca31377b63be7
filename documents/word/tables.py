"""The tables of results on a page of Word: columns as wide as what they hold, letters as large as fit."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

from documents.table_style import Alert, Joined, text_width
from documents.word.markup import TWIPS, Cell, TableLook, letters, table
from indicators.words import Words
from scoring.explanation import STATE_WORDS
from scoring.sheet import State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from documents.table_style import Align, Column, Row, Table
    from documents.table_style import Cell as Value
    from indicators.words import Language

HEADING_FONT = "黑体"
#: Sizes of letters in points, the largest that fits is taken: 五号, 小五, and smaller.
_SIZES = (10.5, 9.0, 8.0, 7.0)
#: What a cell leaves free, and the least it is wide, in half-width characters.
_PADDING, _LEAST = 2, 4
#: Headings wrap, so that a long one does not widen a column of figures.
_WIDEST_HEADING = 8
_ROW = 1.9


def shown(value: Value, column: Column, language: Language) -> str:
    """What a cell reads as; numbers with the decimals of their column."""
    match value:
        case Words():
            return value.in_(language)
        case State():
            return STATE_WORDS[value].in_(language)
        case Alert():
            return value.words.in_(language)
        case Joined():
            return ""
        case None:
            return "—"
        case Decimal():
            decimals = len(column.number.partition(".")[2])
            return f"{value:.{decimals}f}" if column.number[:1] == "0" else str(value)
        case _:
            return str(value)


def ranked_table(found: Table, style: str, cell_style: str, width: int, language: Language) -> str:
    """A table with one heading that is repeated on every page.

    Args:
        found: Its columns and rows, without blocks.
        style: The id of the table's style.
        cell_style: The id of the style of paragraphs in it.
        width: Of the page between its margins, in twips.
        language: Of headings and states.
    """
    headings = [_said(column.heading, language) for column in found.columns]
    texts = [
        [shown(value, column, language) for value, column in zip(row.cells, found.columns, strict=True)]
        for row in found.rows
    ]
    wanted = _widths(found.columns, headings, texts)
    size = next((size for size in _SIZES if sum(wanted) * size / 2 * TWIPS <= width), _SIZES[-1])
    look = TableLook(style, cell_style, size, size * _ROW)
    plain, bold = letters(size), letters(size, bold=True)
    head = [Cell(text, properties=letters(size, font=HEADING_FONT)) for text in headings]
    rows = (
        [
            Cell(text, _align(row, at, column), bold if column.bold else plain)
            for at, (text, column) in enumerate(zip(line, found.columns, strict=True))
        ]
        for row, line in zip(found.rows, texts, strict=True)
    )
    return table(look, spread(wanted, width), (head, *rows), 1)


def _said(heading: str | Words, language: Language) -> str:
    return heading.in_(language) if isinstance(heading, Words) else heading


def _align(row: Row, at: int, column: Column) -> Align:
    """Figures are centred in a narrow table; text stands at the left, and what is not there in the middle."""
    return "left" if isinstance(row.cells[at], str) and column.align == "left" else "center"


def _widths(columns: Sequence[Column], headings: Sequence[str], texts: Sequence[Sequence[str]]) -> list[int]:
    """How wide each column wants to be, in half-width characters."""
    return [
        max(
            min(max((text_width(line[at]) for line in texts), default=0), column.widest),
            min(text_width(headings[at]), _WIDEST_HEADING),
            _LEAST,
        )
        + _PADDING
        for at, column in enumerate(columns)
    ]


def spread(wanted: Sequence[int], width: int) -> list[int]:
    """The widths in twips, together exactly as wide as the page."""
    edges = [round(width * sum(wanted[:at]) / sum(wanted)) for at in range(len(wanted) + 1)]
    return [right - left for left, right in pairwise(edges)]
