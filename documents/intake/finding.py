"""Findings: what is to be said of a cell, before its place is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from indicators.problems import Place, Problem, ProblemKind

#: What is quoted of a cell; the rest is cut.
LONGEST_SHOWN = 40


class Finding:
    """What is to be said of a cell, whatever its place."""

    def __init__(self, kind: ProblemKind, **said: object) -> None:
        self.kind = kind
        self._said = said

    def at(self, place: Place) -> Problem:
        """The problem at a place."""
        return self.kind.at(place, **self._said)


def shown(text: str) -> str:
    """A text as it is quoted: not too long; a problem shows what is hidden in it."""
    return text if len(text) <= LONGEST_SHOWN else text[:LONGEST_SHOWN] + "…"
