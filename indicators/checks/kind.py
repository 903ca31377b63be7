"""A kind of problem that a check finds, with where its demand comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from indicators.problems import Place, ProblemKind

if TYPE_CHECKING:
    from indicators.problems import Problem
    from indicators.words import Words


@dataclass(frozen=True, slots=True)
class CheckKind(ProblemKind):
    """One entry of the catalogue of checks; `source` is what asks for it."""

    source: Words

    def about(self, code: str, **values: object) -> Problem:
        """The problem of this kind at a part of the scheme."""
        return self.at(Place(indicator=code), code=code, **values)
