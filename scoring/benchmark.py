"""The benchmark 对标: cities on the superior's list, with the scores they may expect, scored as units are."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from indicators.formula import ColumnName, Stage
from indicators.units import Unit
from scoring.benchmark_chain import GROUP, scheme_of, score_codes
from scoring.contributions import decompose
from scoring.results import score
from scoring.sheet import build_sheet

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from decimal import Decimal
    from fractions import Fraction

    from indicators.catalogue import Catalogue
    from indicators.scheme import Scheme
    from scoring.benchmark_chain import Chain
    from scoring.results import Results


@dataclass(frozen=True, eq=False)
class Benchmark:
    """What is known and expected of all cities; whatever is missing is not there, and never zero.

    Points throughout; `expected` goes by (city, code of the item). Item targets and last year's points are ours.
    """

    catalogue: Catalogue
    chain: Chain
    cities: tuple[str, ...]
    ours: str
    expected: Mapping[tuple[str, str], Decimal]
    targets: Mapping[str, Decimal] = field(default_factory=dict)
    last_year: Mapping[str, Decimal] = field(default_factory=dict)
    #: Last year's published totals, by city.
    last_totals: Mapping[str, Decimal] = field(default_factory=dict)
    target_total: Decimal | None = None

    @cached_property
    def scheme(self) -> Scheme:
        """The list as a scheme whose units are the cities."""
        return scheme_of(self.catalogue, self.chain)

    @property
    def rivals(self) -> tuple[str, ...]:
        """All cities but ours."""
        return tuple(city for city in self.cities if city != self.ours)

    def own(self, item: str) -> Decimal | None:
        """What our city expects of an item."""
        return self.expected.get((self.ours, item))

    def missing(self, city: str) -> tuple[str, ...]:
        """The items without an expected score, in the order of the list."""
        return tuple(item.code for item in self.catalogue.leaves if (city, item.code) not in self.expected)

    @cached_property
    def results(self) -> Results:
        """The cities scored and ranked; one with a missing score has no total."""
        return self._scored([self._scores_of(city) for city in self.cities])

    def totals_with(self, changes: Iterable[Mapping[str, Decimal]]) -> list[Decimal | None]:
        """Our city's published total for each set of other scores of its own, by code of the item."""
        own = self._scores_of(self.ours)
        variants = [{**own, **change} for change in changes]
        total = self._scored(variants).total
        return [total.value(position) for position in range(len(variants))]

    def _scores_of(self, city: str) -> dict[str, Decimal]:
        return {
            item.code: self.expected[city, item.code]
            for item in self.catalogue.leaves
            if (city, item.code) in self.expected
        }

    def _scored(self, rows: list[dict[str, Decimal]]) -> Results:
        """One unit for each row of scores."""
        units = [Unit(code=str(number), name=str(number), group=GROUP) for number in range(len(rows))]
        values = {
            (unit.code, ColumnName(Stage.RAW, code)): value
            for unit, row in zip(units, rows, strict=True)
            for code, value in row.items()
        }
        return score(self.scheme, build_sheet(self.scheme, units, values))


class Standing(NamedTuple):
    """Where one city stands; points as they would be published, None where a score is missing."""

    city: str
    total: Decimal | None
    #: From 1; equal totals share the better place.
    place: int | None
    #: Each score by name: its points, and the place on it.
    scores: dict[str, tuple[Decimal | None, int | None]]
    #: What each score beyond the first adds to the total by multiplying; exact.
    effects: dict[str, Fraction]
    to_first: Decimal | None
    #: To the nearest city ahead, None for the first.
    to_next: Decimal | None
    #: Ahead of the nearest city behind, None for the last.
    ahead: Decimal | None


def standings(benchmark: Benchmark) -> tuple[Standing, ...]:
    """All cities, the best first; those that cannot be ranked stand last, as they were entered."""
    results = benchmark.results
    codes = score_codes(benchmark.catalogue, benchmark.chain)
    places = {code: results.standings(code, overall=True).places for code in codes.values()}
    totals = [results.total.value(position) for position in range(len(benchmark.cities))]
    known = sorted({total for total in totals if total is not None})
    found = []
    for position, (city, total) in enumerate(zip(benchmark.cities, totals, strict=True)):
        above = [other for other in known if total is not None and other > total]
        below = [other for other in known if total is not None and other < total]
        scores = {
            name: (results.published(code).value(position), int(places[code][position]) or None)
            for name, code in codes.items()
        }
        found.append(
            Standing(
                city,
                total,
                int(results.group_rank[position]) or None,
                scores,
                _effects(benchmark, position),
                None if total is None else known[-1] - total,
                above[0] - total if above and total is not None else None,
                total - below[-1] if below and total is not None else None,
            )
        )
    return tuple(sorted(found, key=lambda standing: standing.place or len(found) + 1))


def _effects(benchmark: Benchmark, position: int) -> dict[str, Fraction]:
    if not benchmark.chain.multiplies:
        return {}
    results = benchmark.results
    names = {code: name for name, code in score_codes(benchmark.catalogue, benchmark.chain).items()}
    parts = decompose(results.exact, results.scheme.root.code, position)
    own = [(names[part.code], part.amount) for part in parts if part.code in names]
    return dict(own[1:])
