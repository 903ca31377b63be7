"""Sums over a block: weighted children, rescaling of what does not apply, and the policies for what is missing."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from indicators.formula import Flag
from indicators.policies import Missing
from scoring import bounds
from scoring.block import Values
from scoring.sheet import State

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from indicators.formula import ColumnName
    from scoring.bounds import Known
    from scoring.plan import Sum, Term


#: What rounding can take off a sum of many weights, generously.
_BELOW = 1 - 2.0**-20


class SumBounds:
    """What is known of sums, worked out in the order of the plan."""

    def __init__(self) -> None:
        self._points: dict[ColumnName, Sum] = {}
        self._applicable: dict[ColumnName, Known] = {}
        self._least: dict[ColumnName, float] = {}

    def of(self, column: Sum, known: Mapping[ColumnName, Known], partly: frozenset[ColumnName]) -> Known:
        """What is known of a sum.

        Args:
            column: The sum.
            known: Of its children.
            partly: The columns which do not apply to some units.
        """
        nothing = bounds.whole(0, 0)
        earned, applicable = nothing, nothing
        for term in column.terms:
            points = bounds.multiply(
                bounds.either(known[term.column], nothing), bounds.exactly(term.coefficient)
            )
            if term.missing is Missing.FULL:
                points = bounds.either(points, bounds.exactly(term.weight))
            earned = bounds.add(earned, points)
            applicable = bounds.add(applicable, self._applies(term, partly))
        self._points[column.name] = column
        self._applicable[column.name] = applicable
        self._least[column.name] = least = self._least_applicable(column, partly)
        if column.rescales and any(term.column in partly for term in column.terms):
            whole = bounds.multiply(earned, bounds.exactly(column.points))
            earned = bounds.either(earned, bounds.divide(whole, applicable, least))
        return earned

    def _least_applicable(self, column: Sum, partly: frozenset[ColumnName]) -> float:
        """The least that applies to a unit to which anything does, in exact numbers as in floats."""
        always = sum((term.weight for term in column.terms if term.column not in partly), Fraction(0))
        if always:
            return float(always) * _BELOW
        parts = [
            self._least[term.column] * float(term.weight / self._points[term.column].points)
            if term.nested
            else float(term.weight)
            for term in column.terms
            if term.weight
        ]
        return min(parts) * _BELOW

    def _applies(self, term: Term, partly: frozenset[ColumnName]) -> Known:
        weight = bounds.exactly(term.weight)
        if term.column not in partly:
            return weight
        if term.nested:
            child = self._points[term.column]
            share = bounds.exactly(term.weight / child.points)
            weight = bounds.multiply(self._applicable[term.column], share)
        return bounds.either(weight, bounds.whole(0, 0))


def run_sum(column: Sum, columns: Mapping[ColumnName, Values], sums: Mapping[ColumnName, Sum]) -> Values:
    """A sum over one block.

    Args:
        column: The sum.
        columns: Its children, computed.
        sums: The sums of the plan, for the full points of nested ones.
    """
    children = [columns[term.column] for term in column.terms]
    numbers = np.zeros(len(children[0].numbers))
    for term, child in zip(column.terms, children, strict=True):
        numbers += float(term.coefficient) * child.numbers
        if term.missing is Missing.FULL and child.states is not None:
            numbers += float(term.weight) * child.are(State.MISSING)
    if all(child.states is None for child in children):
        return Values(numbers)

    states = _states(column, children)
    applicable = _applicable(column, children, sums)
    flags = {}
    if applicable is not None:
        nothing = (applicable == 0) & (states != State.NO_SCORE)
        states[nothing] = State.NOT_APPLICABLE
        flags = {Flag.NOTHING_APPLIES: nothing} if nothing.any() else {}
        if column.rescales:
            part = (applicable != float(column.points)) & (applicable != 0)
            numbers[part] *= float(column.points) / applicable[part]
    numbers[states != State.VALUE] = 0.0
    return Values(numbers, states, flags, None if column.rescales else applicable)


def _states(column: Sum, children: list[Values]) -> NDArray[np.uint8]:
    """Withheld, else missing where nothing applicable is present, else a value; all not applicable comes later."""
    height = len(children[0].numbers)
    present, withheld = np.zeros(height, dtype=bool), np.zeros(height, dtype=bool)
    absent_everywhere = np.ones(height, dtype=bool)
    for term, child in zip(column.terms, children, strict=True):
        missing = child.are(State.MISSING)
        present |= child.are(State.VALUE)
        if term.missing is Missing.FULL:
            present |= missing
        elif term.missing is Missing.NO_SCORE:
            withheld |= missing
        withheld |= child.are(State.NO_SCORE)
        absent_everywhere &= child.are(State.NOT_APPLICABLE)
    states = np.where(present, np.uint8(State.VALUE), np.uint8(State.MISSING))
    states[withheld] = State.NO_SCORE
    states[absent_everywhere] = State.NOT_APPLICABLE
    return states


def _applicable(
    column: Sum, children: list[Values], sums: Mapping[ColumnName, Sum]
) -> NDArray[np.float64] | None:
    """A2: the full points that apply, shape (n,); None where all of them do for everybody."""
    if all(child.applicable is None and not child.are(State.NOT_APPLICABLE).any() for child in children):
        return None
    applicable = np.zeros(len(children[0].numbers))
    for term, child in zip(column.terms, children, strict=True):
        if child.applicable is not None:
            applicable += child.applicable * float(term.weight / sums[term.column].points)
        else:
            applicable += float(term.weight) * ~child.are(State.NOT_APPLICABLE)
    return applicable
