"""The exact reading of a plan: rational arithmetic, unit by unit, remembering what it has worked out."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor, prod
from typing import TYPE_CHECKING, NamedTuple, assert_never

from indicators import formula
from indicators.decimals import half_up
from indicators.formula import CohortOperation, Comparison, Rounding
from indicators.policies import Missing, NotApplicable
from scoring.exact_cohorts import ExactCohorts
from scoring.irrational import (
    exponential,
    logarithm,
    normal_quantile,
    power,
    settled,
    snapped,
    weighted_geometric_mean,
)
from scoring.plan import Extreme, Formula, GeometricMean, PresentMean, Product, Raw, Rounded, Sum
from scoring.sheet import State

if TYPE_CHECKING:
    from indicators.formula import ColumnName, Condition, Node
    from scoring.plan import Joint, Plan, Term
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
_ZERO, _ONE = Fraction(0), Fraction(1)


class Exact(ExactCohorts):
    """The exact reading of one plan over one score sheet; units are given by their position in the sheet."""

    def __init__(self, plan: Plan, sheet: ScoreSheet) -> None:
        super().__init__(plan, sheet)
        self._cells: dict[tuple[ColumnName, int], Cell] = {}
        self._applicable: dict[tuple[ColumnName, int], Fraction] = {}
        self._group_number = {code: index for index, code in enumerate(plan.scheme.group_codes)}

    def cell(self, name: ColumnName, unit: int) -> Cell:
        """The state and number of one unit in one column."""
        key = (name, unit)
        if key not in self._cells:
            self._cells[key] = self._compute(name, unit)
        return self._cells[key]

    def group_number(self, unit: int) -> int:
        """The unit's group as its place in the scheme's list."""
        return self._group_number[self.sheet.units[unit].group]

    def weight(self, term: Term, unit: int) -> Fraction:
        """How much a child of a sum counts for the unit's group."""
        return term.weights[self.group_number(unit)]

    def applicable(self, total: Sum, unit: int) -> Fraction:
        """How many of a sum's full points apply to the unit (A2)."""
        key = (total.name, unit)
        if key not in self._applicable:
            self._applicable[key] = sum((self.applies(term, unit) for term in total.terms), Fraction(0))
        return self._applicable[key]

    def applies(self, term: Term, unit: int) -> Fraction:
        """How much of a child's weight applies to the unit, or is filled in for it."""
        weight = self.weight(term, unit)
        if self.cell(term.column, unit).state is State.NOT_APPLICABLE:
            return Fraction(0) if self.filled(term, unit) is None else weight
        if not term.nested:
            return weight
        child = self.plan.by_name[term.column]
        assert isinstance(child, Sum)
        return weight * self.applicable(child, unit) / child.points

    def earned(self, term: Term, unit: int) -> Fraction | None:
        """What a child adds to its sum, an absent value by its policy; None where it adds nothing."""
        cell = self.cell(term.column, unit)
        points = cell.number if cell.present else self.filled(term, unit)
        return None if points is None else points * self.weight(term, unit) / term.full

    def filled(self, term: Term, unit: int) -> Fraction | None:
        """The points a policy puts in the place of an absent value; None where it puts none."""
        state = self.cell(term.column, unit).state
        missing, absent = state is State.MISSING, state is State.NOT_APPLICABLE
        if (missing and term.missing is Missing.FULL) or (
            absent and term.not_applicable is NotApplicable.FULL
        ):
            return term.full
        if absent and term.not_applicable is NotApplicable.NO_POINTS:
            return Fraction(0)
        if (missing and term.missing is Missing.GROUP_MEAN) or (
            absent and term.not_applicable is NotApplicable.GROUP_MEAN
        ):
            mean = formula.Cohort(CohortOperation.MEAN, term.column)
            return self.cohort_number(mean, unit) if self.anybody_has(term.column, unit) else None
        return None

    def _compute(self, name: ColumnName, unit: int) -> Cell:
        column = self.plan.by_name[name]
        match column:
            case Raw():
                raw = self.sheet.columns[name]
                state = State(raw.states[unit])
                return Cell(state, raw.value(unit)) if state is State.VALUE else Cell(state)
            case Formula():
                return self._formula(column, unit)
            case PresentMean():
                return self._present_mean(column, unit)
            case Sum():
                return self._sum(column, unit)
            case Product() | GeometricMean() | Extreme():
                return self._joint(column, unit)
            case Rounded(of=of, decimals=decimals):
                cell = self.cell(of, unit)
                if not cell.present:
                    return cell
                return Cell(State.VALUE, Fraction(half_up(cell.number, decimals), 10**decimals))
            case _:
                assert_never(column)

    def _formula(self, column: Formula, unit: int) -> Cell:
        fields = self.plan.fields[column.name]
        state = max((self.cell(field, unit).state for field in fields), default=State.VALUE)
        if state is State.VALUE and any(self.holds(condition, unit) for condition in column.undefined):
            state = column.when_undefined
        if state is State.ZERO_DENOMINATOR and column.grants:
            return Cell(State.VALUE, column.full)
        if state is not State.VALUE:
            return Cell(state)
        number = self.number(column.tree, unit)
        return Cell(State.VALUE, settled(number) if column.name in self.plan.irrational else number)

    def _present_mean(self, column: PresentMean, unit: int) -> Cell:
        cells = [(self.cell(name, unit), weight) for name, weight in column.terms]
        present = [(cell.number, weight) for cell, weight in cells if cell.present]
        if all(cell.state is State.NOT_APPLICABLE for cell, _ in cells):
            return _NOT_APPLICABLE
        if not present:
            return _MISSING
        total = sum((number * weight for number, weight in present), Fraction(0))
        return Cell(State.VALUE, total / sum((weight for _, weight in present), Fraction(0)))

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
        if self.too_few_present(column, unit):
            return _NO_SCORE
        earned = [found for term in column.terms if (found := self.earned(term, unit)) is not None]
        if not earned:
            return _MISSING
        total = sum(earned, Fraction(0))
        if column.rescales:
            total = total * column.points / applicable
        return Cell(State.VALUE, total)

    def too_few_present(self, column: Sum, unit: int) -> bool:
        """Whether less of a sum's applicable weight has a value than the scheme asks for."""
        if column.least_present is None:
            return False
        cells = [(self.cell(term.column, unit), self.weight(term, unit)) for term in column.terms]
        present = sum((weight for cell, weight in cells if cell.present), Fraction(0))
        asked = sum((weight for cell, weight in cells if cell.state is not State.NOT_APPLICABLE), Fraction(0))
        return present < column.least_present * asked

    def _joint(self, column: Joint, unit: int) -> Cell:
        cells = [self.cell(name, unit) for name in column.factors]
        applicable = [cell for cell in cells if cell.state is not State.NOT_APPLICABLE]
        if not applicable:
            return _NOT_APPLICABLE
        negative = not isinstance(column, Extreme) and any(cell.number < 0 for cell in applicable)
        if negative or not all(cell.present for cell in applicable):
            return _NO_SCORE
        match column:
            case Product(base=base):
                return Cell(State.VALUE, prod((cell.number / base for cell in applicable), start=base))
            case GeometricMean(weights=weights):
                own = [of_group[self.group_number(unit)] for of_group in weights]
                pairs = [(c.number, w) for c, w in zip(cells, own, strict=True) if c.present and w]
                return (
                    Cell(State.VALUE, settled(weighted_geometric_mean(pairs))) if pairs else _NOT_APPLICABLE
                )
            case Extreme(lowest=lowest):
                numbers = [cell.number for cell in applicable]
                return Cell(State.VALUE, min(numbers) if lowest else max(numbers))

    def holds(self, condition: Condition, unit: int) -> bool:
        """Whether a condition holds for the unit."""
        match condition:
            case formula.AllOf(conditions):
                return all(self.holds(part, unit) for part in conditions)
            case formula.AnyOf(conditions):
                return any(self.holds(part, unit) for part in conditions)
            case formula.Not(part):
                return not self.holds(part, unit)
        difference = snapped(self.number(condition.left, unit) - self.number(condition.right, unit))
        match condition.comparison:
            case Comparison.AT_LEAST:
                return difference >= 0
            case Comparison.ABOVE:
                return difference > 0
            case Comparison.EQUAL:
                return difference == 0

    def number(self, node: Node, unit: int) -> Fraction:
        """The value of a tree for one unit, whose fields must all hold values."""
        # The commonest first: this is where the exact reading spends its time.
        match node:
            case formula.Field(column):
                return self.cell(column, unit).number
            case formula.Constant(value):
                return value
            case formula.Multiply(factors):
                return prod((self.number(factor, unit) for factor in factors), start=_ONE)
            case formula.Subtract(left, right):
                return self.number(left, unit) - self.number(right, unit)
            case formula.Divide(left, right):
                return self.number(left, unit) / self.number(right, unit)
            case formula.If(when, then, otherwise):
                return self.number(then if self.holds(when, unit) else otherwise, unit)
            case formula.AtLeast(of, bound, _):
                return max(self.number(of, unit), self.number(bound, unit))
            case formula.AtMost(of, bound, _):
                return min(self.number(of, unit), self.number(bound, unit))
            case formula.Step(of=of) | formula.Flagged(of=of):
                return self.number(of, unit)
            case formula.Add(terms):
                return sum((self.number(term, unit) for term in terms), _ZERO)
            case formula.Cohort():
                return self.cohort_number(node, unit)
            case formula.Lookup() | formula.Interpolated():
                return node.at(snapped(self.number(node.of, unit)))
            case formula.GroupConstant(by_group):
                return dict(by_group)[self.sheet.units[unit].group]
            case formula.UnitConstant(by_unit, otherwise):
                own = dict(by_unit).get(self.sheet.units[unit].code)
                return self.number(otherwise, unit) if own is None else own
            case formula.Round(of, how, decimals, _):
                return _round(snapped(self.number(of, unit)), how, decimals)
            case formula.Power(of, exponent):
                return power(self.number(of, unit), exponent)
            case formula.Logarithm(of, base):
                return logarithm(self.number(of, unit), None if base is None else self.number(base, unit))
            case formula.Exponential(of):
                return exponential(self.number(of, unit))
            case formula.NormalQuantile(of):
                return normal_quantile(self.number(of, unit))
            case _:
                assert_never(node)


def _round(value: Fraction, how: Rounding, decimals: int) -> Fraction:
    scale = 10**decimals
    match how:
        case Rounding.DOWN:
            return Fraction(floor(value * scale), scale)
        case Rounding.UP:
            return Fraction(ceil(value * scale), scale)
        case Rounding.HALF_UP:
            return Fraction(half_up(value, decimals), scale)
