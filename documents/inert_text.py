"""Text written into a cell as just that text, whatever it says."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

#: Excel's limit; XlsxWriter leaves a longer text out.
_LONGEST = 32_767
_CUT = "……（过长，其余略 / cut）"
#: What makes Excel and WPS take a text of a CSV file for a formula, even after blanks.
_FORMULA = re.compile(r"\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
#: A value as it was read, which a spreadsheet takes for just that.
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


def write_text(page: Worksheet, row: int, column: int, text: str, look: Format) -> None:
    """Writes a text; one that is longer than a cell can hold is cut, and says so."""
    page.write_string(row, column, inert_cell(text), look)


def inert_cell(text: str) -> str:
    """A text that XlsxWriter leaves as it is; one that is longer than a cell can hold is cut, and says so."""
    if len(text) > _LONGEST:
        text = text[: _LONGEST - len(_CUT)] + _CUT
    # XlsxWriter takes a text within these marks for one it formatted itself.
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text


def inert_field(text: str) -> str:
    """A text as a field of a CSV file: a `'` stands before what a spreadsheet would take for a formula."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text
