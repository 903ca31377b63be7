"""One unit's report: where it stands, what lifted its total and what cost it, and every part beside its peers."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from indicators.decimals import from_units, half_up
from indicators.parts import Indicator, full_points
from scoring.peers import Peers
from scoring.rates import PERCENT_DECIMALS
from scoring.sheet import State
from scoring.supposition import supposed_total

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal

    from indicators import Unit
    from office.last_year import LastYear
    from scoring import Results

#: Parts named as those that lift a total, cost it, or have most to gain.
MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Facts:
    """Where the unit stands; whatever cannot be said is None.

    `members` counts the units of its group, `ranked` those that have a place, `mean` and `best` are of the published totals there.
    Gaps are the unit's total less the other one.
    """

    unit: Unit
    group: str
    total: Decimal | None
    place: int | None
    members: int
    ranked: int
    tied: bool
    grade: str | None
    bonus: Decimal
    penalty: Decimal
    missing: int
    mean: Decimal | None
    best: Decimal | None
    total_last_year: Decimal | None
    place_last_year: int | None
    grade_last_year: str | None

    @property
    def gap_to_best(self) -> Decimal | None:
        """How far the total is from the best of the group; zero or less."""
        return less(self.total, self.best)

    @property
    def gap_to_mean(self) -> Decimal | None:
        """How far the total is above the mean of the group."""
        return less(self.total, self.mean)

    @property
    def gap_to_last_year(self) -> Decimal | None:
        """How far the total is above last year's."""
        return less(self.total, self.total_last_year)

    @property
    def places_gained(self) -> int | None:
        """How many places the unit has risen since last year; less than zero where it has fallen."""
        if self.place is None or self.place_last_year is None:
            return None
        return self.place_last_year - self.place


@dataclass(frozen=True, slots=True)
class Line:
    """One part of the tree for the unit and its group, in published points.

    `rate` is points ÷ full points in percent. Of an indicator, `effect` is how much less the total would be, exact,
    with the mean of the group in its place, and `to_gain` how much more with full points, rounded to the published
    decimals; both None where there is no total or the indicator does not apply.
    """

    code: str
    name: str
    depth: int
    is_indicator: bool
    state: State
    points: Decimal | None
    full: Decimal | None
    rate: Decimal | None
    mean: Decimal | None
    best: Decimal | None
    place: int | None
    last_year: Decimal | None
    effect: Decimal | None
    to_gain: Decimal | None


@dataclass(frozen=True, slots=True)
class UnitReport:
    """All of it; `lines` go through the tree, the other lists name indicators, the weightiest first."""

    facts: Facts
    lines: tuple[Line, ...]

    @property
    def lifts(self) -> tuple[Line, ...]:
        """The indicators which lift the total most above what the group's mean would give."""
        return _weightiest(self.lines, lambda line: line.effect)

    @property
    def costs(self) -> tuple[Line, ...]:
        """The indicators which cost the total most against the group's mean."""
        return _weightiest(self.lines, lambda line: None if line.effect is None else -line.effect)

    @property
    def gains(self) -> tuple[Line, ...]:
        """The indicators whose lost points would bring the total most."""
        return _weightiest(self.lines, lambda line: line.to_gain)


def unit_report(results: Results, position: int, last_year: LastYear | None = None) -> UnitReport:
    """The report of one unit.

    Args:
        results: Of all units, to compare with.
        position: Of the unit in the sheet.
        last_year: Last year's results, if they are at hand.
    """
    peers = Peers(results, int(results.groups[position]))
    lines = (_line(peers, depth, code, position, last_year) for depth, code in _outline(results))
    return UnitReport(_facts(peers, position, last_year), tuple(lines))


def less(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    """The difference of two published numbers; None where one of them is not there."""
    return None if one is None or other is None else one - other


def _outline(results: Results) -> tuple[tuple[int, str], ...]:
    return tuple((depth, part.code) for depth, part in results.scheme.outline)


def _facts(peers: Peers, position: int, last_year: LastYear | None) -> Facts:
    results = peers.results
    unit, root = results.sheet.units[position], results.scheme.root.code
    standing = results.standings(root)
    return Facts(
        unit=unit,
        group=next(group.name for group in results.scheme.groups if group.code == unit.group),
        total=results.total.value(position),
        place=int(standing.places[position]) or None,
        members=int((results.groups == results.groups[position]).sum()),
        ranked=peers.ranked,
        tied=bool(standing.tied[position]),
        grade=results.grades[position],
        bonus=results.bonus[position],
        penalty=results.penalty[position],
        missing=int(results.missing_count[position]),
        mean=_rounded(peers.mean(root), results.total.decimals),
        best=peers.best(root),
        total_last_year=None if last_year is None else last_year.totals.get(unit.code),
        place_last_year=None if last_year is None else last_year.places.get(unit.code),
        grade_last_year=None if last_year is None else last_year.grades.get(unit.code),
    )


def _line(peers: Peers, depth: int, code: str, position: int, last_year: LastYear | None) -> Line:
    results = peers.results
    part, unit = results.scheme.by_code[code], results.sheet.units[position]
    published, full = results.published(code), full_points(part)
    points, mean = published.value(position), peers.mean(code)
    state = State(int(published.states[position]))
    rate = None if points is None or full is None else Fraction(points) / Fraction(full) * 100
    effect = to_gain = None
    if isinstance(part, Indicator) and state is not State.NOT_APPLICABLE:
        decimals = results.total.decimals
        above_mean = _above(results, position, code, mean)
        below_full = _above(results, position, code, Fraction(part.points))
        effect = _rounded(above_mean, decimals)
        to_gain = _rounded(None if below_full is None else -below_full, decimals)
    return Line(
        code=code,
        name=part.name,
        depth=depth,
        is_indicator=isinstance(part, Indicator),
        state=state,
        points=points,
        full=full,
        rate=_rounded(rate, PERCENT_DECIMALS),
        mean=_rounded(mean, published.decimals),
        best=peers.best(code),
        place=int(results.standings(code).places[position]) or None,
        last_year=None if last_year is None else last_year.points.get((unit.code, code)),
        effect=effect,
        to_gain=to_gain,
    )


def _above(results: Results, position: int, code: str, points: Fraction | None) -> Fraction | None:
    """How far the total is above what it would be with other points in one part."""
    root = results.scheme.root.code
    now = results.exact.cell(results.plan.passed_up(root), position)
    then = None if points is None else supposed_total(results.exact, code, position, points)
    return now.number - then if now.present and then is not None else None


def _rounded(value: Fraction | None, decimals: int) -> Decimal | None:
    return None if value is None else from_units(half_up(value, decimals), decimals)


def _weightiest(lines: tuple[Line, ...], weight: Callable[[Line], Decimal | None]) -> tuple[Line, ...]:
    """The lines that weigh anything, the weightiest first, equals in the order of the tree."""
    weights = {line.code: weight(line) or 0 for line in lines if line.is_indicator}
    found = [line for line in lines if weights.get(line.code, 0) > 0]
    return tuple(sorted(found, key=lambda line: -weights[line.code])[:MOST_NAMED])
