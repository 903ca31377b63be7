"""The benchmark measures two ways to the same result."""

from __future__ import annotations

from benchmarks import by_baton, by_pandas
from benchmarks.assessment import assessment
from benchmarks.checking import time_check
from benchmarks.excel import BATON, excel_bars, excel_table, time_excel
from benchmarks.generator import draw_sheet
from benchmarks.outcome import same
from benchmarks.reading import time_reading
from benchmarks.wide_frame import wide_frame
from indicators.problems import blocking
from indicators.structure import check_structure
from scoring.results import Scoring


def test_the_command_check_is_timed_on_a_scheme_that_covers_its_list() -> None:
    assert time_check(40, 60, repeats=1) > 0


def test_reading_is_timed_only_where_it_finds_what_was_put_in() -> None:
    assert min(time_reading(repeats=1)) > 0


def test_pandas_by_hand_publishes_what_baton_publishes() -> None:
    of = assessment(9)
    scheme, sheet = of.scheme, draw_sheet(of, 150)
    assert not blocking(problem for _, problem in check_structure(scheme))
    assert len(scheme.indicators) == 60
    ours = by_baton.outcome_of(by_baton.rescore(Scoring(scheme, sheet)))
    theirs = by_pandas.outcome_of(by_pandas.score(of, wide_frame(of, sheet)))
    assert same(ours, theirs)
    assert len(set(ours.grades.tolist())) > 3


def test_from_excel_to_excel_is_timed_where_the_script_writes_the_same_cells() -> None:
    times = time_excel(150, 9, repeats=1, rounds=1)
    assert min(time.clock for of in times.commands.values() for time in of) > 0
    assert times.middle(BATON).processor > 0
    assert "ExcelWriter" in excel_table(times)
    assert len(excel_bars(times)) == 1
