"""The overview 总览: who stands first and last in each group, what has changed, and what pulls everybody down."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from office.running import kept_results
from records import runs
from scoring.imbalance import among_units
from scoring.rates import rates

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from indicators import Indicator
    from indicators.units import Group
    from office.desk import Desk
    from office.heads import Heads
    from records import Run
    from scoring import Results
    from scoring.imbalance import Imbalance
    from scoring.kept_results import KeptUnit

#: How many are named at either end of a group, and of the weakest indicators.
MOST = 3


class Placed(NamedTuple):
    """A unit at one end of its group; `up` places and `gained` points since an earlier run, None if it was not there."""

    position: int
    place: int
    total: Decimal
    up: int | None
    gained: Decimal | None


class Ends(NamedTuple):
    """A group with the units that have a place in it: how many, the first and the last of them."""

    group: Group
    ranked: int
    first: tuple[Placed, ...]
    last: tuple[Placed, ...]


def run_before(desk: Desk, heads: Heads) -> Run | None:
    """The newest run that was made of another scheme or list, or of other data, than the present ones."""
    found = runs.listed(desk.records, heads.assessment.id)
    return next((run for run in found if not heads.made(run)), None)


@lru_cache(maxsize=8)
def units_of(desk: Desk, run: Run) -> Mapping[str, KeptUnit]:
    """Every unit of an earlier run by its code, as it was kept.

    Raises:
        RecordsError: If it cannot be read by this version.
    """
    return kept_results(desk, run).units


def ends(results: Results, earlier: Mapping[str, KeptUnit]) -> tuple[Ends, ...]:
    """The first and the last of every group that has ranked units; nobody is named at both ends."""
    members: dict[str, list[int]] = {group.code: [] for group in results.scheme.groups}
    for position, unit in enumerate(results.sheet.units):
        if results.group_rank[position]:
            members[unit.group].append(position)
    found = []
    for group in results.scheme.groups:
        order = sorted(members[group.code], key=lambda position: _order(results, position))
        if order:
            first, rest = order[:MOST], order[MOST:]
            # Kept results name groups as people read them; their codes may have changed since.
            before = {code: unit for code, unit in earlier.items() if unit.group == group.name}
            last = _placed(results, rest[-MOST:], before)
            found.append(Ends(group, len(order), _placed(results, first, before), last))
    return tuple(found)


def _order(results: Results, position: int) -> tuple[int, str]:
    return int(results.group_rank[position]), results.sheet.units[position].code


def _placed(
    results: Results, positions: Sequence[int], earlier: Mapping[str, KeptUnit]
) -> tuple[Placed, ...]:
    return tuple(
        _one_placed(results, position, total, earlier)
        for position in positions
        if (total := results.total.value(position)) is not None
    )


def _one_placed(results: Results, position: int, total: Decimal, earlier: Mapping[str, KeptUnit]) -> Placed:
    unit, place = results.sheet.units[position], int(results.group_rank[position])
    was = earlier.get(unit.code)
    if was is None or was.place is None or was.total is None:
        return Placed(position, place, total, None, None)
    return Placed(position, place, total, was.place - place, total - was.total)


def weakest(results: Results) -> tuple[tuple[Indicator, Imbalance], ...]:
    """The indicators with the lowest mean score rate among the units that have one, the lowest first."""
    found = rates(results, [indicator.code for indicator in results.scheme.indicators])
    means = among_units(found, range(len(results.sheet.units)))
    by_code = {indicator.code: indicator for indicator in results.scheme.indicators}
    known = [(by_code[code], mean) for code, mean in zip(found.codes, means, strict=True) if mean is not None]
    return tuple(sorted(known, key=lambda each: each[1].mean)[:MOST])
