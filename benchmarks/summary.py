"""The table at the top of the page: everything that is asked, and whether it is met."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from benchmarks.bars import Bar, at_most
from benchmarks.markdown import table
from benchmarks.streaming import AT_MOST, MILLION

if TYPE_CHECKING:
    from collections.abc import Iterable

    from benchmarks.part import Part
    from benchmarks.streaming import Streaming

#: A run of five and a quarter times as many units may take so many times as long; and so many megabytes are allowed at any size.
LINEAR, MEMORY = 7, 1_024

_BELOW = """\
Ratios are medians of pairs measured in one process, by processor time where each side has one thread; the tables below have
the clock's beside them. A size counts only where all sides publish the same scores, places and grades. What is asked of broken-off
runs, killed at twenty random moments, is a test:
[tests/test_engines_streaming.py](../tests/test_engines_streaming.py). The plan beyond one machine is [scale.md](scale.md)."""


def summary(found: Iterable[tuple[Part[Any], Any]], waiting: Iterable[str] = ()) -> str:
    """One line for each bar of the parts that were measured; nothing where there is none.

    Args:
        found: The parts that were measured, with their figures.
        waiting: The names of those that were not.
    """
    bars = [bar for part, figures in found for bar in part.bars(figures)]
    if not bars:
        return ""
    yet = ", ".join(f"`{name}`" for name in waiting)
    met = sum(bar.met for bar in bars)
    rows = ([bar.work, bar.asked, bar.measured, bar.word] for bar in bars)
    lines = [table([f"{met} of {len(bars)} bars are met", "asked", "measured", ""], *rows), _BELOW]
    return "\n\n".join((*lines, *([f"Not measured yet: {yet}."] if yet else [])))


def streaming_bars(found: Streaming) -> tuple[Bar, ...]:
    """What is asked of a run from file to file, and of how its cost grows."""
    first, last = found.sizes[0], found.sizes[-1]
    memory = [one.memory for one in found.sizes]
    return (
        at_most(
            f"{last.units:,} units from Parquet to Parquet, against the fastest plain read",
            AT_MOST,
            last.baton.clock / last.fastest.clock,
        ),
        Bar(
            f"the same: memory at the peak, with {first.units / MILLION:g} and {last.units / MILLION:g} million units",
            f"≤ {MEMORY:,} MB, flat",
            ", ".join(f"{megabytes:,.0f} MB" for megabytes in memory),
            max(memory) <= MEMORY,
        ),
        at_most(
            f"time with {last.units / first.units:g} times as many units",
            LINEAR,
            last.baton.clock / first.baton.clock,
        ),
    )
