"""Timing: two sides in turn within one process, warm, compared pair by pair."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


#: Calls before one that is timed.
WARM = 3


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


def once(run: Callable[[], object]) -> float:
    """How many seconds one call takes."""
    start = perf_counter()
    run()
    return perf_counter() - start


def seconds(run: Callable[[], object]) -> float:
    """How many seconds one call takes right after others, so that the caches are its own."""
    for _ in range(WARM):
        run()
    return once(run)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Garbage is collected before, not within."""
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def pairs(ours: Callable[[], object], theirs: Callable[[], object], repeats: int) -> Pairs:
    """Times both, so many times in turn, the order changing from pair to pair, after a run of each to warm up."""
    ours(), theirs()
    found: list[tuple[float, float]] = []
    with undisturbed():
        for repeat in range(repeats):
            if repeat % 2:
                other = seconds(theirs)
                found.append((seconds(ours), other))
            else:
                found.append((seconds(ours), seconds(theirs)))
    return Pairs(tuple(pair[0] for pair in found), tuple(pair[1] for pair in found))
