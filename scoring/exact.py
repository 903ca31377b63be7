"""The exact reading of a plan: rational arithmetic, unit by unit, remembering what it has worked out."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING, NamedTuple, assert_never

from indicators import formula
from indicators.decimals import half_up
from indicators.formula import CohortOperation, Comparison, Whole
from indicators.policies import Missing
from scoring.plan import Formula, Product, Raw, Rounded, Sum
from scoring.sheet import State

if TYPE_CHECKING:
    from indicators.formula import ColumnName, Node
    from scoring.plan import Plan, Term
    from scoring.sheet import ScoreSheet


class Cell(NamedTuple):
    """The exact content of one column for one unit; the number means nothing unless the state is VALUE."""

    state: State
    number: Fraction = Fraction(0)

    @property
    def present(self) -> bool:
        """Whether the unit has a number here."""
        return self.state is State.VALUE


_NOT_APPLICABLE = Cell(State.NOT_APPLICABLE)
_MISSING = Cell(State.MISSING)
_NO_SCORE = Cell(State.NO_SCORE)


class Exact:
    """The exact reading of one plan over one score sheet; units are given by their position in the sheet."""

    def __init__(self, plan: Plan, sheet: ScoreSheet) -> None:
        self.plan = plan
        self.sheet = sheet
        self._cells: dict[tuple[ColumnName, int], Cell] = {}
        self._cohorts: dict[tuple[ColumnName, str], list[Fraction]] = {}
        self._applicable: dict[tuple[ColumnName, int], Fraction] = {}
        self._members: dict[str, list[int]] = {}
        for position, unit in enumerate(sheet.units):
            self._members.setdefault(unit.group, []).append(position)

    def cell(self, name: ColumnName, unit: int) -> Cell:
        """The state and number of one unit in one column."""
        key = (name, unit)
        if key not in self._cells:
            self._cells[key] = self._compute(name, unit)
        return self._cells[key]

    def applicable(self, total: Sum, unit: int) -> Fraction:
        """How many of a sum's full points apply to the unit (A2)."""
        key = (total.name, unit)
        if key not in self._applicable:
            self._applicable[key] = sum((self.applies(term, unit) for term in total.terms), Fraction(0))
        return self._applicable[key]

    def applies(self, term: Term, unit: int) -> Fraction:
        """How much of a child's weight applies to the unit."""
        if self.cell(term.column, unit).state is State.NOT_APPLICABLE:
            return Fraction(0)
        if not term.nested:
            return term.weight
        child = self.plan.by_name[term.column]
        assert isinstance(child, Sum)
        return term.weight * self.applicable(child, unit) / child.points

    def earned(self, term: Term, unit: int) -> Fraction | None:
        """What a child adds to its sum, a missing value by its policy; None where it adds nothing."""
        cell = self.cell(term.column, unit)
        if cell.present:
            return cell.number * term.coefficient
        if cell.state is State.MISSING and term.missing is Missing.FULL:
            return term.weight
        return None

    def cohort(self, name: ColumnName, unit: int) -> list[Fraction]:
        """The values of all units of the unit's peer group which hold one, in ascending order."""
        group = self.sheet.units[unit].group
        key = (name, group)
        if key not in self._cohorts:
            cells = (self.cell(name, member) for member in self._members[group])
            self._cohorts[key] = sorted(cell.number for cell in cells if cell.present)
        return self._cohorts[key]

    def _compute(self, name: ColumnName, unit: int) -> Cell:
        column = self.plan.by_name[name]
        match column:
            case Raw():
                raw = self.sheet.columns[name]
                state = State(raw.states[unit])
                return Cell(state, raw.value(unit)) if state is State.VALUE else Cell(state)
            case Formula():
                return self._formula(column, unit)
            case Sum():
                return self._sum(column, unit)
            case Product():
                return self._product(column, unit)
            case Rounded(of=of, decimals=decimals):
                cell = self.cell(of, unit)
                if not cell.present:
                    return cell
                return Cell(State.VALUE, Fraction(half_up(cell.number, decimals), 10**decimals))
            case _:
                assert_never(column)

    def _formula(self, column: Formula, unit: int) -> Cell:
        states = {self.cell(field, unit).state for field in column.fields}
        for state in (State.NOT_APPLICABLE, State.MISSING):
            if state in states:
                return Cell(state)
        if State.ZERO_DENOMINATOR in states:
            return Cell(State.VALUE, column.full)
        if any(self.number(divisor, unit) == 0 for divisor in column.divisors):
            return Cell(column.zero_state)
        return Cell(State.VALUE, self.number(column.tree, unit))

    def _sum(self, column: Sum, unit: int) -> Cell:
        cells = [self.cell(term.column, unit) for term in column.terms]
        if all(cell.state is State.NOT_APPLICABLE for cell in cells):
            return _NOT_APPLICABLE
        withheld = (
            cell.state is State.NO_SCORE or (cell.state is State.MISSING and term.missing is Missing.NO_SCORE)
            for term, cell in zip(column.terms, cells, strict=True)
        )
        if any(withheld):
            return _NO_SCORE
        applicable = self.applicable(column, unit)
        if applicable == 0:
            return _NOT_APPLICABLE
        earned = [found for term in column.terms if (found := self.earned(term, unit)) is not None]
        if not earned:
            return _MISSING
        total = sum(earned, Fraction(0))
        if column.rescales:
            total = total * column.points / applicable
        return Cell(State.VALUE, total)

    def _product(self, column: Product, unit: int) -> Cell:
        cells = [self.cell(name, unit) for name in column.factors]
        if all(cell.state is State.NOT_APPLICABLE for cell in cells):
            return _NOT_APPLICABLE
        product = column.base
        for cell in cells:
            if cell.state is State.NOT_APPLICABLE:
                continue
            if not cell.present or cell.number < 0:
                return _NO_SCORE
            product = product * cell.number / column.base
        return Cell(State.VALUE, product)

    def holds(self, condition: formula.Compare, unit: int) -> bool:
        """Whether a condition holds for the unit."""
        left, right = self.number(condition.left, unit), self.number(condition.right, unit)
        match condition.comparison:
            case Comparison.AT_LEAST:
                return left >= right
            case Comparison.ABOVE:
                return left > right
            case Comparison.EQUAL:
                return left == right

    def number(self, node: Node, unit: int) -> Fraction:
        """The value of a tree for one unit, whose fields must all hold values."""
        match node:
            case formula.Constant(value):
                return value
            case formula.GroupConstant(by_group):
                return dict(by_group)[self.sheet.units[unit].group]
            case formula.Field(column):
                return self.cell(column, unit).number
            case formula.Cohort():
                return self._cohort_number(node, unit)
            case formula.Add(terms):
                return sum((self.number(term, unit) for term in terms), Fraction(0))
            case formula.Subtract(left, right):
                return self.number(left, unit) - self.number(right, unit)
            case formula.Multiply(factors):
                product = Fraction(1)
                for factor in factors:
                    product *= self.number(factor, unit)
                return product
            case formula.Divide(left, right):
                return self.number(left, unit) / self.number(right, unit)
            case formula.AtLeast(of, bound, _):
                return max(self.number(of, unit), self.number(bound, unit))
            case formula.AtMost(of, bound, _):
                return min(self.number(of, unit), self.number(bound, unit))
            case formula.MakeWhole(of, whole, _):
                value = self.number(of, unit)
                return Fraction(floor(value) if whole is Whole.DOWN else ceil(value))
            case formula.If(when, then, otherwise):
                return self.number(then if self.holds(when, unit) else otherwise, unit)
            case formula.Lookup():
                return node.at(self.number(node.of, unit))
            case formula.Step(of=of) | formula.Flagged(of=of):
                return self.number(of, unit)
            case _:
                assert_never(node)

    def _cohort_number(self, node: formula.Cohort, unit: int) -> Fraction:
        values = self.cohort(node.column, unit)
        own = self.cell(node.column, unit).number
        match node.operation:
            case CohortOperation.LOWEST:
                return values[0]
            case CohortOperation.HIGHEST:
                return values[-1]
            case CohortOperation.COUNT:
                return Fraction(len(values))
            case CohortOperation.RANK_FROM_HIGHEST:
                return Fraction(1 + len(values) - bisect_right(values, own))
            case CohortOperation.RANK_FROM_LOWEST:
                return Fraction(1 + bisect_left(values, own))
