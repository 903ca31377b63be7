"""Expressions as people write them in spreadsheets: a text becomes a small tree in which every part knows its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from indicators.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

#: Longer texts and deeper brackets than these are no formula an office would publish.
LONGEST = 500
DEEPEST = 20

COMPARISONS = frozenset({"=", "<>", "<", "<=", ">", ">="})
#: Full-width signs, which Chinese keyboards type, as the sign they stand for.
_PLAIN = str.maketrans("（）×÷＊／－−＋＞＜＝，％＾", "()*/*/--+><=,%^")
_SIGNS = {"≥": ">=", "≤": "<=", "≠": "<>"}
#: A name holds letters of any script, plain digits and `_`; it may begin with digits, as 2024年末人数 does.
_TOKEN = re.compile(
    r"\s*(?:(?P<name>[0-9]*[^\W\d²³](?:[^\W\d²³]|[0-9])*)|(?P<number>[0-9.]+)|(?P<sign><=|>=|<>|\S))"
)
_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?", re.ASCII)


class MeasureError(ValueError):
    """A text that cannot be read: `position` is the 1-based character, `reason` says what is wrong."""

    def __init__(self, position: int, reason: Words) -> None:
        super().__init__(f"{position}: {reason.en}")
        self.position = position
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written; a percentage is already divided by 100."""

    position: int
    value: Fraction


@dataclass(frozen=True, slots=True)
class Name:
    """The name of a field."""

    position: int
    text: str


@dataclass(frozen=True, slots=True)
class Call:
    """An operation on its arguments: a sign such as `+` or `>=`, or a function in capitals."""

    position: int
    name: str
    arguments: tuple[Expression, ...]


Expression = Number | Name | Call


class _Token(NamedTuple):
    kind: str
    text: str
    position: int

    @property
    def quoted(self) -> Words:
        """The token within a message."""
        if self.kind == "end":
            return Words("结尾", "the end")
        text = self.text if self.text.isprintable() else f"U+{ord(self.text):04X}"
        return Words(f"“{text}”", f"“{text}”")


def read_expression(text: str, deepest: int = DEEPEST) -> Expression:
    """The tree of a text: `+ - * / ^`, comparisons, brackets, numbers, percentages, names and functions.

    Signs bind as in spreadsheets: `-2^2` is 4, `2^3^2` is 64. What names and functions mean is not asked here.

    Raises:
        MeasureError: With the position of the first character that cannot be read.
    """
    parser = _Parser(text, deepest)
    tree = parser.comparison(0)
    parser.expect_end()
    return tree


def walk(part: Expression) -> Iterator[Expression]:
    """An expression and everything within it, as written from left to right."""
    yield part
    if isinstance(part, Call):
        for argument in part.arguments:
            yield from walk(argument)


def names_in(part: Expression) -> tuple[str, ...]:
    """The names of an expression, each once, in the order they are written."""
    return tuple(dict.fromkeys(found.text for found in walk(part) if isinstance(found, Name)))


class _Parser:
    """Recursive descent over the tokens of one text, one method for each strength of binding."""

    def __init__(self, text: str, deepest: int) -> None:
        self.tokens = []
        for match in _TOKEN.finditer(text.translate(_PLAIN)):
            kind = match.lastgroup or ""
            self.tokens.append(_Token(kind, _SIGNS.get(match[kind], match[kind]), match.start(kind) + 1))
        self.tokens.append(_Token("end", "", len(text) + 1))
        self.at = 0
        self.deepest = deepest

    @property
    def next(self) -> _Token:
        """The token to be read."""
        return self.tokens[self.at]

    def take(self) -> _Token:
        token = self.next
        self.at += token.kind != "end"
        return token

    def expect_end(self) -> None:
        token = self.next
        if token.text == ")":
            raise MeasureError(token.position, Words("多了一个右括号", "one closing bracket too many"))
        if token.text in COMPARISONS:
            reason = Words("比较不能连写，请用 AND 连接", "comparisons cannot be chained; join them with AND")
            raise MeasureError(token.position, reason)
        if token.kind != "end":
            reason = Words(f"此处不应有{token.quoted.zh}", f"unexpected {token.quoted.en}")
            raise MeasureError(token.position, reason)

    def comparison(self, depth: int) -> Expression:
        tree = self.sum(depth)
        if self.next.text in COMPARISONS:
            sign = self.take()
            tree = Call(sign.position, sign.text, (tree, self.sum(depth)))
        if self.next.text in COMPARISONS:
            reason = Words("比较不能连写，请用 AND 连接", "comparisons cannot be chained; join them with AND")
            raise MeasureError(self.next.position, reason)
        return tree

    def sum(self, depth: int) -> Expression:
        tree = self.product(depth)
        while self.next.text in {"+", "-"}:
            tree = _joined(tree, self.take(), self.product(depth))
        return tree

    def product(self, depth: int) -> Expression:
        tree = self.power(depth)
        while self.next.text in {"*", "/"}:
            tree = _joined(tree, self.take(), self.power(depth))
        return tree

    def power(self, depth: int) -> Expression:
        tree = self.signed(depth)
        while self.next.text == "^":
            tree = _joined(tree, self.take(), self.signed(depth))
        return tree

    def signed(self, depth: int) -> Expression:
        if self.next.text not in {"+", "-"}:
            return self.primary(depth)
        sign = self.take()
        tree = self.signed(depth + 1)
        if sign.text == "+":
            return tree
        return (
            Number(sign.position, -tree.value)
            if isinstance(tree, Number)
            else Call(sign.position, "-", (tree,))
        )

    def primary(self, depth: int) -> Expression:
        token = self.take()
        if depth > self.deepest:
            raise MeasureError(token.position, Words("括号层数过多", "too many nested brackets"))
        if token.kind == "number":
            return self.number(token)
        if token.kind == "name":
            return self.named(token, depth)
        if token.text == "(":
            tree = self.comparison(depth + 1)
            self.close()
            return tree
        if token.text == "=" and self.at == 1:
            raise MeasureError(token.position, Words("请去掉开头的等号", "remove the equals sign in front"))
        reason = Words(
            f"此处应为数据项、数字或括号，而不是{token.quoted.zh}",
            f"expected a field, a number or a bracket, not {token.quoted.en}",
        )
        raise MeasureError(token.position, reason)

    def number(self, token: _Token) -> Number:
        if not _NUMBER.fullmatch(token.text):
            reason = Words(f"“{token.text}”不是数字", f"“{token.text}” is not a number")
            raise MeasureError(token.position, reason)
        value = Fraction(token.text)
        if self.next.text == "%":
            self.take()
            value /= 100
        return Number(token.position, value)

    def named(self, token: _Token, depth: int) -> Expression:
        if token.text[0].isdigit() and token.text.isascii():
            reason = Words(
                f"“{token.text}”既不是数字也不是名称，相乘请写乘号",
                f"“{token.text}” is neither a number nor a name; write * to multiply",
            )
            raise MeasureError(token.position, reason)
        if self.next.text != "(":
            return Name(token.position, token.text)
        self.take()
        arguments = []
        if self.next.text != ")":
            arguments.append(self.comparison(depth + 1))
            while self.next.text == ",":
                self.take()
                arguments.append(self.comparison(depth + 1))
        self.close()
        # Only plain letters have one capital; ı and ſ would turn into other people's functions.
        name = token.text.upper() if token.text.isascii() else token.text
        return Call(token.position, name, tuple(arguments))

    def close(self) -> None:
        token = self.next
        if token.text != ")":
            reason = Words(
                f"缺少右括号，此处是{token.quoted.zh}",
                f"a closing bracket is missing before {token.quoted.en}",
            )
            raise MeasureError(token.position, reason)
        self.take()


def _joined(left: Expression, sign: _Token, right: Expression) -> Call:
    """The operation on both sides; sums and products of several stay flat, however long they are."""
    if sign.text in {"+", "*"} and isinstance(left, Call) and left.name == sign.text:
        return Call(left.position, left.name, (*left.arguments, right))
    return Call(sign.position, sign.text, (left, right))
