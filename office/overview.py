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
#: How many are named at an end where more share its last place.
MOST_TIED = 6


class Placed(NamedTuple):
    """A unit at one end of its group; `up` places and `gained` points since an earlier run, None if it was not there."""

    position: int
    place: int
    total: Decimal
    up: int | None
    gained: Decimal | None


class End(NamedTuple):
    """Units at one end of a group in the order of places; `more` who are not named share its innermost place `edge`."""

    units: tuple[Placed, ...] = ()
    more: int = 0
    edge: int = 0


class Ends(NamedTuple):
    """A group with how many units it has, how many of them have a place in it, the first and the last of these."""

    group: Group
    size: int
    ranked: int
    first: End
    last: End


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
    """The first and the last of every group that has units; nobody is named at both ends, nor left out by a tie."""
    members: dict[str, list[int]] = {group.code: [] for group in results.scheme.groups}
    for position, unit in enumerate(results.sheet.units):
        members[unit.group].append(position)
    return tuple(
        _of_group(results, group, members[group.code], earlier)
        for group in results.scheme.groups
        if members[group.code]
    )


def _of_group(
    results: Results, group: Group, members: Sequence[int], earlier: Mapping[str, KeptUnit]
) -> Ends:
    ranked = [position for position in members if results.group_rank[position]]
    order = sorted(ranked, key=lambda position: _order(results, position))
    # Kept results name groups as people read them; their codes may have changed since.
    before = {code: unit for code, unit in earlier.items() if unit.group == group.name}
    first = _end(results, order, before)
    rest = order[len(first.units) + first.more :]
    return Ends(group, len(members), len(order), first, _end(results, rest[::-1], before))


def _end(results: Results, inwards: Sequence[int], earlier: Mapping[str, KeptUnit]) -> End:
    """The outermost of some units, with all who share the place of the innermost of these."""
    if not inwards:
        return End()
    edge = int(results.group_rank[inwards[:MOST][-1]])
    reached = MOST + sum(int(results.group_rank[position]) == edge for position in inwards[MOST:])
    named = sorted(inwards[: min(reached, MOST_TIED)], key=lambda position: _order(results, position))
    return End(_placed(results, named, earlier), max(0, reached - MOST_TIED), edge)


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
