"""Baton's side: a plan compiled once, scored again and again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from benchmarks.outcome import Outcome
from scoring.block import Arranged
from scoring.exact import Exact
from scoring.layout import compile_plan
from scoring.results import Results, _InSheetOrder
from scoring.table import Table, profile_of

if TYPE_CHECKING:
    from indicators.scheme import Scheme
    from scoring.sheet import ScoreSheet


class ByBaton:
    """A scheme and a sheet made ready; `run` scores, ranks and grades."""

    def __init__(self, scheme: Scheme, sheet: ScoreSheet) -> None:
        self._plan = compile_plan(scheme)
        self._sheet = sheet
        self._exact = Exact(self._plan, sheet)
        self._table = Table(self._plan, profile_of(sheet))
        self._arranged = Arranged(sheet, scheme.group_codes)

    def run(self) -> Results:
        """A fresh scoring of the same sheet, everything published of it worked out."""
        columns = _InSheetOrder(self._arranged, self._table.run(self._arranged, self._exact))
        results = Results(self._plan, self._sheet, self._exact, columns, self._table.known)
        _ = results.total, results.group_rank, results.rank, results.grades
        return results


def outcome_of(results: Results) -> Outcome:
    """What is published of a scoring by Baton."""
    names = [grade.name for grade in results.scheme.grades]
    numbers = {name: index for index, name in enumerate(names)}
    grades = [-1 if name is None else numbers[name] for name in results.grades]
    ranks = results.rank
    assert ranks is not None
    return Outcome(
        results.total.units,
        results.group_rank.astype(np.int64),
        ranks.astype(np.int64),
        np.array(grades, dtype=np.int64),
    )
