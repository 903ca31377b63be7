"""Periods 分期: what is measured each quarter or half-year, scored in each of them and then averaged by weight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from indicators.decimals import Positive
from indicators.model import Model
from indicators.parts import Composite, Indicator

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

#: Between the code of a part and the period; no code may contain it.
AT = "@"


class Period(Model):
    """A period of the year."""

    code: str = Field(min_length=1, pattern=r"^[^|@｜\s]+$")
    """代码，填报表中写在指标代码之后，如 P1@Q1 / code, written after an indicator's in score sheets, as in P1@Q1"""
    name: str = Field(min_length=1)
    """名称 / name"""
    weight: Positive
    """权重，如 15、25、25、35 / how much it counts"""


def in_period(code: str, period: str) -> str:
    """The code of a part in one period."""
    return f"{code}{AT}{period}"


def lay_out(
    tree: Sequence[Indicator | Composite], periods: Sequence[Period]
) -> Iterator[Indicator | Composite]:
    """The tree with every part of a period written out.

    A part with periods becomes the mean, by the weights of its periods, of itself in each of them; what is below it
    is copied for each.
    """
    children: dict[str | None, list[Indicator | Composite]] = {}
    for part in tree:
        children.setdefault(part.parent, []).append(part)
    known = {period.code: period for period in periods}

    def walk(part: Indicator | Composite) -> Iterator[Indicator | Composite]:
        if part.periods is None:
            yield part
            for child in children.get(part.code, ()):
                yield from walk(child)
            return
        yield _mean(part)
        for code in part.periods:
            period = known[code]
            top = {"parent": part.code, "weight": period.weight, "scale": 1, "periods": None}
            yield _copy(part, period, top)
            for child in children.get(part.code, ()):
                yield from below(child, period)

    def below(part: Indicator | Composite, period: Period) -> Iterator[Indicator | Composite]:
        yield _copy(part, period, {"parent": in_period(part.parent or "", period.code)})
        for child in children.get(part.code, ()):
            yield from below(child, period)

    for root in children.get(None, ()):
        yield from walk(root)


def _mean(part: Indicator | Composite) -> Composite:
    fields = {name: getattr(part, name) for name in Composite.model_fields if hasattr(part, name)}
    fields |= {"combine": "weighted mean", "base": None, "min_present": None, "periods": None}
    return Composite.model_construct(**fields)


def _copy(
    part: Indicator | Composite, period: Period, changes: Mapping[str, object]
) -> Indicator | Composite:
    fields = {name: getattr(part, name) for name in type(part).model_fields}
    fields |= {"code": in_period(part.code, period.code), "name": f"{part.name}（{period.name}）", **changes}
    fields = {name: value for name, value in fields.items() if name in type(part).model_fields}
    return type(part).model_construct(**fields)
