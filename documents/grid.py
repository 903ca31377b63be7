"""Files as grids of cells: what a workbook or CSV file holds, before anybody asks what it means."""

from __future__ import annotations

import csv
import io
import zipfile
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import openpyxl
from openpyxl.utils import get_column_letter

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
#: Excel keeps and shows fifteen significant digits; whatever a file holds beyond them is noise.
SIGNIFICANT = 15


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


def _too_large(file: str, what: str, limit: str) -> Problem:
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
    try:
        rows = [[Cell(value.strip()) for value in row] for row in csv.reader(io.StringIO(text, newline=""))]
    except csv.Error as error:
        return (), (kinds.FILE_UNREADABLE.at(Place(file=source.name), why=error),)
    return _grids(source.name, [(None, rows)])


def _read_workbook(source: SourceFile) -> tuple[tuple[Grid, ...], tuple[Problem, ...]]:
    try:
        with zipfile.ZipFile(io.BytesIO(source.content)) as archive:
            unpacked = sum(info.file_size for info in archive.infolist())
            if unpacked > MOST_UNPACKED:
                return (), (_too_large(source.name, f"{unpacked:,} B", f"{MOST_UNPACKED:,} B"),)
            has_formulas = any(
                b"<f>" in part or b"<f " in part
                for part in (archive.read(n) for n in archive.namelist() if n.startswith("xl/worksheets/"))
            )
        values = openpyxl.load_workbook(io.BytesIO(source.content), data_only=True)
        formulas = openpyxl.load_workbook(io.BytesIO(source.content)) if has_formulas else None
    except Exception as error:  # noqa: BLE001 - the one place where a file may fail in any way at all
        why = Words(
            f"不是完好的 .xlsx 工作簿（{type(error).__name__}）",
            f"not a sound .xlsx workbook ({type(error).__name__})",
        )
        return (), (kinds.FILE_UNREADABLE.at(Place(file=source.name), why=why),)
    sheets: list[tuple[str | None, list[list[Cell]]]] = []
    for sheet in values.worksheets:
        if sheet.max_row > MOST_ROWS or sheet.max_column > MOST_COLUMNS:
            what = f"‹{sheet.title}› {sheet.max_row:,} × {sheet.max_column:,}"
            return (), (_too_large(source.name, what, f"{MOST_ROWS:,} × {MOST_COLUMNS:,}"),)
        written = None if formulas is None else formulas[sheet.title]
        sheets.append((sheet.title, _cells(sheet, written)))
    return _grids(source.name, sheets)


def _cells(sheet: Worksheet, written: Worksheet | None) -> list[list[Cell]]:
    rows = [[_cell(cell) for cell in row] for row in sheet.iter_rows()]
    if written is not None:
        for row, formulas in zip(rows, written.iter_rows(), strict=True):
            for position, formula in enumerate(formulas):
                if formula.data_type == "f" and row[position].blank:
                    row[position] = Cell(is_uncalculated=True)
    return rows


def _cell(cell: ExcelCell | MergedCell) -> Cell:
    value = cell.value
    if value is None:
        return BLANK
    if cell.data_type == "e":
        return Cell(str(value), is_error=True)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return Cell(str(value).strip())
    number = Decimal(format(value, f".{SIGNIFICANT}g"))
    plain = format(number.normalize() if number % 1 else number.to_integral_value(), "f")
    return Cell(plain, Decimal(plain), is_percent="%" in (cell.number_format or ""))


def _grids(
    file: str, sheets: list[tuple[str | None, list[list[Cell]]]]
) -> tuple[tuple[Grid, ...], tuple[Problem, ...]]:
    found = []
    for title, rows in sheets:
        while rows and all(cell.blank for cell in rows[-1]):
            rows.pop()
        width = max((len(row) for row in rows), default=0)
        if rows:
            padded = tuple(tuple(row) + (BLANK,) * (width - len(row)) for row in rows)
            found.append(Grid(file, title, padded))
    if not found:
        return (), (kinds.FILE_EMPTY.at(Place(file=file)),)
    return tuple(found), ()
