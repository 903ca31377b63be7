"""Intake: registers, score sheets and exemptions in; values with their states and places, and every problem, out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from documents import sheet_problems as kinds
from documents.cell_values import CellState, understand
from documents.headings import GROUP, REASON, UNIT, UNIT_CODE, Headings, Layout, group_titles, hint
from documents.reasons import keep_reason, unreasoned
from documents.register import Exemptions, Register
from documents.source_file import SourceFile, read_grids
from indicators.problems import Place, blocking
from scoring.sheet import ScoreSheet, build_sheet, raw_names

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal
    from pathlib import Path

    from documents.grid import Cell, Grid
    from documents.headings import DataColumn, Header
    from indicators.formula import ColumnName
    from indicators.problems import Problem, ProblemKind
    from indicators.scheme import Scheme
    from indicators.units import Exemption, Unit

#: A flood of problems helps nobody; the total is always said.
MOST_PROBLEMS = 1000
#: Units named in one problem; the count is always complete.
MOST_NAMED = 100

Key = tuple[str, "ColumnName"]


@dataclass
class Intake:
    """Everything read from a set of files, by (unit code, raw column); `problems` is complete, never cut."""

    scheme: Scheme
    units: tuple[Unit, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    values: dict[Key, Decimal] = field(default_factory=dict)
    states: dict[Key, CellState] = field(default_factory=dict)
    places: dict[Key, Place] = field(default_factory=dict)
    #: Why a unit got its score, by (unit code, indicator code).
    reasons: dict[tuple[str, str], str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def accepted(self) -> bool:
        """Whether the files can be taken; a set is taken whole or not at all."""
        return not blocking(self.problems)

    def sheet(self) -> ScoreSheet | None:
        """The score sheet, if the files can be taken."""
        if not self.accepted:
            return None
        return build_sheet(self.scheme, self.units, self.values, self.exemptions, self.places, self.reasons)


def read_data(
    scheme: Scheme, sources: Iterable[SourceFile | Path]
) -> tuple[ScoreSheet | None, tuple[Problem, ...]]:
    """The score sheet a set of files holds together, or None, and every problem found.

    Args:
        scheme: Says what is asked for.
        sources: Workbooks and CSV files, in any order: the register, wide score sheets, exemptions.
    """
    intake = read_intake(scheme, sources)
    return intake.sheet(), tuple(intake.problems)


def read_intake(scheme: Scheme, sources: Iterable[SourceFile | Path]) -> Intake:
    """Like `read_data`, with the state of every cell."""
    intake, headings = Intake(scheme), Headings(scheme)
    grids: dict[Layout, list[Grid]] = {layout: [] for layout in Layout}
    sources = list(sources)
    if not sources:
        intake.problems.append(kinds.NOTHING_TO_READ.at(Place()))
    for source in sources:
        found, problems = read_grids(source)
        intake.problems += problems
        for grid in found:
            layout = headings.layout(grid)
            if layout is None:
                intake.problems.append(kinds.SHEET_UNKNOWN.at(Place(grid.file, grid.sheet, "A1")))
            else:
                grids[layout].append(grid)
    if sources and not grids[Layout.REGISTER]:
        intake.problems.append(kinds.REGISTER_MISSING.at(Place()))
        return intake
    # What could not be read may hold the units that seem to be absent.
    unread = not intake.accepted
    reader = _read_all(intake, headings, grids)
    reader.finish()
    reader.name_unreasoned()
    if not unread:
        reader.name_absent()
    return intake


def _read_all(intake: Intake, headings: Headings, grids: dict[Layout, list[Grid]]) -> _WideSheets:
    """Register first, then exemptions, then values: each needs the one before."""
    register = Register()
    for grid in grids[Layout.REGISTER]:
        intake.problems += register.read(grid, intake.scheme)
    intake.units = tuple(register.units)
    exemptions = Exemptions(register, headings)
    for grid in grids[Layout.EXEMPTIONS]:
        intake.problems += exemptions.read(grid)
    intake.exemptions = tuple(exemptions.recorded)
    reader = _WideSheets(intake, register, headings)
    for grid in grids[Layout.WIDE]:
        reader.read(grid)
    return reader


class _WideSheets:
    """Reads wide sheets into an intake: one row per unit, one column per field."""

    def __init__(self, intake: Intake, register: Register, headings: Headings) -> None:
        self._intake = intake
        self._register = register
        self._headings = headings
        self._exempt = {(exemption.unit, exemption.indicator) for exemption in intake.exemptions}
        self._group_titles = group_titles(intake.scheme)
        self._groups = {i.code: intake.scheme.groups_of(i.code) for i in intake.scheme.indicators}
        self._seen: set[str] = set()

    def read(self, grid: Grid) -> None:
        """Adds one sheet."""
        header = self._headings.header(grid)
        columns = self._headings.data_columns(header)
        reasons = self._headings.reason_columns(header)
        self._intake.problems += header.problems
        rows: dict[str, Place] = {}
        for number in header.rows():
            unit = self._unit(header, number, rows)
            if unit is not None:
                for column in columns:
                    place = grid.place(number, column.position, unit.name, column.indicator.code)
                    self._read_cell(grid.rows[number][column.position], column, unit, place)
                self._intake.problems += header.merged(number, *reasons)
                for reason in reasons:
                    keep_reason(self._intake, unit.code, reason.indicator, header.text(number, reason))

    def _read_cell(self, cell: Cell, column: DataColumn, unit: Unit, place: Place) -> None:
        code = column.indicator.code
        applies = unit.group in self._groups[code] and (unit.code, code) not in self._exempt
        understood = understand(cell, column, place, applies=applies)
        if understood.problem is not None:
            self._intake.problems.append(understood.problem)
        self._take((unit.code, column.name), understood.state, understood.value, place)

    def _unit(self, header: Header, row: int, rows: dict[str, Place]) -> Unit | None:
        """The unit of a row; None, with the problem noted, if it is not known or was there before."""
        problems = header.merged(row, UNIT_CODE, UNIT, GROUP)
        written = [column for column in (UNIT_CODE, UNIT) if header.text(row, column)]
        if not problems and not written:
            problems = [kinds.UNIT_BLANK.at(header.place(row, UNIT))]
        units: list[Unit] = []
        for column in written:
            name, place = header.text(row, column), header.place(row, column)
            unit = self._register.find(name)
            if unit is None:
                close = hint(name, self._register.titles())
                problems.append(kinds.UNIT_UNKNOWN.at(place, name=name, hint=close))
            elif units and unit is not units[0]:
                problems.append(kinds.UNIT_MISMATCH.at(place, name=name, code=header.text(row, UNIT_CODE)))
            else:
                units.append(unit)
                self._seen.add(unit.code)
        problems = problems or self._of_row(header, row, units[0], header.place(row, written[0]), rows)
        self._intake.problems += problems
        return None if problems else units[0]

    def _of_row(
        self, header: Header, row: int, unit: Unit, place: Place, rows: dict[str, Place]
    ) -> list[Problem]:
        """What is wrong with a row of this unit; its group, where written, must be that of the register."""
        if unit.code in rows:
            return [kinds.ROW_REPEATED.at(place, name=unit.name, other=rows[unit.code].cell)]
        rows[unit.code] = place
        group = header.text(row, GROUP)
        if not group or self._group_titles.get(group) == unit.group:
            return []
        registered = next(known.name for known in self._intake.scheme.groups if known.code == unit.group)
        at = header.place(row, GROUP)
        return [kinds.GROUP_MISMATCH.at(at, group=group, name=unit.name, registered=registered)]

    def _take(self, key: Key, state: CellState, value: Decimal | None, place: Place) -> None:
        """Keeps what a cell holds; a second report of the same value is a problem where it differs."""
        known = self._intake.values.get(key)
        if value is not None and known is not None:
            other = self._intake.places[key].in_words("zh")
            kind = kinds.VALUE_TWICE if known == value else kinds.VALUE_CONFLICT
            self._intake.problems.append(kind.at(place, value=value, other=other, other_value=known))
            return
        if known is not None:
            return
        if value is not None:
            self._intake.values[key] = value
            self._intake.places[key] = place
        if value is not None or self._intake.states.get(key, CellState.MISSING) is not CellState.REJECTED:
            self._intake.states[key] = state

    def finish(self) -> None:
        """Gives every cell a state."""
        for indicator, name in raw_names(self._intake.scheme):
            for unit in self._intake.units:
                applies = unit.group in self._groups[indicator.code]
                exempt = (unit.code, indicator.code) in self._exempt
                state = CellState.MISSING if applies and not exempt else CellState.NOT_APPLICABLE
                self._intake.states.setdefault((unit.code, name), state)

    def name_unreasoned(self) -> None:
        """Names the units whose scores lack the reason that their indicator asks for."""
        for indicator, units in unreasoned(self._intake):
            column = f"{indicator.code}|{REASON}"
            self._name(units, kinds.REASON_MISSING, indicator=indicator.name, column=column)

    def name_absent(self) -> None:
        """Names the units no sheet mentions."""
        absent = [unit.name for unit in self._intake.units if unit.code not in self._seen]
        self._name(absent, kinds.UNITS_WITHOUT_SHEET)

    def _name(self, units: list[str], kind: ProblemKind, **values: object) -> None:
        if units:
            names = "、".join(units[:MOST_NAMED]) + ("……" if len(units) > MOST_NAMED else "")
            self._intake.problems.append(kind.at(Place(), count=len(units), names=names, **values))
