"""Scoring again at one size: every contender must publish the same; then they are timed in turn."""

from __future__ import annotations

import os
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing import get_context
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import psutil

from benchmarks import by_baton, by_pandas, by_polars
from benchmarks.assessment import assessment
from benchmarks.by_baton import rescore
from benchmarks.generator import SEED, draw_sheet
from benchmarks.judge import judged
from benchmarks.memory_copy import memory_copy
from benchmarks.outcome import same
from benchmarks.streaming import peak_memory
from benchmarks.timing import Time, in_turn, once
from benchmarks.wide_frame import wide_frame
from engines.kept_memory import keep_memory
from scoring.results import Scoring
from scoring.sheet import RawColumn, ScoreSheet

if TYPE_CHECKING:
    from collections.abc import Callable

    from benchmarks.assessment import Assessment
    from benchmarks.outcome import Outcome

    Sides = dict[str, Callable[[], object]]

Found = TypeVar("Found")

BATON, PANDAS, COPY = "Baton", "pandas", "copy"
MEGABYTE = 2**20
#: Seconds for which the memory of a side is looked at, at least.
LOOKED_AT = 0.3
#: The most units of which every figure is worked out by fractions as well.
JUDGED = 3_000


@dataclass(frozen=True, slots=True)
class Size:
    """How many units in how many groups, listed group after group unless mixed, and how often each side is timed."""

    units: int
    groups: int
    rounds: int
    #: Calls before each that is timed.
    warm: int
    mixed: bool = False


@dataclass(frozen=True, slots=True)
class Contest:
    """What the sides took at one size; `first` is Baton's first scoring, compiling included.

    `load` is what the machine had to do on average over the minute before and the last minute, ours included;
    `megabytes` how much memory each side took beyond all that was held before.
    """

    size: Size
    first: float
    times: dict[str, tuple[Time, ...]]
    megabytes: dict[str, float]
    load: tuple[float, float]
    checksum: str
    #: Who else publishes the same, beside the sides that are timed.
    judges: tuple[str, ...] = ()

    def middle(self, side: str) -> Time:
        """The medians of a side."""
        times = self.times[side]
        return Time(median(time.clock for time in times), median(time.processor for time in times))

    def ratio(self, side: str, other: str) -> Time:
        """How many times as long as the other a side takes: the medians over the rounds."""
        both = list(zip(self.times[side], self.times[other], strict=True))
        return Time(
            median(one.clock / two.clock for one, two in both),
            median(one.processor / two.processor for one, two in both),
        )

    def best_polars(self, by: Callable[[Time], float]) -> str:
        """The fastest of the ways in which Polars runs the plan."""
        return min(by_polars.WAYS, key=lambda way: by(self.middle(way)))


@dataclass(frozen=True, slots=True)
class Rescoring:
    """All sides on one thread each, at each size; and Polars with all processors, Baton on one thread still."""

    one_thread: tuple[Contest, ...]
    all_processors: tuple[Contest, ...]


def rescoring(sizes: tuple[Size, ...]) -> Rescoring:
    """Each size in processes of its own.

    Raises:
        ValueError: If two sides do not publish the same.
    """
    return Rescoring(
        tuple(in_own_process(partial(against_all, size), 1) for size in sizes),
        tuple(in_own_process(partial(against_polars, size), os.cpu_count() or 1) for size in sizes),
    )


def against_all(size: Size) -> Contest:
    """Baton, a memory copy, pandas, and Polars in all its ways; at small sizes the exact reading is the judge.

    Raises:
        ValueError: If two of them do not publish the same.
    """
    of, sheet = _drawn(size)
    frame = wide_frame(of, sheet)
    sides: Sides = {COPY: memory_copy(sheet), PANDAS: partial(by_pandas.score, of, frame)}
    published = by_pandas.outcome_of(by_pandas.score(of, frame))
    judges = judged(of, sheet) if size.units <= JUDGED else {}
    contest = _contest(size, of, sheet, sides, (published, *judges.values()))
    return replace(contest, judges=tuple(judges))


def against_polars(size: Size) -> Contest:
    """Baton, and Polars in all its ways.

    Raises:
        ValueError: If two of them do not publish the same.
    """
    return _contest(size, *_drawn(size), {}, ())


def _drawn(size: Size) -> tuple[Assessment, ScoreSheet]:
    of = assessment(size.groups)
    sheet = draw_sheet(of, size.units)
    return of, _mixed(sheet) if size.mixed else sheet


def _mixed(sheet: ScoreSheet) -> ScoreSheet:
    """The same units in an order that has nothing to do with their groups."""
    order = np.random.default_rng(SEED).permutation(len(sheet.units))
    columns = {
        name: RawColumn(column.mantissas[order], column.decimals, column.states[order])
        for name, column in sheet.columns.items()
    }
    return ScoreSheet(tuple(sheet.units[at] for at in order.tolist()), columns)


def _contest(
    size: Size, of: Assessment, sheet: ScoreSheet, others: Sides, published: tuple[Outcome, ...]
) -> Contest:
    first = once(lambda: rescore(Scoring(of.scheme, sheet)))
    baton = partial(rescore, Scoring(of.scheme, sheet))
    polars = by_polars.ways(of, by_polars.polars_frame(wide_frame(of, sheet)))
    sides: Sides = {BATON: baton, **others, **polars}
    megabytes = {name: needed(run) for name, run in sides.items()}
    checksum = same(
        by_baton.outcome_of(baton()), *published, *(by_polars.outcome_of(run()) for run in polars.values())
    )
    before = psutil.getloadavg()[0]
    times = in_turn(sides, size.rounds, size.warm)
    return Contest(size, first, times, megabytes, (before, psutil.getloadavg()[0]), checksum)


def needed(run: Callable[[], object]) -> float:
    """Megabytes of calls at their peak beyond what this process held before."""
    held, enough = psutil.Process().memory_info().rss / MEGABYTE, perf_counter() + LOOKED_AT

    def again() -> None:
        run()
        while perf_counter() < enough:
            run()

    return peak_memory(again) - held


def in_own_process(run: Callable[[], Found], polars_threads: int) -> Found:
    """The result of a call in a fresh process, where Polars has so many threads: it asks once, when it is imported."""
    os.environ["POLARS_MAX_THREADS"] = str(polars_threads)
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), initializer=keep_memory) as process:
        return process.submit(run).result()
