"""A formula of the office's own, written as in a spreadsheet, for rules that no other kind states."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from indicators import formula, trees
from indicators.expression import MeasureError, names_in
from indicators.measure import parse_formula, read_formula
from indicators.rules.base import Example, RawField, Rule, Subject
from indicators.rules.limited import Limited
from indicators.words import Words

if TYPE_CHECKING:
    from decimal import Decimal

    from indicators.expression import Expression

#: How a formula calls the indicator's full points, and the value of an indicator with a single one.
_FULL = frozenset({"满分", "FULL", "full"})
_VALUE = frozenset({"值", "x", "X"})


class FormulaRule(Limited, Rule):
    """points = the formula, kept between `floor` and `cap`.

    `满分` (or `FULL`) is the indicator's full points; `x` (or `值`) is its value where it has a `measure` or a single
    cell, otherwise each name is a cell to fill in. Signs and functions are listed in formula-syntax.md.
    """

    title: ClassVar = Words("自定义公式", "formula")
    source: ClassVar = "考核办法中以公式表述的计分规则"
    monotone: ClassVar = False
    may_be_undefined: ClassVar = True
    example: ClassVar = Example(
        '{kind: formula, text: "IF(x >= 90, 满分, ROUND(x ÷ 10, 1))"}',
        "10",
        ((("90",), "10"), (("89.9",), "9"), (("85.5",), "8.6"), (("64.4",), "6.4"), (("0",), "0")),
    )

    kind: Literal["formula"] = "formula"
    text: str = Field(min_length=1)
    """公式，写法同电子表格 / the formula, written as in a spreadsheet"""

    @cached_property
    def _expression(self) -> Expression | None:
        """None where the text cannot be read, which structure.py reports when the whole scheme is checked."""
        try:
            return read_formula(self.text)
        except MeasureError:
            return None

    def fields(self, points: Decimal) -> tuple[RawField, ...]:
        del points
        names = () if self._expression is None else names_in(self._expression)
        cells = [name for name in names if name not in _FULL]
        return (RawField(""),) if _VALUE.issuperset(cells) else tuple(RawField(name) for name in cells)

    def contradictions(self, points: Decimal) -> tuple[Words, ...]:
        return self.limits_crossed(points)

    def tree(self, subject: Subject) -> formula.Node:
        """The points as a tree over the subject's columns.

        Raises:
            MeasureError: If the text cannot be read or names what the subject does not have.
        """
        points = parse_formula(self.text, lambda name: _node_of(name, subject))
        if not any(trees.columns(points)):
            raise MeasureError(1, Words("没有用到任何数据项", "it uses no field"))
        return self.limited(points, subject)

    def words(self, subject: Subject) -> Words:
        text = self.text.replace("*", "×").replace("/", "÷")
        limits = self.limits_words(subject)
        return Words(
            f"得分 = {text}；满分 {subject.points} 分，{limits.zh}",
            f"points = {text}; full points {subject.points}, {limits.en}",
        )


def _node_of(name: str, subject: Subject) -> formula.Node | None:
    if name in _FULL:
        return subject.full
    column = subject.fields.get("" if name in _VALUE and "" in subject.fields else name)
    return None if column is None else formula.Field(column)
