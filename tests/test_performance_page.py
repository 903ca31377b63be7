"""The page of figures is made of what was measured last, part by part, and Polars is one of the judges."""

from __future__ import annotations

import json
import subprocess
import sys
from functools import partial
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from benchmarks.measure import BATON, COPY, PANDAS, Contest, Rescoring, Size, against_all, against_polars
from benchmarks.outcome import Outcome, same
from benchmarks.page import page
from benchmarks.part import FIGURES, Part, keep, kept
from benchmarks.parts import PARTS, RESCORING
from benchmarks.picture import picture
from benchmarks.rescoring_page import rescoring_table
from benchmarks.timing import Time, by_clock, by_processor, in_turn

if TYPE_CHECKING:
    from pathlib import Path

SMALL = Size(units=150, groups=9, rounds=2, warm=0)
SIDES = {
    BATON: 1.0,
    COPY: 0.1,
    PANDAS: 13.0,
    "Polars, eager": 3.0,
    "Polars, lazy": 1.5,
    "Polars, streaming": 2.0,
}


def made_up(units: int, waiting: float = 0.0) -> Contest:
    """Three rounds alike, in which every call waited so long for a processor."""
    times: dict[str, tuple[Time, ...]] = {
        side: (Time(seconds + waiting, seconds),) * 3 for side, seconds in SIDES.items()
    }
    megabytes: dict[str, float] = dict.fromkeys(SIDES, 10.0)
    return Contest(Size(units, 9, rounds=3, warm=1), 2.0, times, megabytes, (0.5, 1.0), "abc")


@pytest.mark.parametrize("size", [SMALL, Size(150, 9, 1, 0, mixed=True), Size(150, 1, 1, 0)])
def test_polars_in_all_its_ways_publishes_what_baton_and_pandas_publish(size: Size) -> None:
    contest = against_all(size)
    assert set(contest.times) == set(SIDES)
    assert {len(times) for times in contest.times.values()} == {size.rounds}
    assert against_polars(size).checksum == contest.checksum


def test_sides_that_publish_different_things_have_no_checksum() -> None:
    numbers = np.arange(3)
    one = Outcome(numbers, numbers, numbers, numbers)
    assert same(one, one) == one.checksum
    with pytest.raises(ValueError, match="'totals': 1, 'group_ranks': 0"):
        same(one, Outcome(np.array([0, 1, 3]), numbers, numbers, numbers))


def test_sides_are_timed_in_turn_and_the_order_turns() -> None:
    called: list[str] = []
    times = in_turn({name: partial(called.append, name) for name in "ab"}, rounds=2, warm=1)
    assert "".join(called) == "ab" + "aabb" + "bbaa"
    assert {name: len(own) for name, own in times.items()} == {"a": 2, "b": 2}


def test_bars_are_held_against_the_processors_time_where_each_side_has_one_thread() -> None:
    table = rescoring_table(Rescoring((made_up(3_000), made_up(100_000, waiting=9.0)), (made_up(3_000),)))
    rows = {row.split(" | ")[0].strip("| "): row.strip("| ").split(" | ")[1:] for row in table.splitlines()}
    assert rows["**times as fast as pandas** (by the clock)"] == [
        "**13** (13); asked ≥ 12: met",
        "**13** (2.2); asked ≥ 7: met",
    ]
    assert rows["**times as fast as the best Polars** (by the clock)"] == [
        "**1.5** (1.5); asked ≥ 2: missed",
        "**1.5** (1.05); asked ≥ 2: missed",
    ]
    assert rows["**times as fast as the best Polars** (by processor time)"] == ["**1.5** (1.5)"]


def test_the_best_polars_is_the_fastest_by_what_counts() -> None:
    contest = made_up(3_000)
    times = contest.times | {"Polars, eager": (Time(0.5, 9.0),)}
    other = Contest(contest.size, 2.0, times, contest.megabytes, contest.load, "abc")
    assert other.best_polars(by_clock) == "Polars, eager"
    assert other.best_polars(by_processor) == "Polars, lazy"


def test_what_a_part_found_is_kept_and_the_other_parts_stay(tmp_path: Path) -> None:
    found = Rescoring((made_up(3_000),), (made_up(3_000),))
    other = Part("other", float, lambda: 2.5, lambda seconds: f"other: {seconds} s", "*Other* is a clock.")
    assert kept(other, tmp_path) is None
    keep(other, other.measure(), tmp_path)
    keep(RESCORING, found, tmp_path)
    assert kept(RESCORING, tmp_path) == found
    text = page((RESCORING, other), tmp_path)
    assert "other: 2.5 s" in text
    assert text.index("13.00 s") < text.index("other: 2.5 s") < text.index("*Other* is a clock.")
    keep(other, 3.5, tmp_path)
    assert page((RESCORING, other), tmp_path) == text.replace("2.5", "3.5")


def test_a_part_that_was_never_measured_is_named_but_not_on_the_page(tmp_path: Path) -> None:
    text = page(PARTS, tmp_path)
    assert "`rescoring`, `weight`" in text
    assert "|" not in text


def test_a_part_that_does_not_exist_is_refused_with_the_names_of_those_that_do() -> None:
    asked = subprocess.run(
        [sys.executable, "-m", "benchmarks", "speed"], capture_output=True, text=True, check=False
    )
    assert asked.returncode == 2
    assert "no such part: speed; there are rescoring, weight, excel" in asked.stderr


def test_the_figures_that_are_kept_are_those_of_the_parts() -> None:
    names = [part.name for part in PARTS]
    assert len(set(names)) == len(names)
    files = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in FIGURES.glob("*.json")}
    assert set(files) <= set(names)
    assert all(part.table(figures) for part in PARTS if (figures := kept(part)) is not None)


def test_the_picture_has_a_bar_for_every_side_longer_where_it_takes_longer() -> None:
    drawn = picture(Rescoring((made_up(3_000), made_up(100_000)), ()))
    root = ET.fromstring(drawn)  # noqa: S314 - our own
    space = "{http://www.w3.org/2000/svg}"
    bars = [float(bar.attrib["width"]) for bar in root.iter(f"{space}rect")][1:]
    texts = [text.text for text in root.iter(f"{space}text")]
    assert len(bars) == 2 * 4
    assert bars[3] < bars[0] < bars[1] < bars[2]
    assert {"Baton", "Polars, lazy", "pandas", "memory copy", "3,000 units, 9 groups"} <= set(texts)
    assert drawn == picture(Rescoring((made_up(3_000), made_up(100_000)), ()))
