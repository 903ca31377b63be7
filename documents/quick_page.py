"""A page of a workbook that takes many cells: the bytes XlsxWriter would write, without asking of each cell what it is."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from xlsxwriter.format import Format

    #: What follows the reference and the style of a cell in the file, and its look.
    Cell = tuple[str, Format]

#: Excel counts in UTF-16; what is no longer than this in characters cannot be too long for it.
_SURELY_SHORT = 32_767 // 2
#: Excel looks for the extent of its rows in stretches of so many.
_STRETCH = 16
_letters = cache(xl_col_to_name)


class QuickPage(Worksheet):  # type: ignore[misc]
    """A sheet whose numbers and texts are taken as they are; what XlsxWriter's own methods write is written as ever."""

    def __init__(self) -> None:
        super().__init__()
        self._numbers: dict[float, str] = {}
        self._styles = _Styles()

    def number(self, value: float, look: Format) -> Cell:
        """A cell with a finite number."""
        found = self._numbers.get(value)
        if found is None:
            found = self._numbers[value] = f"><v>{value:.16G}</v></c>"
        return found, look

    def text(self, text: str, look: Format) -> Cell:
        """A cell with a text that is no longer than Excel takes; each such cell is one occurrence of its text."""
        return f' t="s"><v>{self.str_table._get_shared_string_index(text)}</v></c>', look  # noqa: SLF001 - its number

    def put_number(self, row: int, column: int, value: float, look: Format) -> None:
        """Writes a finite number."""
        self.table[row][column] = self.number(value, look)
        self._check_dimensions(row, column)

    def put_text(self, row: int, column: int, text: str, look: Format) -> None:
        """Writes a text as it is."""
        if len(text) > _SURELY_SHORT:
            self.write_string(row, column, text, look)
            return
        self.table[row][column] = self.text(text, look)
        self._check_dimensions(row, column)

    def put_down(self, first: int, column: int, cells: Sequence[Cell]) -> None:
        """Puts cells one below the other."""
        table = self.table
        for row, cell in enumerate(cells, first):
            table[row][column] = cell
        if cells:
            self._check_dimensions(first, column)
            self._check_dimensions(first + len(cells) - 1, column)

    def _write_rows(self) -> None:
        self._calculate_spans()
        for row in range(self.dim_rowmin, self.dim_rowmax + 1):
            cells, settings = self.table[row], self.row_info.get(row)
            span = self.row_spans.get(row // _STRETCH)
            if cells:
                self._write_row(row, span, settings)
                self._write_cells(row, cells)
                self._xml_end_tag("row")
            elif settings is not None or row in self.comments:
                self._write_empty_row(row, span, settings)

    def _write_cells(self, row: int, cells: dict[int, Any]) -> None:
        number, styles, parts = str(row + 1), self._styles, []
        for column in sorted(cells):
            cell = cells[column]
            if type(cell) is tuple:
                rest, look = cell
                parts.append(f'<c r="{_letters(column)}{number}" s="{styles[look]}"{rest}')
            else:
                self.fh.write("".join(parts))
                parts.clear()
                self._write_cell(row, column, cell)
        self.fh.write("".join(parts))

    def _calculate_spans(self) -> None:
        """The first and last column, counted from one, of each stretch of rows."""
        reached: dict[int, list[int]] = {}
        for rows in (self.table, self.comments):
            for row, columns in rows.items():
                if columns:
                    reached.setdefault(row // _STRETCH, []).extend((min(columns), max(columns)))
        self.row_spans = {at: f"{min(ends) + 1}:{max(ends) + 1}" for at, ends in reached.items()}


class _Styles(dict["Format", int]):
    """The numbers of looks, given in the order in which cells need them."""

    def __missing__(self, look: Format) -> int:
        number: int = look._get_xf_index()  # noqa: SLF001 - as XlsxWriter's own writing does
        self[look] = number
        return number
