"""CSV files, in the encodings and with the separators of the office."""

from __future__ import annotations

import csv
import io
import re
from itertools import pairwise
from typing import TYPE_CHECKING

from openpyxl.utils import get_column_letter

from documents.sandbox.cell_facts import text_entry
from documents.sandbox.first_reader import LONGEST_TEXT
from documents.sandbox.trouble import Trouble, too_large

if TYPE_CHECKING:
    from documents.sandbox.limits import Limits

_ENCODINGS = ("utf-8-sig", "gb18030")
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_SEPARATORS = (",", "\t", ";")
#: Lines that show which separator a file uses.
_FIRST_LINES = 20
_NUMBER = re.compile(r"[+-]?[0-9][0-9.,]*[%％]?")
#: Rows named that are longer than the headings.
_MOST_NAMED = 1_000


def read_delimited(content: bytes, limits: Limits) -> dict[str, object]:
    """The one sheet of a CSV file, with the troubles of single rows; all of it is text.

    Raises:
        Trouble: Where it cannot be read, or is too large.
    """
    rows = parsed_rows(content, limits)
    # Too many cells usually mean 1,234 without quotes, which moves every value after it by one column.
    width = _width(rows)
    filled = max((at for row in rows for at, text in enumerate(row[:width], 1) if text), default=0)
    if len(rows) * filled > limits.rectangle:
        raise too_large("rectangle", len(rows) * filled, limits.rectangle)
    troubles = [
        Trouble("row-too-long", None, f"{get_column_letter(width + 1)}{number}", count=width)
        for number, row in enumerate(rows, 1)
        if len(row) > width
    ]
    sheet = {
        "title": None,
        "hidden": False,
        "width": filled,
        "rows": [[text_entry(text, 0) for text in row[:filled]] for row in rows],
        "merged": [],
        "hidden_rows": [0, 0],
        "hidden_columns": [0, 0],
        "formulas": [0, 0, 0],
    }
    return {"sheets": [sheet], "troubles": [trouble.record() for trouble in troubles[:_MOST_NAMED]]}


def _width(rows: list[list[str]]) -> int:
    """The length of the headings: the first row of several texts, or a longer one below it that others are as long as.

    Such a longer row stands above all numbers: what stands above it is `填报单位：,甲区`.
    """
    headings = next((at for at, row in enumerate(rows) if sum(map(bool, row)) > 1), None)
    if headings is None:
        return max(map(len, rows), default=0)
    numbers = (at for at, row in enumerate(rows) if any(map(_NUMBER.fullmatch, row)))
    above = range(headings, next(numbers, len(rows)))
    longer = [
        len(row)
        for row, next_row in pairwise(rows[above.start : above.stop + 1])
        if len(row) == len(next_row)
    ]
    return max([len(rows[headings]), *longer])


def parsed_rows(content: bytes, limits: Limits) -> list[list[str]]:
    """The texts of a CSV file, stripped, up to its last row that holds any.

    Raises:
        Trouble: Where it cannot be read, or is too large.
    """
    text = _decoded(content)
    # A cell as long as the file is no trouble of quotes; what is too long for a cell is cut below.
    csv.field_size_limit(len(text) + 1)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    rows: list[list[str]] = []
    count = 0
    try:
        for row in reader:
            stripped = [cell.strip()[:LONGEST_TEXT] for cell in row]
            count += sum(map(bool, stripped))
            if any(stripped[limits.columns :]):
                raise too_large("columns", len(stripped), limits.columns)
            rows.append(stripped[: limits.columns])
            _inspect(rows, count, limits)
    except csv.Error as error:
        raise Trouble("csv-quotes", line=reader.line_num) from error
    while rows and not any(rows[-1]):
        rows.pop()
    if not rows:
        raise Trouble("file-empty")
    if len(rows) > limits.rows:
        raise too_large("rows", len(rows), limits.rows)
    return rows


def _inspect(rows: list[list[str]], count: int, limits: Limits) -> None:
    if count > limits.cells:
        raise too_large("cells", count, limits.cells)
    if len(rows) > limits.rows and any(rows[-1]):
        raise too_large("rows", len(rows), limits.rows)


def _decoded(content: bytes) -> str:
    if content.startswith(_WIDE) or b"\0" in content:
        raise Trouble("csv-encoding")
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise Trouble("csv-encoding")


def _separator(text: str) -> str:
    """The separator that most of the first lines hold, and hold most often; a comma where none stands out."""
    lines = [line for line in text[:100_000].split("\n")[:_FIRST_LINES] if line.strip()]
    return max(
        _SEPARATORS,
        key=lambda mark: (sum(mark in line for line in lines), sum(line.count(mark) for line in lines)),
    )
