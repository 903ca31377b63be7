"""A copy of a person's own file in which the cells with problems are marked."""

from __future__ import annotations

import base64
import io
import re
import zipfile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

import openpyxl
from openpyxl.cell import MergedCell
from openpyxl.comments import Comment
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import range_boundaries
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.writer.excel import ExcelWriter

from documents.sandbox.delimited import parsed_rows
from documents.sandbox.opening import content_of, opened_file
from documents.sandbox.tame import tame

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from openpyxl import Workbook
    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from documents.sandbox.limits import Limits

_AUTHOR = "指挥棒 Baton"
_BLOCKING, _OTHER = PatternFill("solid", fgColor="FFC7CE"), PatternFill("solid", fgColor="FFEB9C")
_HEADING_FILL = PatternFill("solid", fgColor="D9E2EC")
_SIDE = Side("thin", color="8A94A0")
_RULE = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)
_LINK = Font(color="0563C1", underline="single")
_TOP = Alignment(wrap_text=True, vertical="top")
_WIDTHS = (11, 42, 50, 42)
_SUMMARY, _HEADINGS = 1, 2
_LINE, _A4 = 15, 9
_COMMENT_WIDTH, _COMMENT_HEIGHT, _LINE_HEIGHT = 320, 40, 18
_SIGNS_A_LINE = 22
_LONGEST = 32_000
#: What no cell can hold, and what no sheet can be called.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_UNNAMABLE = re.compile(r"[\[\]:*?/\\']")
_LONGEST_TITLE = 31


class Mark(NamedTuple):
    """A problem in the words of the person: its sheet and cell, if it has any, and whether it stops the work."""

    sheet: str | None
    cell: str | None
    blocking: bool
    severity: str
    place: str
    message: str
    remedy: str


def mark(request: dict[str, object], limits: Limits, unpacked: Callable[[int], None]) -> dict[str, object]:
    """The workbook a request names, with its marks, and a list of them as its first sheet; in base 64.

    Raises:
        Trouble: Where the file cannot be read.
    """
    name = str(request["name"])
    marks = [Mark(*sent) for sent in request["marks"]]  # type: ignore[attr-defined]
    file = opened_file(name, content_of(Path(str(request["path"])), request["member"], limits), limits)
    if file.archive is None:
        book = _book_of(name, parsed_rows(file.content, limits))
    else:
        unpacked(tame(file.archive, limits).unpacked)
        book = openpyxl.load_workbook(io.BytesIO(file.content))
    title, summary = str(request["title"]), str(request["summary"])
    headings = [str(heading) for heading in request["headings"]]  # type: ignore[attr-defined]
    _forget(book, title, headings)
    _mark_cells(book, marks)
    page = _list(book, title, headings, marks)
    _set_up(book, page, summary)
    return {"workbook": base64.b64encode(_saved(book)).decode()}


def _book_of(name: str, rows: list[list[str]]) -> Workbook:
    """The cells of a CSV file as texts."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = _UNNAMABLE.sub(" ", PurePosixPath(name).stem)[:_LONGEST_TITLE].strip() or "CSV"
    for number, row in enumerate(rows, 1):
        for column, text in enumerate(row, 1):
            if text:
                _write(sheet.cell(number, column), text)
    return book


def _forget(book: Workbook, title: str, headings: list[str]) -> None:
    """Takes away what an earlier marking left."""
    if title in book.sheetnames and len(book.sheetnames) > 1 and _is_list(book[title], headings):
        book.remove(book[title])
    for sheet in book.worksheets:
        for cell in sheet._cells.values():  # noqa: SLF001 - iter_rows would make every cell in between
            if cell.comment is not None and cell.comment.author == _AUTHOR:
                cell.comment = None


def _is_list(page: Worksheet, headings: list[str]) -> bool:
    written = [page.cell(_HEADINGS, column).value for column in range(1, len(headings) + 1)]
    return written == headings


def _mark_cells(book: Workbook, marks: Iterable[Mark]) -> None:
    by_cell: dict[tuple[str, str], list[Mark]] = {}
    for one in marks:
        sheet = _sheet_of(book, one)
        if sheet is not None and one.cell is not None:
            by_cell.setdefault((sheet.title, _written_cell(sheet, one.cell)), []).append(one)
    for (title, place), found in by_cell.items():
        cell = book[title][place]
        cell.fill = _BLOCKING if any(one.blocking for one in found) else _OTHER
        said = [f"{one.severity} · {one.message}\n{one.remedy}" for one in found]
        text = _writable("\n".join([*([cell.comment.text] if cell.comment else []), *said]))
        height = _COMMENT_HEIGHT + _LINE_HEIGHT * (len(text) // _SIGNS_A_LINE + text.count("\n"))
        cell.comment = Comment(text, _AUTHOR, height=min(height, 400), width=_COMMENT_WIDTH)


def _sheet_of(book: Workbook, one: Mark) -> Worksheet | None:
    """The sheet a mark names; the only one of a CSV file has no name there."""
    if one.sheet is None:
        return book.worksheets[0]
    return book[one.sheet] if one.sheet in [sheet.title for sheet in book.worksheets] else None


def _written_cell(sheet: Worksheet, place: str) -> str:
    """The cell that can be marked: of a merged range, its first."""
    if isinstance(sheet[place], MergedCell):
        left, top, *_ = range_boundaries(place)
        for merged in sheet.merged_cells.ranges:
            if merged.min_row <= top <= merged.max_row and merged.min_col <= left <= merged.max_col:
                return str(merged.start_cell.coordinate)
    return place


def _list(book: Workbook, title: str, headings: list[str], marks: list[Mark]) -> Worksheet:
    sheets = {one: _sheet_of(book, one) for one in marks}
    page: Worksheet = book.create_sheet(title, 0)
    _row(page, _HEADINGS, headings)
    for cell in page[_HEADINGS]:
        cell.font, cell.fill = Font(bold=True), _HEADING_FILL
    for row, one in enumerate(marks, _HEADINGS + 1):
        _row(page, row, [one.severity, one.place, one.message, one.remedy])
        page.cell(row, 1).fill = _BLOCKING if one.blocking else _OTHER
        sheet = sheets[one]
        if sheet is not None and one.cell is not None:
            named = sheet.title.replace("'", "''")
            link = page.cell(row, 2)
            link.hyperlink = Hyperlink(ref=link.coordinate, location=f"'{named}'!{one.cell}")
            link.font = _LINK
    return page


def _row(page: Worksheet, row: int, texts: list[str]) -> None:
    """A row tall enough for its texts: not every program makes room for them by itself."""
    for column, text in enumerate(texts, 1):
        cell = page.cell(row, column)
        _write(cell, text)
        cell.alignment, cell.border = _TOP, _RULE
    lines = max(
        2 * len(text) // width + 1 + text.count("\n") for text, width in zip(texts, _WIDTHS, strict=True)
    )
    page.row_dimensions[row].height = min(_LINE * lines + 6, 400)


def _set_up(book: Workbook, page: Worksheet, summary: str) -> None:
    """Makes the list the first thing that is seen, and prints it on lying A4, one page wide."""
    for letter, width in zip("ABCD", _WIDTHS, strict=True):
        page.column_dimensions[letter].width = width
    _write(page.cell(_SUMMARY, 1), summary)
    page.cell(_SUMMARY, 1).font = Font(bold=True, size=14)
    page.row_dimensions[_SUMMARY].height = 30
    page.freeze_panes = f"A{_HEADINGS + 1}"
    page.print_title_rows = f"{_HEADINGS}:{_HEADINGS}"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", _A4
    page.page_setup.fitToHeight = 0
    page.page_margins = PageMargins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.HeaderFooter.oddFooter.center.text = "&P / &N"  # type: ignore[union-attr]
    book.active = 0
    for sheet in book.worksheets:
        sheet.sheet_view.tabSelected = sheet is page


def _write(cell: Cell | MergedCell, text: str) -> None:
    """A text as just that text, whatever it says."""
    cell.value = _writable(text)
    cell.data_type = "s"


def _writable(text: str) -> str:
    return _UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", text)[:_LONGEST]


class _Writer(ExcelWriter):
    """Openpyxl's writer without its temporary files: the process may not write any."""

    def __init__(self, book: Workbook, parts: zipfile.ZipFile) -> None:
        super().__init__(book, parts)
        self.parts = parts

    def write_worksheet(self, ws: Any) -> None:
        """Like openpyxl's own, into memory."""
        drawing = SpreadsheetDrawing()
        drawing.charts, drawing.images = ws._charts, ws._images  # noqa: SLF001 - as openpyxl's own writer does
        ws._drawing = drawing  # noqa: SLF001
        out = io.BytesIO()
        writer: Any = WorksheetWriter(ws, out)
        writer.write()
        ws._rels = writer._rels  # noqa: SLF001
        self.parts.writestr(ws.path[1:], out.getvalue())
        self.manifest.append(ws)


def _saved(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        _Writer(book, archive).write_data()
    return buffer.getvalue()
