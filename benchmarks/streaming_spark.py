"""Scoring on Spark against scoring on one machine: the same sheet, the same cores, in turn."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING

from benchmarks.assessment import assessment
from benchmarks.bars import at_most
from benchmarks.markdown import table
from benchmarks.scale_sheet import draw_scale_sheet
from benchmarks.streaming import GROUPS_OF_A_MILLION, MILLION, REPEATS
from benchmarks.timing import Pairs, timed
from engines import SheetFile, score_file
from engines.checksum import Checksum
from engines.spark import score_on_spark
from engines.spark_session import spark_session

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.bars import Bar

CORES = 2
MASTER = f"local[{CORES}]"
#: What is asked: so many times as long as one machine, warm.
AT_MOST = 8


@dataclass(frozen=True, slots=True)
class OnSpark:
    """One size: the first run in seconds, for which workers are started, then pairs of one machine and Spark."""

    units: int
    stretches: int
    first: float
    pairs: Pairs
    checksum: Checksum


@dataclass(frozen=True, slots=True)
class SparkTimes:
    """How long Spark takes to start, in seconds, and what was measured of each size, the smallest first."""

    start: float
    sizes: tuple[OnSpark, ...]


def measure(units: int, folder: Path) -> OnSpark:
    """Draws a sheet and scores it in turn.

    Raises:
        ValueError: If the two do not publish the same.
    """
    of, path = assessment(max(1, units * GROUPS_OF_A_MILLION // MILLION)), folder / f"{units}.parquet"
    draw_scale_sheet(of, units, path)
    sheet, found = SheetFile(path), list[Checksum]()
    one = partial(score_file, of.scheme, sheet, folder / "one.parquet", cores=CORES)
    many = partial(score_on_spark, of.scheme, path, folder / "many.parquet", master=MASTER)
    first = timed(lambda: found.append(many().checksum)).clock
    ours, theirs = [], []
    for _ in range(REPEATS):
        ours.append(timed(lambda: found.append(one().checksum)).clock)
        theirs.append(timed(lambda: found.append(many().checksum)).clock)
    if len(set(found)) != 1:
        raise ValueError(f"the checksums differ: {found}")
    pairs = Pairs(tuple(ours), tuple(theirs))
    return OnSpark(units, len(sheet.layout.blocks()), first, pairs, found[0])


def time_spark(sizes: Sequence[float]) -> SparkTimes:
    """Sheets of so many millions of units, drawn and scored in a folder that goes again.

    Raises:
        NoSpark: If there is no Spark here.
        ValueError: If Spark and one machine do not publish the same.
    """
    begun = perf_counter()
    session = spark_session(MASTER)
    start = perf_counter() - begun
    try:
        with TemporaryDirectory() as folder:
            return SparkTimes(start, tuple(measure(int(size * MILLION), Path(folder)) for size in sizes))
    finally:
        session.stop()


def spark_table(found: SparkTimes) -> str:
    """The figures as Markdown."""
    headings = ["the same sheet on Spark", *(f"{one.units:,} units" for one in found.sizes)]
    rows = {
        "stretches": [f"{one.stretches}" for one in found.sizes],
        f"one machine, {CORES} cores, s": [f"{one.pairs.seconds[0]:.1f}" for one in found.sizes],
        f"Spark `{MASTER}`, warm, s": [f"{one.pairs.seconds[1]:.1f}" for one in found.sizes],
        f"**times as long** (asked: {AT_MOST} at most)": [
            f"**{one.pairs.ratio:.1f}**" for one in found.sizes
        ],
        "checksum of both": [f"`{one.checksum}`" for one in found.sizes],
    }
    return (
        table(headings, *([name, *cells] for name, cells in rows.items()))
        + f"\n\nSpark takes {found.start:.0f} s to start, and its first run {found.sizes[0].first:.0f} s, in which it starts the workers."
    )


def spark_bars(found: SparkTimes) -> tuple[Bar, ...]:
    """What is asked of the largest size."""
    last = found.sizes[-1]
    work = f"{last.units:,} units on Spark `{MASTER}`, warm, against one machine; checksum identical"
    return (at_most(work, AT_MOST, last.pairs.ratio),)


METHOD = """\
*On Spark* the same scale sheet is scored in turn by one machine and by Spark with as many cores, each from file to file; Spark's first run, which starts the
workers, is not among the pairs. A run counts only if the checksums are the same."""
