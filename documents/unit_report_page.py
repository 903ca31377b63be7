"""One unit's report on one A4 page: where it stands, what made its total, and every part beside its peers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from documents.table_book import Book
from documents.table_style import HEADING, Look, height, row_look

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from documents.quick_page import QuickPage
    from documents.table_style import Cell, Column, Mark, Row, Table
    from indicators.words import Language, Words

A4 = 9
_NAME_WIDTH, _FIGURE_WIDTH = 46.0, 11.0
_FACT = Look(size=14, bold=True, align="center", wrapped=False, shrunk=True)
_ROW, _FACT_ROW = 18, 30


@dataclass(frozen=True, slots=True)
class UnitPage:
    """What the page says; the table's first column holds the tree, and no more facts than it has columns stand above."""

    facts: tuple[tuple[Words, Cell], ...]
    #: What made the total, each a label and a sentence.
    notes: tuple[tuple[Words, Words], ...]
    table: Table


def write_unit_page(
    page: UnitPage, subject: str, *, language: Language, made_at: datetime, mark: Mark | None
) -> bytes:
    """The page as an .xlsx file.

    Args:
        page: What it says.
        subject: The title of the assessment.
        language: Of headings; names stay as they were given.
        made_at: The time printed below, as the office's clock shows it.
        mark: What the results are, if they are not the last word.
    """
    book = Book(language, subject, made_at=made_at, mark=mark)
    table = page.table
    sheet = book.sheet(table.name, table.title)
    sheet.set_portrait()
    sheet.set_paper(A4)
    widths = [_NAME_WIDTH, *[_FIGURE_WIDTH] * (len(table.columns) - 1)]
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    row, _ = book.put_title(sheet, table, widths)
    row = _put_facts(book, sheet, row, page.facts)
    row = _put_notes(book, sheet, row, page.notes, widths)
    top = _put_line(book, sheet, row, [column.heading for column in table.columns])
    for row, line in enumerate(table.rows, start=top):
        _put_row(book, sheet, row, table, line)
    sheet.freeze_panes(top, 1)
    sheet.fit_to_pages(1, 1)
    sheet.print_area(0, 0, row, len(widths) - 1)
    return book.close()


def _put_facts(book: Book, sheet: QuickPage, row: int, facts: Sequence[tuple[Words, Cell]]) -> int:
    values = _put_line(book, sheet, row, [label for label, _ in facts])
    for column, (_, value) in enumerate(facts):
        book.put(sheet, (values, column), value, _FACT)
    sheet.set_row(values, _FACT_ROW)
    return values + 1


def _put_notes(
    book: Book, sheet: QuickPage, row: int, notes: Sequence[tuple[Words, Words]], widths: list[float]
) -> int:
    last = len(widths) - 1
    for label, words in notes:
        said = book.say(words)
        book.put(sheet, (row, 0), book.say(label), HEADING)
        book.put_across(sheet, (row, 1), (row, last), said, Look())
        sheet.set_row(row, height([said], [sum(widths[1:])]))
        row += 1
    return row


def _put_line(book: Book, sheet: QuickPage, row: int, headings: Sequence[str | Words]) -> int:
    for column, heading in enumerate(headings):
        book.put(sheet, (row, column), book.say(heading), HEADING)
    sheet.set_row(row, _ROW * 2)
    return row + 1


def _put_row(book: Book, sheet: QuickPage, row: int, table: Table, line: Row) -> None:
    cells: Sequence[tuple[Column, Cell]] = list(zip(table.columns, line.cells, strict=True))
    for column, (spec, cell) in enumerate(cells):
        indent = 0 if column else line.indent
        look = row_look(spec, shaded=line.shaded, bold=line.bold, indent=indent)
        book.put(sheet, (row, column), cell, look)
    sheet.set_row(row, height([book.shown(line.cells[0])], [_NAME_WIDTH - 2 * line.indent], least=_ROW))
