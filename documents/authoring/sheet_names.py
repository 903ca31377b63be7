"""Which sheets of a workbook are which: those missing, those renamed, those nobody asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.authoring import problems as kinds
from documents.authoring.sheet_reader import names_row
from documents.authoring.tables import CATALOGUE, GUIDE_TITLE, RULES_TITLE, WORDS_TITLE
from indicators.problems import Place
from indicators.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from documents.authoring.assembly import Assembly
    from documents.authoring.tables import Table
    from documents.grid import Grid

#: Sheets which are there or not, and are for people.
_OPTIONAL = frozenset({CATALOGUE.title, GUIDE_TITLE, RULES_TITLE, WORDS_TITLE})
#: How many of the names on either side two sheets must share for one to be the other under a new title.
_ALIKE = 0.6


def is_one_of(grid: Grid, tables: Iterable[Table]) -> bool:
    """Whether a sheet has the columns of one of these tables, whatever its title."""
    return any(_likeness(grid, table) > _ALIKE for table in tables)


def report_sheets(grids: Mapping[str, Grid], tables: Sequence[Table], assembly: Assembly) -> None:
    """Says which of these sheets are missing, with what may be the sheet under another title, and which are unknown."""
    unknown = dict(grids)
    for title in {*(table.title for table in tables), *_OPTIONAL}:
        unknown.pop(title, None)
    for table in tables:
        if table.title in grids:
            continue
        close = max(unknown.values(), key=lambda grid: _likeness(grid, table), default=None)
        place, said = Place(file=assembly.written.file), Words("", "")
        if close is not None and _likeness(close, table) > _ALIKE:
            del unknown[str(close.sheet)]
            place = Place(close.file, close.sheet)
            said = Words(f"（可能改名为“{close.sheet}”）", f" (it may be “{close.sheet}” now)")
        assembly.report(kinds.SHEET_MISSING.at(place, sheet=table.title, hint=said))
    for title, grid in unknown.items():
        assembly.report(kinds.SHEET_UNKNOWN.at(Place(grid.file, title), sheet=title))


def _likeness(grid: Grid, table: Table) -> float:
    row = names_row(grid, table)
    if row is None:
        return 0
    written, names = {cell.text for cell in grid.rows[row] if cell.text}, set(table.names)
    return len(written & names) / len(written | names)
