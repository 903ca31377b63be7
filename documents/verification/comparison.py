"""A workbook held cell by cell against the one that its snapshot gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from documents.sandbox.sent_looks import Look, Looks, split
from documents.verification.alignment import align
from documents.verification.cells import alike, cell, how, is_uncalculated, label, shown, shown_row
from documents.verification.differences import Difference, How, What
from documents.verification.layout import SheetLayout
from documents.verification.marks import mark_differences
from documents.verification.naming import what_of
from indicators.problems import Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from documents.grid import Cell, Grid
    from documents.verification.naming import Knowledge
    from documents.verification.reading import Pages

#: Differences that are named; the count is always complete.
MOST_NAMED = 1_000


@dataclass
class Comparison:
    """How many cells were compared, how many differences there are, and the first of them."""

    cells: int = 0
    total: int = 0
    named: list[Difference] = field(default_factory=list)
    #: Formulas whose results are not stored.
    uncalculated: list[Place] = field(default_factory=list)

    def note(self, difference: Difference) -> None:
        """Counts a difference, and keeps it unless there are too many."""
        self.total += 1
        if len(self.named) < MOST_NAMED:
            self.named.append(difference)


def compare_sheets(written: Pages, found: Pages, knowledge: Knowledge, file: str) -> Comparison:
    """Every difference, the causes before what follows from them.

    Args:
        written: The sheets as the program writes them; where it is not known how they look, that is not compared.
        found: The sheets of the workbook.
        knowledge: What names a cell.
        file: The name of the workbook.
    """
    comparison = Comparison()
    there = {grid.sheet: grid for grid in found.grids}
    for grid in written.grids:
        other = there.pop(grid.sheet, None)
        if other is None:
            place = Place(file, grid.sheet)
            comparison.note(Difference(What.SHEET, How.GONE, place, "", str(grid.sheet)))
        else:
            looks = _both_looks(written, found, str(grid.sheet))
            for difference in mark_differences(*looks, file, knowledge.language):
                comparison.note(difference)
            if grid.rows != other.rows or looks[0].lines != looks[1].lines:
                _Sheet((grid, other), looks, knowledge, file, comparison).compare()
        comparison.cells += sum(not cell.blank for row in grid.rows for cell in row)
    blank = {looks.sheet for looks in found.looks.values() if looks.marks} - {
        grid.sheet for grid in found.grids
    }
    for sheet in [*there, *sorted(blank - written.looks.keys())]:
        comparison.note(Difference(What.SHEET, How.NEW, Place(file, sheet), "", "", str(sheet)))
    if comparison.uncalculated:
        first, count = comparison.uncalculated[0], len(comparison.uncalculated)
        comparison.note(Difference(What.FORMULA, How.UNCALCULATED, first, "", "", str(count)))
    order = list(What)
    comparison.named.sort(key=lambda difference: order.index(difference.what))
    return comparison


def _both_looks(written: Pages, found: Pages, sheet: str) -> tuple[Looks, Looks]:
    """How a sheet looks in both; alike where that is not known of either."""
    before, after = written.looks.get(sheet), found.looks.get(sheet)
    if before is None or after is None:
        return (Looks(sheet, hidden=False),) * 2
    return before, after


class _Change(NamedTuple):
    """What happened to a cell, and both contents."""

    what: What
    how: How
    before: str
    after: str


class _Sheet:
    """One sheet in both versions, each with how it looks."""

    def __init__(
        self,
        grids: tuple[Grid, Grid],
        looks: tuple[Looks, Looks],
        knowledge: Knowledge,
        file: str,
        comparison: Comparison,
    ) -> None:
        self._written, self._found = grids
        self._looks = looks
        self._knowledge, self._file, self._comparison = knowledge, file, comparison
        self._layout = SheetLayout(self._written, knowledge.language, knowledge.units, knowledge.parts)

    def compare(self) -> None:
        """Notes every difference."""
        layout = self._layout
        alignment = align(
            [label(row) for row in self._written.rows],
            [label(row) for row in self._found.rows],
            (layout.owners(self._written), layout.owners(self._found)),
        )
        for before, after in alignment.pairs:
            if before in alignment.moved:
                self._note_row(How.MOVED, before, after, str(before + 1))
            self._compare_rows(before, after)
        for before in alignment.gone:
            self._note_row(How.GONE, before, before, shown_row(self._written.rows[before]))
        for after in alignment.new:
            shown = shown_row(self._found.rows[after])
            place = Place(self._file, self._found.sheet, f"A{after + 1}")
            self._comparison.note(Difference(What.ROW, How.NEW, place, "", "", shown))
        # Rows in which formulas show nothing.
        told = {at for pair in alignment.pairs for at in pair} | {*alignment.gone, *alignment.new}
        for at in range(max(len(looks.lines) for looks in self._looks)):
            if at not in told:
                self._compare_rows(at, at)

    def _note_row(self, how: How, before: int, after: int, shown: str) -> None:
        place = self._found.place(
            after, 0, self._layout.unit_of(before), self._layout.indicator_of(before, 0)
        )
        self._comparison.note(Difference(What.ROW, how, place, "", shown))

    def _compare_rows(self, before: int, after: int) -> None:
        old, new = _row(self._written, before), _row(self._found, after)
        lines = self._looks[0].line(before), self._looks[1].line(after)
        if old == new and lines[0] == lines[1]:
            return
        one_looks, other_looks = map(split, lines)
        for column in range(max(map(len, (old, new, one_looks, other_looks)))):
            both = cell(old, column), cell(new, column)
            looks = _look(one_looks, column), _look(other_looks, column)
            agree = alike(*both)
            if is_uncalculated(*both, looks):
                self._comparison.uncalculated.append(self._found.place(after, column))
                agree = True
            elif not agree:
                what = what_of(self._layout, self._knowledge, before, column, both[0])
                self._note(before, after, column, _Change(what, how(*both), *map(shown, both)))
            # In a row that was moved every formula has other references.
            if before == after and _is_rewritten(*looks, alone=agree):
                change = _Change(What.FORMULA, How.REWRITTEN, "", shown(both[1]))
                self._note(before, after, column, change)
            elif agree and looks[0].format != looks[1].format:
                codes = (side.format(look.format) for side, look in zip(self._looks, looks, strict=True))
                self._note(before, after, column, _Change(What.FORMAT, How.CHANGED, *codes))

    def _note(self, before: int, after: int, column: int, change: _Change) -> None:
        layout = self._layout
        known = before < len(self._written.rows)
        below = known and layout.is_below(before)
        unit = layout.unit_of(before) if below else None
        indicator = layout.indicator_of(before, column) if known else None
        heading = layout.heading_of(column) if below else ""
        place = self._found.place(after, column, unit, indicator)
        self._comparison.note(
            Difference(change.what, change.how, place, heading, change.before, change.after)
        )


def _is_rewritten(old: Look, new: Look, *, alone: bool) -> bool:
    """Whether a formula is another; that it came or went is told with the content, unless that is `alone` alike."""
    return old.formula != new.formula and (alone or bool(old.formula and new.formula))


def _row(grid: Grid, at: int) -> Sequence[Cell]:
    return grid.rows[at] if at < len(grid.rows) else ()


def _look(looks: Sequence[Look], column: int) -> Look:
    return looks[column] if column < len(looks) else Look()
