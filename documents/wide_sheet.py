"""Wide sheets 成绩表: one row per unit, one column per field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents import sheet_problems as kinds
from documents.cell_values import CellState, understand
from documents.headings import GROUP, REASON, UNIT, UNIT_CODE, group_titles
from documents.reasons import keep_reason, unreasoned
from indicators.periods import AT
from indicators.problems import Place
from scoring.sheet import raw_names

if TYPE_CHECKING:
    from decimal import Decimal

    from documents.grid import Cell, Grid
    from documents.headings import DataColumn, Header, Headings
    from documents.intake import Intake, Key
    from documents.register import Register
    from indicators.problems import Problem, ProblemKind
    from indicators.units import Unit

#: Units named in one problem; the count is always complete.
MOST_NAMED = 100


class WideSheets:
    """Reads wide sheets into an intake that has its units and exemptions."""

    def __init__(self, intake: Intake, register: Register, headings: Headings) -> None:
        self._intake = intake
        self._register = register
        self._headings = headings
        self._exempt = {(exemption.unit, exemption.indicator) for exemption in intake.exemptions}
        self._group_titles = group_titles(intake.scheme)
        scheme = intake.scheme.laid_out
        self._groups = {indicator.code: scheme.groups_of(indicator.code) for indicator in scheme.indicators}
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
        applies = self._applies(unit, column.indicator.code)
        understood = understand(cell, column, place, applies=applies)
        if understood.problem is not None:
            self._intake.problems.append(understood.problem)
        self._take((unit.code, column.name), understood.state, understood.value, place)

    def _applies(self, unit: Unit, code: str) -> bool:
        """Whether scheme and exemptions, of the whole year or of a period, let an indicator apply to a unit."""
        whole = code.partition(AT)[0]
        return unit.group in self._groups[code] and not {(unit.code, code), (unit.code, whole)} & self._exempt

    def _unit(self, header: Header, row: int, rows: dict[str, Place]) -> Unit | None:
        """The unit of a row; None, with the problem noted, if it is not known or was there before."""
        unit, problems = self._register.in_row(header, row)
        problems += header.merged(row, GROUP)
        if unit is not None:
            self._seen.add(unit.code)
        if unit is not None and not problems:
            written = UNIT_CODE if header.text(row, UNIT_CODE) else UNIT
            problems = self._of_row(header, row, unit, header.place(row, written), rows)
        self._intake.problems += problems
        return None if problems else unit

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
                applies = self._applies(unit, indicator.code)
                state = CellState.MISSING if applies else CellState.NOT_APPLICABLE
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
