"""Bands: a table of thresholds and points."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from indicators import formula
from indicators.decimals import Amount, Number
from indicators.model import Model
from indicators.rules.base import Example, GroupNumber, Rule, Subject
from indicators.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator


class Band(Model):
    """From this value on, so many points."""

    start: Number = Field(alias="from")
    """本档起点 / where the band starts"""
    to: Number | None = None
    """本档终点，应与上一档的起点相同，只用于核对 / where it ends, which is where the next starts; only to be checked"""
    points: Amount
    """本档得分 / its points"""

    @property
    def ends(self) -> str:
        """Both ends as offices write them."""
        return f"{self.start}—{'' if self.to is None else self.to}"


class BandsRule(Rule):
    """The points of the band the value falls into; `below` for values under the lowest band.

    `closed: lower` puts a value on an edge into the band which starts there, `closed: upper` into the one
    which ends there. With `between: interpolate` the points rise in a straight line from the start of one band
    to the start of the next, as in the performance rating of state-owned firms.

    Where a band says `to`, the band above it must start there: a value that falls into two bands or into none would
    earn what nobody decided. Above the last end the highest band goes on. Interpolated bands are points and have no ends.
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
    between: Literal["step", "interpolate"] = "step"
    """两档之间：同档同分（step）或按比例插值（interpolate） / between two bands: the same points throughout, or a line"""

    @model_validator(mode="after")
    def _bands_are_distinct(self) -> Self:
        starts = [band.start for band in self.bands]
        if len(set(starts)) < len(starts):
            raise PydanticCustomError("bands_overlap", "two bands start at the same value")
        return self

    def contradictions(self, points: Decimal) -> tuple[Words, ...]:
        found = []
        highest = max([self.below, *(band.points for band in self.bands)])
        if highest > points:
            found.append(
                Words(
                    f"最高一档 {highest} 分，超过满分 {points} 分",
                    f"the best band gives {highest}, more than full points, {points}",
                )
            )
        if self.between == "interpolate" and len(self.bands) == 1:
            found.append(Words("只有一档，无从插值", "a line needs two bands"))
        if self.between == "interpolate" and self.closed == "upper":
            found.append(
                Words(
                    "插值时界上的值只有一个得分，不能写 closed: upper",
                    "a line has no edges for closed: upper",
                )
            )
        return (*found, *self._ends_that_differ())

    def _ends_that_differ(self) -> Iterator[Words]:
        """Where the bands as stated with both ends overlap, leave a gap or run backwards."""
        bands = self._ascending()
        if self.between == "interpolate" and any(band.to is not None for band in bands):
            yield Words(
                "插值的各档是点，没有终点，不能写 to", "with a line between them bands have no end for to"
            )
            return
        for band in bands:
            if band.to is not None and band.to < band.start:
                yield Words(f"{band.ends} 一档终点小于起点", f"the band {band.ends} ends before it starts")
        for band, above in pairwise(bands):
            if band.to is None or band.to == above.start or band.to < band.start:
                continue
            if band.to > above.start:
                yield Words(
                    f"{band.ends} 与 {above.ends} 两档重叠，{above.start}—{band.to} 之间的值不知归哪一档",
                    f"the bands {band.ends} and {above.ends} overlap, so values from {above.start} to {band.to} belong"
                    " to both",
                )
            else:
                yield Words(
                    f"{band.ends} 与 {above.ends} 两档之间有空档，{band.to}—{above.start} 之间的值不知归哪一档",
                    f"the bands {band.ends} and {above.ends} leave a gap, so values from {band.to} to {above.start}"
                    " belong to none",
                )

    def stated_floor(self, points: Decimal) -> Decimal | None:
        del points
        return self.below or None

    def named_values(self) -> tuple[GroupNumber, ...]:
        return tuple(end for band in self.bands for end in (band.start, band.to) if end is not None)

    def _ascending(self) -> list[Band]:
        return sorted(self.bands, key=lambda band: band.start)

    def tree(self, subject: Subject) -> formula.Node:
        bands = self._ascending()
        starts = tuple(Fraction(band.start) for band in bands)
        points = tuple(Fraction(band.points) for band in bands)
        below = Fraction(self.below)
        if self.between == "interpolate":
            return formula.Interpolated(subject.value, starts, points, below)
        return formula.Lookup(subject.value, starts, points, below, inclusive=self.closed == "lower")

    def words(self, subject: Subject) -> Words:
        inclusive = self.closed == "lower"
        bands = list(reversed(self._ascending()))
        unit = subject.unit
        zh = [f"{'达到' if inclusive else '超过'} {band.start}{unit} 得 {band.points} 分" for band in bands]
        en = [f"{'from' if inclusive else 'above'} {band.start}{unit}: {band.points}" for band in bands]
        if self.between == "interpolate":
            zh.append("两档之间按比例插值")
            en.append("in proportion between two of them")
        return Words("；".join([*zh, f"其余得 {self.below} 分"]), "; ".join([*en, f"else {self.below}"]))
