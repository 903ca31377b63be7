"""A workbook, read twice, as the facts of its sheets."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import openpyxl
from openpyxl.utils import get_column_letter
from python_calamine import CalamineError, CalamineWorkbook

from documents.sandbox.agreement import SecondReader
from documents.sandbox.cell_facts import (
    BLANK,
    DATE,
    ERROR,
    FORMULA,
    UNCALCULATED,
    Shape,
    number_entry,
    text_entry,
)
from documents.sandbox.first_reader import UNWORKED
from documents.sandbox.quick_parser import QuickParser
from documents.sandbox.trouble import Trouble, too_large

if TYPE_CHECKING:
    from collections.abc import Callable

    from documents.sandbox.cell_facts import Entry
    from documents.sandbox.first_reader import Merged, SheetParser, Written
    from documents.sandbox.limits import Limits
    from documents.sandbox.package import SheetPart
    from documents.sandbox.tame import Tame

#: Disagreements named; one is enough to refuse a file, and a few show where to look.
MOST_NAMED = 20
_MIDNIGHT = " 00:00:00"


def read_workbook(
    tame: Tame, limits: Limits, parser: Callable[..., SheetParser] = QuickParser
) -> dict[str, object]:
    """The sheets of a tame workbook as a parser gives them, and the troubles of single cells.

    Raises:
        Trouble: Where it cannot be read, or is too large.
    """
    reading = _Reading(tame, limits, parser)
    sheets = [reading.sheet(number, part) for number, part in enumerate(tame.package.sheets)]
    return {"sheets": sheets, "troubles": [trouble.record() for trouble in reading.troubles[:MOST_NAMED]]}


class _Reading:
    """Both readers over one workbook."""

    def __init__(self, tame: Tame, limits: Limits, parser: Callable[..., SheetParser]) -> None:
        self.tame = tame
        self.parser = parser
        self.limits = limits
        self.shapes = [Shape.of(code) for code in tame.formats]
        # Any: what its parser needs of a workbook is not public.
        self.first: Any = openpyxl.load_workbook(io.BytesIO(tame.content), read_only=True, data_only=True)
        try:
            self.second = CalamineWorkbook.from_filelike(io.BytesIO(tame.second))
        except CalamineError as error:
            raise Trouble("file-readers-disagree") from error
        #: The entries of numbers by their text in the file, style and flags: the same few stand again and again.
        self.numbers: dict[tuple[str, int, int], Entry] = {}
        self.troubles: list[Trouble] = []
        self.characters = 0

    def sheet(self, number: int, part: SheetPart) -> dict[str, object]:
        worksheet = self.first.worksheets[number]
        parser = self.parser(
            part.title,
            worksheet._get_source(),  # noqa: SLF001 - as openpyxl's own reading does
            worksheet._shared_strings,  # noqa: SLF001
            self.tame.formats,
            self.limits,
            unworked=self.tame.package.unworked,
            epoch=self.first.epoch,
            date_formats=self.first._date_formats,  # noqa: SLF001
            timedelta_formats=self.first._timedelta_formats,  # noqa: SLF001
        )
        written = list(parser.rows())
        # Before the second reader, which keeps a text of its own for each cell.
        self.characters += parser.characters
        if self.characters > self.limits.characters:
            raise too_large("text", self.characters, self.limits.characters)
        height = written[-1][0] if written else 0
        width = max((cells[-1].column for _, cells in written), default=0)
        if height * width > self.limits.rectangle:
            raise too_large("rectangle", height * width, self.limits.rectangle, part.title)
        rows = self._agreed(number, part.title, written, parser.merged)
        formulas = [
            (row, cell.column)
            for row, cells in written
            for cell in cells
            if cell.is_formula and cell.kind != UNWORKED
        ]
        columns = {cell.column for _, cells in written for cell in cells}
        hidden = {
            column for column in columns for first, last in parser.hidden_columns if first <= column <= last
        }
        return {
            "title": part.title,
            "hidden": part.hidden,
            "width": width,
            "rows": rows,
            "merged": [merged.name for merged in parser.merged],
            "hidden_rows": [len(parser.hidden_rows), min(parser.hidden_rows, default=0)],
            "hidden_columns": [len(hidden), min(hidden, default=0)],
            "formulas": [len(formulas), *(formulas[0] if formulas else (0, 0))],
            **parser.looks(),
        }

    def _agreed(
        self, number: int, title: str, written: list[tuple[int, list[Written]]], merged: list[Merged]
    ) -> list[list[Entry]]:
        """Rows of entries from the first, each as long as its content, and what the readers disagree on."""
        try:
            second = SecondReader(self.second.get_sheet_by_index(number))
        except CalamineError as error:
            raise Trouble("file-readers-disagree", title) from error
        rows: list[list[Entry]] = []
        differences: list[tuple[int, int]] = []
        for row, cells in written:
            rows += [[] for _ in range(row - 1 - len(rows))]
            differences += second.differences(row, cells)
            rows.append(self._entries(cells))
        differences += second.rest()
        # Where one of them sees nothing at all, cell by cell would say the same a thousand times.
        if (differences and (second.is_blank or not written)) or not second.same_merges(merged):
            self.troubles.append(Trouble("file-readers-disagree", title))
            return rows
        self.troubles += [
            Trouble("cell-readers-disagree", title, f"{get_column_letter(column)}{row}")
            for row, column in differences[:MOST_NAMED]
        ]
        return rows

    def _entries(self, cells: list[Written]) -> list[Entry]:
        entries: list[Entry] = []
        for cell in cells:
            if len(entries) < cell.column - 1:
                entries += [BLANK] * (cell.column - 1 - len(entries))
            entries.append(self._entry(cell))
        return entries

    def _entry(self, cell: Written) -> Entry:
        flags = FORMULA if cell.is_formula else 0
        value = cell.value
        if cell.kind == UNWORKED:
            return ["", None, flags | UNCALCULATED, 0, "", None]
        if value is True or value is False:
            return text_entry(str(value).upper(), flags)
        if isinstance(value, int | float):
            key = cell.text, cell.style, flags
            known = self.numbers.get(key)
            if known is None:
                known = self.numbers[key] = number_entry(value, cell.text, self.shapes[cell.style], flags)
            return known
        flags |= ERROR if cell.kind == "e" else 0
        if type(value) is not str:
            return text_entry(str(value).removesuffix(_MIDNIGHT), flags | DATE)
        return text_entry(value, flags)
