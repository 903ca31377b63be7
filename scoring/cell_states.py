"""Where the formulas of columns find what they read, and what beside a number the cells they read may hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, assert_never

from scoring.cell_formula import Cells
from scoring.plan import Extreme, Formula, GeometricMean, PresentMean, Product, Raw, Rounded, Sum
from scoring.sheet import BONUS, PENALTY, State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indicators.formula import ColumnName
    from scoring.plan import Column, Plan

#: What beside a number each column may hold.
States = dict["ColumnName", frozenset[State]]


class Sheet(Cells, Protocol):
    """Where the formulas of columns find what they read besides."""

    def state(self, state: State) -> str:
        """The words of a state."""

    def row_of(self, columns: Sequence[ColumnName]) -> Sequence[str]:
        """The unit's own cells in several columns, those side by side as a range."""

    def applicable(self, total: ColumnName) -> str:
        """How many of a sum's full points apply to the unit."""

    def points(self, total: ColumnName) -> str:
        """The full points of a sum."""

    def weight(self, node: ColumnName, child: ColumnName) -> str:
        """How much a child of a node counts for the unit's group."""

    def full(self, child: ColumnName) -> str:
        """What a child of a sum is worth at most."""

    def base(self, product: ColumnName) -> str:
        """The neutral factor of a product."""

    def least_present(self, total: ColumnName) -> str:
        """The share of a sum's applicable weight that must have a value."""


def possible_states(plan: Plan) -> States:
    """What beside a number the cells of each column may hold."""
    found: States = {}
    for column in plan.columns:
        found[column.name] = frozenset(_possible(column, found))
    return found


def _possible(column: Column, known: States) -> set[State]:
    absent, missing = State.NOT_APPLICABLE, State.MISSING
    match column:
        case Raw(name):
            return set() if name in {BONUS, PENALTY} else {missing, absent}
        case Formula():
            found = {state for name in column.fields for state in known[name]}
            if column.undefined:
                found.add(column.when_undefined)
            return found - {State.ZERO_DENOMINATOR} if column.grants else found
        case PresentMean():
            return {missing, absent}
        case Sum():
            return {missing, absent, State.NO_SCORE}
        case Product() | GeometricMean() | Extreme():
            return {absent, State.NO_SCORE}
        case Rounded(of=of):
            return set(known[of])
        case _:
            assert_never(column)


class CellStates:
    """Asks cells for their states; `of` are the states each column may hold, `words` how they are written."""

    def __init__(self, plan: Plan, of: States, sheet: Sheet) -> None:
        self._plan = plan
        self._sheet = sheet
        self.of = of
        self.words = {state: sheet.state(state) for state in State}

    def asks(self, name: ColumnName, state: State) -> str:
        """Whether a cell is in a state; a reported one that is neither a number nor not applicable is missing."""
        cell = self._sheet.own(name)
        if state is State.MISSING and isinstance(self._plan.by_name[name], Raw):
            return f"AND(ISNUMBER({cell})=FALSE,{cell}<>{self.words[State.NOT_APPLICABLE]})"
        return f"{cell}={self.words[state]}"

    def any_is(self, names: Sequence[ColumnName], state: State) -> str:
        """Whether any of the cells is in a state."""
        asked = [self.asks(name, state) for name in names]
        return asked[0] if len(asked) == 1 else f"OR({','.join(asked)})"

    def if_all(self, names: Sequence[ColumnName], state: State, otherwise: str) -> str:
        """The state where all of the cells have it."""
        if not all(state in self.of[name] for name in names):
            return otherwise
        return (
            f"IF(AND({','.join(self.asks(name, state) for name in names)}),{self.words[state]},{otherwise})"
        )
