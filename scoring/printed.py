"""Numbers and arithmetic as they are printed: what a reader with a calculator sees and can redo."""

from __future__ import annotations

import operator
import re
from dataclasses import dataclass
from fractions import Fraction
from math import prod
from typing import TYPE_CHECKING

from indicators.decimals import from_units, half_up, written
from indicators.expression import Call, Number, read_expression
from indicators.words import Words, same
from scoring.irrational import exponential, logarithm, normal_quantile, power

if TYPE_CHECKING:
    from collections.abc import Callable

    from indicators.expression import Expression

#: Decimals to try, one after the other, for numbers that cannot be written out; None prints them as quotients,
#: the last resort where the result lies on a rounding edge that no shortened number reaches.
PLACES = (4, 6, 8, 12, None)
#: Brackets within brackets: more than any formula has, since the numbers put into it may bring their own.
_DEEPEST = 60


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of a calculation.

    `expression` is the arithmetic as printed, without its label and result; evaluating it gives `value` up to
    the shortening of numbers marked as approximate. It is empty where a clause states a fact.
    """

    text: Words
    expression: str = ""
    value: Fraction | None = None

    def can_be_redone(self, decimals: int) -> bool:
        """Whether the printed arithmetic, worked out as it stands, rounds to what the true value rounds to."""
        if not self.expression or self.value is None:
            return True
        return _rounds_alike(evaluate(self.expression), self.value, decimals)


def _rounds_alike(one: Fraction, other: Fraction, decimals: int) -> bool:
    return all(half_up(one, places) == half_up(other, places) for places in range(decimals + 1))


def evaluate(expression: str) -> Fraction:
    """The value of printed arithmetic; numbers marked as approximate are taken as printed.

    Beside signs and brackets it may hold `ln(a)`, `log(a, base)`, `exp(a)` and `normsinv(a)`.
    """
    return _value(read_expression(re.sub("[≈约]", "", expression), _DEEPEST))


def _value(part: Expression) -> Fraction:
    match part:
        case Number(_, value):
            return value
        case Call(_, name, arguments) if name in _ARITHMETIC:
            return _ARITHMETIC[name](*map(_value, arguments))
        case _:
            raise ValueError(f"not plain arithmetic: {part}")


#: What printed signs and functions do with numbers.
_ARITHMETIC: dict[str, Callable[..., Fraction]] = {
    "+": lambda *terms: sum(terms, Fraction(0)),
    "-": lambda first, *rest: first - rest[0] if rest else -first,
    "*": lambda *factors: prod(factors, start=Fraction(1)),
    "/": operator.truediv,
    "^": power,
    "LN": lambda of: logarithm(of, None),
    "LOG": logarithm,
    "EXP": exponential,
    "NORMSINV": normal_quantile,
}


@dataclass(frozen=True, slots=True)
class Printer:
    """Prints numbers; those that cannot be written out are shortened to `places` decimals and marked."""

    places: int | None = PLACES[0]

    def number(self, value: Fraction) -> Words:
        """A number as people read it."""
        exactly = written(value)
        if exactly is not None:
            return same(exactly)
        if self.places is None:
            return same(f"({value.numerator} ÷ {value.denominator})")
        short = from_units(half_up(value, self.places), self.places)
        return Words(f"约{short}", f"≈{short}")

    def operand(self, value: Fraction) -> Words:
        """A number within an expression, in brackets where it is negative."""
        words = self.number(value)
        return Words(f"({words.zh})", f"({words.en})") if words.en.startswith(("-", "≈-")) else words

    def equation(self, expression: Words, value: Fraction) -> Words:
        """`expression = value`, or `≈` where the value had to be shortened; a bare number is not repeated."""
        result = self.number(value)
        if expression == result:
            return result
        sign = "≈" if result.en.startswith("≈") else "="
        bare = result.en.removeprefix("≈")
        return Words(f"{expression.zh} {sign} {bare}", f"{expression.en} {sign} {bare}")

    def clause(self, expression: Words, value: Fraction, before: Words, after: Words) -> Clause:
        """`before expression = value after`."""
        words = self.equation(expression, value)
        text = Words(f"{before.zh}{words.zh}{after.zh}", f"{before.en}{words.en}{after.en}")
        return Clause(text, "" if expression == self.number(value) else expression.en, value)
