"""Files sorted: the tables they hold by layout, the templates among them, and what came twice."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from documents import file_problems
from documents.intake import received_problems
from documents.intake.headings import Layout
from documents.intake.problem_log import ProblemLog
from documents.intake.template_check import identity_problems, is_of_other_scheme
from documents.intake.template_identity import PAGE, filled_in, read_identity, worth_saying
from documents.intake.unread_sheet import unread
from documents.sandbox.limits import limits_in_force
from indicators.problems import Place

if TYPE_CHECKING:
    from datetime import datetime

    from documents.grid import Grid
    from documents.intake.headings import Headings
    from documents.intake.table import Table
    from documents.intake.template_identity import Identity
    from documents.source_file import FileRead
    from indicators.scheme import Scheme

#: What the office itself states; all other tables report on units.
_OF_THE_OFFICE = frozenset({Layout.REGISTER, Layout.EXEMPTIONS, Layout.ADJUSTMENTS, Layout.VETOES})


class SortedFiles:
    """What a set of files holds, before anybody asks what it means; one of the same content as another is read once."""

    def __init__(self, scheme: Scheme, headings: Headings) -> None:
        self._scheme = scheme
        self._headings = headings
        self.tables: dict[Layout, list[Table]] = {layout: [] for layout in Layout}
        self.identities: list[Identity] = []
        self.problems = ProblemLog()
        #: When each file was received, by its name, in local time.
        self.received: dict[str, datetime | None] = {}
        #: Files of the same content as an earlier one of their submission, with that one.
        self.repeated: list[tuple[str, str]] = []
        self._by_digest: dict[tuple[int, str], str] = {}

    @property
    def of_the_office(self) -> set[str]:
        """The files that hold a register or records."""
        return {table.grid.file for layout in _OF_THE_OFFICE for table in self.tables[layout]}

    def add(self, file: FileRead) -> None:
        """Sorts one more file."""
        content = file.turn, file.digest
        first = self._by_digest.get(content)
        received = self.received[file.name] = _local(file.received)
        if file.digest:
            self._by_digest.setdefault(content, file.name)
        if first is not None:
            self.repeated.append((file.name, first))
            self.received[first] = min(filter(None, (received, self.received[first])), default=None)
            self.problems.append(received_problems.FILE_REPEATED.at(Place(file.name), other=first))
            return
        self.problems += worth_saying(file.problems)
        identity = read_identity(file.grids)
        if identity is not None and is_of_other_scheme(identity, self._scheme):
            # Whatever it asks, it does not ask it by this scheme.
            self.problems += identity_problems(identity, self._scheme, ())
            return
        if identity is not None:
            self.identities.append(identity)
        sheets = [(grid, self._headings.find(grid)) for grid in filled_in(file.grids)]
        self.problems += unread(sheets)
        for layout, table in (found for _, tables in sheets for found in tables):
            if layout in _OF_THE_OFFICE and identity is not None and identity.of_a_unit:
                self.problems.append(received_problems.RECORDS_FROM_UNIT.at(table.start))
            # A table with a row for each value may be as long as any file.
            elif layout is Layout.LONG or (layout is not None and not self._is_too_large(table.grid)):
                sound = identity is not None and identity.stated is not None
                issued = sound and table.grid.sheet == PAGE
                self.tables[layout].append(replace(table, issued=issued, turn=file.turn))

    def _is_too_large(self, grid: Grid) -> bool:
        """Whether a sheet with a column for each indicator is larger than any office needs; it is said if so."""
        limits = limits_in_force()
        rows, columns = len(grid.rows), len(grid.rows[0])
        cells = rows * columns
        if cells > limits.wide_cells:
            cells = sum(not cell.blank for row in grid.rows for cell in row)
        if rows <= limits.wide_rows and columns <= limits.wide_columns and cells <= limits.wide_cells:
            return False
        what = f"{rows:,} × {columns:,} ({cells:,})"
        limit = f"{limits.wide_rows:,} × {limits.wide_columns:,} ({limits.wide_cells:,})"
        self.problems.append(file_problems.FILE_TOO_LARGE.at(grid.whole, what=what, limit=limit))
        return True


def _local(moment: datetime | None) -> datetime | None:
    """A moment as the clocks on the wall show it, which is all that a zip knows of its members."""
    return moment if moment is None or moment.tzinfo is None else moment.astimezone().replace(tzinfo=None)
