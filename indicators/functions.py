"""What the signs and functions of an expression mean, as nodes of a formula; meant as spreadsheets mean them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from typing import TYPE_CHECKING

from indicators import formula
from indicators.expression import MeasureError
from indicators.formula import CohortOperation, Comparison, Rounding, Scope
from indicators.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from indicators.expression import Call, Expression
    from indicators.measure import Reader

MOST_DECIMALS = 6
LARGEST_EXPONENT = 10
_ZERO = formula.constant(0)


@dataclass(frozen=True, slots=True)
class Function:
    """A function with a number as its result, and how many arguments it takes."""

    node: Callable[[Reader, Call], formula.Node]
    least: int = 1
    most: int | None = 1
    #: How often its tree repeats its arguments.
    repeats: int = 1


@dataclass(frozen=True, slots=True)
class Condition:
    """A function which holds or does not, and how many arguments it takes."""

    condition: Callable[[Reader, Call], formula.Condition]
    least: int = 2
    most: int | None = 2
    repeats: int = 1


def _compared(comparison: Comparison, *, negated: bool) -> Condition:
    def condition(read: Reader, part: Call) -> formula.Condition:
        left, right = read.numbers(part)
        found = formula.Compare(left, comparison, right)
        return formula.Not(found) if negated else found

    return Condition(condition)


def _minus(read: Reader, part: Call) -> formula.Node:
    if len(part.arguments) == 1:
        return formula.Subtract(_ZERO, read.number(part.arguments[0]))
    left, right = read.numbers(part)
    return formula.Subtract(left, right)


def _divided(read: Reader, part: Call) -> formula.Node:
    left, right = read.numbers(part)
    if right == _ZERO:
        raise MeasureError(part.arguments[1].position, Words("除数为 0", "division by zero"))
    return formula.Divide(left, right)


def _raised(of: formula.Node, exponent: Fraction, position: int) -> formula.Node:
    if isinstance(of, formula.Constant):
        if of.value == 0 and exponent < 0:
            raise MeasureError(position, Words("0 没有负数次方", "0 has no negative powers"))
        if of.value < 0 and exponent.denominator != 1:
            raise MeasureError(position, Words("负数不能开方", "a negative number has no root"))
    return formula.Power(of, exponent)


def _power(read: Reader, part: Call) -> formula.Node:
    base, exponent = part.arguments
    of, value = read.number(base), read.literal(exponent)
    if abs(value) > LARGEST_EXPONENT or (value * 10**MOST_DECIMALS).denominator != 1:
        limit = LARGEST_EXPONENT
        reason = Words(
            f"指数应在 −{limit} 到 {limit} 之间，最多 {MOST_DECIMALS} 位小数",
            f"exponents lie between -{limit} and {limit} with at most {MOST_DECIMALS} decimals",
        )
        raise MeasureError(exponent.position, reason)
    return _raised(of, value, base.position)


def _root(read: Reader, part: Call) -> formula.Node:
    of = part.arguments[0]
    return _raised(read.number(of), Fraction(1, 2), of.position)


def _logarithm_of(read: Reader, part: Expression) -> formula.Node:
    of = read.number(part)
    if isinstance(of, formula.Constant) and of.value <= 0:
        reason = Words("只有正数有对数", "only positive numbers have a logarithm")
        raise MeasureError(part.position, reason)
    return of


def _logarithm(read: Reader, part: Call) -> formula.Node:
    of = _logarithm_of(read, part.arguments[0])
    if len(part.arguments) == 1:
        return formula.Logarithm(of, formula.constant(10))
    base = read.literal(part.arguments[1])
    if base <= 0 or base == 1:
        reason = Words("对数的底应为不等于 1 的正数", "the base is a positive number other than 1")
        raise MeasureError(part.arguments[1].position, reason)
    return formula.Logarithm(of, formula.Constant(base))


def _exponential(read: Reader, part: Call) -> formula.Node:
    of = read.number(part.arguments[0])
    if isinstance(of, formula.Constant) and abs(of.value) > formula.LARGEST_EXPONENT:
        limit = formula.LARGEST_EXPONENT
        reason = Words(
            f"EXP 的指数应在 −{limit} 到 {limit} 之间", f"EXP takes exponents from -{limit} to {limit}"
        )
        raise MeasureError(part.arguments[0].position, reason)
    return formula.Exponential(of)


def _if(read: Reader, part: Call) -> formula.Node:
    when, then = read.condition(part.arguments[0]), read.number(part.arguments[1])
    return formula.If(when, then, read.number(part.arguments[2]) if part.arguments[2:] else _ZERO)


def _extreme(bound: type[formula.AtLeast | formula.AtMost], note: Words) -> Function:
    def node(read: Reader, part: Call) -> formula.Node:
        return reduce(lambda one, other: bound(one, other, note), read.numbers(part))

    return Function(node, 1, None)


def _sum(read: Reader, part: Call) -> formula.Node:
    terms = read.numbers(part)
    return formula.Add(terms) if terms[1:] else terms[0]


def _average(read: Reader, part: Call) -> formula.Node:
    return formula.Divide(_sum(read, part), formula.constant(len(part.arguments)))


def _absolute(read: Reader, part: Call) -> formula.Node:
    of = read.number(part.arguments[0])
    return formula.AtLeast(of, formula.Subtract(_ZERO, of), Words("取绝对值", "without its sign"))


def _rounded(of: formula.Node, how: Rounding, decimals: int, zh: str, en: str) -> formula.Node:
    note = Words(f"{zh}取整", f"{en} to a whole number")
    if decimals:
        places = "1 decimal" if decimals == 1 else f"{decimals} decimals"
        note = Words(f"{zh}保留 {decimals} 位小数", f"{en} to {places}")
    return formula.Round(of, how, decimals, note)


def _round(read: Reader, part: Call) -> formula.Node:
    of, decimals = read.number(part.arguments[0]), read.decimals(part.arguments[1])
    return _rounded(of, Rounding.HALF_UP, decimals, "四舍五入", "rounded half up")


def _round_by_sign(above: Rounding, below: Rounding, zh: str, en: str) -> Function:
    """A rounding away from zero or toward it, as spreadsheets understand up and down."""

    def node(read: Reader, part: Call) -> formula.Node:
        of, decimals = read.number(part.arguments[0]), read.decimals(part.arguments[1])
        return formula.If(
            formula.Compare(of, Comparison.AT_LEAST, _ZERO),
            _rounded(of, above, decimals, zh, en),
            _rounded(of, below, decimals, zh, en),
        )

    return Function(node, 2, 2, repeats=3)


def _cohort(operation: CohortOperation, scope: Scope) -> Function:
    return Function(lambda read, part: formula.Cohort(operation, read.column(part.arguments[0]), scope))


def _place(scope: Scope) -> Function:
    def node(read: Reader, part: Call) -> formula.Node:
        order = read.literal(part.arguments[1]) if part.arguments[1:] else 0
        if order not in {0, 1}:
            reason = Words("次序写 0（从高到低）或 1（从低到高）", "the order is 0 or 1, from the lowest")
            raise MeasureError(part.arguments[1].position, reason)
        operation = CohortOperation.RANK_FROM_LOWEST if order else CohortOperation.RANK_FROM_HIGHEST
        return formula.Cohort(operation, read.column(part.arguments[0]), scope)

    return Function(node, 1, 2)


_COMPARED = {
    f"{prefix}{name}": function
    for prefix, scope in (("GROUP", Scope.GROUP), ("ALL", Scope.ALL))
    for name, function in (
        ("MIN", _cohort(CohortOperation.LOWEST, scope)),
        ("MAX", _cohort(CohortOperation.HIGHEST, scope)),
        ("MEAN", _cohort(CohortOperation.MEAN, scope)),
        ("SUM", _cohort(CohortOperation.SUM, scope)),
        ("COUNT", _cohort(CohortOperation.COUNT, scope)),
        ("RANK", _place(scope)),
    )
}
#: The functions which look at other units.
COHORTS = frozenset(_COMPARED)

SIGNS: dict[str, Function | Condition] = {
    "+": Function(lambda read, part: formula.Add(read.numbers(part)), 2, None),
    "-": Function(_minus, 1, 2),
    "*": Function(lambda read, part: formula.Multiply(read.numbers(part)), 2, None),
    "/": Function(_divided, 2, 2),
    "^": Function(_power, 2, 2),
    "=": _compared(Comparison.EQUAL, negated=False),
    "<>": _compared(Comparison.EQUAL, negated=True),
    ">": _compared(Comparison.ABOVE, negated=False),
    "<=": _compared(Comparison.ABOVE, negated=True),
    ">=": _compared(Comparison.AT_LEAST, negated=False),
    "<": _compared(Comparison.AT_LEAST, negated=True),
}

FUNCTIONS: dict[str, Function | Condition] = {
    "IF": Function(_if, 2, 3),
    "AND": Condition(lambda read, part: formula.AllOf(read.conditions(part)), 1, None),
    "OR": Condition(lambda read, part: formula.AnyOf(read.conditions(part)), 1, None),
    "NOT": Condition(lambda read, part: formula.Not(read.condition(part.arguments[0])), 1, 1),
    "MIN": _extreme(formula.AtMost, Words("取较小者", "the lesser of both")),
    "MAX": _extreme(formula.AtLeast, Words("取较大者", "the greater of both")),
    "SUM": Function(_sum, 1, None),
    "AVERAGE": Function(_average, 1, None),
    "ABS": Function(_absolute, repeats=2),
    "ROUND": Function(_round, 2, 2),
    "ROUNDUP": _round_by_sign(Rounding.UP, Rounding.DOWN, "只入不舍", "rounded away from zero"),
    "ROUNDDOWN": _round_by_sign(Rounding.DOWN, Rounding.UP, "只舍不入", "rounded toward zero"),
    "INT": Function(
        lambda read, part: _rounded(read.number(part.arguments[0]), Rounding.DOWN, 0, "向下", "rounded down")
    ),
    "SQRT": Function(_root),
    "POWER": Function(_power, 2, 2),
    "LN": Function(lambda read, part: formula.Logarithm(_logarithm_of(read, part.arguments[0]))),
    "LOG10": Function(_logarithm),
    "LOG": Function(_logarithm, 1, 2),
    "EXP": Function(_exponential),
    **_COMPARED,
}
