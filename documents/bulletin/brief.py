"""What all parts of a bulletin share: the results in its order, rates, and figures as an official writes them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from documents.result_report import Report
from indicators.decimals import from_units, half_up
from indicators.parts import Indicator, full_points
from indicators.periods import AT
from scoring.imbalance import among_units
from scoring.rates import PERCENT_DECIMALS, Rates, rates
from scoring.sheet import State

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from documents.notice import Notice
    from indicators.units import Group
    from scoring.imbalance import Imbalance

#: Indicators named as best, and as weakest; and the mean rate from which one is good.
MOST_INDICATORS, _GOOD = 5, Fraction(80, 100)
#: Units named in one sentence; the count is always complete.
MOST_NAMED = 10
#: Groups that are spoken of one by one; the tables have them all.
MOST_GROUPS = 12
#: Groups in which fewer have a place have nobody ahead and nobody behind.
_FEWEST = 3
_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?: \d{2}:\d{2})?")


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

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """The peer groups that have units."""
        return tuple(group for group in self.results.scheme.groups if self.by_group[group.code])

    @cached_property
    def placed(self) -> dict[str, tuple[int, ...]]:
        """The positions of those of each group who have a place in it, the best first."""
        places = self.results.group_rank
        return {code: tuple(at for at in found if places[at]) for code, found in self.by_group.items()}

    @cached_property
    def contested(self) -> tuple[Group, ...]:
        """The groups in which enough have a place to speak of who is ahead and who behind."""
        return tuple(group for group in self.groups if len(self.placed[group.code]) >= _FEWEST)

    def naming(self, group: Group) -> str:
        """What a paragraph on a group begins with, where there are others."""
        return f"{group.name}：" if len(self.groups) > 1 else ""

    @cached_property
    def undefined(self) -> tuple[tuple[int, Indicator], ...]:
        """The indicators that do not apply to a unit by a zero denominator, and not by a decision."""
        results = self.results
        scheme, sheet = results.scheme, results.sheet
        decided = {(each.unit, each.indicator) for each in sheet.exemptions}
        return tuple(
            (at, indicator)
            for indicator in scheme.indicators
            for at in (results.published(indicator.code).states == State.NOT_APPLICABLE).nonzero()[0].tolist()
            if sheet.units[at].group in scheme.groups_of(indicator.code)
            and decided.isdisjoint(
                (sheet.units[at].code, code) for code in (indicator.code, indicator.code.partition(AT)[0])
            )
        )

    @cached_property
    def assessed_in_part(self) -> frozenset[int]:
        """The positions of units to which an indicator of their group does not apply, by a decision or of itself."""
        index = self.results.sheet.index
        decided = (index[each.unit] for each in self.results.sheet.exemptions if each.unit in index)
        return frozenset((*decided, *(at for at, _ in self.undefined)))

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


def dated(text: str) -> str:
    """A text with its dates as documents write them, without the time of day."""
    return _DAY.sub(lambda day: f"{day[1]}年{int(day[2])}月{int(day[3])}日", text)


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
