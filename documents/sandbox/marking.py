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
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import range_boundaries
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.hyperlink import Hyperlink
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
_LINK = Font(color="0563C1", underline="single")
_TOP = Alignment(wrap_text=True, vertical="top")
_WIDTHS = (12, 26, 60, 60)
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
    title, headings = str(request["title"]), [str(heading) for heading in request["headings"]]  # type: ignore[attr-defined]
    _forget(book, title, headings)
    _mark_cells(book, marks)
    _list(book, title, headings, marks)
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
    if title in book.sheetnames and len(book.sheetnames) > 1 and book[title]["A1"].value == headings[0]:
        book.remove(book[title])
    for sheet in book.worksheets:
        for cell in sheet._cells.values():  # noqa: SLF001 - iter_rows would make every cell in between
            if cell.comment is not None and cell.comment.author == _AUTHOR:
                cell.comment = None


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


def _list(book: Workbook, title: str, headings: list[str], marks: list[Mark]) -> None:
    sheets = {one: _sheet_of(book, one) for one in marks}
    page = book.create_sheet(title, 0)
    for column, (heading, width) in enumerate(zip(headings, _WIDTHS, strict=True), 1):
        _write(page.cell(1, column), heading)
        page.cell(1, column).font = Font(bold=True)
        page.column_dimensions[page.cell(1, column).column_letter].width = width
    for row, one in enumerate(marks, 2):
        for column, text in enumerate((one.severity, one.place, one.message, one.remedy), 1):
            _write(page.cell(row, column), text)
            page.cell(row, column).alignment = _TOP
        page.cell(row, 1).fill = _BLOCKING if one.blocking else _OTHER
        sheet = sheets[one]
        if sheet is not None and one.cell is not None:
            named = sheet.title.replace("'", "''")
            link = page.cell(row, 2)
            link.hyperlink = Hyperlink(ref=link.coordinate, location=f"'{named}'!{one.cell}")
            link.font = _LINK
    page.freeze_panes = "A2"
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
