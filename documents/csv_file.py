"""CSV files as grids, in both encodings of the office."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from documents import file_problems
from documents.grid import Cell
from documents.sheet_grids import Sheet, beyond, grids_of
from indicators.decimals import parse_decimal
from indicators.problems import Place
from indicators.words import Words

if TYPE_CHECKING:
    from documents.grid import Grid
    from indicators.problems import Problem


def read_csv(name: str, content: bytes) -> tuple[tuple[Grid, ...], tuple[Problem, ...]]:
    """The one grid of a CSV file, or why it cannot be read."""
    text = None
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
            break
        except UnicodeDecodeError:
            continue
    if text is None or "\0" in text:
        why = Words("既不是 UTF-8 也不是 GB18030 编码的文本", "neither UTF-8 nor GB18030 text")
        return (), (file_problems.FILE_UNREADABLE.at(Place(file=name), why=why),)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        rows = list(reader)
    except csv.Error as error:
        why = Words(
            f"引号不配对或一格过长，读到第 {reader.line_num} 行为止", f"{error}, up to line {reader.line_num}"
        )
        return (), (file_problems.FILE_UNREADABLE.at(Place(file=name), why=why),)
    while rows and not any(rows[-1]):
        rows.pop()
    trouble = beyond(name, None, len(rows), max(map(len, rows), default=0))
    if trouble is not None:
        return (), (trouble,)
    # Too many cells usually mean 1,234 without quotes, which moves every value after it by one column.
    width = len(rows[0]) if rows else 0
    ragged = [number for number, row in enumerate(rows, 1) if len(row) > width > 0]
    cells = {
        (number, position): Cell(text.strip(), parse_decimal(text.strip()))
        for number, row in enumerate(rows, 1)
        for position, text in enumerate(row[: width or None], 1)
        if text.strip()
    }
    grids, problems = grids_of(name, [Sheet(None, cells)])
    places = [Place(name, None, f"{get_column_letter(width + 1)}{number}") for number in ragged]
    return grids, (*problems, *(file_problems.ROW_TOO_LONG.at(place, count=width) for place in places))
