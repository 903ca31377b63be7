"""From Excel to Excel: the steps of `score`, and the command with values alone against a script, each in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import psutil

from benchmarks import by_baton, by_pandas_workbook
from benchmarks.assessment import GRADES, assessment
from benchmarks.bars import Bar, at_least
from benchmarks.by_pandas_workbook import BY_GROUP, DETAIL, GRADED, LACKING, OVERALL, WRITERS
from benchmarks.generator import draw_sheet
from benchmarks.markdown import table
from benchmarks.outcome import Outcome, same
from benchmarks.timing import Time
from benchmarks.workbook import Split, score_sheet_workbook, time_workbook
from documents.result_workbook import write_results, write_values
from indicators import write_scheme
from scoring.results import Scoring

if TYPE_CHECKING:
    from scoring.sheet import ScoreSheet

ROOT = Path(__file__).parent.parent
#: The command, and the script whose time is asked for; 1.3 times as long is asked.
BATON, PANDAS, AT_LEAST = "baton", "pandas", 1.3
#: The row of the headings in each of Baton's sheets, counted from zero.
_HEADINGS = {OVERALL: 2, BY_GROUP: 2, DETAIL: 6, GRADED: 3, LACKING: 3}

METHOD = """\
*From Excel to Excel.* The score sheet and its register are a workbook on the disk. The steps of `score` are timed in one process, the reading
processes at hand; the checksum of what is published must be that of the same sheet without a workbook. The commands are
timed from the start of their process to its end, in turn: `score --values` with everything that belongs to it, so the start of the reading process, both readers,
the checks of every cell, the ranking on the terminal; and
[benchmarks/by_pandas_workbook.py](../benchmarks/by_pandas_workbook.py), which reads the same file with `pandas.read_excel` by openpyxl, scores with
the vectorised rules above and writes the rankings, the detail, the grades and what is missing, 316,000 cells, without looks; the tables of
texts (indicators, method, problems: 1,500 cells) it leaves out. It checks nothing, and imports nothing of ours but its rules. It writes once by
`pandas.ExcelWriter`, as pandas is used, which is what counts, and once by openpyxl's rows, the fastest it has. Before a time counts, every
cell of those tables must be the same in both workbooks. Each command has run once before, so that all modules are compiled.
"""


@dataclass(frozen=True, slots=True)
class ExcelTimes:
    """The steps of `score`, with live formulas and with values alone; and the commands, round by round."""

    units: int
    whole: Split
    alone: Split
    commands: dict[str, tuple[Time, ...]]

    def middle(self, name: str) -> Time:
        """The medians of a command."""
        times = self.commands[name]
        return Time(median(time.clock for time in times), median(time.processor for time in times))

    def ratio(self, name: str) -> Time:
        """How many times as long as Baton a script takes: the medians over the rounds."""
        both = list(zip(self.commands[name], self.commands[BATON], strict=True))
        return Time(
            median(theirs.clock / ours.clock for theirs, ours in both),
            median(theirs.processor / ours.processor for theirs, ours in both),
        )


def time_excel(units: int, groups: int, repeats: int, rounds: int) -> ExcelTimes:
    """Times all of it.

    Raises:
        ValueError: If the sides do not publish the same.
    """
    of = assessment(groups)
    sheet = draw_sheet(of, units)
    expected = by_baton.outcome_of(by_baton.rescore(Scoring(of.scheme, sheet)))
    with TemporaryDirectory() as name:
        folder = Path(name)
        scheme, data = folder / "scheme.yaml", folder / "成绩表.xlsx"
        scheme.write_text(write_scheme(of.scheme), encoding="utf-8")
        data.write_bytes(score_sheet_workbook(sheet).content)
        whole, published = time_workbook(of.scheme, data, repeats, write_results)
        alone, of_values = time_workbook(of.scheme, data, repeats, write_values)
        same(expected, published, of_values)
        script = [sys.executable, "-m", by_pandas_workbook.__name__]
        results = {name: folder / f"{name}.xlsx" for name in (BATON, *WRITERS)}
        commands = {
            writer: [*script, writer, str(groups), str(data), str(results[writer])] for writer in WRITERS
        }
        commands[BATON] = [sys.executable, "-m", "cli", "score", "--values", str(scheme), str(data), "-o"]
        commands[BATON].append(str(results[BATON]))
        for command in commands.values():
            _timed(command)
        tables = {name: _tables(path, _HEADINGS if name == BATON else {}) for name, path in results.items()}
        _expect_alike(tables)
        same(expected, _outcome(tables[BATON][OVERALL], sheet))
        return ExcelTimes(units, whole, alone, _in_turn(commands, rounds))


def excel_table(times: ExcelTimes) -> str:
    """The steps of `score`, and below them the commands."""
    steps = (
        ("reading the workbook and checking it", "reading"),
        ("scoring, ranking, grading, findings", "scoring"),
        ("writing the result workbook", "writing"),
        ("**the whole of `score`**", "total"),
    )
    rows = (
        [said, *(f"{getattr(split, step):.1f}" for split in (times.alone, times.whole))]
        for said, step in steps
    )
    scripts = {
        "pandas": "pandas, written by its ExcelWriter",
        "openpyxl": "pandas, written by openpyxl's rows",
    }
    commands = [["`score --values`", *_seconds(times.middle(BATON)), ""]]
    for writer, said in scripts.items():
        ratio = times.ratio(writer)
        commands.append(
            [said, *_seconds(times.middle(writer)), f"**{ratio.clock:.2f}** ({ratio.processor:.2f})"]
        )
    return "\n\n".join(
        (
            table(
                [
                    f"from Excel to Excel, {times.units:,} units: seconds",
                    "values alone",
                    "with live formulas",
                ],
                *rows,
            ),
            table(
                [
                    "the whole command, from start to end",
                    "seconds",
                    "of a processor",
                    "times as long as Baton",
                ],
                *commands,
            ),
        )
    )


def excel_bars(times: ExcelTimes) -> tuple[Bar, ...]:
    """What is asked of the command against the script."""
    work = f"{times.units:,} × 60 from xlsx to ranked xlsx, values only, against pandas with openpyxl"
    return (at_least(work, AT_LEAST, times.ratio(PANDAS).clock),)


def _seconds(time: Time) -> tuple[str, str]:
    return f"{time.clock:.1f}", f"{time.processor:.1f}"


def _in_turn(commands: dict[str, list[str]], rounds: int) -> dict[str, tuple[Time, ...]]:
    found: dict[str, list[Time]] = {name: [] for name in commands}
    names = list(commands)
    for _ in range(rounds):
        for name in names:
            found[name].append(_timed(commands[name]))
        names.reverse()
    return {name: tuple(times) for name, times in found.items()}


def _timed(command: list[str]) -> Time:
    """How long a command takes, and all processes it starts."""
    # Modules that are compiled are kept, as wherever Baton is installed.
    surroundings = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    before, start = _worked(), perf_counter()
    subprocess.run(command, cwd=ROOT, env=surroundings, capture_output=True, check=True)  # noqa: S603 - our own
    return Time(perf_counter() - start, _worked() - before)


def _worked() -> float:
    """Seconds that a processor worked for processes which have ended."""
    times = psutil.Process().cpu_times()
    return float(times.children_user + times.children_system)


def _tables(path: Path, headings: dict[str, int]) -> dict[str, pd.DataFrame]:
    """The rows below the headings of each table; captions between them, which stand alone, are left out."""
    sheets = pd.read_excel(path, sheet_name=list(_HEADINGS), header=None, engine="calamine")
    below = {name: sheet.iloc[headings.get(name, 0) + 1 :] for name, sheet in sheets.items()}
    rows = {name: sheet[sheet[1].notna()] for name, sheet in below.items()}
    return {name: sheet.fillna("").astype(str).reset_index(drop=True) for name, sheet in rows.items()}


def _expect_alike(sides: dict[str, dict[str, pd.DataFrame]]) -> None:
    for side, tables in sides.items():
        for name, found in tables.items():
            # The script has no remarks beside grades, which are blank where no tie costs one.
            if not found.equals(sides[BATON][name][found.columns]):
                raise ValueError(f"{side}: {name} is not Baton's")


def _outcome(ranking: pd.DataFrame, sheet: ScoreSheet) -> Outcome:
    """What the table of all units says of totals, places and grades, in the order of the sheet."""
    code, group_rank, rank, total, grade = 3, 2, 0, 7, 8
    rows = ranking.set_index(code).loc[[unit.code for unit in sheet.units]]
    numbers = rows[[total, group_rank, rank]].apply(pd.to_numeric, errors="coerce").fillna(0.0)
    grades = {entry["name"]: position for position, entry in enumerate(GRADES)}
    return Outcome(
        np.rint(numbers[total].to_numpy() * 100).astype(np.int64),
        numbers[group_rank].to_numpy().astype(np.int64),
        numbers[rank].to_numpy().astype(np.int64),
        rows[grade].map(grades).fillna(-1).to_numpy().astype(np.int64),
    )
