"""Edits of a benchmark: other points, other cities, another chain; each makes a new one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from indicators.words import Words
from scoring.benchmark_chain import Chain, Counted

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from scoring.benchmark import Benchmark

Key = TypeVar("Key")

_UNNAMED = Words(
    "城市：有一行没有名称。请写上名称，或删去这一行。", "Cities: a row has no name. Name it, or remove it."
)
_NOT_ONE_OURS = Words(
    "城市：勾选“本市”的有 {count} 个。请只勾选一个。", "Cities: {count} are marked as ours. Mark just one."
)
_REPEATED = Words(
    "城市：“{name}”写了两遍。请只保留一行。", "Cities: “{name}” is there twice. Keep one of them."
)
_NOT_A_NAME = Words(
    "城市：“{name}”是表头用语，不能作城市名称。请换个写法。",
    "Cities: “{name}” is a heading of the workbook and no name of a city. Write it otherwise.",
)


class Filled(NamedTuple):
    """One cell of points that is filled in: of a city, or with an empty name our target or last year's points."""

    city: str
    item: str
    is_target: bool = False


class CityRow(NamedTuple):
    """One city as it was edited; `before` is its name until now, empty for a new one."""

    before: str
    name: str
    is_ours: bool
    last_total: Decimal | None


def with_points(benchmark: Benchmark, changes: Mapping[Filled, Decimal | None]) -> Benchmark:
    """The benchmark with other points in some cells; None clears one."""
    expected = dict(benchmark.expected)
    targets, last_year = dict(benchmark.targets), dict(benchmark.last_year)
    for cell, value in changes.items():
        if cell.city:
            _put(expected, (cell.city, cell.item), value)
        else:
            _put(targets if cell.is_target else last_year, cell.item, value)
    return replace(benchmark, expected=expected, targets=targets, last_year=last_year)


def _put(values: dict[Key, Decimal], key: Key, value: Decimal | None) -> None:
    if value is None:
        values.pop(key, None)
    else:
        values[key] = value


def with_cities(
    benchmark: Benchmark, rows: Sequence[CityRow], target_total: Decimal | None
) -> tuple[Benchmark | None, Words | None]:
    """The benchmark of these cities, whose scores follow a change of name; or what is wrong with them."""
    names = [row.name for row in rows]
    if not all(names):
        return None, _UNNAMED
    repeated = next((name for name in names if names.count(name) > 1), None)
    if repeated is not None:
        return None, _REPEATED.fill(name=repeated)
    ours = [row.name for row in rows if row.is_ours]
    if len(ours) != 1:
        return None, _NOT_ONE_OURS.fill(count=len(ours))
    renamed = {row.before: row.name for row in rows if row.before}
    expected = {
        (renamed[city], item): value for (city, item), value in benchmark.expected.items() if city in renamed
    }
    last_totals = {row.name: row.last_total for row in rows if row.last_total is not None}
    changed = replace(
        benchmark,
        cities=tuple(names),
        ours=ours[0],
        expected=expected,
        last_totals=last_totals,
        target_total=target_total,
    )
    return changed, None


def misread_city(wanted: Benchmark, found: Benchmark) -> Words | None:
    """What to say of the first city that a workbook made of the wanted benchmark is not read back with."""
    lost = next((city for city in wanted.cities if city not in found.cities), None)
    return None if lost is None else _NOT_A_NAME.fill(name=lost)


def with_chain(benchmark: Benchmark, parts: Sequence[Counted], base: Decimal, decimals: int) -> Benchmark:
    """The benchmark whose total comes about in another way."""
    return replace(benchmark, chain=Chain(tuple(parts), base, decimals))
