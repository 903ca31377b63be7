"""The benchmark measures two ways to the same result."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks import by_baton, by_pandas, by_polars
from benchmarks.assessment import assessment
from benchmarks.checking import time_check
from benchmarks.excel import BATON, excel_bars, excel_table, time_excel
from benchmarks.generator import draw_sheet
from benchmarks.outcome import same
from benchmarks.pandas_rules import points_of as pandas_points
from benchmarks.polars_rules import points_of as polars_points
from benchmarks.reading import time_reading
from benchmarks.wide_frame import wide_frame
from indicators.formula import ColumnName, Stage
from indicators.problems import blocking
from indicators.structure import check_structure
from scoring.results import Scoring
from scoring.sheet import State

#: Groups and units, the second time with groups of one unit, and of two of which one has not reported.
SIZES = pytest.mark.parametrize(("groups", "units"), [(9, 150), (100, 200)])


def test_the_command_check_is_timed_on_a_scheme_that_covers_its_list() -> None:
    assert time_check(40, 60, repeats=1) > 0


def test_reading_is_timed_only_where_it_finds_what_was_put_in() -> None:
    assert min(time_reading(repeats=1)) > 0


@SIZES
def test_pandas_by_hand_publishes_what_baton_publishes(groups: int, units: int) -> None:
    of = assessment(groups)
    scheme, sheet = of.scheme, draw_sheet(of, units)
    assert not blocking(problem for _, problem in check_structure(scheme))
    assert len(scheme.indicators) == 60
    ours = by_baton.outcome_of(by_baton.rescore(Scoring(scheme, sheet)))
    theirs = by_pandas.outcome_of(by_pandas.score(of, wide_frame(of, sheet)))
    assert same(ours, theirs)
    assert len(set(ours.grades.tolist())) > 3


@SIZES
def test_every_rule_by_hand_gives_the_points_of_its_kind(groups: int, units: int) -> None:
    of = assessment(groups)
    sheet = draw_sheet(of, units)
    frame, results = wide_frame(of, sheet), Scoring(of.scheme, sheet).results()
    in_polars = by_polars.polars_frame(frame).select(
        polars_points(leaf.entry).alias(leaf.code) for leaf in of.leaves
    )
    for leaf in of.leaves:
        values = results.columns[ColumnName(Stage.POINTS, leaf.code)]
        expected = np.where(values.are(State.VALUE), values.numbers, np.nan)
        for found in (pandas_points(frame, leaf.entry), in_polars[leaf.code]):
            np.testing.assert_allclose(
                found.to_numpy(), expected, atol=1e-12, err_msg=str(leaf.entry["rule"])
            )


def test_from_excel_to_excel_is_timed_where_the_script_writes_the_same_cells() -> None:
    times = time_excel(150, 9, repeats=1, rounds=1)
    assert min(time.clock for of in times.commands.values() for time in of) > 0
    assert times.middle(BATON).processor > 0
    assert "ExcelWriter" in excel_table(times)
    assert len(excel_bars(times)) == 1
