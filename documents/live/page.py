"""A sheet of formulas, written as fast as so many cells ask for."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, NamedTuple

from xlsxwriter.utility import xl_col_to_name

from documents.quick_page import QuickPage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from xlsxwriter.format import Format

    from documents.live.columns import Shown

#: Excel takes formulas of so many characters.
LONGEST = 8192
#: Excel keeps no more of a number; of what is only a step on the way fewer do, and make a large file smaller.
MOST_DIGITS, SHOWN_DIGITS = 15, 12


class _Cell(NamedTuple):
    """A formula, escaped already, or a number, with what the cell shows."""

    formula: str
    shown: str
    kind: str
    look: Format


class LivePage(QuickPage):
    """A sheet that takes formulas as they are.

    XlsxWriter looks through each for functions newer than Excel 2007, of which there are none, and writes cell by cell what
    is the same for a whole column.
    """

    #: Digits of the values beside formulas.
    digits = SHOWN_DIGITS

    def put_formulas(self, column: int, cells: Iterable[tuple[int, str, Shown]], look: Format) -> None:
        """Writes formulas into a column, each with its row and what it shows; they come escaped (`escaped`)."""
        rows = 0, 0
        for row, text, value in cells:
            kind = ' t="str"' if isinstance(value, str) else ""
            self.table[row][column] = _Cell(f"<f>{text}</f>", self._shown(value), kind, look)
            rows = row, row
        self._check_dimensions(rows[0], column)

    def put_numbers(self, column: int, cells: Iterable[tuple[int, float]], look: Format) -> None:
        """Writes numbers into a column, each with its row."""
        for row, value in cells:
            self.table[row][column] = _Cell("", f"{value:.{MOST_DIGITS}G}", "", look)
            self._check_dimensions(row, column)

    def _shown(self, value: Shown) -> str:
        return escaped(value) if isinstance(value, str) else f"{value:.{self.digits}G}"

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        if not isinstance(cell, _Cell):
            super()._write_cell(row, col, cell)
            return
        style = cell.look._get_xf_index()  # noqa: SLF001 - the number XlsxWriter gives a format
        at = f'r="{xl_col_to_name(col)}{row + 1}" s="{style}"{cell.kind}'
        self.fh.write(f"<c {at}>{cell.formula}<v>{cell.shown}</v></c>")


def escaped(text: str) -> str:
    """A formula as it stands in the file."""
    return escape(text, quote=False)
