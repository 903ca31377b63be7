"""Measures: how the raw fields of an indicator become its one value, `已整改 / 查摆问题 * 100`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from indicators import formula
from indicators.decimals import parse_decimal
from indicators.words import Words

if TYPE_CHECKING:
    from collections.abc import Callable

_TOKEN = re.compile(r"\s*(?:(?P<number>[0-9]+(?:\.[0-9]+)?(?![\w.]))|(?P<name>\w+)|(?P<sign>.))", re.DOTALL)
_SIGNS = {"×": "*", "÷": "/", "（": "(", "）": ")", "－": "-", "＋": "+"}
#: Deeper brackets and longer texts than this are no measure an office would publish.
DEEPEST = 20
LONGEST = 200


class MeasureError(ValueError):
    """A measure that cannot be read: `position` is the 1-based character, `reason` says what is wrong."""

    def __init__(self, position: int, reason: Words) -> None:
        super().__init__(f"{position}: {reason.en}")
        self.position = position
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Measure:
    """A parsed measure: the raw fields it names, in order, and its tree with those fields looked up."""

    text: str
    fields: tuple[str, ...]
    tree: formula.Node

    def divisors(self) -> tuple[formula.Node, ...]:
        """Every divisor that is not a constant, those within another first: what may turn out to be zero."""
        return tuple(_divisors(self.tree))


def _divisors(node: formula.Node | formula.Compare) -> list[formula.Node]:
    own = (
        [node.right]
        if isinstance(node, formula.Divide) and not isinstance(node.right, formula.Constant)
        else []
    )
    return [found for part in formula.children(node) for found in _divisors(part)] + own


def parse_measure(text: str, column_of: Callable[[str], formula.ColumnName]) -> Measure:
    """The measure a text states: names, decimal numbers, `+ - * /` (also × ÷) and brackets.

    Args:
        text: The measure as written in the scheme.
        column_of: The raw column of a field name.

    Raises:
        MeasureError: With the position of the first character that cannot be read.
    """
    parser = _Parser(text, column_of)
    tree = parser.expression(0)
    parser.expect_end()
    return Measure(text, tuple(parser.fields), tree)


class _Parser:
    """Recursive descent over the tokens of one measure."""

    def __init__(self, text: str, column_of: Callable[[str], formula.ColumnName]) -> None:
        self.tokens = [
            (
                match.lastgroup or "",
                _SIGNS.get(match[match.lastgroup or 0], match[match.lastgroup or 0]),
                match.start(match.lastgroup or 0),
            )
            for match in _TOKEN.finditer(text.rstrip())
        ]
        self.end = len(text) + 1
        self.at = 0
        self.column_of = column_of
        self.fields: dict[str, None] = {}

    def peek(self) -> tuple[str, str, int]:
        return self.tokens[self.at] if self.at < len(self.tokens) else ("end", "", self.end - 1)

    def take(self) -> tuple[str, str, int]:
        token = self.peek()
        self.at += 1
        return token

    def fail(self, reason: Words) -> MeasureError:
        return MeasureError(self.peek()[2] + 1, reason)

    def expect_end(self) -> None:
        if self.peek()[0] != "end":
            raise self.fail(Words(f"此处不应有“{self.peek()[1]}”", f"unexpected “{self.peek()[1]}”"))

    def expression(self, depth: int) -> formula.Node:
        tree = self.term(depth)
        while self.peek()[1] in {"+", "-"}:
            sign = self.take()[1]
            right = self.term(depth)
            tree = formula.Add((tree, right)) if sign == "+" else formula.Subtract(tree, right)
        return tree

    def term(self, depth: int) -> formula.Node:
        tree = self.factor(depth)
        while self.peek()[1] in {"*", "/"}:
            sign = self.take()[1]
            position = self.peek()[2] + 1
            right = self.factor(depth)
            if sign == "*":
                tree = formula.Multiply((tree, right))
            elif right == formula.constant(0):
                raise MeasureError(position, Words("除数为 0", "division by zero"))
            else:
                tree = formula.Divide(tree, right)
        return tree

    def factor(self, depth: int) -> formula.Node:
        if depth > DEEPEST:
            raise self.fail(Words("括号层数过多", "too many nested brackets"))
        kind, text, _ = self.peek()
        if kind == "number":
            self.take()
            number = parse_decimal(text)
            if number is None:
                raise self.fail(Words("数字过长", "the number is too long"))
            return formula.Constant(Fraction(number))
        if kind == "name":
            self.take()
            self.fields[text] = None
            return formula.Field(self.column_of(text))
        if text == "(":
            self.take()
            inner = self.expression(depth + 1)
            if self.peek()[1] != ")":
                raise self.fail(Words("缺少右括号", "a closing bracket is missing"))
            self.take()
            return inner
        found = Words(f"“{text}”", f"“{text}”") if text else Words("结尾", "the end")
        raise self.fail(
            Words(
                f"此处应为指标数据项、数字或括号，而不是{found.zh}",
                f"expected a field, a number or a bracket, not {found.en}",
            )
        )
