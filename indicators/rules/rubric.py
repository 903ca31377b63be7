"""Rubric 定性评价: whoever scores chooses a level and says why."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from indicators.decimals import Amount, Percent, written
from indicators.model import Model
from indicators.rules.base import Example, RawField, Rule, Subject
from indicators.rules.named import TOLD_APART
from indicators.words import Words

if TYPE_CHECKING:
    from indicators import formula


class RubricLevel(Model):
    """One level and what it earns."""

    name: str = Field(min_length=1)
    """等级名称，填报时写它 / name, which is what the cell holds"""
    points: Amount | None = None
    """得分 / its points"""
    percent: Percent | None = None
    """得满分的百分之几，与 points 写其一 / its share of full points, in place of points"""

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.points is None) == (self.percent is None):
            raise PydanticCustomError("points_or_percent", "a level states points or percent")
        return self

    def worth(self, full: Decimal) -> Decimal:
        """Its points, of so many full points."""
        if self.percent is None:
            return self.points or Decimal(0)
        return Decimal(written(Fraction(full) * Fraction(self.percent) / 100, at_most=60) or 0)


class RubricRule(Rule):
    """points = those of the level chosen, which is written into the cell by its name."""

    title: ClassVar = Words("定性评价", "rubric")
    source: ClassVar = "年度考核测评表 (好、较好、一般、差 = 100、80、60、40)"
    gives_reasons: ClassVar = True
    example: ClassVar = Example(
        "{kind: rubric, levels: [{name: 好, percent: 100%}, {name: 较好, percent: 80%}, "
        "{name: 一般, percent: 60%}, {name: 差, percent: 40%}]}",
        "4",
        ((("4",), "4"), (("3.2",), "3.2"), (("2.4",), "2.4"), (("1.6",), "1.6")),
    )

    reported_by_units: ClassVar = False

    kind: Literal["rubric"] = "rubric"
    levels: Annotated[tuple[RubricLevel, ...], TOLD_APART] = Field(min_length=2)
    """各等级 / the levels, from the best down"""

    def _worth(self, points: Decimal) -> tuple[tuple[str, Decimal], ...]:
        return tuple((level.name, level.worth(points)) for level in self.levels)

    def contradictions(self, points: Decimal) -> tuple[Words, ...]:
        highest = max(worth for _, worth in self._worth(points))
        if highest <= points:
            return ()
        return (
            Words(
                f"最好的等级得 {highest} 分，超过满分 {points} 分",
                f"the best level gives {highest}, more than full points, {points}",
            ),
        )

    def fields(self, points: Decimal) -> tuple[RawField, ...]:
        return (RawField("", choices=self._worth(points)),)

    def tree(self, subject: Subject) -> formula.Node:
        return subject.value

    def words(self, subject: Subject) -> Words:
        levels = self._worth(subject.points)
        return Words(
            "评定等级并写明理由：" + "、".join(f"{name} {worth} 分" for name, worth in levels),
            "a level is chosen and the reason given: "
            + ", ".join(f"{name} {worth}" for name, worth in levels),
        )
