"""Finding tables: which rows of a sheet are headings is told by what is known of their texts."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, Protocol

from documents.cell_names import corners
from documents.intake.table import Column, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from documents.grid import Cell, Grid

#: Rows that headings may take above the row which names the key column, and below it.
_MORE_ROWS = 2
#: A longer text names no key column.
_LONGEST_KEY = 20
#: Rows that are looked at more closely; nobody makes a sheet of more tables.
_MOST_EXAMINED = 100
#: Headings of which so many are known, and more than half, are plainly headings.
_PLAIN = 2


class Vocabulary(Protocol):
    """What is known of headings."""

    def is_key(self, text: str) -> bool:
        """Whether no table is without such a heading: of the unit, the indicator or the kind of record."""

    def knows(self, text: str) -> bool:
        """Whether a text is a heading, or one part of a heading in several rows."""

    def is_title(self, texts: Sequence[str]) -> bool:
        """Whether the texts of a row say of what unit, period or measure the table below them is."""


class _Block(NamedTuple):
    """Rows that may be headings, with the columns they make, and how many of these are known."""

    key_row: int
    rows: range
    columns: tuple[Column, ...]
    known: int

    def is_repeated(self, grid: Grid, row: int) -> bool:
        """Whether a row and those around it repeat the headings, as on every page."""
        start = row - self.key_row + self.rows.start
        return _texts(grid, range(start, start + len(self.rows))) == _texts(grid, self.rows)

    def moved(self, row: int) -> _Block:
        """The same block where its key row is this one."""
        by = row - self.key_row
        columns = tuple(replace(column, row=column.row + by) for column in self.columns)
        return _Block(row, range(self.rows.start + by, self.rows.stop + by), columns, self.known)

    @property
    def is_plain(self) -> bool:
        return self.known >= _PLAIN and self.known * 2 > len(self.columns)


def find_tables(grid: Grid, vocabulary: Vocabulary) -> tuple[Table, ...]:
    """The tables of a sheet from top to bottom; none if no row holds the heading of a key column.

    Headings that are repeated further down begin a table too.
    """
    blocks: list[_Block] = []
    examined = 0
    for row in _key_rows(grid, vocabulary.is_key):
        after = blocks[-1].rows.stop if blocks else 0
        if row < after:
            continue
        if blocks and blocks[-1].is_repeated(grid, row):
            blocks.append(blocks[-1].moved(row))
        elif examined < _MOST_EXAMINED:
            examined += 1
            blocks.append(_block(grid, row, after, vocabulary))
    chosen = [block for block in blocks if block.is_plain]
    if not chosen:
        chosen = sorted(blocks, key=lambda block: (-block.known, -len(block.columns)))[:1]
    if not chosen:
        return ()
    starts = [block.rows.start for block in chosen[1:]]
    ends = [
        _lead_in(grid, before.rows.stop, start, vocabulary)
        for before, start in zip(chosen, starts, strict=False)
    ]
    tables = []
    for block, above, start in zip(chosen, [0, *ends], [*ends, len(grid.rows)], strict=True):
        rows = range(block.rows.stop, start)
        columns = (*block.columns, *_unheaded(grid, block, rows))
        tables.append(
            Table(
                grid,
                tuple(sorted(columns, key=lambda column: column.position)),
                range(above, block.rows.start),
                block.rows,
                rows,
            )
        )
    return tuple(tables)


def _texts(grid: Grid, rows: range) -> list[list[str]]:
    return [[cell.text for cell in row] for row in grid.rows[rows.start : rows.stop]]


def _key_rows(grid: Grid, is_key: Callable[[str], bool]) -> list[int]:
    """The rows in which a key column may be named; what a text means is asked once."""
    known: dict[str, bool] = {"": False}
    found = []
    for number, row in enumerate(grid.rows):
        for cell in row:
            if cell[1] is not None:
                # What a number is shown as names nothing.
                continue
            text = cell[0]
            is_one = known.get(text)
            if is_one is None:
                is_one = known[text] = len(text) <= _LONGEST_KEY and is_key(text)
            if is_one:
                found.append(number)
                break
    return found


def _block(grid: Grid, row: int, after: int, vocabulary: Vocabulary) -> _Block:
    """The headings around a row that names a key column, which begin no higher than row `after`."""
    keys = [position for position, cell in enumerate(grid.rows[row]) if vocabulary.is_key(cell.text)]
    top = row
    while top > max(after, row - _MORE_ROWS) and _is_upper(grid, top - 1, keys, vocabulary):
        top -= 1
    bottom = row
    while bottom - row < _MORE_ROWS and _is_lower(grid, range(top, bottom + 1), keys, vocabulary):
        bottom += 1
    rows = range(top, bottom + 1)
    columns = _columns(grid, rows)
    known = sum(any(map(vocabulary.knows, column.texts)) for column in columns)
    return _Block(row, rows, columns, known)


def _is_upper(grid: Grid, row: int, keys: Sequence[int], vocabulary: Vocabulary) -> bool:
    """Whether a row above a heading row is one too: nothing over the key columns, known or merged over several."""
    cells = grid.rows[row]
    if any(cells[key].text or cells[key].is_merged for key in keys):
        return False
    texts = [cell.text for cell in cells if cell.text]
    if any(":" in text or "：" in text or vocabulary.is_key(text) for text in texts):
        return False
    return any(map(vocabulary.knows, texts)) or (bool(texts) and any(cell.is_merged for cell in cells))


def _is_lower(grid: Grid, block: range, keys: Sequence[int], vocabulary: Vocabulary) -> bool:
    """Whether the row below some heading rows is one too: nothing below the key columns, and known or merged into."""
    row = block.stop
    if row >= len(grid.rows):
        return False
    cells = grid.rows[row]
    if any(cells[key].text for key in keys):
        return False
    if all(_reaches_into(cells[key].merged_range, block) for key in keys):
        return True
    texts = [cell.text for cell in cells if cell.text]
    return bool(texts) and sum(map(vocabulary.knows, texts)) * 2 > len(texts)


@lru_cache(maxsize=4096)
def _corners(merged: str) -> tuple[int, int, int, int]:
    """First column and row, last column and row of a range, counted from zero."""
    left, top, right, bottom = corners(merged)
    return left - 1, top - 1, right - 1, bottom - 1


def _reaches_into(merged: str, rows: range) -> bool:
    return bool(merged) and _corners(merged)[1] in rows


def _columns(grid: Grid, rows: range) -> tuple[Column, ...]:
    """The columns with a heading in these rows."""
    columns: list[Column] = []
    #: The upper headings last seen, which may be meant for the columns right of theirs too.
    reaching: dict[int, str] = {}
    for position in range(len(grid.rows[rows.start])):
        own = _own_texts(grid, rows, position)
        if not own:
            reaching = {}
            continue
        lowest = max(own)
        if min(own) == rows.start:
            reaching = {row: text for row, text in own.items() if row < lowest}
        spread = {row: text for row, text in reaching.items() if row < lowest} | own
        columns.append(Column(position, lowest, _in_order(own), _in_order(spread)))
    return tuple(columns)


def _in_order(texts: dict[int, str]) -> tuple[str, ...]:
    return tuple(texts[row] for row in sorted(texts))


def _own_texts(grid: Grid, rows: range, position: int) -> dict[int, str]:
    """The headings of a column by the row each begins in; a merged one is found wherever its text stands."""
    found: dict[int, str] = {}
    for row in rows:
        cell = grid.rows[row][position]
        if cell.text:
            found[row] = cell.text
        elif cell.is_merged:
            left, top, _, _ = _corners(cell.merged_range)
            if top in rows and grid.rows[top][left].text:
                found[top] = grid.rows[top][left].text
    return found


def _unheaded(grid: Grid, block: _Block, rows: range) -> list[Column]:
    """The columns with content below the headings and none of them."""
    headed = {column.position for column in block.columns}
    bare = [position for position in range(len(grid.rows[0])) if position not in headed]
    return [
        Column(position, block.rows.stop - 1, ())
        for position in bare
        if any(not grid.rows[row][position].blank for row in rows)
    ]


def _lead_in(grid: Grid, first: int, start: int, vocabulary: Vocabulary) -> int:
    """Where the titles of a table begin that stands below another.

    They are what says of which unit or period it is, texts merged over the table, and lone texts after a blank row.
    """
    top, is_titled, is_apart = start, False, False
    for row in range(start - 1, first - 1, -1):
        cells = grid.rows[row]
        texts = [cell.text for cell in cells if not cell.blank]
        if vocabulary.is_title(texts) or (len(texts) == 1 and _is_merged_over(cells)):
            top, is_titled = row, True
        elif len(texts) > 1:
            break
        elif not texts and is_titled:
            # What stands further above is of the other table, as the line for its seal.
            return row + 1
        elif not texts and not is_apart:
            top, is_apart = row + 1, True
    return top


def _is_merged_over(cells: Sequence[Cell]) -> bool:
    """Whether the text of a row is merged over half of it or more."""
    return (sum(cell.is_merged for cell in cells) + 1) * 2 > len(cells) > 1
