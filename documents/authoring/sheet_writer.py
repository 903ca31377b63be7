"""The sheets of an authoring workbook, drawn with XlsxWriter: headings, names, drop-downs, and text as text."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from documents.authoring.dictionary import source_of
from documents.authoring.fields import Form
from documents.authoring.tables import FIRST_ROW, HEADING_ROW, NAMES_ROW, REMARK_ROW
from documents.inert_text import write_text
from documents.table_style import (
    BAND_FILL,
    CAPTION,
    HEADING,
    NODE_FILL,
    NUMBER_FONT,
    PADDING,
    PRINT_WIDTH,
    REMARK,
    Look,
    height,
    properties_of,
    text_width,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from documents.authoring.choice_words import Choices
    from documents.authoring.columns import Column
    from documents.authoring.tables import Table

A3 = 8
#: A file says when it was made; the same scheme gives the same bytes on any day.
_MADE = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
#: Excel keeps fifteen digits; what it would change, and what is not written plainly, stays text.
_PLAIN = re.compile(r"-?(0|[1-9][0-9]*)(\.([0-9]+))?")
_DIGITS = 15
_NUMBERS = frozenset({Form.NUMBER, Form.NUMBER_OR_TEXT})
_NARROWEST, _WIDEST = 8.0, 44.0
#: The height of a row of one line.
_LOW = 20
#: A table up to this wide is printed on one page across; a wider one on several, at so many percent.
_PAGE, _SMALL = 260, 70
#: Rows below the last one that take new records, with their drop-downs.
_SPARE_ROWS = 500

_TEXT = Look(number="@", bordered=False)
_NUMBER = Look(NUMBER_FONT, align="right", bordered=False, wrapped=False)
_FOR_PEOPLE = replace(_TEXT, colour="#7F7F7F")
_NAMES = Look(size=9, colour="#7F7F7F", fill=BAND_FILL, align="center")
#: A caption over rows that belong together, and text which runs on over the columns beside it.
CAPTION_LOOK = replace(CAPTION, bordered=False, wrapped=False, indent=0)
RUNNING_LOOK = Look(bordered=False, wrapped=False)
_CHOICE_ERROR = "请从下拉列表中选择。"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the text of its columns by their names; with `form` and `choices` those of its column `value`."""

    cells: Mapping[str, str]
    indent: int = 0
    form: Form | None = None
    choices: Choices = field(default_factory=dict)
    #: How its cells look, if not as their columns do.
    look: Look | None = None


class AuthoringBook:
    """A workbook in memory; the same content gives the same bytes."""

    def __init__(self, title: str, tables: Sequence[Table]) -> None:
        self._bytes = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = xlsxwriter.Workbook(self._bytes, {**options, "strings_to_numbers": False})
        self._book.set_properties({"title": title, "created": _MADE})
        self._formats: dict[Look, Format] = {}
        self._tables = {table.name: table for table in tables}

    def close(self) -> bytes:
        """The finished file."""
        self._book.close()
        return self._bytes.getvalue()

    def add(self, table: Table, rows: Sequence[Row]) -> Worksheet:
        """Adds the sheet of a table."""
        page = self._book.add_worksheet(table.title)
        page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        page.set_row(REMARK_ROW, 26)
        page.write_string(REMARK_ROW, 0, table.remark, self._format(replace(REMARK, wrapped=False)))
        last = FIRST_ROW + len(rows) + _SPARE_ROWS
        widths = {column.name: _width(column, rows) for column in table.columns}
        for place, column in enumerate(table.columns):
            page.write_string(HEADING_ROW, place, column.heading, self._format(HEADING))
            page.write_string(NAMES_ROW, place, column.name, self._format(_NAMES))
            page.set_column(place, place, widths[column.name], self._format(_look(column)))
            self._choose(page, place, column, last)
        page.set_row(HEADING_ROW, 30)
        for number, row in enumerate(rows, FIRST_ROW):
            self._put_row(page, number, table, row)
            page.set_row(number, _height(row, widths))
        page.freeze_panes(FIRST_ROW, min(2, len(table.columns) - 1))
        _set_paper(page, fits=sum(widths.values()) <= _PAGE)
        return page

    def shade(self, page: Worksheet, table: Table, rows: int, without: str) -> None:
        """Shades the rows, new ones included, which have a first cell but nothing in a column."""
        look = self._book.add_format({"bg_color": NODE_FILL})
        last = FIRST_ROW + rows + _SPARE_ROWS
        empty = xl_col_to_name(table.names.index(without))
        formula = f'=AND($A{FIRST_ROW + 1}<>"",${empty}{FIRST_ROW + 1}="")'
        rule = {"type": "formula", "criteria": formula, "format": look}
        page.conditional_format(FIRST_ROW, 0, last, len(table.columns) - 1, rule)

    def _format(self, look: Look) -> Format:
        if look not in self._formats:
            self._formats[look] = self._book.add_format(properties_of(look))
        return self._formats[look]

    def _choose(self, page: Worksheet, place: int, column: Column, last: int) -> None:
        """Gives a column its drop-down."""
        if column.choices:
            source = source_of(column.choices)
            strict = {"error_message": _CHOICE_ERROR, "ignore_blank": True}
        elif column.chosen_from is not None and column.chosen_from[0] in self._tables:
            source = self._listed(*column.chosen_from)
            strict = {"show_error": False}
        else:
            return
        page.data_validation(FIRST_ROW, place, last, place, {"validate": "list", "source": source, **strict})

    def _listed(self, name: str, column: str) -> str:
        """What stands in a column of another sheet, however long it grows."""
        table = self._tables[name]
        letter = xl_col_to_name(table.names.index(column))
        top = f"'{table.title}'!${letter}${FIRST_ROW + 1}"
        return f"=OFFSET({top},0,0,MAX(1,COUNTA({top}:${letter}$20000)),1)"

    def _put_row(self, page: Worksheet, number: int, table: Table, row: Row) -> None:
        for place, column in enumerate(table.columns):
            form, choices, look = column.form, column.choices, _look(column)
            if column.name == "value" and row.form is not None:
                form, choices, look = row.form, row.choices, _TEXT
                if choices:
                    rule = {"validate": "list", "source": source_of(choices), "error_message": _CHOICE_ERROR}
                    page.data_validation(number, place, number, place, rule)
            if row.look is not None:
                look = row.look
            elif row.indent and column.name == "name":
                look = replace(look, indent=row.indent)
            text = row.cells.get(column.name, "")
            if text:
                self._put(page, (number, place), choices.get(text, text), form, look)
            elif look.fill is not None:
                page.write_blank(number, place, None, self._format(look))

    def _put(self, page: Worksheet, at: tuple[int, int], text: str, form: Form, look: Look) -> None:
        plain = _PLAIN.fullmatch(text) if form in _NUMBERS else None
        if plain and len(Decimal(text).as_tuple().digits) <= _DIGITS:
            page.write_number(*at, float(text), self._format(replace(_NUMBER, number=_digits(plain[3]))))
            return
        align = "right" if form is Form.NUMBER else look.align
        look = replace(look, number="@", align=align)
        write_text(page, *at, text, self._format(look))


def _digits(typed: str | None) -> str:
    """A number format which shows the decimals that were typed, and more where there are more."""
    return "General" if typed is None else f"0.{'0' * len(typed)}{'#' * max(0, 10 - len(typed))}"


def _look(column: Column) -> Look:
    if column.for_people:
        return _FOR_PEOPLE
    return _NUMBER if column.form is Form.NUMBER else _TEXT


def _width(column: Column, rows: Sequence[Row]) -> float:
    """Wide enough for the heading and most of what is below."""
    shown = (row.cells.get(column.name, "") for row in rows if row.look is None)
    words = (text_width(word) for word in column.choices.values())
    widest = max((*(text_width(text) for text in shown), *words), default=0)
    heading = max(text_width(column.heading), len(column.name))
    return min(max(max(heading, widest) * PRINT_WIDTH + PADDING + 1, _NARROWEST), _WIDEST)


def _height(row: Row, widths: Mapping[str, float]) -> int:
    """Tall enough for what wraps; not every reader sees to that by itself."""
    wraps = row.look is None or row.look.wrapped
    texts = {name: text for name, text in row.cells.items() if text and name in widths and wraps}
    return height(["", *texts.values()], [1.0, *(widths[name] for name in texts)], least=_LOW)


def _set_paper(page: Worksheet, *, fits: bool) -> None:
    page.set_landscape()
    page.set_paper(A3)
    page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
    page.hide_gridlines(0)
    page.repeat_rows(HEADING_ROW)
    page.set_footer("&L&9 &A&R&9 &P / &N")
    if fits:
        page.fit_to_pages(1, 0)
    else:
        page.set_print_scale(_SMALL)
        page.repeat_columns(0, 1)
