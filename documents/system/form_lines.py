"""The rows of a printed form: which cells are one, how tall each row is, and what a page break before it costs."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil
from typing import TYPE_CHECKING

from documents.system.pages import NEVER
from documents.table_style import CAPTION, TALLEST, Joined, Look, row_look, text_height
from indicators.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from documents.table_style import Block, Cell, Table

_LEAST = 24
#: What a page break costs for each merged cell it cuts, and more where it leaves one row of it or one row under a
#: caption; before a subtotal; and before a caption, where it is welcome.
_CUT, _ORPHAN, _BEFORE_SUBTOTAL, _BEFORE_CAPTION = 0.2, 0.3, 0.6, -0.1
#: So many rows stay with their caption.
_KEPT = 2


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the sheet: its cells, how each looks, its height in points, and what a break before it costs."""

    cells: tuple[Cell, ...]
    looks: tuple[Look, ...]
    tall: int
    cost: float


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells that are one, by line and column; `continued` is its part on a further page."""

    first: tuple[int, int]
    last: tuple[int, int]
    cell: Cell
    continued: bool


def lines_of(table: Table, shown: Callable[[Cell], str], widths: Sequence[float]) -> list[Line]:
    """All rows below the heading, as tall as their texts need.

    Args:
        table: In blocks.
        shown: What a cell reads as.
        widths: Of the columns.
    """
    lines = [line for block in table.blocks for line in _block_lines(table, block)]

    def needed(area: Area) -> int:
        (_, left), (_, right) = area.first, area.last
        return text_height([shown(area.cell)], [sum(widths[left : right + 1])], least=_LEAST)

    for area in areas_of(lines):
        row, last = area.first[0], area.last[0]
        if row == last:
            lines[row] = replace(lines[row], tall=max(lines[row].tall, needed(area)))
    lines = [part for line in lines for part in _within_limit(line)]
    for area in areas_of(lines):
        row, last = area.first[0], area.last[0]
        if row == last:
            continue
        short = needed(area) - sum(line.tall for line in lines[row : last + 1])
        if short > 0:
            lines[last] = replace(lines[last], tall=min(lines[last].tall + short, TALLEST))
        for orphaning in {row + 1, last}:
            lines[orphaning] = replace(lines[orphaning], cost=lines[orphaning].cost + _ORPHAN)
    return lines


def areas_of(lines: Sequence[Line], page_starts: frozenset[int] = frozenset()) -> Iterator[Area]:
    """Every cell with all that is one with it; what a page break cuts goes on as an area of its own."""
    for column in range(len(lines[0].cells)):
        origin, start = None, 0
        for row, line in enumerate(lines):
            cell = line.cells[column]
            goes_on = cell is Joined.ABOVE and origin is not None
            if goes_on and row not in page_starts:
                continue
            if origin is not None:
                yield _area(lines, (origin, column), start, row - 1)
            if not goes_on:
                origin = None if isinstance(cell, Joined) else row
            start = row
        if origin is not None:
            yield _area(lines, (origin, column), start, len(lines) - 1)


def _area(lines: Sequence[Line], origin: tuple[int, int], start: int, stop: int) -> Area:
    """The lines of a cell from start to stop, as far to the right as the cell reaches."""
    row, column = origin
    right = column
    cells = lines[row].cells
    while right + 1 < len(cells) and cells[right + 1] is Joined.LEFT:
        right += 1
    return Area((start, column), (stop, right), cells[column], continued=start != row)


def continued(cell: Cell) -> Cell:
    """A cell as it stands again on a further page."""
    if isinstance(cell, Words):
        return Words(f"{cell.zh}（续）", f"{cell.en} (continued)")
    return cell


def _block_lines(table: Table, block: Block) -> Iterator[Line]:
    across = (Joined.LEFT,) * (len(table.columns) - 1)
    if block.caption:
        yield Line((block.caption, *across), (CAPTION,) * len(table.columns), 26, _BEFORE_CAPTION)
    if not block.rows:
        yield Line((table.empty, *across), (Look(align="center"),) * len(table.columns), _LEAST, NEVER)
    for number, row in enumerate(block.rows):
        looks = tuple(
            row_look(column, shaded=row.shaded, bold=row.bold, indent=0) for column in table.columns
        )
        cost = _CUT * row.cells.count(Joined.ABOVE) + _BEFORE_SUBTOTAL * row.shaded
        cost += _ORPHAN * (row is block.rows[-1])
        kept = bool(block.caption) and number < _KEPT
        yield Line(row.cells, looks, _LEAST, NEVER if kept else cost)


def _within_limit(line: Line) -> Iterator[Line]:
    """A row which is taller than Excel lets a row be, as several rows of merged cells."""
    parts = ceil(line.tall / TALLEST)
    tall = ceil(line.tall / parts)
    yield replace(line, tall=tall)
    below: tuple[Cell, ...] = (Joined.ABOVE,) * len(line.cells)
    for _ in range(parts - 1):
        yield replace(line, cells=below, tall=tall, cost=NEVER)
