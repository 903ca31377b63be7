"""What `score` takes for a CSV of very many units, each command whole, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np
import psutil
import pyarrow as pa
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from benchmarks.assessment import assessment
from benchmarks.generator import SEED
from benchmarks.scale_sheet import draw_scale_sheet
from benchmarks.streaming import GROUPS_OF_A_MILLION, MILLION
from engines import SheetFile
from engines.arrays import arrow, numbers_of, present_in
from engines.sheet_layout import heading
from indicators import write_scheme

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engines.sheet_layout import FieldFacts

ROOT = Path(__file__).parent.parent
#: Rows of the CSV that are made at a time.
_ROWS = 50_000
_DIGITS = 18
#: Between two looks at the memory and the disk, in seconds.
_LOOKS = 0.05
MEGABYTE = 2**20


@dataclass(frozen=True, slots=True)
class Command:
    """A command from start to end: seconds by the clock and of processors, and megabytes at the peak.

    `disk` is what it held on the disk beside what was there before.
    """

    clock: float
    processor: float
    memory: float
    disk: float


@dataclass(frozen=True, slots=True)
class FromTable:
    """One size: bytes of the table, of the sheet made of it and of the result, and what that took.

    `scored` is scoring alone, once the table is sorted; `checksum` is that of both commands.
    """

    units: int
    table: int
    sheet: int
    result: int
    whole: Command
    scored: Command
    checksum: str


@dataclass(frozen=True, slots=True)
class FromTables:
    """The sizes, the smallest first."""

    sizes: tuple[FromTable, ...]


def time_tables(sizes: Sequence[float]) -> FromTables:
    """Tables of so many millions of units, in a folder that goes again.

    Raises:
        ValueError: If a command fails, or two publish different things.
    """
    with TemporaryDirectory() as folder:
        return FromTables(tuple(time_table(int(size * MILLION), Path(folder, str(size))) for size in sizes))


def time_table(units: int, folder: Path) -> FromTable:
    """A table scored, then scored again with the sheet that was made of it.

    Raises:
        ValueError: If a command fails, or the two publish different things.
    """
    folder.mkdir()
    of = assessment(max(1, units * GROUPS_OF_A_MILLION // MILLION))
    drawn, table, result = (folder / name for name in ("drawn", "table.csv", "result.parquet"))
    (folder / "scheme.yaml").write_text(write_scheme(of.scheme), encoding="utf-8")
    draw_scale_sheet(of, units, drawn)
    write_table(SheetFile(drawn), table)
    drawn.unlink()
    wanted = ["score", str(folder / "scheme.yaml"), str(table), "-o", str(result), "--keep-sheet"]
    whole, told = _run(wanted, folder)
    (sheet,) = folder.glob("*.sheet")
    scored, again = _run(wanted, folder)
    if told != again:
        raise ValueError(f"the two differ: {told}, {again}")
    on_disk = [path.stat().st_size for path in (table, sheet, result)]
    return FromTable(units, on_disk[0], on_disk[1], on_disk[2], whole, scored, told)


def write_table(sheet: SheetFile, path: Path) -> None:
    """A scale sheet as a CSV in an order that has nothing to do with groups."""
    with pq.ParquetFile(sheet.path) as file:
        whole = file.read()
    order = np.random.default_rng(SEED).permutation(len(whole))
    titles = ["unit", "group", *(heading(field.name) for field in sheet.layout.fields)]
    kinds = [pa.string(), pa.string(), *(_kind(field) for field in sheet.layout.fields)]
    with pa_csv.CSVWriter(path, pa.schema([*zip(titles, kinds, strict=True)])) as writer:
        for first in range(0, len(order), _ROWS):
            rows = whole.take(arrow(order[first : first + _ROWS]))
            texts = [rows[name].cast(pa.string()) for name in ("unit", "group")]
            numbers = [_decimals(rows[heading(f.name)].combine_chunks(), f) for f in sheet.layout.fields]
            writer.write_table(pa.table([*texts, *numbers], titles))


def _kind(field: FieldFacts) -> pa.DataType:
    return pa.decimal128(_DIGITS, field.decimals)


def _decimals(column: pa.Array, field: FieldFacts) -> pa.Array:
    mantissas = numbers_of(column).astype(np.int64)
    words = np.stack((mantissas, mantissas >> 63), axis=1)
    return arrow(words, present_in(column).astype(bool), _kind(field))


def _run(arguments: list[str], folder: Path) -> tuple[Command, str]:
    """A command, and the checksum it tells."""
    before, memory, disk, stop = _held(folder), [0], [0], Event()
    with (folder.parent / "told").open("w+", encoding="utf-8") as told:
        begun = perf_counter()
        process = subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-m", "cli", *arguments, "--language", "en"],
            cwd=ROOT, stdout=told, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        looked_at = psutil.Process(process.pid)

        def look() -> None:
            while not stop.wait(_LOOKS):
                disk[0] = max(disk[0], _held(folder) - before)
                with suppress(psutil.Error):
                    memory[0] = max(memory[0], looked_at.memory_info().rss)

        looking = Thread(target=look)
        looking.start()
        # How long it worked the system says most exactly; of memory it would count what this process had held.
        _, status, used = os.wait4(process.pid, 0)
        clock = perf_counter() - begun
        stop.set()
        looking.join()
        process.returncode = os.waitstatus_to_exitcode(status)
        told.seek(0)
        lines = told.read().splitlines()
    if process.returncode:
        raise ValueError(f"{arguments} ended with {process.returncode}")
    worked = used.ru_utime + used.ru_stime
    return Command(clock, worked, memory[0] / MEGABYTE, disk[0] / MEGABYTE), lines[-1].split()[1]


def _held(folder: Path) -> int:
    """The bytes of all files in a folder, which may go while they are looked at."""
    held = 0
    for path, _, names in os.walk(folder):
        for name in names:
            try:
                held += Path(path, name).stat().st_size
            except FileNotFoundError:
                continue
    return held
