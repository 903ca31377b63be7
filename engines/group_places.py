"""Places and grades in a group that is spread over several stretches, from their tallies."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from engines.block_scoring import NOBODY
from indicators.policies import Ties
from scoring.grading import NO_GRADE, Contest, Vetoed, grades_among, vetoed_at

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engines.block_scoring import Scored
    from engines.levels import Levels
    from engines.run_folder import RunFolder
    from engines.sheet_layout import SheetLayout, Stretch
    from indicators.scheme import Scheme


class GroupPlaces:
    """The places and grades of one group, stretch by stretch."""

    def __init__(
        self,
        scheme: Scheme,
        layout: SheetLayout,
        stretches: dict[int, Stretch],
        levels: Levels,
        folder: RunFolder,
    ) -> None:
        """Counts who uses places of quotas.

        Args:
            scheme: What the units are scored by.
            layout: Of the sheet.
            stretches: Those of the group, by their numbers.
            levels: Of these stretches.
            folder: Where they are kept.
        """
        self._scheme, self._levels, self._layout, self._stretches = scheme, levels, layout, stretches
        capped, self._assessed = np.zeros_like(levels.units), 0
        for at, stretch in stretches.items():
            vetoed = self._vetoed(stretch)
            self._assessed += int((~vetoed.out).sum())
            if (vetoed.best > 0).any():
                of = levels.of_units(at, folder.scored(at).lines[vetoed.best > 0])
                capped += np.bincount(of[of != NOBODY], minlength=len(capped))
        self._using = levels.units - capped

    def scored(self, at: int, scored: Scored) -> Scored:
        """A stretch with the places and grades of its units."""
        level = self._levels.of_units(at, scored.lines)
        ranked = np.flatnonzero(level != NOBODY)
        own = level[ranked]
        ranks = np.zeros(len(level), dtype=np.int32)
        ranks[ranked] = self._places(at, own)
        grades = np.full(len(level), NO_GRADE, dtype=np.int8)
        if len(own) and self._scheme.grades:
            grades[ranked] = self._grades(ranked, own, at, scored)
        return replace(scored, group_ranks=ranks, grades=grades)

    def _places(self, at: int, level: NDArray[np.intp]) -> NDArray[np.int64]:
        match self._scheme.policies.ties:
            case Ties.DENSE:
                return self._levels.dense()[level]
            case Ties.COMPETITION:
                return self._levels.better()[level] + 1
            case Ties.ORDINAL:
                # Within a group the sheet is in the order of codes.
                first = self._levels.better() + self._levels.before(at) + 1
                return first[level] + earlier_of_equals(level)

    def _grades(
        self, ranked: NDArray[np.intp], level: NDArray[np.intp], at: int, scored: Scored
    ) -> NDArray[np.int16]:
        every = self._vetoed(self._stretches[at])
        vetoed = Vetoed(every.best[ranked], every.lower[ranked], every.out[ranked])
        better = (self._using.sum() - np.cumsum(self._using))[level]
        down_to = better + self._using[level] + (vetoed.best > 0)
        contest = Contest(np.zeros_like(level), np.array([self._assessed]), better, down_to)
        totals = scored.parts[self._scheme.root.code].units[ranked]
        return grades_among(self._scheme.grades, self._scheme.policies, totals, contest, vetoed)[0]

    def _vetoed(self, stretch: Stretch) -> Vetoed:
        rows = stretch.rows
        return vetoed_at(
            self._scheme,
            rows.stop - rows.start,
            ((row - rows.start, veto.veto) for row, veto in self._layout.vetoes_in(rows)),
        )


def earlier_of_equals(keys: NDArray[np.intp]) -> NDArray[np.intp]:
    """How many equal keys stand before each."""
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    starts = np.flatnonzero(np.diff(ordered, prepend=-2))
    found = np.empty(len(keys), dtype=np.intp)
    found[order] = np.arange(len(keys)) - np.repeat(starts, np.diff(starts, append=len(keys)))
    return found
