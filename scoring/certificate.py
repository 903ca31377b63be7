"""The certificate of a result: every published number, place and grade worked out once more by the exact reading."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from indicators.decimals import half_up
from indicators.policies import RankOn
from scoring.exact import Exact
from scoring.grading import Ranked, grade_units, vetoed_units
from scoring.ranking import standings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from numpy.typing import NDArray

    from scoring.exact import Cell
    from scoring.ranking import Standings
    from scoring.results import Results

PLACE, OVERALL_PLACE, GRADE = "place", "overall place", "grade"


class Differing(NamedTuple):
    """One figure that is not what the exact reading gives: of which unit, and the code of a part or one of the above."""

    unit: str
    figure: str


@dataclass(frozen=True, slots=True)
class Certificate:
    """How many figures were worked out again, and those of them that differ."""

    figures: int
    differing: tuple[Differing, ...]

    @property
    def holds(self) -> bool:
        """Whether nothing differs."""
        return not self.differing


def certify(results: Results, progress: Callable[[int, int], None] | None = None) -> Certificate:
    """Works out every published figure once more, by fractions alone.

    The exact reading is a fresh one, which took nothing from the tables and is let go of afterwards.

    Args:
        results: What is to be published.
        progress: Told how many units are done, and of how many.
    """
    exact = Exact(results.plan, results.sheet)
    parts = [part.code for _, part in results.scheme.outline]
    differing: list[Differing] = []
    count = len(results.sheet.units)
    for position, unit in enumerate(results.sheet.units):
        differing += (
            Differing(unit.code, code) for code in parts if not _is_exact(results, exact, code, position)
        )
        if progress is not None:
            progress(position + 1, count)
    again = tuple(_places_and_grades(results, exact))
    for figure, found, expected in again:
        wrong = np.flatnonzero(found != expected)
        differing += (Differing(results.sheet.units[int(position)].code, figure) for position in wrong)
    return Certificate(count * (len(parts) + len(again)), tuple(differing))


def _is_exact(results: Results, exact: Exact, code: str, position: int) -> bool:
    published = results.published(code)
    cell = exact.cell(results.plan.passed_up(code), position)
    if int(cell.state) != published.states[position]:
        return False
    return not cell.present or half_up(cell.number, published.decimals) == published.units[position]


def _places_and_grades(
    results: Results, exact: Exact
) -> Iterator[tuple[str, NDArray[np.intp], NDArray[np.intp]]]:
    """Each figure that follows from the order of the units: as published, and as exact totals and tie-breaks give it."""
    scheme, root = results.scheme, results.scheme.root.code
    name = results.plan.passed_up(root)
    totals = [exact.cell(name, position) for position in range(len(results.sheet.units))]
    decimals = results.total.decimals
    units = np.array([half_up(cell.number, decimals) if cell.present else 0 for cell in totals], np.int64)
    scored = np.array([cell.present for cell in totals], dtype=bool)
    vetoed = vetoed_units(scheme, results.sheet)
    keys = _keys(results, exact, units)

    def places(groups: NDArray[np.intp]) -> Standings:
        codes = [unit.code for unit in results.sheet.units]
        return standings(keys, scored & ~vetoed.out, groups, scheme.policies.ties, lambda: codes)

    within = places(results.groups)
    yield PLACE, results.group_rank, within.places
    if results.rank is not None:
        yield OVERALL_PLACE, results.rank, places(np.zeros_like(results.groups)).places
    ranked = Ranked(keys, results.groups, scored, within)
    grades, _ = grade_units(scheme.grades, scheme.policies, units, ranked, vetoed)
    if scheme.grades:
        yield GRADE, results.grade_positions, grades


def _keys(results: Results, exact: Exact, units: NDArray[np.int64]) -> NDArray[np.intp]:
    """Whole numbers in the order of exact totals and tie-breaks."""
    policies, name = results.scheme.policies, results.plan.exact_name

    def of(position: int) -> tuple[object, ...]:
        published = policies.rank_on is RankOn.PUBLISHED
        root = exact.cell(name(results.scheme.root.code), position)
        first = int(units[position]) if published else root.number
        return (first, *(_comparable(exact.cell(name(code), position)) for code in policies.tie_break))

    found = [of(position) for position in range(len(units))]
    order = {key: rank for rank, key in enumerate(sorted(set(found)))}
    return np.array([order[key] for key in found], dtype=np.intp)


def _comparable(cell: Cell) -> tuple[bool, object]:
    return cell.present, cell.number if cell.present else 0
