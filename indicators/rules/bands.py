"""Bands: a table of thresholds and points."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import ClassVar, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from indicators import formula
from indicators.decimals import Amount, Number
from indicators.model import Model
from indicators.rules.base import Example, Rule, Subject
from indicators.words import Words


class Band(Model):
    """From this value on, so many points."""

    start: Number = Field(alias="from")
    """本档起点 / where the band starts"""
    points: Amount
    """本档得分 / its points"""


class BandsRule(Rule):
    """The points of the band the value falls into; `below` for values under the lowest band.

    `closed: lower` puts a value on an edge into the band which starts there, `closed: upper` into the one
    which ends there.
    """

    title: ClassVar = Words("分档", "bands")
    source: ClassVar = "市级考绩中的得票率分档赋分"
    monotone: ClassVar = False
    example: ClassVar = Example(
        "{kind: bands, bands: [{from: 90, points: 200}, {from: 80, points: 190}], below: 130}",
        "200",
        ((("90",), "200"), (("89.99",), "190"), (("80",), "190"), (("79.9",), "130")),
    )

    kind: Literal["bands"] = "bands"
    bands: tuple[Band, ...] = Field(min_length=1)
    """各档 / the bands, in any order"""
    below: Amount = Decimal(0)
    """低于最低一档的得分 / points below the lowest band"""
    closed: Literal["lower", "upper"] = "lower"
    """恰在界上的值归上档（lower）还是下档（upper） / which band a value on an edge belongs to"""

    @model_validator(mode="after")
    def _bands_are_distinct(self) -> Self:
        starts = [band.start for band in self.bands]
        if len(set(starts)) < len(starts):
            raise PydanticCustomError("bands_overlap", "two bands start at the same value")
        return self

    def contradictions(self, points: Decimal) -> tuple[Words, ...]:
        highest = max([self.below, *(band.points for band in self.bands)])
        if highest <= points:
            return ()
        return (
            Words(
                f"最高一档 {highest} 分，超过满分 {points} 分",
                f"the best band gives {highest}, more than full points, {points}",
            ),
        )

    def _ascending(self) -> list[Band]:
        return sorted(self.bands, key=lambda band: band.start)

    def tree(self, subject: Subject) -> formula.Node:
        bands = self._ascending()
        return formula.Lookup(
            subject.value,
            tuple(Fraction(band.start) for band in bands),
            tuple(Fraction(band.points) for band in bands),
            Fraction(self.below),
            inclusive=self.closed == "lower",
        )

    def words(self, subject: Subject) -> Words:
        inclusive = self.closed == "lower"
        unit = subject.unit
        zh = [
            f"{'达到' if inclusive else '超过'} {band.start}{unit} 得 {band.points} 分"
            for band in reversed(self._ascending())
        ]
        en = [
            f"{'from' if inclusive else 'above'} {band.start}{unit}: {band.points}"
            for band in reversed(self._ascending())
        ]
        return Words("；".join([*zh, f"其余得 {self.below} 分"]), "; ".join([*en, f"else {self.below}"]))
