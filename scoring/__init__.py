"""How points arise: the readings of a formula, results with places and grades, and why a score is what it is."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scoring.contributions import Contribution, decompose
    from scoring.eligibility import Award
    from scoring.explanation import Explanation, explain
    from scoring.results import Published, Results, Scoring, score
    from scoring.sheet import ScoreSheet, State, build_sheet

__all__ = [
    "Award",
    "Contribution",
    "Explanation",
    "Published",
    "Results",
    "ScoreSheet",
    "Scoring",
    "State",
    "build_sheet",
    "decompose",
    "explain",
    "score",
]

_HOMES = {
    "contributions": ("Contribution", "decompose"),
    "eligibility": ("Award",),
    "explanation": ("Explanation", "explain"),
    "results": ("Published", "Results", "Scoring", "score"),
    "sheet": ("ScoreSheet", "State", "build_sheet"),
}
_MODULES = {name: f"scoring.{module}" for module, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    """Imports what is asked for and no more: whoever only reads sheets needs neither pandas nor places."""
    if name not in _MODULES:
        raise AttributeError(name)
    return getattr(import_module(_MODULES[name]), name)
