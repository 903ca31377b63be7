"""The second reader, calamine, held against the first cell by cell."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from documents.sandbox.first_reader import UNWORKED, OutOfCalendar

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from python_calamine import CalamineSheet

    from documents.sandbox.first_reader import Merged, Written

_DATES = (dt.date, dt.time, dt.timedelta)
#: A character which XML cannot hold, as Excel writes it.
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ESCAPED_UNDERSCORE = "x005F_"


class SecondReader:
    """One sheet as calamine reads it, taken row by row in step with the first reader."""

    def __init__(self, sheet: CalamineSheet) -> None:
        start = sheet.start
        self.is_blank = start is None
        self.left = start[1] + 1 if start is not None else 1
        self.rows: Iterator[Sequence[object]] = sheet.iter_rows() if start is not None else iter(())
        self.passed = 0
        merged = sheet.merged_cell_ranges or []
        self.merged = {(top + 1, left + 1, bottom + 1, right + 1) for (top, left), (bottom, right) in merged}

    def differences(self, number: int, cells: list[Written]) -> Iterator[tuple[int, int]]:
        """Row and column of each cell that the two readers do not read alike, up to this row; counted from one.

        Where a text is alike but for Excel's way of writing control characters, which openpyxl cannot undo, the
        second reader's takes its place.
        """
        while self.passed < number - 1:
            yield from self._unseen(next(self.rows, []), set())
        values = next(self.rows, [])
        for position, cell in enumerate(cells):
            at = cell.column - self.left
            value = values[at] if 0 <= at < len(values) else ""
            if value == cell.value:
                continue
            if not _alike(cell, value):
                yield number, cell.column
            elif isinstance(value, str) and value:
                cells[position] = cell._replace(value=value)
        yield from self._unseen(values, {cell.column for cell in cells})

    def rest(self) -> Iterator[tuple[int, int]]:
        """The cells with content in rows after all those of the first reader."""
        for values in self.rows:
            yield from self._unseen(values, set())

    def same_merges(self, merged: list[Merged]) -> bool:
        """Whether both found the same merged ranges."""
        return self.merged == {tuple(one) for one in merged}

    def _unseen(self, values: Sequence[object], seen: set[int]) -> Iterator[tuple[int, int]]:
        self.passed += 1
        if sum(value != "" for value in values) == len(seen):
            return
        for column, value in enumerate(values, self.left):
            if column not in seen and not (isinstance(value, str) and not value.strip()):
                yield self.passed, column


def _alike(cell: Written, value: object) -> bool:
    """Whether a difference is one of the known habits of the readers."""
    if cell.kind == "e":
        return value == ""
    if cell.kind == UNWORKED:
        return value in {"", 0}
    if isinstance(cell.value, _DATES):
        return isinstance(value, _DATES)
    if isinstance(cell.value, OutOfCalendar):
        return isinstance(value, (int, float, *_DATES))
    if isinstance(cell.value, str) and isinstance(value, str):
        return _undone(cell.value).strip() == value.strip() or cell.value == value.replace(
            _ESCAPED_UNDERSCORE, ""
        )
    if isinstance(cell.value, int) and isinstance(value, float):
        return abs(cell.value) > 2**53 and _as_float(cell.value) == value
    return False


def _undone(text: str) -> str:
    return _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)


def _as_float(number: int) -> float:
    try:
        return float(number)
    except OverflowError:
        return float("inf") if number > 0 else float("-inf")
