"""One weight changed is timed only where the branch publishes what everything computed anew does."""

from __future__ import annotations

import numpy as np

from benchmarks.assessment import assessment
from benchmarks.by_baton import outcome_of, rescore
from benchmarks.generator import draw_sheet
from benchmarks.measure import Contest, Size
from benchmarks.narrow_sheet import draw_narrow_sheet
from benchmarks.outcome import same
from benchmarks.timing import Time
from benchmarks.weight import BRANCH, FULL, one_weight_changed
from benchmarks.weight_page import weight_bars, weight_table
from scoring.results import Scoring


def test_the_narrow_sheet_holds_the_figures_of_the_drawn_one_in_two_bytes_each() -> None:
    of = assessment(9)
    narrow, drawn = draw_narrow_sheet(of, 150), draw_sheet(of, 150)
    assert {column.mantissas.itemsize for column in narrow.columns.values()} <= {1, 2}
    for name, column in drawn.columns.items():
        assert np.array_equal(narrow.columns[name].mantissas, column.mantissas)
        assert np.array_equal(narrow.columns[name].states, column.states)
    assert [unit.group for unit in narrow.units] == [unit.group for unit in drawn.units]
    same(*(outcome_of(rescore(Scoring(of.scheme, sheet))) for sheet in (narrow, drawn)))


def test_a_changed_weight_is_timed_against_every_column_computed_anew() -> None:
    contest = one_weight_changed(Size(150, 9, rounds=2, warm=0))
    assert {side: len(times) for side, times in contest.times.items()} == {BRANCH: 2, FULL: 2}
    unchanged = outcome_of(rescore(Scoring(assessment(9).scheme, draw_sheet(assessment(9), 150))))
    assert contest.checksum != unchanged.checksum


def test_the_page_says_at_which_sizes_the_branch_is_fast_enough() -> None:
    found = tuple(
        Contest(
            Size(units, 9, rounds=1, warm=0),
            1.0,
            {BRANCH: (Time(0.5, branch),), FULL: (Time(1.0, 1.0),)},
            {BRANCH: 1.0, FULL: 2.0},
            (0.0, 0.0),
            "abc",
        )
        for units, branch in ((3_000, 0.4), (100_000, 0.5))
    )
    assert "| **2.5** (2): met | **2** (2): missed |" in weight_table(found)
    assert [(bar.measured, bar.met) for bar in weight_bars(found)] == [("2.5×", True), ("2×", False)]
