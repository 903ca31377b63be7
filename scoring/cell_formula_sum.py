"""The Excel reading of sums: what applies, what was earned, and what policies put in the place of absent values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators.formula import Cohort, CohortOperation
from indicators.policies import Missing, NotApplicable
from scoring.cell_text import guarded
from scoring.sheet import State

if TYPE_CHECKING:
    from scoring.cell_states import CellStates, Sheet
    from scoring.plan import Sum, Term


class SumFormulas:
    """The formulas of sums for one unit; places are as `sheet` writes them."""

    def __init__(self, sheet: Sheet, states: CellStates) -> None:
        self._sheet = sheet
        self._states = states

    def applicable(self, column: Sum) -> str:
        """How many of a sum's full points apply to the unit."""
        return "+".join(self._applies(column, term) for term in column.terms)

    def _applies(self, column: Sum, term: Term) -> str:
        weight = applies = self._sheet.weight(column.name, term.column)
        if term.nested:
            applies = f"{weight}*{self._sheet.applicable(term.column)}/{self._sheet.points(term.column)}"
        if State.NOT_APPLICABLE not in self._states.of[term.column]:
            return applies
        filled = weight if self._fills_absent(term) else "0"
        if term.not_applicable is NotApplicable.GROUP_MEAN:
            filled = f"IF(ISNUMBER({self._mean(term)}),{weight},0)"
        if filled == applies:
            return applies
        return f"IF({self._states.asks(term.column, State.NOT_APPLICABLE)},{filled},{applies})"

    def of(self, column: Sum) -> str:
        """The score of a sum, or its state."""
        names = [term.column for term in column.terms]
        found = "+".join(self._earned(column, term) for term in column.terms)
        if column.rescales:
            found = f"({found})*{self._sheet.points(column.name)}/{self._sheet.applicable(column.name)}"
        nothing = f"COUNT({','.join(self._sheet.row_of(names))})"
        filled = [text for term in column.terms for text in self._filled(term)]
        found = f"IF({'+'.join([nothing, *filled])}=0,{self._states.words[State.MISSING]},{found})"
        if column.least_present is not None:
            found = f"IF({self._too_few(column)},{self._states.words[State.NO_SCORE]},{found})"
        nothing_applies = f"{guarded(self._sheet.applicable(column.name))}=0"
        found = f"IF({nothing_applies},{self._states.words[State.NOT_APPLICABLE]},{found})"
        withheld = [text for term in column.terms for text in self._withholds(term)]
        if withheld:
            found = f"IF(OR({','.join(withheld)}),{self._states.words[State.NO_SCORE]},{found})"
        if any(self._fills_absent(term) for term in column.terms):
            return self._states.if_all(names, State.NOT_APPLICABLE, found)
        return found

    def _earned(self, column: Sum, term: Term) -> str:
        points, full = f"N({self._sheet.own(term.column)})", self._sheet.full(term.column)
        states = self._states.of[term.column]
        policies = {State.MISSING: term.missing, State.NOT_APPLICABLE: term.not_applicable}
        for state, policy in policies.items():
            if state in states and policy in {Missing.FULL, NotApplicable.FULL}:
                points = f"IF({self._states.asks(term.column, state)},{full},{points})"
            elif state in states and policy in {Missing.GROUP_MEAN, NotApplicable.GROUP_MEAN}:
                points = f"IF({self._states.asks(term.column, state)},N({self._mean(term)}),{points})"
        return f"{points}*{self._sheet.weight(column.name, term.column)}/{full}"

    def _filled(self, term: Term) -> list[str]:
        """One for each absent value in whose place a policy puts points."""
        found = []
        states, name = self._states.of[term.column], term.column
        if State.MISSING in states and term.missing in {Missing.FULL, Missing.GROUP_MEAN}:
            known = f"*ISNUMBER({self._mean(term)})" if term.missing is Missing.GROUP_MEAN else ""
            found.append(f"({self._states.asks(name, State.MISSING)}){known}")
        if self._fills_absent(term):
            by_mean = term.not_applicable is NotApplicable.GROUP_MEAN
            known = f"*ISNUMBER({self._mean(term)})" if by_mean else ""
            found.append(f"({self._states.asks(name, State.NOT_APPLICABLE)}){known}")
        return found

    def _fills_absent(self, term: Term) -> bool:
        rescales = {NotApplicable.RESCALE, NotApplicable.RESCALE_AT_PARENT}
        return State.NOT_APPLICABLE in self._states.of[term.column] and term.not_applicable not in rescales

    def _withholds(self, term: Term) -> list[str]:
        states = self._states.of[term.column]
        asked = [State.NO_SCORE] if State.NO_SCORE in states else []
        if State.MISSING in states and term.missing is Missing.NO_SCORE:
            asked.append(State.MISSING)
        return [self._states.asks(term.column, state) for state in asked]

    def _too_few(self, column: Sum) -> str:
        present, asked = [], []
        for term in column.terms:
            weight = self._sheet.weight(column.name, term.column)
            present.append(f"ISNUMBER({self._sheet.own(term.column)})*{weight}")
            absent = f"{self._sheet.own(term.column)}<>{self._states.words[State.NOT_APPLICABLE]}"
            asked.append(f"({absent})*{weight}")
        least = self._sheet.least_present(column.name)
        lacking = f"{'+'.join(present)}-{least}*({'+'.join(asked)})"
        return f"{guarded(lacking)}<0"

    def _mean(self, term: Term) -> str:
        return self._sheet.cohort(Cohort(CohortOperation.MEAN, term.column))
