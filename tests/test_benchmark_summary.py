"""The table at the top of the page says of every bar what was asked, what was measured, and whether it is met."""

from __future__ import annotations

import tomllib
from pathlib import Path

import numpy as np

from benchmarks.assessment import assessment, kinds_drawn
from benchmarks.bars import Bar, at_least, at_most
from benchmarks.by_mcdm import places
from benchmarks.part import Part
from benchmarks.rescoring_method import METHOD
from benchmarks.streaming import Measured, Streaming
from benchmarks.summary import streaming_bars, summary
from benchmarks.timing import Time
from engines.checksum import Checksum
from indicators.rules import RULES, kind_of

PROJECT = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))


def test_a_bar_holds_only_if_every_measurement_keeps_to_it() -> None:
    assert at_least("w", 2, 2.0, 3.14159) == Bar("w", "≥ 2×", "2×, 3.14×", met=True)
    assert not at_least("w", 2, 1.99, 3).met
    assert at_most("w", 12, 11.9, 12.0) == Bar("w", "≤ 12×", "11.9×, 12×", met=True)
    assert not at_most("w", 12, 11, 12.1).met


def test_the_summary_lists_the_bars_of_all_parts_and_counts_those_that_are_met() -> None:
    part = Part(
        "p", float, lambda: 2.5, str, bars=lambda found: (at_least("one", 2, found), at_most("two", 2, found))
    )
    silent = Part("q", float, lambda: 1.0, str)
    lines = summary([(part, 2.5), (silent, 1.0)]).splitlines()
    assert lines[0] == "| 1 of 2 bars are met | asked | measured |  |"
    assert lines[2:4] == ["| one | ≥ 2× | 2.5× | met |", "| two | ≤ 2× | 2.5× | **missed** |"]
    assert summary([(silent, 1.0)]) == ""


def test_the_cost_of_streaming_must_grow_with_the_units_and_its_memory_not() -> None:
    def measured(units: int, baton: float, memory: float) -> Measured:
        reads = {"slow": Time(2.0, 2.0), "fast": Time(1.0, 1.0)}
        return Measured(units, 1, reads, Time(baton, baton), memory, Checksum())

    sizes = (measured(1_000_000, 0.7, 500.0), measured(5_250_000, 5.0, 1_100.0))
    bars = streaming_bars(Streaming(sizes, Checksum(), sizes[0]))
    assert [(bar.measured, bar.met) for bar in bars] == [
        ("5×", True),
        ("500 MB, 1,100 MB", False),
        ("7.14×", False),
    ]


def test_places_of_ties_are_those_offices_publish() -> None:
    assert places(np.array([80.004, 90.0, 80.0, 70.0])).tolist() == [2, 1, 2, 4]


def test_every_kind_of_rule_is_measured_and_the_page_says_so() -> None:
    leaves = assessment(9).leaves
    kinds = {leaf.entry["rule"]["kind"] for leaf in leaves}
    assert kinds == kinds_drawn() == set(map(kind_of, RULES))
    assert (len(leaves), sum(len(leaf.figures) for leaf in leaves)) == (60, 89)
    assert f"60 indicators with 89 reported fields, in which each of the {len(RULES)} kinds" in METHOD


def test_what_the_benchmarks_bring_is_what_the_tests_bring() -> None:
    extra = dict(pin.split("==") for pin in PROJECT["project"]["optional-dependencies"]["bench"])
    tests = dict(pin.split("==") for pin in PROJECT["dependency-groups"]["test"])
    assert {name: pin for name, pin in extra.items() if name in tests} == {
        name: tests[name] for name in ("polars", "playwright")
    }
