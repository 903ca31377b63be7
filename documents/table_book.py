"""A workbook of printed tables, all set up alike. Text is written as text, whatever it says."""

from __future__ import annotations

import io
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import xlsxwriter

from documents.brush import Brush
from documents.inert_text import write_text
from documents.quick_page import QuickPage
from documents.table_rows import TableRows
from documents.table_style import (
    HEADING,
    HEADING_FONT,
    REMARK,
    TEXT_FONT,
    TEXT_SIZE,
    TITLE,
    TRIAL,
    Alert,
    Joined,
    Look,
    Mark,
    height,
    properties_of,
)
from indicators.words import Language, Words
from scoring.explanation import STATE_WORDS
from scoring.sheet import State

if TYPE_CHECKING:
    from xlsxwriter.format import Format

    from documents.table_style import Cell, Table

A3 = 8
#: Characters across one A3 page at full size.
PAGE_WIDTH = 205
#: A table up to this many points tall is shrunk onto one page rather than left with a few rows on a second one.
_ONE_PAGE = 1010
_LONGEST_SHEET_NAME = 31
#: Excel's own, and their full-width forms, which East Asian editions refuse too.
_NOT_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\［］：＊？／＼]")


class Book:
    """A workbook in memory; every page carries the same marks and is set up alike.

    Without a mark the tables are the last word.
    """

    def __init__(
        self, language: Language, subject: str, *, made_at: datetime, mark: Mark | None = TRIAL
    ) -> None:
        self.language: Language = language
        self.subject = subject
        self.mark = mark
        self.made_at = made_at.strftime("%Y-%m-%d %H:%M")
        self._bytes = io.BytesIO()
        # In memory, so that the parts of the file carry no time of their own: same input, same bytes.
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = xlsxwriter.Workbook(self._bytes, {**options, "strings_to_numbers": False})
        created = made_at.astimezone(UTC) if made_at.tzinfo else made_at
        self._book.set_properties({"title": self.titled(""), "created": created.replace(tzinfo=None)})
        self._formats: dict[Look, Format] = {}
        self._others: dict[object, Format] = {}
        self._names: set[str] = set()

    def close(self) -> bytes:
        """The finished file."""
        self._book.close()
        return self._bytes.getvalue()

    def say(self, text: str | Words) -> str:
        """The text in the workbook's language."""
        return text.in_(self.language) if isinstance(text, Words) else text

    def titled(self, what: str | Words) -> str:
        """The title of a page with the workbook's mark."""
        mark = "" if self.mark is None else self.say(self.mark.title)
        return f"{self.subject}{' ' if what else ''}{self.say(what)}{mark}"

    def format(self, look: Look) -> Format:
        """The workbook's format for a look, made once."""
        if look not in self._formats:
            self._formats[look] = self._book.add_format(properties_of(look))
        return self._formats[look]

    def unlocked(self, look: Look) -> Format:
        """A format for cells that may be changed on a protected page."""
        return self.differing({**properties_of(look), "locked": False})

    def differing(self, properties: dict[str, object]) -> Format:
        """A format of these properties alone, for cells that look different under a condition."""
        key = tuple(sorted(properties.items()))
        if key not in self._others:
            self._others[key] = self._book.add_format(properties)
        return self._others[key]

    def name_range(self, name: str | Words, reference: str) -> None:
        """Gives a range a name that formulas and the name box know."""
        self._book.define_name(self.say(name), f"={reference}")

    def sheet(self, name: str | Words, title: str | Words, kind: type[QuickPage] = QuickPage) -> QuickPage:
        """A new page, of a kind of its own where one is given, with header, footer and paper set up."""
        name = sheet_name(self.say(name), self._names)
        self._names.add(name.casefold())
        page: QuickPage = self._book.add_worksheet(name, kind)
        page.hide_gridlines(2)
        page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        page.set_landscape()
        page.set_paper(A3)
        page.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
        page.center_horizontally()
        self._mark_pages(page, title)
        return page

    def _mark_pages(self, page: QuickPage, title: str | Words) -> None:
        what = f"{self.subject} {self.say(title)}".replace("&", "&&")
        number = self.say(Words("第 &P 页，共 &N 页", "Page &P of &N"))
        made = self.say(Words("制表时间", "made"))
        # Excel takes 255 characters; a long title is cut before it pushes out the page number.
        page.set_footer(f'&L&"{TEXT_FONT}"&9 {what[:120].rstrip("&")}&C&9 {number}&R&9 {made} {self.made_at}')
        if self.mark is not None:
            page.set_header(f'&R&"{HEADING_FONT}"&12 {self.say(self.mark.corner)}')

    def put(self, page: QuickPage, at: tuple[int, int], value: Cell, look: Look) -> None:
        """Writes one cell: numbers as numbers, states and all text as text."""
        Brush(self, look).put(page, *at, value)

    def put_across(
        self, page: QuickPage, first: tuple[int, int], last: tuple[int, int], text: str, look: Look
    ) -> None:
        """Writes text into a rectangle of merged cells."""
        if first != last:
            page.merge_range(*first, *last, "", self.format(look))
        write_text(page, *first, text, self.format(look))

    def add(self, table: Table) -> None:
        """Adds a sheet with one table, fit to one page wide, its heading repeated on every page."""
        page = self.sheet(table.name, table.title)
        rows = TableRows(self, table)
        widths = rows.widths()
        for column, width in enumerate(widths):
            page.set_column(column, column, width)
        top, _ = self.put_title(page, table, widths)
        for column, spec in enumerate(table.columns):
            self.put(page, (top, column), self.say(spec.heading), HEADING)
        page.set_row(top, height([self.say(spec.heading) for spec in table.columns], widths, least=30))
        bottom, tall = rows.put(page, top + 1, widths)
        page.freeze_panes(top + 1, table.frozen_columns)
        page.repeat_rows(top)
        page.fit_to_pages(1, 1 if tall < _ONE_PAGE else 0)
        page.print_area(0, 0, bottom, len(widths) - 1)
        if table.rows:
            page.autofilter(top, 0, bottom, len(widths) - 1)

    def put_title(self, page: QuickPage, table: Table, widths: list[float]) -> tuple[int, int]:
        """Writes the title and the remarks below it; the row after them, and how tall they are."""
        last = len(widths) - 1
        title = self.titled(table.title)
        self.put_across(page, (0, 0), (0, last), title, TITLE)
        room = sum(widths) * TEXT_SIZE / TITLE.size
        tall = self._grow(page, 0, height([title], [room], least=36, line=24))
        for row, remark in enumerate(map(self.say, table.remarks), start=1):
            self.put_across(page, (row, 0), (row, last), remark, REMARK)
            tall += self._grow(page, row, height([remark], [sum(widths)], least=18))
        return 1 + len(table.remarks), tall

    def _grow(self, page: QuickPage, row: int, tall: int) -> int:
        page.set_row(row, tall)
        return tall

    def widths(self, table: Table) -> list[float]:
        """Wide enough for what the columns hold; a narrow table is spread over the page."""
        return TableRows(self, table).widths()

    def shown(self, cell: Cell) -> str:
        """What a cell reads as."""
        if isinstance(cell, str):
            return cell
        match cell:
            case Words():
                return self.say(cell)
            case State():
                return self.say(STATE_WORDS[cell])
            case Alert():
                return self.say(cell.words)
            case Joined():
                return ""
            case None:
                return "—"
            case _:
                return str(cell)


def sheet_name(wanted: str, taken: set[str]) -> str:
    """A name Excel accepts for a sheet, as near to the wanted one as can be, and not among those taken.

    Args:
        wanted: Any text, such as a group's name.
        taken: The case-folded names of the other sheets.
    """
    printable = "".join(c if c.isprintable() else " " for c in _NOT_IN_SHEET_NAMES.sub(" ", wanted))
    base = " ".join(printable.split())
    for count in range(1, len(taken) + 3):
        suffix = f" ({count})" if count > 1 else ""
        # Excel counts in UTF-16; it allows no apostrophe at either end.
        units = base.encode("utf-16-le")[: 2 * (_LONGEST_SHEET_NAME - len(suffix))]
        name = (units.decode("utf-16-le", "ignore").strip("' ") or "-") + suffix
        # "History" belongs to Excel's own change tracking.
        if name.casefold() not in {*taken, "history"}:
            return name
    raise AssertionError("among more names than there are sheets one is free")
