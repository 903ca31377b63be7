"""What is wrong with rows: every problem with the unit of its row, and every merged range only once."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from documents.intake.value_problems import MERGED_CELL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from documents.grid import Spot
    from documents.intake.asked import Asked
    from documents.intake.taking import Taking
    from indicators.problems import Problem
    from indicators.units import Unit


class RowLog:
    """Puts what is found in rows and forms into an intake."""

    def __init__(self, taking: Taking) -> None:
        self._taking = taking
        self._intake = taking.intake
        self._ranges: set[tuple[str | None, ...]] = set()

    def add(self, found: Iterable[Problem], unit: Unit | None = None) -> None:
        """Notes problems; the unit is that of their row or form, if it is known."""
        for problem in found if unit is None else of_unit(found, unit):
            if self._is_new(problem):
                self._intake.problems.append(problem)
            elif problem.place.unit is not None:
                # The range is named once, and none of the units whose cells it swallows is clean.
                self._intake.problems.blocked_units.add(problem.place.unit)

    def take(self, unit: Unit, asked: Asked, spot: Spot) -> None:
        """Takes what the cell at a spot says of a unit."""
        swallowed = spot.cell.merged_range
        if not swallowed:
            self._taking.take(unit, asked, spot)
        elif self._taking.counts(unit, asked):
            self.add([MERGED_CELL.at(spot.place(unit.name, asked.indicator.code), range=swallowed)])
            self._taking.refuse(unit, asked)

    def _is_new(self, problem: Problem) -> bool:
        key = _range_of(problem)
        if key is None:
            return True
        is_new = key not in self._ranges
        self._ranges.add(key)
        return is_new


def of_unit(found: Iterable[Problem], unit: Unit) -> list[Problem]:
    """The problems, with the unit in whose row or form they were found."""
    return [replace(problem, place=replace(problem.place, unit=unit.name)) for problem in found]


def each_range_once(found: Iterable[Problem]) -> Iterator[Problem]:
    """The problems, of the cells under one merged range only the first."""
    ranges = set()
    for problem in found:
        key = _range_of(problem)
        if key is None or key not in ranges:
            ranges.add(key)
            yield problem


def _range_of(problem: Problem) -> tuple[str | None, ...] | None:
    """The merged range a problem is about; its message names it."""
    if problem.code != MERGED_CELL.code:
        return None
    return problem.place.file, problem.place.sheet, problem.message.zh
