"""The Excel reading of columns: a formula for one unit's cell, states of cells included."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from scoring.cell_formula import CellFormula
from scoring.cell_formula_sum import SumFormulas
from scoring.cell_states import CellStates
from scoring.cell_text import at_edge, guarded, literal, rounded
from scoring.plan import Extreme, Formula, GeometricMean, PresentMean, Product, Raw, Rounded, Sum
from scoring.sheet import BONUS, PENALTY, State

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from indicators.formula import ColumnName, Condition, Node
    from scoring.cell_states import Sheet, States
    from scoring.cell_text import Edge
    from scoring.plan import Column, Joint, Plan


class ColumnFormulas:
    """The formulas of a plan's columns; places in them are those of one unit, as `sheet` writes them."""

    def __init__(self, plan: Plan, states: States, sheet: Sheet) -> None:
        """Reads a plan whose columns may hold these states."""
        self._plan = plan
        self._sheet = sheet
        self._states = CellStates(plan, states, sheet)
        self._sums = SumFormulas(sheet, self._states)

    def of(self, column: Column, edges: Mapping[Node | Condition, Edge], own: Edge | None = None) -> str:
        """The formula of a cell.

        Args:
            column: Any but a reported one.
            edges: What exact arithmetic decides within the tree of a formula.
            own: What it decides of a rounding.

        Raises:
            ValueError: For a reported column, which has no formula.
        """
        match column:
            case Raw():
                raise ValueError(f"{column.name} is reported")
            case Formula():
                # Nothing granted and nothing taken off may be left blank.
                optional = column.optional | {BONUS, PENALTY}
                return self._formula(column, CellFormula(self._sheet, edges, optional))
            case PresentMean():
                return self._present_mean(column)
            case Sum():
                return self._sums.of(column)
            case Product() | GeometricMean() | Extreme():
                return self._joint(column)
            case Rounded(of=of, decimals=decimals):
                return self.published(of, decimals, own)
            case _:
                assert_never(column)

    def applicable(self, column: Sum) -> str:
        """How many of a sum's full points apply to the unit."""
        return self._sums.applicable(column)

    def published(self, name: ColumnName, decimals: int, edge: Edge | None = None) -> str:
        """A column's number rounded half up, or its state, which as a text cannot be rounded."""
        cell = self._sheet.own(name)
        number = rounded(cell, decimals)
        number = number if edge is None else at_edge(edge, cell, number)
        return f"IFERROR({number},{cell})"

    def comparable(self, name: ColumnName, edge: Edge | None = None) -> str:
        """A column's number as it is compared with those of other units, or its state."""
        cell = self._sheet.own(name)
        number = guarded(cell) if edge is None else at_edge(edge, cell, guarded(cell))
        return f"IFERROR({number},{cell})"

    # ------------------------------------------------------------ trees

    def _formula(self, column: Formula, reading: CellFormula) -> str:
        found = reading.number(column.tree)
        for condition in reversed(column.undefined):
            outcome = self._outcome(column, column.when_undefined)
            found = f"IF({reading.condition(condition)},{outcome},{found})"
        fields = [name for name in column.fields if self._states.of[name]]
        if not fields:
            return found
        if len(fields) == 1:
            return f"IF(ISNUMBER({self._sheet.own(fields[0])}),{found},{self._passed_on(column, fields[0])})"
        counted = ",".join(self._sheet.row_of(fields))
        return f"IF(COUNT({counted})={len(fields)},{found},{self._highest_state(column, fields)})"

    def _passed_on(self, column: Formula, name: ColumnName) -> str:
        """What becomes of the single field's state."""
        cell = self._sheet.own(name)
        if isinstance(self._plan.by_name[name], Raw):
            absent, missing = self._states.words[State.NOT_APPLICABLE], self._states.words[State.MISSING]
            return f"IF({cell}={absent},{absent},{missing})"
        if column.grants and State.ZERO_DENOMINATOR in self._states.of[name]:
            return f"IF({cell}={self._states.words[State.ZERO_DENOMINATOR]},{self._sheet.full(column.name)},{cell})"
        return cell

    def _highest_state(self, column: Formula, fields: Sequence[ColumnName]) -> str:
        """The highest of the states of several fields; what is no number and no state is missing."""
        states = sorted({state for name in fields for state in self._states.of[name]})
        found = self._outcome(column, states[0])
        for state in states[1:]:
            having = [name for name in fields if state in self._states.of[name]]
            found = f"IF({self._states.any_is(having, state)},{self._outcome(column, state)},{found})"
        return found

    def _outcome(self, column: Formula, state: State) -> str:
        if state is State.ZERO_DENOMINATOR and column.grants:
            return self._sheet.full(column.name)
        return self._states.words[state]

    def _present_mean(self, column: PresentMean) -> str:
        names = [name for name, _ in column.terms]
        cells = [(self._sheet.own(name), literal(weight)) for name, weight in column.terms]
        counted = ",".join(self._sheet.row_of(names))
        total = "+".join(f"N({cell})*{weight}" for cell, weight in cells)
        weights = "+".join(f"ISNUMBER({cell})*{weight}" for cell, weight in cells)
        absent = self._states.if_all(names, State.NOT_APPLICABLE, self._states.words[State.MISSING])
        return f"IF(COUNT({counted})=0,{absent},({total})/({weights}))"

    # ------------------------------------------------------------ joint nodes

    def _joint(self, column: Joint) -> str:
        cells = [self._sheet.own(name) for name in column.factors]
        counted = ",".join(self._sheet.row_of(column.factors))
        match column:
            case Product():
                base = self._sheet.base(column.name)
                factors = (f"IF(ISNUMBER({cell}),{cell}/{base},1)" for cell in cells)
                found = f"{base}*{'*'.join(factors)}"
            case GeometricMean():
                found = self._geometric_mean(column, cells)
            case Extreme(lowest=lowest):
                found = f"{'MIN' if lowest else 'MAX'}({counted})"
        absent = [
            f"({self._states.asks(name, State.NOT_APPLICABLE)})"
            for name in column.factors
            if State.NOT_APPLICABLE in self._states.of[name]
        ]
        out = [f"{'+'.join([f'COUNT({counted})', *absent])}<{len(cells)}"]
        if not isinstance(column, Extreme):
            out += [f"{guarded(f'N({cell})')}<0" for cell in cells]
        asked = out[0] if len(out) == 1 else f"OR({','.join(out)})"
        found = f"IF({asked},{self._states.words[State.NO_SCORE]},{found})"
        return self._states.if_all(column.factors, State.NOT_APPLICABLE, found)

    def _geometric_mean(self, column: GeometricMean, cells: Sequence[str]) -> str:
        weights = [self._sheet.weight(column.name, name) for name in column.factors]
        pairs = list(zip(cells, weights, strict=True))
        total = "+".join(f"ISNUMBER({cell})*{weight}" for cell, weight in pairs)
        factors = "*".join(
            f"IF(ISNUMBER({cell})*{weight}>0,POWER(MAX(0,{cell}),{weight}/({total})),1)"
            for cell, weight in pairs
        )
        return f"IF({total}=0,{self._states.words[State.NOT_APPLICABLE]},{factors})"
