"""Rows of a wide sheet taken quickly: each different cell of a column is understood once, not each time it occurs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.grid import Spot
from documents.intake.cell_values import understand
from documents.intake.places import RowAt

if TYPE_CHECKING:
    from collections.abc import Iterable

    from documents.grid import Cell, Grid
    from documents.intake.asked import Asked
    from documents.intake.cell_values import Understood
    from documents.intake.row_log import RowLog
    from documents.intake.taking import Taking
    from indicators.units import Unit


class QuickTaking:
    """Takes the rows of a sheet whose columns are known, as if its cells were taken one by one.

    A cell of which something is to be said, or for which another one has spoken, goes the way of all others.
    """

    def __init__(self, taking: Taking, log: RowLog, grid: Grid, fields: Iterable[tuple[int, Asked]]) -> None:
        self._taking = taking
        self._log = log
        self._grid = grid
        self._columns = [_Column(taking, position, asked) for position, asked in fields]

    def take(self, unit: Unit, row: int) -> None:
        """Takes what a row says of a unit."""
        latest = self._taking.latest(unit)
        if latest is None:
            return
        code, group, cells, turn = unit.code, latest.group, self._grid.rows[row], self._taking.turn
        at = RowAt(self._grid, row, unit.name)
        for column in self._columns:
            position, states = column.position, column.states
            cell = cells[position]
            applies = group in column.groups and code not in column.exempt
            understood = column.known[applies].get(id(cell)) or column.understood(cell, applies=applies)
            state, value, finding = understood
            if finding is not None or code in states or code in column.answered:
                self._log.take(unit, column.asked, Spot(self._grid, row, position))
                continue
            states[code] = state
            if value is not None:
                column.values[code] = value
                column.places[code] = at, position
                # A value is what answers; nothing refused comes here.
                column.answered[code] = turn
                column.reasoned.setdefault(code, turn)


class _Column:
    """A column of a sheet, and the columns of the intake that take its cells."""

    def __init__(self, taking: Taking, position: int, asked: Asked) -> None:
        intake, name, indicator = taking.intake, asked.name, asked.indicator.code
        self.position = position
        self.asked = asked
        self.groups = taking.groups(indicator)
        self.exempt = taking.exempt(indicator)
        self.values, self.states = intake.values.column(name), intake.states.column(name)
        self.places, self.answered = intake.places.column(name), taking.answered_in.column(name)
        self.reasoned = taking.reasoned_in[indicator]
        #: What cells mean to whom the indicator does not apply, and does, by the number that Python gives an object.
        #: The grid holds the cells, so that no other object can get such a number.
        self.known: tuple[dict[int, Understood], dict[int, Understood]] = ({}, {})

    def understood(self, cell: Cell, *, applies: bool) -> Understood:
        """What a cell means that was not seen before."""
        found = self.known[applies][id(cell)] = understand(cell, self.asked, applies=applies)
        return found
