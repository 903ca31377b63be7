"""Excel workbooks as grids: what is written in them, and what they hide."""

from __future__ import annotations

import codecs
import io
import re
import zipfile
from decimal import Decimal
from typing import TYPE_CHECKING

import openpyxl
from openpyxl.worksheet.cell_range import CellRange

from documents import file_problems
from documents.grid import BLANK, Cell
from documents.sheet_grids import Sheet, grids_of, too_large
from indicators.problems import Place
from indicators.words import Words

if TYPE_CHECKING:
    from openpyxl.cell import Cell as ExcelCell
    from openpyxl.cell import MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

    from documents.grid import Grid
    from indicators.problems import Problem

MOST_UNPACKED = 100 * 2**20
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
#: The decimals which a number format always shows.
_DECIMALS = re.compile(r"\.(0+)")


def read_workbook(name: str, content: bytes) -> tuple[tuple[Grid, ...], tuple[Problem, ...]]:
    """The grids of a workbook, or why it cannot be read."""
    try:
        trouble, has_formulas = _inspect(name, content)
        if trouble is not None:
            return (), (trouble,)
        values = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
        formulas = openpyxl.load_workbook(io.BytesIO(content)) if has_formulas else None
        sheets = [
            Sheet(
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
        return (), (file_problems.FILE_UNREADABLE.at(Place(file=name), why=why),)
    return grids_of(name, sheets)


def _inspect(name: str, content: bytes) -> tuple[Problem | None, bool]:
    """Whether a workbook is too large to be opened at all, and whether it holds formulas."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        unpacked = sum(info.file_size for info in archive.infolist())
        if unpacked > MOST_UNPACKED:
            return too_large(name, f"{unpacked:,} B", f"{MOST_UNPACKED:,} B"), False
        has_formulas, merged = False, 0
        for info in archive.infolist():
            part = archive.read(info)
            if part.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                part = part.decode("utf-16", "replace").encode()
            has_formulas = has_formulas or _FORMULA.search(part) is not None
            merged += sum(_area(found.decode()) for found in _MERGED.findall(part))
    if merged > MOST_MERGED:
        what = Words(f"合并单元格 {merged:,} 格", f"{merged:,} merged cells")
        return too_large(name, what, f"{MOST_MERGED:,}"), False
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
        return Cell(str(value).strip(), is_date=not isinstance(value, bool | str))
    return _number(value, cell.number_format or "")


def _number(value: float, number_format: str) -> Cell:
    exact = Decimal(value)
    if not exact.is_finite() or abs(exact) >= TOO_LONG:
        rounded = Decimal(f"{exact:.{SIGNIFICANT}g}").normalize()
        return Cell(str(rounded), rounded)
    number = Decimal(format(value, f".{SIGNIFICANT}g"))
    plain = format(number.normalize() if number % 1 else number.to_integral_value(), "f")
    shape = _LITERAL.sub("", number_format)
    decimals = _DECIMALS.search(shape.partition(";")[0])
    # Codes are shown with leading zeros by a format such as 000.
    shown = f"{int(number):0{len(number_format)}d}" if _pads(number, number_format) else plain
    always = len(decimals[1]) if decimals else 0
    return Cell(shown, Decimal(plain), is_percent="%" in shape, decimals=always)


def _pads(number: Decimal, number_format: str) -> bool:
    return set(number_format) == {"0"} and number >= 0 and not number % 1
