"""Streaming scoring against a plain read of the same file."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import TYPE_CHECKING

import psutil

from benchmarks.assessment import assessment
from benchmarks.markdown import table
from benchmarks.plain_read import plain_reads
from benchmarks.scale_sheet import draw_scale_sheet
from benchmarks.timing import Time, timed
from engines import SheetFile, score_file, write_sheet
from engines.checksum import Checksum, checksum_of
from engines.sheet_file import excluded_groups
from engines.sheet_layout import Stretch
from scoring import score

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from benchmarks.assessment import Assessment
    from scoring import ScoreSheet

MILLION, GROUPS_OF_A_MILLION = 1_000_000, 300
#: So many units are cut in several ways as well; what is published must be the same.
JUDGED, JUDGED_GROUPS, JUDGED_ROWS = 100_000, 90, (600, 5_000, 32_768)
REPEATS = 3
#: What is asked: so many plain reads at most.
AT_MOST = 5
#: Between two looks at the memory, in seconds.
LOOKS = 0.02
MEGABYTE = 2**20


@dataclass(frozen=True, slots=True)
class Measured:
    """Medians of one size: the plain reads, and Baton; `memory` is the peak of all its processes in megabytes."""

    units: int
    size: int
    reads: dict[str, Time]
    baton: Time
    memory: float
    checksum: Checksum

    @property
    def fastest(self) -> Time:
        """The fastest plain read."""
        return min(self.reads.values(), key=lambda time: time.clock)


@dataclass(frozen=True, slots=True)
class Streaming:
    """What was measured of each size, the smallest first, and the checksum all ways of cutting agree on.

    `one_group` is the first size once more, all its units in one group, who are all compared with one another.
    """

    sizes: tuple[Measured, ...]
    judged: Checksum
    one_group: Measured


def middle(times: list[Time]) -> Time:
    """The medians."""
    return Time(median(time.clock for time in times), median(time.processor for time in times))


def peak_memory(run: Callable[[], object]) -> float:
    """The most megabytes this process and its children hold during a call, above nothing: what they share counts twice."""
    own, stop, most = psutil.Process(), Event(), [0]

    def look() -> None:
        while not stop.wait(LOOKS):
            held = 0
            for process in (own, *own.children(recursive=True)):
                try:
                    held += process.memory_info().rss
                except psutil.NoSuchProcess:
                    continue
            most[0] = max(most[0], held)

    looking = Thread(target=look)
    looking.start()
    try:
        run()
    finally:
        stop.set()
        looking.join()
    return most[0] / MEGABYTE


def sheet_path(units: int, groups: int, folder: Path) -> Path:
    """Where the sheet of so many units in so many groups is."""
    return folder / f"{units}-{groups}.parquet"


def measure(units: int, groups: int, folder: Path, cores: int) -> Measured:
    """Draws a sheet unless it is there, then reads and scores it in turn."""
    of = assessment(groups)
    path = sheet_path(units, groups, folder)
    if not path.exists():
        draw_scale_sheet(of, units, path)
    sheet = SheetFile(path)
    run = partial(score_file, of.scheme, sheet, path.with_suffix(".result.parquet"), cores=cores)
    found: list[Checksum] = []
    memory = peak_memory(lambda: found.append(run().checksum))
    reads = plain_reads(path, cores)
    times: dict[str, list[Time]] = {name: [] for name in (*reads, "baton")}
    for _ in range(REPEATS):
        for name, read in reads.items():
            times[name].append(timed(read))
        times["baton"].append(timed(lambda: found.append(run().checksum)))
    if len(set(found)) != 1:
        raise ValueError(f"the checksums differ: {found}")
    medians = {name: middle(own) for name, own in times.items()}
    baton = medians.pop("baton")
    return Measured(units, path.stat().st_size, medians, baton, memory, found[0])


def held(of: Assessment, path: Path) -> ScoreSheet:
    """All of a scale sheet in memory."""
    file = SheetFile(path)
    whole = Stretch(slice(0, file.layout.units), tuple(range(len(file.layout.cuts))))
    return file.arranged(of.groups, excluded_groups(of.scheme, file.layout.fields), whole).sheet


def hold_against_memory(streamed: Checksum, of: Assessment, path: Path) -> None:
    """Scores all of a scale sheet at once.

    Raises:
        ValueError: If that publishes something else than was streamed.
    """
    at_once = checksum_of(score(of.scheme, held(of, path)))
    if at_once != streamed:
        raise ValueError(f"the checksums differ: {streamed} streamed, {at_once} in memory")


def judge(folder: Path, cores: int) -> Checksum:
    """Scores a sheet in memory and streamed, cut in several ways.

    Raises:
        ValueError: If they do not publish the same.
    """
    of, path = assessment(JUDGED_GROUPS), folder / "judged.parquet"
    draw_scale_sheet(of, JUDGED, path)
    in_memory = held(of, path)
    found = [checksum_of(score(of.scheme, in_memory))]
    for rows in JUDGED_ROWS:
        cut = folder / f"judged-{rows}.parquet"
        write_sheet(of.scheme, in_memory, cut, rows)
        found.append(score_file(of.scheme, SheetFile(cut), folder / "judged.result", cores=cores).checksum)
    if len(set(found)) != 1:
        raise ValueError(f"the checksums differ: {found}")
    return found[0]


def time_streaming(sizes: Sequence[float]) -> Streaming:
    """Sheets of so many millions of units, drawn, read and scored in a folder that goes again; then the judge's word.

    Raises:
        ValueError: If two runs do not publish the same.
    """
    cores = os.cpu_count() or 1
    with TemporaryDirectory() as folder:
        units = [int(size * MILLION) for size in sizes]
        groups = [max(1, of * GROUPS_OF_A_MILLION // MILLION) for of in units]
        measured = [measure(*size, Path(folder), cores) for size in zip(units, groups, strict=True)]
        one_group = measure(units[0], 1, Path(folder), cores)
        # Last, since what is held in memory for it would count as the memory of the others.
        for one, own in zip((*measured, one_group), (*groups, 1), strict=True):
            hold_against_memory(one.checksum, assessment(own), sheet_path(one.units, own, Path(folder)))
        return Streaming(tuple(measured), judge(Path(folder), cores), one_group)


def streaming_table(found: Streaming) -> str:
    """The figures as Markdown, with how the cost grows."""
    first, last = found.sizes[0], found.sizes[-1]
    headings = ["a Parquet file of 60 indicators, to scores, places and grades in Parquet"]
    headings += [f"{one.units:,} units" for one in found.sizes]
    rows = {
        "the file, MB": [f"{one.size / MEGABYTE:.0f}" for one in found.sizes],
        "the fastest plain read of it, s": [f"{one.fastest.clock:.2f}" for one in found.sizes],
        "Baton, s": [f"{one.baton.clock:.1f}" for one in found.sizes],
        f"**plain reads that Baton takes** (asked at the largest size: {AT_MOST} at most)": [
            f"**{one.baton.clock / one.fastest.clock:.1f}**" for one in found.sizes
        ],
        "peak memory, MB (asked: 1,024 at most)": [f"{one.memory:.0f}" for one in found.sizes],
        "checksum": [f"`{one.checksum}`" for one in found.sizes],
    }
    growth, one = last.baton.clock / first.baton.clock, found.one_group
    return (
        table(headings, *([name, *cells] for name, cells in rows.items()))
        + f"\n\nThe larger one takes {growth:.1f} times as long as the smaller one. {JUDGED:,} units scored in memory, and cut in"
        f" {len(JUDGED_ROWS) + 1} ways and streamed, publish the same: `{found.judged}`."
        f" Where all {one.units:,} units are one group, in which everybody is compared with everybody, it takes"
        f" {one.baton.clock / first.baton.clock:.1f} times as long and {one.memory:.0f} MB."
    )


METHOD = """\
*Streaming* reads a scale sheet, Parquet sorted by groups, and writes a result, stretch by stretch on all cores. The plain reads
are those of all columns by pyarrow and its kin, on all cores, to memory that is thrown away; the one that is fastest by the clock counts. Memory
is that of all processes added up, what they share more than once: the smaller sheet is scored by threads, the larger one by a process for each core."""
