"""Taking values: what the cells of any layout mean for a unit, and what becomes of a second report.

Submissions are taken the latest first, turn by turn: what one says of a cell holds, and earlier ones are not asked any
more. Within a turn a second report is held against the first.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from documents.intake import received_problems, value_problems
from documents.intake.asked import asked_of
from documents.intake.by_cell import ByCell
from documents.intake.cell_values import CellState, understand
from documents.intake.reasons import keep_reason
from indicators.periods import AT
from indicators.problems import Place

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from decimal import Decimal

    from documents.grid import Spot
    from documents.intake.asked import Asked
    from documents.intake.cell_values import Understood
    from documents.intake.intake import Intake
    from indicators.units import Unit

_SAYING_SOMETHING = frozenset({CellState.VALUE, CellState.ZERO, CellState.REJECTED})


class Taking:
    """Puts the values of cells into an intake that has its units and exemptions."""

    def __init__(self, intake: Intake) -> None:
        self.intake = intake
        self.asked = asked_of(intake.scheme)
        scheme = intake.scheme.laid_out
        self._groups = {indicator.code: scheme.groups_of(indicator.code) for indicator in scheme.indicators}
        exempt: dict[str, set[str]] = {}
        for exemption in intake.exemptions:
            exempt.setdefault(exemption.indicator, set()).add(exemption.unit)
        self._exempt = {
            code: exempt.get(code, set()) | exempt.get(code.partition(AT)[0], set()) for code in self._groups
        }
        #: The units as the latest register has them; earlier files may know others.
        self._units = {unit.code: unit for unit in intake.units}
        #: The submission that is being read.
        self.turn = 0
        #: The submission which answered for a cell, and which gave the reason for a score, by indicator and unit.
        self.answered_in: ByCell[int] = ByCell()
        self.reasoned_in: dict[str, dict[str, int]] = {code: {} for code in self._groups}
        #: Files that report on units the register no longer has.
        self.of_former_units: set[str] = set()
        #: The codes of units for which two files say different things.
        self.in_conflict: set[str] = set()
        #: How many values each later file gives again as an earlier one did.
        self._alike: Counter[tuple[str, str]] = Counter()

    def saw(self, unit: Unit, file: str) -> None:
        """Notes that a file reports on a unit, whatever its cells say."""
        if unit.code in self._units:
            self.intake.received.setdefault(unit.code, {})[file] = None
        else:
            self.of_former_units.add(file)

    def counts(self, unit: Unit, asked: Asked) -> bool:
        """Whether a cell is of any use: the unit is still there, and no later submission has answered."""
        return (
            self.answered_in.get((unit.code, asked.name), self.turn) == self.turn and unit.code in self._units
        )

    def latest(self, unit: Unit) -> Unit | None:
        """The unit as the latest register has it; None if it is no longer there."""
        return self._units.get(unit.code)

    def answered(self, unit: Unit, cells: Iterable[Asked]) -> None:
        """Notes that these cells are answered for, in a form even by a blank; earlier reasons go with earlier scores."""
        for asked in cells:
            self.answered_in.setdefault((unit.code, asked.name), self.turn)
            self.reasoned_in[asked.indicator.code].setdefault(unit.code, self.turn)

    def take(self, unit: Unit, asked: Asked, spot: Spot) -> None:
        """Takes what the cell at a spot says of a unit, if it counts."""
        if not self.counts(unit, asked):
            return
        code = asked.indicator.code
        understood = understand(spot.cell, asked, applies=self.applies(self._units[unit.code], code))
        if understood.finding is not None:
            self.intake.problems.append(understood.finding.at(spot.place(unit.name, code)))
        if understood.state in _SAYING_SOMETHING:
            self.answered(unit, (asked,))
        self._keep(unit, asked, understood, spot)

    def refuse(self, unit: Unit, asked: Asked) -> None:
        """Notes that a cell which counts cannot be told to be of this unit or field."""
        self.answered(unit, [asked])
        key = unit.code, asked.name
        if key not in self.intake.values:
            self.intake.states[key] = CellState.REJECTED

    def reason(self, unit: Unit, indicator: str, text: str) -> None:
        """Keeps the reason for a score, unless a later submission has given one."""
        reasoned = self.reasoned_in[indicator]
        if unit.code in self._units and reasoned.get(unit.code, self.turn) == self.turn:
            keep_reason(self.intake, unit.code, indicator, text)
            if (unit.code, indicator) in self.intake.reasons:
                reasoned.setdefault(unit.code, self.turn)

    def applies(self, unit: Unit, code: str) -> bool:
        """Whether scheme and exemptions, of the whole year or of a period, let an indicator apply to a unit."""
        return unit.group in self._groups[code] and unit.code not in self.exempt(code)

    def groups(self, code: str) -> Collection[str]:
        """The groups to which an indicator applies."""
        return self._groups[code]

    def exempt(self, code: str) -> Collection[str]:
        """The codes of the units that are exempt from an indicator, of the whole year or of a period."""
        return self._exempt[code]

    def _keep(self, unit: Unit, asked: Asked, understood: Understood, spot: Spot) -> None:
        """Keeps what a cell holds; a second report of the same value is a problem where it differs."""
        value = understood.value
        intake, key = self.intake, (unit.code, asked.name)
        known = intake.values.get(key)
        if known is not None:
            if value is not None:
                self._report_second(unit, asked, spot, value)
            return
        if value is not None:
            intake.values[key] = value
            intake.places.put(unit, asked.name, spot)
        if value is not None or intake.states.get(key) is not CellState.REJECTED:
            intake.states[key] = understood.state

    def _report_second(self, unit: Unit, asked: Asked, spot: Spot, value: Decimal) -> None:
        """A value that another cell holds already: between files those that agree are only counted."""
        key = unit.code, asked.name
        known, first, here = self.intake.values[key], self.intake.places.file_of(key), spot.grid.file
        if known == value and first != here:
            self._alike[first, here] += 1
            return
        if first != here:
            self.in_conflict.add(unit.code)
        kind = value_problems.VALUE_TWICE if known == value else value_problems.VALUE_CONFLICT
        place, other = spot.place(unit.name, asked.indicator.code), self.intake.places[key].in_words("zh")
        self.intake.problems.append(kind.at(place, value=value, other=other, other_value=known))

    def finish(self) -> None:
        """Gives every cell a state, and says what came in twice."""
        for (first, here), count in self._alike.items():
            kind = received_problems.VALUES_IN_TWO_FILES
            self.intake.problems.append(kind.at(Place(here), count=count, other=first))
        for name, asked in self.asked.items():
            states = self.intake.states.column(name)
            if len(states) == len(self._units):
                continue
            for unit in self.intake.units:
                if unit.code not in states:
                    applies = self.applies(unit, asked.indicator.code)
                    states[unit.code] = CellState.MISSING if applies else CellState.NOT_APPLICABLE
                    self.intake.unreported.add((unit.code, name))
