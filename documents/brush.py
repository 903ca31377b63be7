"""Cells of one look, written into a page whatever they hold."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from documents.inert_text import inert_cell
from documents.table_style import Alert, alert_look, number_look, state_look
from scoring.explanation import STATE_WORDS
from scoring.sheet import State

if TYPE_CHECKING:
    from collections.abc import Callable

    from xlsxwriter.format import Format

    from documents.quick_page import QuickPage
    from documents.table_book import Book
    from documents.table_style import Cell, Look

#: Excel keeps no more digits of a number.
_DIGITS = 15


class Brush:
    """Writes cells of a look; a format is looked up in the book when the first cell needs it, and then kept."""

    def __init__(self, book: Book, look: Look) -> None:
        self._book = book
        self._look = look
        self._formats: dict[object, Format] = {}

    def put(self, page: QuickPage, row: int, column: int, value: Cell) -> None:
        """Writes one cell: numbers as numbers, states and all text as text."""
        if isinstance(value, str):
            look = self._format("", _as_it_is)
            if value:
                page.put_text(row, column, inert_cell(value), look)
            else:
                page.write_blank(row, column, None, look)
        elif isinstance(value, State):
            text = self._book.say(STATE_WORDS[value])
            page.put_text(row, column, text, self._format(value, lambda look: state_look(look, value)))
        elif isinstance(value, (int, Decimal)):
            put_number(page, row, column, Decimal(value), self._format("number", number_look))
        elif value is None:
            page.put_text(row, column, "—", self._format(None, lambda look: state_look(look, None)))
        elif isinstance(value, Alert):
            text = inert_cell(self._book.say(value.words))
            page.put_text(row, column, text, self._format("alert", alert_look))
        else:
            page.put_text(row, column, inert_cell(self._book.shown(value)), self._format("", _as_it_is))

    def _format(self, kind: object, look_of: Callable[[Look], Look]) -> Format:
        found = self._formats.get(kind)
        if found is None:
            found = self._formats[kind] = self._book.format(look_of(self._look))
        return found


def _as_it_is(look: Look) -> Look:
    return look


def put_number(page: QuickPage, row: int, column: int, value: Decimal, look: Format) -> None:
    """Writes a number: the float nearest to a decimal of up to 15 digits shows as that decimal.

    Excel keeps no more digits; a longer number would turn into another one, so it is written as text.
    """
    if len(value.as_tuple().digits) > _DIGITS:
        page.put_text(row, column, str(value), look)
    else:
        page.put_number(row, column, float(value), look)
