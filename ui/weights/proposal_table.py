"""Proposals side by side: their weights where they differ, and the places and grades they would change."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from indicators.parts import common_weight
from indicators.shares import plain
from scoring.comparison import compare
from ui import comparison

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indicators.scheme import Scheme
    from records import Proposal
    from scoring import Results
    from scoring.comparison import Compared


@dataclass(frozen=True)
class Tried:
    """A proposal with what the present data would come to under it."""

    proposal: Proposal
    results: Results
    compared: dict[int, Compared]

    @property
    def counts(self) -> dict[str, int]:
        """How many ranks and grades it changes."""
        return comparison.counts(self.compared.values(), len(self.proposal.weights))


def tried(proposal: Proposal, official: Results, results: Results) -> Tried:
    """A proposal beside the official results; units are known by their position."""
    return Tried(proposal, results, {row.position: row for row in compare(official, results)})


def weight_rows(scheme: Scheme, proposals: Sequence[Proposal]) -> list[list[str]]:
    """Code and name, the official weight, and one weight for each proposal, of the parts they do not agree on."""
    return [
        [f"{part.code} {part.name}", plain(official), *(plain(weight) for weight in weights)]
        for _, part in scheme.outline
        for official in [Fraction(common_weight(part) or 0)]
        for weights in [[Fraction(proposal.weights.get(part.code, official)) for proposal in proposals]]
        if any(weight != official for weight in weights)
    ]


def units_that_change(trials: Sequence[Tried]) -> list[int]:
    """The positions of the units whose place or grade any of them changes, those that move most first."""
    most: dict[int, int] = {}
    for trial in trials:
        for position, row in trial.compared.items():
            if row.before != row.after or row.grade_changed:
                most[position] = max(most.get(position, 0), comparison.moved(row))
    return sorted(most, key=lambda position: (-most[position], position))


def unit_row(official: Results, trials: Sequence[Tried], position: int, none: str) -> list[str]:
    """A unit's name, and its place and grade officially and under each proposal."""
    before = trials[0].compared[position].before
    return [
        official.sheet.units[position].name,
        _standing(before, official.grades[position], none),
        *(_standing(t.compared[position].after, t.results.grades[position], none) for t in trials),
    ]


def _standing(place: int | None, grade: str | None, none: str) -> str:
    shown = none if place is None else str(place)
    return shown if grade is None else f"{shown} · {grade}"
