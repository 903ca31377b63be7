"""The workbook of a template: A4 pages of which only the cells to fill in can be changed, and its hidden identity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_range_abs

from documents.inert_text import write_text
from documents.intake.template_identity import SHEET, Meaning
from documents.quick_page import QuickPage
from documents.table_book import Book
from documents.table_style import NUMBER_FONT, Look, properties_of
from documents.templates.checks import check_of
from documents.templates.prompts import offered

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from xlsxwriter.format import Format

    from documents.intake.asked import Asked
    from indicators.words import Language, Words

A4 = 9
_INPUT_FILL = "#FFF9DB"
VALUE = Look(NUMBER_FONT, align="center", fill=_INPUT_FILL, wrapped=False)
REMARK = Look(fill=_INPUT_FILL)
LINE = Look(bordered=False, wrapped=False)
#: Units may make room for what they write.
_ALLOWED = {"format_columns": True, "format_rows": True}
#: Beside the identity, and no part of it.
_FIRST_LIST = len(Meaning._fields) + 2


class TemplateBook(Book):
    """A workbook that somebody fills in."""

    def __init__(self, language: Language, subject: str, *, made_at: datetime) -> None:
        super().__init__(language, subject, made_at=made_at, mark=None)
        self._unlocked: dict[Look, Format] = {}
        self._lists: dict[tuple[str, ...], str] = {}

    def sheet(self, name: str | Words, title: str | Words, kind: type[QuickPage] = QuickPage) -> QuickPage:
        """A new protected page of A4, lying."""
        page = super().sheet(name, title, kind)
        page.set_paper(A4)
        page.set_margins(left=0.5, right=0.5, top=0.5, bottom=0.6)
        page.protect("", _ALLOWED)
        return page

    def unlocked(self, look: Look) -> Format:
        """The format of cells that can be changed."""
        if look not in self._unlocked:
            self._unlocked[look] = self._book.add_format({**properties_of(look), "locked": False})
        return self._unlocked[look]

    def put_input(self, page: QuickPage, row: int, column: int, asked: Asked) -> None:
        """A cell to fill in, with its check."""
        page.write_blank(row, column, None, self.unlocked(VALUE))
        self.check(page, (row, row), column, asked)

    def check(self, page: QuickPage, rows: tuple[int, int], column: int, asked: Asked) -> None:
        """Lets the cells of a column check what is typed."""
        choices = self._choices(offered(asked)) if asked.field.choices else None
        page.data_validation(rows[0], column, rows[1], column, check_of(asked, choices, self.language))

    def put_identity(self, cells: Iterable[Sequence[str]]) -> None:
        """Adds the hidden sheet: the identity, and beside it the lists that drop-downs show."""
        page = self._book.add_worksheet(SHEET)
        plain = self.format(Look(bordered=False, wrapped=False))
        for row, texts in enumerate(cells):
            for column, text in enumerate(texts):
                write_text(page, row, column, text, plain)
        for column, names in enumerate(self._lists, start=_FIRST_LIST):
            for row, name in enumerate(names):
                write_text(page, row, column, name, plain)
        page.very_hidden()

    def _choices(self, names: tuple[str, ...]) -> str:
        if names not in self._lists:
            column = _FIRST_LIST + len(self._lists)
            self._lists[names] = f"'{SHEET}'!{xl_range_abs(0, column, len(names) - 1, column)}"
        return self._lists[names]
