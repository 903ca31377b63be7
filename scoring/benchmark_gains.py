"""What an item of the benchmark loses, and what more points in it would bring, found by scoring anew."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from indicators.catalogue import Item
    from scoring.benchmark import Benchmark

_ONE_POINT = Decimal(1)


class Gap(NamedTuple):
    """How our city stands on one item, in its points; None where one of the two is missing.

    What is lost, or behind another, is positive; ahead of it is negative.
    """

    item: Item
    own: Decimal | None
    lost: Decimal | None
    #: The best of the rivals, and all who have it.
    best: Decimal | None
    best_cities: tuple[str, ...]
    to_best: Decimal | None
    #: Of all cities with a score, ours included; exact.
    mean: Fraction | None
    to_mean: Fraction | None
    to_target: Decimal | None
    over_last_year: Decimal | None


class Gain(NamedTuple):
    """What more points in one item alone would bring our city."""

    item: Item
    #: One point, or what is left to the full points.
    points: Decimal
    #: How much the published total would rise, and the place it would have.
    adds: Decimal
    place: int
    #: The least points, in steps of the last published decimal, by which our total is at least the best rival's;
    #: None where full points would not do. Zero where it is already.
    to_be_first: Decimal | None


def gaps(benchmark: Benchmark) -> tuple[Gap, ...]:
    """Every item in the order of the list."""
    return tuple(_gap(benchmark, item) for item in benchmark.catalogue.leaves)


def _gap(benchmark: Benchmark, item: Item) -> Gap:
    own = benchmark.own(item.code)
    scores = {
        city: benchmark.expected[city, item.code]
        for city in benchmark.cities
        if (city, item.code) in benchmark.expected
    }
    rivals = {city: value for city, value in scores.items() if city != benchmark.ours}
    best = max(rivals.values(), default=None)
    mean = sum(map(Fraction, scores.values()), Fraction(0)) / len(scores) if scores else None
    target, last = benchmark.targets.get(item.code), benchmark.last_year.get(item.code)
    return Gap(
        item,
        own,
        None if own is None else full_points(item) - own,
        best,
        tuple(city for city, value in rivals.items() if value == best),
        None if own is None or best is None else best - own,
        mean,
        None if own is None or mean is None else mean - Fraction(own),
        None if own is None or target is None else target - own,
        None if own is None or last is None else own - last,
    )


def full_points(item: Item) -> Decimal:
    """The full points of an indicator of the list, which always has some."""
    assert item.points is not None
    return item.points


def gains(benchmark: Benchmark) -> tuple[Gain, ...]:
    """Every item that is not at full points, in the order of the list; none where our city has no total."""
    totals = _totals(benchmark)
    total = totals.pop(benchmark.ours)
    if total is None:
        return ()
    others = [other for other in totals.values() if other is not None]
    rooms = {
        item.code: full_points(item) - own
        for item in benchmark.catalogue.leaves
        if (own := benchmark.own(item.code)) is not None and own < full_points(item)
    }
    steps = {code: min(_ONE_POINT, room) for code, room in rooms.items()}
    raised = dict(zip(rooms, _with_more(benchmark, steps), strict=True))
    needed = points_to_be_first(benchmark, rooms, max([*others, total]))
    return tuple(
        Gain(
            item,
            steps[item.code],
            raised[item.code] - total,
            place_among(raised[item.code], others),
            needed.get(item.code),
        )
        for item in benchmark.catalogue.leaves
        if item.code in rooms
    )


def place_among(total: Decimal, others: Sequence[Decimal]) -> int:
    """The place of a total among others; equals share the better one."""
    return 1 + sum(other > total for other in others)


def if_scored(benchmark: Benchmark, item: str, points: Decimal) -> tuple[Decimal, int] | None:
    """Our total and place if one item had these points; None while another of our scores is missing."""
    (total,) = benchmark.totals_with([{item: points}])
    others = [other for city, other in _totals(benchmark).items() if city != benchmark.ours]
    return None if total is None else (total, place_among(total, [o for o in others if o is not None]))


def points_to_be_first(
    benchmark: Benchmark, rooms: Mapping[str, Decimal], wanted: Decimal
) -> dict[str, Decimal]:
    """For each item that can do it alone, the least points more by which our total reaches `wanted`.

    Args:
        benchmark: Of which our city has a total.
        rooms: How many more points each item can have, by its code.
        wanted: The published total to be reached.
    """
    step = Decimal(1).scaleb(-benchmark.chain.decimals)
    reach = dict(zip(rooms, _with_more(benchmark, rooms), strict=True))
    # More points never make a smaller total, so halving finds the least number of steps.
    spans = {code: (0, -int(-rooms[code] // step)) for code, total in reach.items() if total >= wanted}
    while any(low < high for low, high in spans.values()):
        middles = {code: (low + high) // 2 for code, (low, high) in spans.items()}
        more = {code: min(middle * step, rooms[code]) for code, middle in middles.items()}
        for code, total in zip(spans, _with_more(benchmark, more), strict=True):
            low, high = spans[code]
            spans[code] = (low, middles[code]) if total >= wanted else (min(middles[code] + 1, high), high)
    return {code: min(low * step, rooms[code]) for code, (low, _) in spans.items()}


def _with_more(benchmark: Benchmark, more: Mapping[str, Decimal]) -> list[Decimal]:
    """Our total with so many more points in one item after the other, the others as they are."""
    own = {code: benchmark.expected[benchmark.ours, code] for code in more}
    totals = benchmark.totals_with([{code: own[code] + points} for code, points in more.items()])
    return [total for total in totals if total is not None]


def _totals(benchmark: Benchmark) -> dict[str, Decimal | None]:
    total = benchmark.results.total
    return {city: total.value(position) for position, city in enumerate(benchmark.cities)}
