"""Timing: sides in turn within one process, warm, compared round by round."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from time import perf_counter, process_time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping


#: Calls before one that is timed, so that the caches are its own.
WARM = 3


@dataclass(frozen=True, slots=True)
class Time:
    """Seconds of one call on the clock, and of this process on the processors."""

    clock: float
    processor: float


def by_clock(time: Time) -> float:
    """What counts where a side may use several processors."""
    return time.clock


def by_processor(time: Time) -> float:
    """What counts where each side has one thread: on an idle machine the same, and less disturbed on a busy one."""
    return time.processor


@dataclass(frozen=True, slots=True)
class Pairs:
    """Seconds of two sides, each pair taken one right after the other."""

    ours: tuple[float, ...]
    theirs: tuple[float, ...]

    @property
    def seconds(self) -> tuple[float, float]:
        """The median of each side."""
        return median(self.ours), median(self.theirs)

    @property
    def ratio(self) -> float:
        """The median over the pairs of their time ÷ ours; what else the machine does hits both of a pair."""
        return median(theirs / ours for ours, theirs in zip(self.ours, self.theirs, strict=True))


def timed(run: Callable[[], object]) -> Time:
    """How long one call takes."""
    processor, clock = process_time(), perf_counter()
    run()
    return Time(perf_counter() - clock, process_time() - processor)


def once(run: Callable[[], object]) -> float:
    """How many seconds one call takes on the clock."""
    return timed(run).clock


@contextmanager
def undisturbed() -> Iterator[None]:
    """Garbage is collected before, not within."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def in_turn(
    sides: Mapping[str, Callable[[], object]], rounds: int, warm: int = WARM
) -> dict[str, tuple[Time, ...]]:
    """Times all sides, so many times in turn, the order turning from round to round, after a run of each to warm up."""
    for run in sides.values():
        run()
    found: dict[str, list[Time]] = {name: [] for name in sides}
    names = list(sides)
    with undisturbed():
        for _ in range(rounds):
            for name in names:
                for _ in range(warm):
                    sides[name]()
                found[name].append(timed(sides[name]))
            names.reverse()
    return {name: tuple(times) for name, times in found.items()}


def pairs(ours: Callable[[], object], theirs: Callable[[], object], rounds: int) -> Pairs:
    """Times two sides by the clock, so many times in turn."""
    found = in_turn({"ours": ours, "theirs": theirs}, rounds)
    first, second = (tuple(time.clock for time in times) for times in found.values())
    return Pairs(first, second)
