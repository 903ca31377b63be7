"""What all parts of a bulletin share: the results in its order, rates, and figures as an official writes them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from documents.result_report import Report
from indicators.decimals import from_units, half_up
from indicators.parts import Indicator, full_points
from scoring.imbalance import among_units
from scoring.rates import PERCENT_DECIMALS, Rates, rates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from documents.notice import Notice
    from scoring.imbalance import Imbalance

#: Indicators named as best, and as weakest; and the mean rate from which one is good.
MOST_INDICATORS, _GOOD = 5, Fraction(80, 100)
#: Units named in one sentence; the count is always complete.
MOST_NAMED = 10
#: Groups that are spoken of one by one; the tables have them all.
MOST_GROUPS = 12


@dataclass(frozen=True)
class Brief(Report):
    """Results to be reported on, with the time of writing and what is said of them where they are public."""

    made_at: datetime
    notice: Notice | None

    @cached_property
    def indicator_rates(self) -> Rates:
        """The score rates of all indicators."""
        return rates(self.results, [indicator.code for indicator in self.results.scheme.indicators])

    @cached_property
    def spread(self) -> dict[int, Imbalance]:
        """How the rates of each indicator lie among all units, by its column; those without any are left out."""
        found = among_units(self.indicator_rates, range(len(self.results.sheet.units)))
        return {part: each for part, each in enumerate(found) if each is not None}

    @cached_property
    def best(self) -> list[tuple[int, Imbalance]]:
        """The indicators with the highest mean rates, the highest first; none of them is called a shortcoming."""
        good = {part: each for part, each in self.spread.items() if each.mean >= _GOOD}
        return weightiest(good, lambda _, each: each.mean, MOST_INDICATORS)

    @cached_property
    def aspects(self) -> tuple[str, ...]:
        """The nodes with full points right above indicators.

        Of them points are told and no rates: where indicators do not apply, a node cannot reach its full points.
        """
        scheme = self.results.scheme
        return tuple(
            part.code
            for _, part in scheme.outline
            if part is not scheme.root
            and full_points(part) is not None
            and any(isinstance(child, Indicator) for child in scheme.children.get(part.code, ()))
        )

    def name_of(self, code: str) -> str:
        """The name of a part of the tree."""
        return self.results.scheme.by_code[code].name

    def full_of(self, code: str) -> Fraction:
        """The full points of a part that has a rate."""
        return Fraction(full_points(self.results.scheme.by_code[code]) or 0)

    def unit_names(self, positions: Iterable[int]) -> list[str]:
        """The names of some units."""
        return [self.results.sheet.units[position].name for position in positions]

    def total(self, position: int) -> str:
        """A published total with its unit of measure."""
        return f"{self.results.total.value(position)}分"

    def points(self, code: str, position: int) -> str:
        """The published points of a part with their unit of measure."""
        return f"{self.results.published(code).value(position)}分"

    def mean_points(self, value: Fraction) -> str:
        """A mean of points, rounded as scores are."""
        return f"{_rounded(value, self.results.scheme.policies.decimals)}分"


def percent(rate: Fraction) -> str:
    """A rate as a percentage."""
    return f"{_rounded(rate * 100, PERCENT_DECIMALS)}%"


def percent_points(rate: Fraction) -> str:
    """A distance of rates."""
    return f"{_rounded(rate * 100, PERCENT_DECIMALS)}个百分点"


def _rounded(value: Fraction, decimals: int) -> str:
    return str(from_units(half_up(value, decimals), decimals))


def quoted(name: str) -> str:
    """A name within quotation marks; those it has itself turn into single ones."""
    return "“" + name.replace("“", "‘").replace("”", "’") + "”"


def enumerated(names: Sequence[str], most: int = MOST_NAMED) -> str:
    """Names in one enumeration, and how many there are where not all are named."""
    if len(names) <= most:
        return "、".join(names)
    return f"{'、'.join(names[:most])}等{len(names)}个"


def weightiest(
    found: Mapping[int, Imbalance], weight: Callable[[int, Imbalance], Fraction], most: int
) -> list[tuple[int, Imbalance]]:
    """The first few of the parts that weigh anything, the weightiest first, equals in the order of the tree."""
    weights = {part: weight(part, each) for part, each in found.items()}
    heavy = [(part, each) for part, each in found.items() if weights[part] > 0]
    return sorted(heavy, key=lambda named: -weights[named[0]])[:most]
