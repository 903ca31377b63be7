"""How points arise: the readings of a formula, results with places and grades, and why a score is what it is."""

from __future__ import annotations

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
