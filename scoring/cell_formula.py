"""The Excel reading of a tree: one cell's formula, in functions which Excel 2007, WPS and LibreOffice share."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Protocol, assert_never

from indicators import formula
from indicators.formula import Comparison, Rounding
from scoring.cell_text import at_edge, guarded, literal, rounded

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indicators.formula import Cohort, ColumnName, Condition, Constant, GroupConstant, Node, UnitConstant
    from scoring.cell_text import Edge


class Cells(Protocol):
    """Where a formula finds what it reads, each as a reference or a number written out."""

    def own(self, column: ColumnName) -> str:
        """The unit's own cell in a column."""

    def cohort(self, node: Cohort) -> str:
        """A number about the unit's cohort, or the unit's place in it."""

    def constant(self, node: Constant) -> str:
        """A number of the scheme."""

    def group_constant(self, node: GroupConstant) -> str:
        """The number of the unit's group."""

    def unit_constant(self, node: UnitConstant) -> str | None:
        """The unit's own number; None for a unit that is not named."""


#: How tightly an expression holds together: a sum, a product, a single term.
_SUM, _PRODUCT, _TERM = range(3)
_SIGNS = {Comparison.AT_LEAST: ">=", Comparison.ABOVE: ">", Comparison.EQUAL: "="}


@dataclass(frozen=True, slots=True)
class CellFormula:
    """Reads trees as formulas.

    `edges` are what exact arithmetic decides of one unit against the floats; `optional` the columns whose absent values
    count as zero.
    """

    cells: Cells
    edges: Mapping[Node | Condition, Edge] = field(default_factory=dict)
    optional: frozenset[ColumnName] = frozenset()

    def number(self, node: Node) -> str:
        """The formula of a tree, without the sign in front."""
        return self._read(node)[0]

    def condition(self, condition: Condition) -> str:
        """The formula of a condition; a part that need not be asked is not worked out."""
        match condition:
            case formula.AllOf(parts):
                return self._chained(parts, "IF({0},{1},FALSE)")
            case formula.AnyOf(parts):
                return self._chained(parts, "IF({0},TRUE,{1})")
            case formula.Not(part):
                return f"IF({self.condition(part)},FALSE,TRUE)"
            case formula.Compare(comparison=comparison):
                difference = self.difference(condition)
                return self._decided(condition, difference, f"{guarded(difference)}{_SIGNS[comparison]}0")

    def difference(self, compare: formula.Compare) -> str:
        """What a comparison holds against zero."""
        if compare.right == formula.Constant(Fraction(0)):
            return self.number(compare.left)
        return f"{self._within(compare.left, _SUM)}-{self._within(compare.right, _PRODUCT)}"

    def _chained(self, parts: tuple[Condition, ...], form: str) -> str:
        *before, found = map(self.condition, parts)
        for part in reversed(before):
            found = form.format(part, found)
        return found

    def _decided(self, part: Node | Condition, number: str, plain: str) -> str:
        """The formula as it is, but for the number at which exact arithmetic decides otherwise."""
        edge = self.edges.get(part) if self.edges else None
        return plain if edge is None else at_edge(edge, number, plain)

    def _within(self, node: Node, least: int) -> str:
        text, level = self._read(node)
        return text if level >= least else f"({text})"

    def _read(self, node: Node) -> tuple[str, int]:
        match node:
            case formula.Constant():
                return self.cells.constant(node), _TERM
            case formula.GroupConstant():
                return self.cells.group_constant(node), _TERM
            case formula.UnitConstant(_, otherwise):
                own = self.cells.unit_constant(node)
                return self._read(otherwise) if own is None else (own, _TERM)
            case formula.Field(column):
                own = self.cells.own(column)
                return f"N({own})" if column in self.optional else own, _TERM
            case formula.Cohort():
                return self.cells.cohort(node), _TERM
            case formula.Add(terms):
                first, *others = terms
                parts = [self._within(first, _SUM), *(self._within(term, _PRODUCT) for term in others)]
                return "+".join(parts), _SUM
            case formula.Subtract(left, right):
                return f"{self._within(left, _SUM)}-{self._within(right, _PRODUCT)}", _SUM
            case formula.Multiply(factors):
                first, *others = factors
                parts = [self._within(first, _PRODUCT), *(self._within(factor, _TERM) for factor in others)]
                return "*".join(parts), _PRODUCT
            case formula.Divide(left, right):
                return f"{self._within(left, _PRODUCT)}/{self._within(right, _TERM)}", _PRODUCT
            case formula.AtLeast(of, bound, _):
                return f"MAX({self.number(of)},{self.number(bound)})", _TERM
            case formula.AtMost(of, bound, _):
                return f"MIN({self.number(of)},{self.number(bound)})", _TERM
            case formula.Round():
                return self._rounded(node)
            case formula.Power(of, exponent):
                return self._power(of, exponent), _TERM
            case formula.Logarithm(of, None):
                return f"LN({self.number(of)})", _TERM
            case formula.Logarithm(of, base):
                assert base is not None
                return f"LOG({self.number(of)},{self.number(base)})", _TERM
            case formula.Exponential(of):
                return f"EXP({self.number(of)})", _TERM
            case formula.NormalQuantile(of):
                return f"NORMSINV({self.number(of)})", _TERM
            case formula.If(when, then, otherwise):
                return f"IF({self.condition(when)},{self.number(then)},{self.number(otherwise)})", _TERM
            case formula.Lookup() | formula.Interpolated():
                number = self.number(node.of)
                return self._decided(node, number, self._bands(node, self._within(node.of, _SUM))), _TERM
            case formula.Step(_, of) | formula.Flagged(of, _, _):
                return self._read(of)
            case _:
                assert_never(node)

    def _rounded(self, node: formula.Round) -> tuple[str, int]:
        scale = 10**node.decimals
        scaled = self._within(node.of, _PRODUCT) + (f"*{scale}" if node.decimals else "")
        over = f"/{scale}" if node.decimals else ""
        match node.how:
            case Rounding.HALF_UP:
                plain = rounded(self.number(node.of), node.decimals)
            case Rounding.DOWN:
                plain = f"INT({guarded(scaled)}){over}"
            case Rounding.UP:
                plain = f"-INT(-{guarded(scaled)}){over}"
            case _:
                assert_never(node.how)
        return self._decided(node, self.number(node.of), plain), _SUM

    def _power(self, of: Node, exponent: Fraction) -> str:
        if exponent == 0:
            return "1"
        number = self.number(of)
        # What is zero on paper may be a little less in floats.
        base = number if exponent.denominator == 1 else f"MAX(0,{number})"
        return f"POWER({base},{literal(exponent)})"

    def _bands(self, node: formula.Lookup | formula.Interpolated, number: str) -> str:
        """Nested halves, so that no table is too long."""
        reached = ">=" if isinstance(node, formula.Interpolated) or node.inclusive else ">"

        def between(low: int, high: int) -> str:
            if low == high:
                return self._band(node, low, number)
            middle = (low + high + 1) // 2
            edge = f"{guarded(f'{number}-{literal(node.thresholds[middle - 1])}')}{reached}0"
            return f"IF({edge},{between(middle, high)},{between(low, middle - 1)})"

        return between(0, len(node.thresholds))

    def _band(self, node: formula.Lookup | formula.Interpolated, place: int, number: str) -> str:
        if place == 0:
            return literal(node.below)
        start = node.values[place - 1]
        if isinstance(node, formula.Lookup) or place == len(node.values):
            return literal(start)
        left, right = node.thresholds[place - 1 : place + 1]
        slope = (node.values[place] - start) / (right - left)
        return f"{literal(start)}+({number}-{literal(left)})*{literal(slope)}"
