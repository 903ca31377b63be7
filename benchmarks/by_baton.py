"""Baton's side: a plan compiled once for a sheet, then scored again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from benchmarks.outcome import Outcome

if TYPE_CHECKING:
    from scoring import Results
    from scoring.results import Scoring


def rescore(scoring: Scoring) -> Results:
    """Everything computed anew; totals, both rankings and grades worked out."""
    return published(scoring.results())


def published(results: Results) -> Results:
    """The same, with totals, both rankings and grades worked out."""
    _ = results.total, results.group_rank, results.rank, results.grade_positions
    return results


def outcome_of(results: Results) -> Outcome:
    """What is published of a scoring by Baton."""
    ranks = results.rank
    if ranks is None:
        raise ValueError("the scheme does not rank across groups")
    return Outcome(
        results.total.units,
        results.group_rank.astype(np.int64),
        ranks.astype(np.int64),
        results.grade_positions.astype(np.int64),
    )
