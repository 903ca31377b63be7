"""A workbook held cell by cell against the one that its snapshot gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from documents.detail_sheet import NAME as DETAIL
from documents.live import names as live
from documents.method_sheet import NAME as METHOD
from documents.result_report import GRADE, GROUP_RANK, MISSING_POLICY
from documents.verification.alignment import align
from documents.verification.differences import Difference, How, What
from documents.verification.figures import OVERALL_RANK
from documents.verification.layout import SheetLayout
from documents.verification.sources_sheet import VALUE
from indicators.problems import Place
from indicators.words import Words, visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from documents.grid import Cell, Grid
    from indicators.words import Language

#: Differences that are named; the count is always complete.
MOST_NAMED = 1_000
#: What a formula shows may differ by this share of it from one program to the next: none rounds all steps alike.
_NOISE = Decimal("1e-9")
_LONGEST = 200
_BY_HEADING = {
    VALUE: What.RAW,
    Words("权重", "Weight"): What.WEIGHT,
    Words("满分", "Points"): What.FULL_POINTS,
    Words("计分规则", "Rule"): What.RULE,
    MISSING_POLICY: What.POLICY,
    GROUP_RANK: What.PLACE,
    OVERALL_RANK: What.PLACE,
    GRADE: What.GRADE,
}
#: The columns in which rows are named: group, place, code, unit.
_NAMES = 4
#: Parameters of the live sheets by what they are called.
_BY_ITEM = {Words("权重", "weight"): What.WEIGHT, Words("满分", "full points"): What.FULL_POINTS}
_SCORES = (Words("排名", "Ranking"), DETAIL, live.POINTS, live.NODES, live.PUBLISHED, live.GROUPS)


@dataclass(frozen=True)
class Knowledge:
    """What is needed to name a cell: the language, units and parts by their codes, settings, the line of all settings."""

    language: Language
    units: Mapping[str, str]
    parts: Mapping[str, str]
    settings: frozenset[str]
    policy_line: str


@dataclass
class Comparison:
    """How many cells were compared, how many differences there are, and the first of them."""

    cells: int = 0
    total: int = 0
    named: list[Difference] = field(default_factory=list)

    def note(self, difference: Difference) -> None:
        """Counts a difference, and keeps it unless there are too many."""
        self.total += 1
        if len(self.named) < MOST_NAMED:
            self.named.append(difference)


def compare_sheets(
    written: Sequence[Grid], found: Sequence[Grid], knowledge: Knowledge, file: str
) -> Comparison:
    """Every difference, the causes before what follows from them.

    Args:
        written: The sheets as the program writes them.
        found: The sheets of the workbook.
        knowledge: What names a cell.
        file: The name of the workbook.
    """
    comparison = Comparison()
    there = {grid.sheet: grid for grid in found}
    for grid in written:
        other = there.pop(grid.sheet, None)
        if other is None:
            place = Place(file, grid.sheet)
            comparison.note(Difference(What.SHEET, How.GONE, place, "", str(grid.sheet)))
        elif grid.rows != other.rows:
            _Sheet(grid, other, knowledge, file, comparison).compare()
        comparison.cells += sum(not cell.blank for row in grid.rows for cell in row)
    for sheet in there:
        comparison.note(Difference(What.SHEET, How.NEW, Place(file, sheet), "", "", str(sheet)))
    order = list(What)
    comparison.named.sort(key=lambda difference: order.index(difference.what))
    return comparison


class _Sheet:
    """One sheet in both versions."""

    def __init__(
        self, written: Grid, found: Grid, knowledge: Knowledge, file: str, comparison: Comparison
    ) -> None:
        self._written, self._found = written, found
        self._knowledge, self._file, self._comparison = knowledge, file, comparison
        self._layout = SheetLayout(written, knowledge.language, knowledge.units, knowledge.parts)

    def compare(self) -> None:
        """Notes every difference."""
        layout = self._layout
        alignment = align(
            [_label(row) for row in self._written.rows],
            [_label(row) for row in self._found.rows],
            (layout.owners(self._written), layout.owners(self._found)),
        )
        for before, after in alignment.pairs:
            if before in alignment.moved:
                self._note_row(How.MOVED, before, after, str(before + 1))
            self._compare_rows(before, after)
        for before in alignment.gone:
            self._note_row(How.GONE, before, before, _shown_row(self._written.rows[before]))
        for after in alignment.new:
            shown = _shown_row(self._found.rows[after])
            place = Place(self._file, self._found.sheet, f"A{after + 1}")
            self._comparison.note(Difference(What.ROW, How.NEW, place, "", "", shown))

    def _note_row(self, how: How, before: int, after: int, shown: str) -> None:
        place = self._found.place(
            after, 0, self._layout.unit_of(before), self._layout.indicator_of(before, 0)
        )
        self._comparison.note(Difference(What.ROW, how, place, "", shown))

    def _compare_rows(self, before: int, after: int) -> None:
        old, new = self._written.rows[before], self._found.rows[after]
        if old == new:
            return
        for column in range(max(len(old), len(new))):
            one, other = _cell(old, column), _cell(new, column)
            if not _alike(one, other):
                self._note_cell(before, after, column, one, other)

    def _note_cell(self, before: int, after: int, column: int, old: Cell | None, new: Cell | None) -> None:
        layout = self._layout
        below = layout.is_below(before)
        unit = layout.unit_of(before) if below else None
        indicator = layout.indicator_of(before, column)
        self._comparison.note(
            Difference(
                self._what(before, column, old),
                _how(old, new),
                self._found.place(after, column, unit, indicator),
                layout.heading_of(column) if below else "",
                _shown(old),
                _shown(new),
            )
        )

    def _what(self, row: int, column: int, cell: Cell | None) -> What:
        """What a cell is, by its sheet, its row and the heading of its column."""
        layout, knowledge = self._layout, self._knowledge
        language, sheet = knowledge.language, self._written.sheet or ""
        if cell is not None and knowledge.policy_line and knowledge.policy_line in cell.text:
            return What.POLICY
        if sheet == METHOD.in_(language):
            return What.POLICY if layout.setting_of(row) in knowledge.settings else What.CONTENT
        if not layout.is_below(row):
            return What.CONTENT
        if sheet == live.PARAMETERS.in_(language):
            named = (what for words, what in _BY_ITEM.items() if words.in_(language) in layout.item_of(row))
            return next(named, What.PARAMETER)
        if sheet == live.DATA.in_(language):
            return What.RAW if layout.indicator_of(row, column) else What.CONTENT
        heading = layout.heading_of(column).casefold()
        for words, what in _BY_HEADING.items():
            if heading == words.in_(language).casefold():
                return what
        in_scores = any(sheet.startswith(name.in_(language)) for name in _SCORES)
        return What.SCORE if in_scores and _is_score(cell, column) else What.CONTENT


def _is_score(cell: Cell | None, column: int) -> bool:
    """Whether a cell is no name of a row: a number, a formula, or the state of one right of the names."""
    return cell is not None and (cell.number is not None or cell.is_formula or column >= _NAMES)


def _cell(row: Sequence[Cell], column: int) -> Cell | None:
    cell = row[column] if column < len(row) else None
    return None if cell is None or cell.blank else cell


def _content(cell: Cell) -> Decimal | str:
    """What a cell says; a formula whose result was not stored because it is nought says that."""
    if cell.is_uncalculated:
        return Decimal(0)
    return cell.text if cell.number is None else cell.number


def _label(row: Sequence[Cell]) -> tuple[object, ...]:
    """What stands in a row, as far as its last content."""
    said = [None if cell.blank else _content(cell) for cell in row]
    while said and said[-1] is None:
        said.pop()
    return tuple(said)


def _alike(one: Cell | None, other: Cell | None) -> bool:
    if one is None or other is None:
        return one is other
    if one.is_formula is not other.is_formula:
        return False
    before, after = _content(one), _content(other)
    if one.is_formula and isinstance(before, Decimal) and isinstance(after, Decimal):
        return abs(before - after) <= _NOISE * max(Decimal(1), abs(before))
    return before == after


def _how(old: Cell | None, new: Cell | None) -> How:
    if old is None:
        return How.NEW
    if new is None:
        return How.GONE
    if old.is_formula and not new.is_formula:
        return How.NO_FORMULA
    return How.NEW_FORMULA if new.is_formula and not old.is_formula else How.CHANGED


def _shown(cell: Cell | None) -> str:
    if cell is None:
        return ""
    text = visible(str(_content(cell)))
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _shown_row(row: Sequence[Cell]) -> str:
    return " | ".join(_row_texts(row))[:_LONGEST]


def _row_texts(row: Sequence[Cell]) -> Iterator[str]:
    return (_shown(cell) for cell in row if not cell.blank)
