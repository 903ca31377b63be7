"""A page of a workbook that takes many cells: numbers and texts without XlsxWriter's ceremony, and the same bytes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import CellNumberTuple, CellStringTuple, Worksheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.format import Format

#: Excel counts in UTF-16; what is no longer than this in characters cannot be too long for it.
_SURELY_SHORT = 32_767 // 2
_LETTERS = tuple(map(xl_col_to_name, range(500)))


class QuickPage(Worksheet):  # type: ignore[misc]
    """A sheet whose numbers and texts are taken as they are.

    XlsxWriter asks of every cell what type it is, where it may lie and what of its attributes must be escaped. Whoever
    puts cells here knows; what is written by XlsxWriter's own methods is written as ever.
    """

    def number(self, value: float, look: Format) -> object:
        """A cell with a number, to be put wherever it occurs."""
        return CellNumberTuple(value, look)

    def text(self, text: str, look: Format) -> object:
        """A cell with a text of Excel's length, to be put once."""
        return CellStringTuple(self.str_table._get_shared_string_index(text), look)  # noqa: SLF001 - as XlsxWriter does

    def put_number(self, row: int, column: int, value: float, look: Format) -> None:
        """Writes a finite number."""
        self.table[row][column] = CellNumberTuple(value, look)
        self._check_dimensions(row, column)

    def put_text(self, row: int, column: int, text: str, look: Format) -> None:
        """Writes a text as it is."""
        if len(text) > _SURELY_SHORT:
            self.write_string(row, column, text, look)
            return
        self.table[row][column] = self.text(text, look)
        self._check_dimensions(row, column)

    def put_down(self, first: int, column: int, cells: Sequence[object]) -> None:
        """Puts cells one below the other."""
        table = self.table
        for row, cell in enumerate(cells, first):
            table[row][column] = cell
        if cells:
            self._check_dimensions(first, column)
            self._check_dimensions(first + len(cells) - 1, column)

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        kind = cell.__class__
        if kind is CellNumberTuple and cell.format:
            at = f'r="{_LETTERS[col]}{row + 1}" s="{cell.format._get_xf_index()}"'  # noqa: SLF001 - its number
            self.fh.write(f"<c {at}><v>{cell.number:.16G}</v></c>")
        elif kind is CellStringTuple and cell.format:
            at = f'r="{_LETTERS[col]}{row + 1}" s="{cell.format._get_xf_index()}"'  # noqa: SLF001
            self.fh.write(f'<c {at} t="s"><v>{cell.string}</v></c>')
        else:
            super()._write_cell(row, col, cell)
