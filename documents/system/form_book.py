"""Printed forms: tables with merged cells, two tiers of headings, planned pages, and lines to sign below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.system.form_lines import areas_of, continued, lines_of
from documents.system.pages import page_starts
from documents.table_style import HEADING, Look, height
from indicators.words import Words

if TYPE_CHECKING:
    from documents.quick_page import QuickPage
    from documents.system.form_lines import Area, Line
    from documents.table_book import Book
    from documents.table_style import Table

#: The room inside the margins of an A3 page, in points, and the share of its height that is planned with: other
#: fonts and printers take a little more.
_PAGE_WIDTH, _PAGE_HEIGHT, _PLANNED = 1118.0, 741.0, 0.95
#: A table so much taller than a page is shrunk onto one rather than left with a few rows on a second one.
_SHRUNK = 1.2
_SIGNATURE = Look(size=12, bordered=False, wrapped=False)
_SIGNATURE_ROWS = (18, 28, 28)
_SEAL = Words("（盖章）", "(seal)")
_DATE = Words("        年      月      日", "Date:")


def add_form(book: Book, table: Table) -> None:
    """Adds a sheet: one page wide, broken where it cuts least, headings and cut cells repeated on every page."""
    page = book.sheet(table.name, table.title)
    widths = book.widths(table)
    for column, width in enumerate(widths):
        page.set_column(column, column, width)
    top, opening = book.put_title(page, table, widths)
    first, heading = _put_headings(book, page, table, top, widths)
    lines = lines_of(table, book.shown, widths)
    room = _room(widths) - heading
    heights = [line.tall for line in lines]
    heights[-1] += sum(_SIGNATURE_ROWS) if table.signatures else 0
    shrunk = sum(heights) < _SHRUNK * (room - opening)
    costs = [line.cost for line in lines]
    starts = [] if shrunk else page_starts(heights, costs, room - opening, room)
    for area in areas_of(lines, frozenset(starts)):
        _put_area(book, page, lines, area, first)
    for row, line in enumerate(lines, start=first):
        page.set_row(row, line.tall)
    bottom = first + len(lines)
    if table.signatures:
        bottom = _put_signatures(book, page, table, bottom, widths)
    # The height stays free, or LibreOffice would not heed the breaks.
    page.set_h_pagebreaks([first + start for start in starts])
    page.fit_to_pages(1, 1 if shrunk else 0)
    page.freeze_panes(first, table.frozen_columns)
    page.repeat_rows(top, first - 1)
    page.print_area(0, 0, bottom - 1, len(widths) - 1)


def _room(widths: list[float]) -> float:
    """The points of height a page has for rows, at the scale at which the columns fit its width."""
    # A column is 7 pixels for each unit and 5 for its edges; a pixel is three quarters of a point.
    wide = sum(0.75 * int(7 * width + 5) for width in widths)
    return _PAGE_HEIGHT * _PLANNED * max(wide / _PAGE_WIDTH, 1.0)


def _put_headings(
    book: Book, page: QuickPage, table: Table, top: int, widths: list[float]
) -> tuple[int, int]:
    """Writes the headings, in two tiers where columns share one; the row after them, and how tall they are."""
    columns = table.columns
    two = any(column.over is not None for column in columns)
    bottom = top + 1 if two else top
    start = 0
    while start < len(columns):
        over, last = columns[start].over, start
        while over is not None and last + 1 < len(columns) and columns[last + 1].over == over:
            last += 1
        if over is not None:
            book.put_across(page, (top, start), (top, last), book.say(over), HEADING)
        start = last + 1
    for number, column in enumerate(columns):
        own = top if column.over is None else bottom
        book.put_across(page, (own, number), (bottom, number), book.say(column.heading), HEADING)
    tall = height([book.say(column.heading) for column in columns], widths, least=32)
    page.set_row(top, 26)
    page.set_row(bottom, tall)
    return bottom + 1, tall + 26 if two else tall


def _put_area(book: Book, page: QuickPage, lines: list[Line], area: Area, offset: int) -> None:
    (row, column), (last_row, last_column) = area.first, area.last
    look = lines[row].looks[column]
    if area.first != area.last:
        span = (offset + row, column, offset + last_row, last_column)
        page.merge_range(*span, "", book.format(look))
    cell = continued(area.cell) if area.continued else area.cell
    book.put(page, (offset + row, column), cell, look)


def _put_signatures(book: Book, page: QuickPage, table: Table, row: int, widths: list[float]) -> int:
    """Writes the lines to sign, side by side, with room for the seal below the last; the row after them."""
    starts = _shares(widths, len(table.signatures))
    stops = [*(start - 1 for start in starts[1:]), len(widths) - 1]
    for start, stop, words in zip(starts, stops, table.signatures, strict=True):
        book.put_across(page, (row + 1, start), (row + 1, stop), book.say(words), _SIGNATURE)
    seal = f"{book.say(_SEAL)}    {book.say(_DATE)}"
    book.put_across(page, (row + 2, starts[-1]), (row + 2, stops[-1]), seal, _SIGNATURE)
    for offset, tall in enumerate(_SIGNATURE_ROWS):
        page.set_row(row + offset, tall)
    return row + len(_SIGNATURE_ROWS)


def _shares(widths: list[float], count: int) -> list[int]:
    """The columns at which so many about equal shares of the width start."""
    return [
        next(
            column for column in range(len(widths)) if sum(widths[: column + 1]) * count > share * sum(widths)
        )
        for share in range(count)
    ]
