"""Where a spreadsheet, which counts in floats, could decide otherwise than exact arithmetic does, and what it must give.

Numbers within a billionth of an edge count as on it. That is right wherever they are on it, and wrong for the few that
only come close. Floats find all that come close, the exact reading tells which do: one in many thousands.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from indicators import formula
from indicators.decimals import half_up
from indicators.formula import Rounding
from indicators.words import same
from scoring.cell_noise import Noise
from scoring.cell_text import GUARD, Edge
from scoring.exact import Exact
from scoring.irrational import snapped
from scoring.plan import Formula, Rounded
from scoring.ranking import exact_order

if TYPE_CHECKING:
    from collections.abc import Mapping

    from indicators.formula import ColumnName, Condition, Node
    from scoring.exact import Cell
    from scoring.plan import Column, Plan
    from scoring.results import Results
    from scoring.sheet import ScoreSheet

#: Closer than this to an edge a number is looked at; within the second of these the guard takes it for the edge.
_LOOKED_AT, _TAKEN = 1e-8, 6e-10
#: Up to this much noise the guard takes what is on an edge for just that.
_QUIET = 1e-10
#: An edge holds within so much at least of the number it was found at.
_WITHIN = 1e-12


class Decided(NamedTuple):
    """The exact number that is held against an edge, and what it gives."""

    number: Fraction
    gives: Fraction | bool


class Recorder(Exact):
    """The exact reading of single trees, which keeps what is decided on the way."""

    def __init__(self, plan: Plan, sheet: ScoreSheet, known: Exact) -> None:
        super().__init__(plan, sheet)
        self._known = known
        self.met: dict[Node | Condition, Decided] = {}

    def decisions(self, column: Formula, unit: int) -> dict[Node | Condition, Decided]:
        """Every decision that one unit's cell takes."""
        self.met = {}
        self._formula(column, unit)
        return self.met

    def cell(self, name: ColumnName, unit: int) -> Cell:
        """As it is known."""
        return self._known.cell(name, unit)

    def cohort_number(self, node: formula.Cohort, unit: int) -> Fraction:
        """As it is known."""
        return self._known.cohort_number(node, unit)

    def holds(self, condition: Condition, unit: int) -> bool:
        """Keeps the difference."""
        found = super().holds(condition, unit)
        if isinstance(condition, formula.Compare):
            difference = snapped(self.number(condition.left, unit) - self.number(condition.right, unit))
            self.met[condition] = Decided(difference, found)
        return found

    def number(self, node: Node, unit: int) -> Fraction:
        """Keeps what is rounded or looked up."""
        found = super().number(node, unit)
        if isinstance(node, formula.Round | formula.Lookup | formula.Interpolated):
            self.met[node] = Decided(snapped(self.number(node.of, unit)), found)
        return found


class Edges:
    """The edges of one run; all are by the positions of the units in the score sheet."""

    def __init__(self, results: Results) -> None:
        self._results = results
        self._noise = Noise(results)

    @cached_property
    def _recorder(self) -> Recorder:
        return Recorder(self._results.plan, self._results.sheet, self._results.exact)

    def inside(self, column: Column) -> Mapping[int, Mapping[Node | Condition, Edge]]:
        """Those within a tree."""
        if not isinstance(column, Formula):
            return {}
        found: dict[int, dict[Node | Condition, Edge]] = {}
        met = self._noise.decisions(column)
        near = np.zeros(len(self._results.sheet.units), dtype=bool)
        for one in met.values():
            close = np.broadcast_to(one.distance <= _LOOKED_AT + 8 * one.number.noise, near.shape)
            near |= (close | ~np.isfinite(np.broadcast_to(one.distance, near.shape))) & one.where
        for unit in np.flatnonzero(near).tolist():
            for part, decided in self._recorder.decisions(column, unit).items():
                noise = float(np.broadcast_to(met[part].number.noise, near.shape)[unit])
                edge = _edge(part, decided, noise)
                if edge is not None:
                    found.setdefault(unit, {})[part] = edge
        return found

    def of_column(self, column: Column) -> Mapping[int, Edge]:
        """Those of a column that rounds another."""
        return self.rounding(column.of, column.decimals) if isinstance(column, Rounded) else {}

    def rounding(self, name: ColumnName, decimals: int) -> Mapping[int, Edge]:
        """Those of a column's numbers rounded half up."""
        numbers, noise = self._noise.column(name)
        scaled = np.abs(numbers) * 10.0**decimals - 0.5
        distance = np.abs(scaled - np.rint(scaled)) / 10.0**decimals
        near = (distance <= _LOOKED_AT + 8 * noise) & self._noise.present(name)
        node = formula.Round(formula.Field(name), Rounding.HALF_UP, decimals, same(""))
        found = {}
        for unit in np.flatnonzero(near).tolist():
            value = self._results.exact.cell(name, unit).number
            decided = Decided(value, Fraction(half_up(value, decimals), 10**decimals))
            edge = _edge(node, decided, float(noise[unit]))
            if edge is not None:
                found[unit] = edge
        return found

    def comparing(self, name: ColumnName) -> Mapping[int, Edge]:
        """What units must be compared on whose numbers the guard would take for equal, or equal ones for different."""
        positions = np.flatnonzero(self._noise.present(name))
        numbers, noise = (each[positions] for each in self._noise.column(name))
        if not len(positions):
            return {}

        def exact(at: int) -> Fraction:
            return self._results.exact.cell(name, int(positions[at])).number

        reach = 2e-9 + 4 * float(noise.max())
        keys = exact_order(numbers, np.zeros(len(positions), dtype=np.intp), reach, exact)
        times = np.bincount(keys)
        lowest = np.full(len(times), np.inf)
        np.minimum.at(lowest, keys, numbers)
        place = lowest * 10.0**GUARD - 0.5
        blurred = np.abs(place - np.rint(place)) <= 1e-6 + 8 * float(noise.max()) * 10.0**GUARD
        crowded = np.diff(lowest, prepend=-np.inf) <= reach
        crowded |= np.append(crowded[1:], False)
        wanted = crowded | (blurred & (times > 1)) | (noise.max() > _QUIET)
        found: dict[int, Edge] = {}
        given = Fraction(0)
        for key in np.flatnonzero(wanted).tolist():
            first = int(np.flatnonzero(keys == key)[0])
            value = exact(first)
            step = max(Fraction(1, 10**GUARD), abs(value) / 10**14)
            own = Fraction(half_up(value, GUARD), 10**GUARD)
            given = max(own, given + step) if found and crowded[key] else own
            edge = Edge(value, max(_WITHIN, 4 * float(noise[first]), abs(float(value)) * 1e-14), given)
            found |= {int(positions[at]): edge for at in np.flatnonzero(keys == key)}
        return found


def _edge(part: Node | Condition, decided: Decided, noise: float) -> Edge | None:
    """What exact arithmetic gives, where a spreadsheet with so much noise could give something else."""
    value = decided.number
    off, scale = _distance(part, value)
    quiet = noise * scale < _QUIET if off == 0 else off > _TAKEN + 2 * noise
    if quiet:
        return None
    return Edge(value, max(_WITHIN, 4 * noise, abs(float(value)) * 1e-14), decided.gives)


def _distance(part: Node | Condition, value: Fraction) -> tuple[Fraction, int]:
    """How far a number is from the edge, and how many times the guard is finer than usual."""
    match part:
        case formula.Round(_, Rounding.HALF_UP, decimals, _):
            scaled = abs(value) * 10**decimals - Fraction(1, 2)
            return abs(scaled - round(scaled)) / 10**decimals, 1
        case formula.Round(_, _, decimals, _):
            scaled = value * 10**decimals
            return abs(scaled - round(scaled)) / 10**decimals, 10**decimals
        case formula.Lookup(thresholds=thresholds):
            return min(abs(value - edge) for edge in thresholds), 1
        case formula.Interpolated(thresholds=thresholds):
            return abs(value - thresholds[0]), 1
        case _:
            return abs(value), 1
