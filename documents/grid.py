"""Files as grids of cells: what a workbook or CSV file holds, before anybody asks what it means."""

from __future__ import annotations

import codecs
import csv
import io
import re
import zipfile
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange

from documents import sheet_problems as kinds
from indicators.problems import Place
from indicators.words import Words

if TYPE_CHECKING:
    from openpyxl.cell import Cell as ExcelCell
    from openpyxl.cell import MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

    from indicators.problems import Problem

MOST_BYTES = 10 * 2**20
MOST_UNPACKED = 100 * 2**20
MOST_ROWS = 20_000
MOST_COLUMNS = 500
#: Cells of the rectangle that values span.
MOST_CELLS = 2_000_000
#: Every merged cell costs an object, however little the file says about it.
MOST_MERGED = 200_000
#: Numbers this long are no longer kept digit by digit; whatever they were, no score sheet asks for them.
TOO_LONG = Decimal(10) ** 15
#: Excel keeps and shows fifteen significant digits; whatever a file holds beyond them is noise.
SIGNIFICANT = 15
#: A formula in a part of a workbook, whatever prefix its writer gave the namespace.
_FORMULA = re.compile(rb"<(?:[\w.-]+:)?f[\s/>]")
_MERGED = re.compile(rb"<(?:[\w.-]+:)?mergeCell\s[^>]*?ref\s*=\s*[\"']([^\"']*)[\"']")
#: What a number format says literally or leaves as space: "…", \x, _x, *x, and [conditions].
_LITERAL = re.compile(r'"[^"]*"?|\\.|_.|\*.|\[[^\]]*\]')


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file handed in: its name and bytes."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text as typed or shown, its number if it is one, and what a reader must know of it."""

    text: str = ""
    number: Decimal | None = None
    is_percent: bool = False
    is_error: bool = False
    is_uncalculated: bool = False
    #: The range that swallowed this cell; its first cell, which holds the content, is not marked.
    merged_range: str = ""

    @property
    def is_merged(self) -> bool:
        """Whether the cell lies under a merged one, so that what it stands for cannot be told."""
        return bool(self.merged_range)

    @property
    def blank(self) -> bool:
        """Whether nothing was written."""
        return not self.text and not self.is_uncalculated


BLANK = Cell()


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet: rows of cells, all of the same length."""

    file: str
    sheet: str | None
    rows: tuple[tuple[Cell, ...], ...]

    def place(self, row: int, column: int, unit: str | None = None, indicator: str | None = None) -> Place:
        """The place of a cell, counted from zero."""
        return Place(
            self.file, self.sheet, f"{get_column_letter(column + 1)}{row + 1}", None, unit, indicator
        )


def read_grids(source: SourceFile | Path) -> tuple[tuple[Grid, ...], tuple[Problem, ...]]:
    """The sheets of a file that hold anything, or why it cannot be read."""
    if isinstance(source, Path):
        try:
            if source.stat().st_size > MOST_BYTES:
                return (), (_too_large(source.name, f"{source.stat().st_size:,} B", f"{MOST_BYTES:,} B"),)
            source = SourceFile(source.name, source.read_bytes())
        except FileNotFoundError:
            return (), (kinds.FILE_MISSING.at(Place(file=source.name)),)
        except OSError as error:
            return (), (kinds.FILE_UNREADABLE.at(Place(file=source.name), why=error.strerror or "OSError"),)
    if not source.content:
        return (), (kinds.FILE_EMPTY.at(Place(file=source.name)),)
    if len(source.content) > MOST_BYTES:
        return (), (_too_large(source.name, f"{len(source.content):,} B", f"{MOST_BYTES:,} B"),)
    suffix = Path(source.name).suffix.lower()
    if suffix == ".xlsx":
        return _read_workbook(source)
    if suffix == ".csv":
        return _read_csv(source)
    return (), (kinds.FILE_TYPE.at(Place(file=source.name), suffix=suffix or source.name),)


def _too_large(file: str, what: str | Words, limit: str) -> Problem:
    return kinds.FILE_TOO_LARGE.at(Place(file=file), what=what, limit=limit)


def _read_csv(source: SourceFile) -> tuple[tuple[Grid, ...], tuple[Problem, ...]]:
    text = None
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = source.content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    if text is None or "\0" in text:
        why = Words("既不是 UTF-8 也不是 GB18030 编码的文本", "neither UTF-8 nor GB18030 text")
        return (), (kinds.FILE_UNREADABLE.at(Place(file=source.name), why=why),)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        rows = list(reader)
    except csv.Error as error:
        why = Words(
            f"引号不配对或一格过长，读到第 {reader.line_num} 行为止", f"{error}, up to line {reader.line_num}"
        )
        return (), (kinds.FILE_UNREADABLE.at(Place(file=source.name), why=why),)
    while rows and not any(rows[-1]):
        rows.pop()
    trouble = _beyond(source.name, None, len(rows), max(map(len, rows), default=0))
    if trouble is not None:
        return (), (trouble,)
    # Too many cells usually mean 1,234 without quotes, which moves every value after it by one column.
    width = len(rows[0]) if rows else 0
    ragged = [number for number, row in enumerate(rows, 1) if len(row) > width > 0]
    cells = {
        (number, position): Cell(text.strip())
        for number, row in enumerate(rows, 1)
        for position, text in enumerate(row[: width or None], 1)
        if text.strip()
    }
    grids, problems = _grids(source.name, [_Sheet(None, cells)])
    places = [Place(source.name, None, f"{get_column_letter(width + 1)}{number}") for number in ragged]
    return grids, (*problems, *(kinds.ROW_TOO_LONG.at(place, count=width) for place in places))


class _Sheet(NamedTuple):
    """A sheet as a file holds it: the cells with content by row and column, counted from one."""

    title: str | None
    cells: dict[tuple[int, int], Cell]
    merged: tuple[CellRange, ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()


def _read_workbook(source: SourceFile) -> tuple[tuple[Grid, ...], tuple[Problem, ...]]:
    try:
        trouble, has_formulas = _inspect(source)
        if trouble is not None:
            return (), (trouble,)
        values = openpyxl.load_workbook(io.BytesIO(source.content), data_only=True)
        formulas = openpyxl.load_workbook(io.BytesIO(source.content)) if has_formulas else None
        sheets = [
            _Sheet(
                sheet.title,
                _cells(sheet, None if formulas is None else formulas[sheet.title]),
                tuple(sheet.merged_cells.ranges),
                sheet.sheet_state != "visible",
                frozenset(row for row, shown in sheet.row_dimensions.items() if shown.hidden),
            )
            for sheet in values.worksheets
        ]
    except Exception as error:  # noqa: BLE001 - the one place where a file may fail in any way at all
        why = Words(
            f"不是完好的 .xlsx 工作簿（{type(error).__name__}）",
            f"not a sound .xlsx workbook ({type(error).__name__})",
        )
        return (), (kinds.FILE_UNREADABLE.at(Place(file=source.name), why=why),)
    return _grids(source.name, sheets)


def _inspect(source: SourceFile) -> tuple[Problem | None, bool]:
    """Whether a workbook is too large to be opened at all, and whether it holds formulas."""
    with zipfile.ZipFile(io.BytesIO(source.content)) as archive:
        unpacked = sum(info.file_size for info in archive.infolist())
        if unpacked > MOST_UNPACKED:
            return _too_large(source.name, f"{unpacked:,} B", f"{MOST_UNPACKED:,} B"), False
        has_formulas, merged = False, 0
        for info in archive.infolist():
            part = archive.read(info)
            if part.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                part = part.decode("utf-16", "replace").encode()
            has_formulas = has_formulas or _FORMULA.search(part) is not None
            merged += sum(_area(found.decode()) for found in _MERGED.findall(part))
    if merged > MOST_MERGED:
        what = Words(f"合并单元格 {merged:,} 格", f"{merged:,} merged cells")
        return _too_large(source.name, what, f"{MOST_MERGED:,}"), False
    return None, has_formulas


def _area(reference: str) -> int:
    size = CellRange(reference).size
    return size["rows"] * size["columns"]


def _cells(sheet: Worksheet, written: Worksheet | None) -> dict[tuple[int, int], Cell]:
    """The cells with content; those with a style only, however many there are, cost nothing."""
    formulas: set[tuple[int, int]] = set()
    if written is not None:
        formulas = {place for place, cell in written._cells.items() if cell.data_type == "f"}  # noqa: SLF001
    cells = {}
    for place, cell in sheet._cells.items():  # noqa: SLF001 - iter_rows would make every cell in between
        # A result that is an empty text keeps its type, "str"; a result never worked out has none.
        if cell.value is None and place in formulas and cell.data_type != "str":
            cells[place] = Cell(is_uncalculated=True)
        elif not (content := _cell(cell)).blank:
            cells[place] = content
    return cells


def _cell(cell: ExcelCell | MergedCell) -> Cell:
    value = cell.value
    if value is None:
        return BLANK
    if cell.data_type == "e":
        return Cell(str(value), is_error=True)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return Cell(str(value).strip())
    return _number(value, cell.number_format or "")


def _number(value: float, number_format: str) -> Cell:
    exact = Decimal(value)
    if not exact.is_finite() or abs(exact) >= TOO_LONG:
        rounded = Decimal(f"{exact:.{SIGNIFICANT}g}").normalize()
        return Cell(str(rounded), rounded)
    number = Decimal(format(value, f".{SIGNIFICANT}g"))
    plain = format(number.normalize() if number % 1 else number.to_integral_value(), "f")
    is_percent = "%" in _LITERAL.sub("", number_format)
    # Codes are shown with leading zeros by a format such as 000.
    shown = f"{int(number):0{len(number_format)}d}" if _pads(number, number_format) else plain
    return Cell(shown, Decimal(plain), is_percent=is_percent)


def _pads(number: Decimal, number_format: str) -> bool:
    return set(number_format) == {"0"} and number >= 0 and not number % 1


def _grids(file: str, sheets: list[_Sheet]) -> tuple[tuple[Grid, ...], tuple[Problem, ...]]:
    found: list[Grid] = []
    notes: list[Problem] = []
    for sheet in sheets:
        if not sheet.cells:
            continue
        height = max(row for row, _ in sheet.cells)
        width = max(column for _, column in sheet.cells)
        trouble = _beyond(file, sheet.title, height, width)
        if trouble is not None:
            return (), (trouble,)
        found.append(Grid(file, sheet.title, _rows(sheet, height, width)))
        if sheet.hidden:
            notes.append(kinds.SHEET_HIDDEN.at(Place(file, sheet.title), sheet=sheet.title))
        rows = sorted(sheet.hidden_rows & {row for row, _ in sheet.cells})
        if rows:
            cell = f"A{rows[0]}"
            notes.append(kinds.ROWS_HIDDEN.at(Place(file, sheet.title, cell), count=len(rows), first=rows[0]))
    if not found:
        return (), (kinds.FILE_EMPTY.at(Place(file=file)),)
    return tuple(found), tuple(notes)


def _beyond(file: str, title: str | None, height: int, width: int) -> Problem | None:
    """Why a sheet which spans so many rows and columns is not taken."""
    if height <= MOST_ROWS and width <= MOST_COLUMNS and height * width <= MOST_CELLS:
        return None
    what = f"{height:,} × {width:,}" if title is None else f"‹{title}› {height:,} × {width:,}"
    return _too_large(file, what, f"{MOST_ROWS:,} × {MOST_COLUMNS:,} ({MOST_CELLS:,})")


def _rows(sheet: _Sheet, height: int, width: int) -> tuple[tuple[Cell, ...], ...]:
    cells = dict(sheet.cells)
    for merged in sheet.merged:
        for row in range(merged.min_row, min(merged.max_row, height) + 1):
            for column in range(merged.min_col, min(merged.max_col, width) + 1):
                if (row, column) != (merged.min_row, merged.min_col):
                    cells[row, column] = Cell(merged_range=merged.coord)
    return tuple(
        tuple(cells.get((row, column), BLANK) for column in range(1, width + 1))
        for row in range(1, height + 1)
    )
