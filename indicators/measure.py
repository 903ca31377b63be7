"""Measures and formulas: a text of fields, numbers and functions becomes a tree, `已整改 / 查摆问题 * 100`."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from fractions import Fraction
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from indicators import formula, trees
from indicators.decimals import TOO_LARGE
from indicators.expression import LONGEST, Call, MeasureError, Name, Number, names_in, read_expression, walk
from indicators.functions import COHORTS, FUNCTIONS, MOST_DECIMALS, SIGNS, Condition, Function
from indicators.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from indicators.expression import Expression

__all__ = ["LONGEST", "Measure", "MeasureError", "Reader", "parse_formula", "parse_measure", "read_formula"]

MOST_NODES = 200
#: Digits of the largest number a formula may reach or divide by: within floats, and a field to the power of 20.
MOST_DIGITS = 250
_DIGITS_OF_FIELD = Fraction(12)
_DIGITS_OF_COHORT = Fraction(15)
_DIGITS_OF_EXPONENTIAL = Fraction(87)

_TOO_MANY_PARTS = Words("算式过于复杂，请拆成几项", "the calculation has too many parts; split it")
_TOO_LARGE = Words("连乘或乘方过多，数值会过大", "the numbers could become too large here")


@dataclass(frozen=True, slots=True)
class Measure:
    """A parsed measure: the raw fields it names, in order, and its tree with those fields looked up."""

    text: str
    fields: tuple[str, ...]
    tree: formula.Node

    def undefined(self) -> tuple[formula.Condition, ...]:
        """When the measure has no value, such as a divisor of zero."""
        return trees.undefined(self.tree)


def parse_measure(text: str, column_of: Callable[[str], formula.ColumnName]) -> Measure:
    """The measure a text states, in the language of docs/formula-syntax.md; every name is a field.

    Args:
        text: The measure as written in the scheme.
        column_of: The raw column of a field name.

    Raises:
        MeasureError: With the position of the first character that cannot be read.
    """
    tree = parse_formula(text, lambda name: formula.Field(column_of(name)))
    return Measure(text, names_in(read_formula(text)), tree)


def parse_formula(text: str, node_of: Callable[[str], formula.Node | None]) -> formula.Node:
    """The tree of a text in which a name may be a field or a number given with it.

    Args:
        text: The formula as written in the scheme.
        node_of: What a name stands for; None where there is no such name.

    Raises:
        MeasureError: With the position of the first character that cannot be read, or is not what is meant there.
    """
    expression = read_formula(text)
    tree = Reader(node_of).number(expression)
    _extent(expression)
    return tree


def read_formula(text: str) -> Expression:
    """The expression of a text no longer than formulas are.

    Raises:
        MeasureError: With the position of the first character that cannot be read.
    """
    if len(text) > LONGEST:
        raise MeasureError(
            LONGEST, Words(f"最多 {LONGEST} 个字符", f"at most {LONGEST} characters are possible")
        )
    expression = read_expression(text)
    for part in islice(walk(expression), MOST_NODES, None):
        raise MeasureError(part.position, _TOO_MANY_PARTS)
    return expression


class _Extent(NamedTuple):
    """How many nodes a part becomes, and how many digits its value may have before or after the point."""

    nodes: int
    digits: Fraction


def _extent(part: Expression) -> _Extent:
    """The extent of a part that a `Reader` has read; raises MeasureError at the first part which is too much."""
    match part:
        case Number(_, value):
            return _Extent(1, Fraction(len(str(max(abs(value.numerator), value.denominator)))))
        case Name():
            return _Extent(1, _DIGITS_OF_FIELD)
        case Call(position, _, arguments):
            inner = [_extent(argument) for argument in arguments]
            found = _Extent(
                1 + _function(part).repeats * sum(extent.nodes for extent in inner), _digits(part, inner)
            )
            if found.nodes > MOST_NODES:
                raise MeasureError(position, _TOO_MANY_PARTS)
            if found.digits > MOST_DIGITS:
                raise MeasureError(position, _TOO_LARGE)
            return found


def _digits(part: Call, inner: list[_Extent]) -> Fraction:
    digits = [extent.digits for extent in inner]
    match part:
        case Call(_, "*" | "/"):
            return sum(digits, Fraction(0))
        case Call(_, "^" | "POWER", (_, Number(_, exponent))):
            return digits[0] * abs(exponent)
        case Call(_, "EXP"):
            return _DIGITS_OF_EXPONENTIAL
        case Call(_, name) if name in COHORTS:
            return _DIGITS_OF_COHORT
        case _:
            return max(digits)


@dataclass(frozen=True, slots=True)
class Reader:
    """Turns the parts of an expression into numbers, conditions, columns and literals, each where it is expected.

    Every method raises MeasureError at the part that is something else.
    """

    node_of: Callable[[str], formula.Node | None]

    def number(self, part: Expression) -> formula.Node:
        """A part which is a number."""
        if isinstance(part, Number):
            if abs(part.value) >= TOO_LARGE or TOO_LARGE % part.value.denominator:
                raise MeasureError(part.position, Words("数字过长", "the number is too long"))
            return formula.Constant(part.value)
        if isinstance(part, Name):
            return self._named(part)
        function = _function(part)
        if isinstance(function, Condition):
            reason = Words(
                "比较的结果不是数，只能放在 IF、AND、OR、NOT 中", "a comparison is no number; put it into IF"
            )
            raise MeasureError(part.position, reason)
        return function.node(self, part)

    def numbers(self, part: Call) -> tuple[formula.Node, ...]:
        """The arguments of a function, all numbers."""
        return tuple(self.number(argument) for argument in part.arguments)

    def condition(self, part: Expression) -> formula.Condition:
        """A part which holds or does not."""
        function = _function(part) if isinstance(part, Call) else None
        if not isinstance(function, Condition) or not isinstance(part, Call):
            reason = Words("此处应为条件，如 甲 >= 90", "expected a condition such as a >= 90")
            raise MeasureError(part.position, reason)
        return function.condition(self, part)

    def conditions(self, part: Call) -> tuple[formula.Condition, ...]:
        """The arguments of a function, all conditions."""
        return tuple(self.condition(argument) for argument in part.arguments)

    def column(self, part: Expression) -> formula.ColumnName:
        """A part which is a field, as units are compared on."""
        node = self._named(part) if isinstance(part, Name) else None
        if not isinstance(node, formula.Field):
            reason = Words(
                "组内比较只能用单个数据项；先把算式写进 measure",
                "units are compared on one field; put the calculation into measure",
            )
            raise MeasureError(part.position, reason)
        return node.column

    def literal(self, part: Expression) -> Fraction:
        """A part which is a number as written."""
        if not isinstance(part, Number):
            reason = Words("此处只能写数字", "expected a plain number")
            raise MeasureError(part.position, reason)
        return part.value

    def decimals(self, part: Expression) -> int:
        """A part which is a number of decimals."""
        value = self.literal(part)
        if value.denominator != 1 or not 0 <= value <= MOST_DECIMALS:
            reason = Words(
                f"小数位数应为 0 到 {MOST_DECIMALS} 的整数",
                f"decimals are a whole number from 0 to {MOST_DECIMALS}",
            )
            raise MeasureError(part.position, reason)
        return int(value)

    def _named(self, part: Name) -> formula.Node:
        node = self.node_of(part.text)
        if node is None:
            reason = Words(f"此处不能用名称“{part.text}”", f"the name “{part.text}” cannot be used here")
            raise MeasureError(part.position, reason)
        return node


def _function(part: Call) -> Function | Condition:
    """What a call calls, with the right number of arguments."""
    function = SIGNS.get(part.name) or FUNCTIONS.get(part.name)
    if function is None:
        close = get_close_matches(part.name, FUNCTIONS, 1)
        zh, en = (f"（是否为 {close[0]}）", f" (is it {close[0]}?)") if close else ("", "")
        reason = Words(f"没有函数“{part.name}”{zh}", f"there is no function “{part.name}”{en}")
        raise MeasureError(part.position, reason)
    count = len(part.arguments)
    if count < function.least or (function.most is not None and count > function.most):
        least, most = function.least, function.most
        takes = f"≥ {least}" if most is None else str(least) if least == most else f"{least}—{most}"
        reason = Words(
            f"{part.name} 括号内应有 {takes} 项，现有 {count} 项",
            f"{part.name} has {count} arguments instead of {takes}",
        )
        raise MeasureError(part.position, reason)
    return function
