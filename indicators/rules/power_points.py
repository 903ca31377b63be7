"""Power points 幂函数计分: points that grow faster the further a result lies beyond a zero point."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar, Literal

from pydantic import Field

from indicators import formula
from indicators.decimals import Number, Positive
from indicators.formula import Rounding
from indicators.rules.base import Direction, Example, Rule, Subject
from indicators.rules.limited import Limited
from indicators.words import Words

if TYPE_CHECKING:
    from decimal import Decimal

_ROUNDING_WORDS = {
    Rounding.DOWN: Words("只舍不入", "rounded down"),
    Rounding.HALF_UP: Words("四舍五入", "rounded half up"),
    Rounding.UP: Words("只入不舍", "rounded up"),
}


class PowerPointsRule(Limited, Rule):
    """points = a · (x − b) ^ c, where lower is better a · (b − x) ^ c, rounded as stated; nothing short of b."""

    title: ClassVar = Words("幂函数计分", "power points")
    source: ClassVar = "scoring tables of combined athletics events (a · (x − b) ^ c, rounded down)"
    example: ClassVar = Example(
        "{kind: power points, a: 10, b: 5, c: 1.5, rounding: down}",
        "100",
        ((("6",), "10"), (("9",), "80"), (("5.25",), "1"), (("3",), "0"), (("14",), "100")),
    )

    kind: Literal["power points"] = "power points"
    a: Positive
    """系数 / the factor"""
    b: Number
    """零分点：差于或等于此值不得分 / the zero point, from which on there are points"""
    c: Positive = Field(le=10)
    """指数，大于 1 时越往后每进一步得分越多 / the exponent; above 1 each step further earns more"""
    rounding: Literal["none", "down", "half up", "up"] = "none"
    """得分取整方式 / how the points are rounded"""
    decimals: int = Field(default=0, ge=0, le=6)
    """取整后保留几位小数 / decimals the rounding leaves"""

    def contradictions(self, points: Decimal) -> tuple[Words, ...]:
        found = list(self.limits_crossed(points))
        if self.decimals and self.rounding == "none":
            found.append(Words("写了 decimals，却没有写 rounding", "decimals without rounding"))
        return tuple(found)

    def tree(self, subject: Subject) -> formula.Node:
        zero = formula.constant(self.b)
        beyond = formula.Subtract(subject.value, zero)
        if subject.direction is Direction.LOWER:
            beyond = formula.Subtract(zero, subject.value)
        distance = formula.Step(
            Words("超过零分点", "beyond the zero point"),
            formula.AtLeast(beyond, formula.constant(0), Words("未超过零分点", "not beyond the zero point")),
        )
        points: formula.Node = formula.Multiply(
            (formula.constant(self.a), formula.Power(distance, Fraction(self.c)))
        )
        if self.rounding != "none":
            points = formula.Round(points, Rounding(self.rounding), self.decimals, self._rounded)
        return self.limited(points, subject)

    @property
    def _rounded(self) -> Words:
        how = _ROUNDING_WORDS[Rounding(self.rounding)]
        if self.decimals:
            return Words(f"{how.zh}保留 {self.decimals} 位小数", f"{how.en} to {self.decimals} decimals")
        return Words(f"{how.zh}取整", f"{how.en} to a whole number")

    def words(self, subject: Subject) -> Words:
        beyond = Words(f"填报值 − {self.b}", f"value − {self.b}")
        if subject.direction is Direction.LOWER:
            beyond = Words(f"{self.b} − 填报值", f"{self.b} − value")
        rounded = Words("", "")
        if self.rounding != "none":
            rounded = Words(f"，{self._rounded.zh}", f", {self._rounded.en}")
        limits = self.limits_words(subject)
        return Words(
            f"得分 = {self.a} × ({beyond.zh}) ^ {self.c}{rounded.zh}，{limits.zh}",
            f"points = {self.a} × ({beyond.en}) ^ {self.c}{rounded.en}, {limits.en}",
        )
