"""The rows of a table: how wide they make its columns, how tall each one is, and what is written of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.brush import Brush
from documents.table_style import (
    CAPTION,
    PADDING,
    PRINT_WIDTH,
    Block,
    Joined,
    Look,
    height,
    row_look,
    text_width,
)

if TYPE_CHECKING:
    from documents.quick_page import QuickPage
    from documents.table_book import Book
    from documents.table_style import Row, Table

#: The characters across a page to which a narrow table is spread.
_SPREAD_WIDTH = 182
_CAPTION_HEIGHT = 24
_WIDEST_HEADING, _NARROWEST = 16, 4


class TableRows:
    """All rows of a table, with what each of their cells reads as."""

    def __init__(self, book: Book, table: Table) -> None:
        self._book = book
        self._table = table
        self._rows = [*table.rows, *(row for block in table.blocks for row in block.rows)]
        self._texts = [
            [book.shown(row.cells[column]) for row in self._rows] for column in range(len(table.columns))
        ]
        self._brushes: dict[tuple[int, bool, bool, int], Brush] = {}

    def widths(self) -> list[float]:
        """Wide enough for what the columns hold; a narrow table is spread over the page."""
        widths = []
        for column, spec in enumerate(self._table.columns):
            heading = min(text_width(self._book.say(spec.heading)), _WIDEST_HEADING)
            shown = min(self._widest(column), spec.widest)
            widths.append(max(shown, heading, _NARROWEST) * PRINT_WIDTH + PADDING)
        spread = max(_SPREAD_WIDTH / sum(widths), 1)
        # A little more, or rounding would make the longest text wrap.
        return [round(width * spread + 0.1, 1) for width in widths]

    def _widest(self, column: int) -> int:
        """The width of a column's widest text, among those that do not share their width with the next column."""
        texts = self._texts[column]
        if column == self._table.indented_column:
            return max(
                (text_width(text) + 2 * row.indent for text, row in zip(texts, self._rows, strict=True)),
                default=0,
            )
        if column + 1 < len(self._texts):
            texts = [
                text
                for text, row in zip(texts, self._rows, strict=True)
                if row.cells[column + 1] is not Joined.LEFT
            ]
        return max(map(text_width, set(texts)), default=0)

    def put(self, page: QuickPage, row: int, widths: list[float]) -> tuple[int, int]:
        """Writes them from a row on; the last row written, and how tall all of them are."""
        table, last = self._table, len(widths) - 1
        tall, place = 0, 0
        wrapped = self._wrapped(widths)
        for block in table.blocks or (Block("", table.rows),):
            if block.caption:
                self._book.put_across(page, (row, 0), (row, last), self._book.say(block.caption), CAPTION)
                tall += _grow(page, row, _CAPTION_HEIGHT)
                row += 1
            if not block.rows:
                empty = self._book.say(table.empty)
                self._book.put_across(page, (row, 0), (row, last), empty, Look(align="center"))
                tall += _grow(page, row, _CAPTION_HEIGHT)
                row += 1
            for line in block.rows:
                self._put_row(page, row, line)
                tall += _grow(page, row, self._height(place, line, widths, wrapped))
                row += 1
                place += 1
        return row - 1, tall

    def _wrapped(self, widths: list[float]) -> list[int]:
        """The columns with a text that takes more than one line, and that whose texts are indented."""
        return [
            column
            for column, (texts, width) in enumerate(zip(self._texts, widths, strict=True))
            if column == self._table.indented_column
            or any(
                "\n" in text or text_width(text) * PRINT_WIDTH > max(width - PADDING, 1)
                for text in set(texts)
            )
        ]

    def _height(self, place: int, line: Row, widths: list[float], wrapped: list[int]) -> int:
        texts = [self._texts[column][place] for column in wrapped]
        free = [
            widths[column] - (2 * line.indent if column == self._table.indented_column else 0)
            for column in wrapped
        ]
        # Where nothing is wrapped, a row is as tall as one without a word.
        return height(texts or [""], free or [1.0])

    def _put_row(self, page: QuickPage, row: int, line: Row) -> None:
        table, brushes = self._table, self._brushes
        for column, cell in enumerate(line.cells):
            indent = line.indent if column == table.indented_column else 0
            kind = (column, line.shaded, line.bold, indent)
            brush = brushes.get(kind)
            if brush is None:
                look = row_look(table.columns[column], shaded=line.shaded, bold=line.bold, indent=indent)
                brush = brushes[kind] = Brush(self._book, look)
            brush.put(page, row, column, cell)


def _grow(page: QuickPage, row: int, tall: int) -> int:
    page.set_row(row, tall)
    return tall
