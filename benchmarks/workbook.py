"""From Excel to Excel: the whole of the command `score`, with the score sheet and the result as workbooks."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np
import xlsxwriter

from benchmarks.by_baton import outcome_of
from benchmarks.frame_headings import heading
from benchmarks.timing import undisturbed
from documents import SourceFile, read_intake
from documents.intake.heading_words import GROUP, UNIT, UNIT_CODE
from indicators import read_scheme, write_scheme
from scoring import score
from scoring.findings import findings
from scoring.sheet import State

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from benchmarks.outcome import Outcome
    from indicators.scheme import Scheme
    from scoring.sheet import ScoreSheet

    #: One of `documents.result_workbook`.
    Writer = Callable[..., bytes]


@dataclass(frozen=True, slots=True)
class Split:
    """Seconds of the three parts of one run."""

    reading: float
    scoring: float
    writing: float

    @property
    def total(self) -> float:
        """All three together."""
        return self.reading + self.scoring + self.writing


def score_sheet_workbook(sheet: ScoreSheet) -> SourceFile:
    """A score sheet as a unit hands it in: a register, and one wide sheet; what has no value is blank."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, {"in_memory": True})
    register, wide = book.add_worksheet("名册"), book.add_worksheet("成绩表")
    register.write_row(0, 0, [UNIT_CODE, UNIT, GROUP])
    wide.write_row(0, 0, [UNIT_CODE, UNIT])
    for row, unit in enumerate(sheet.units, 1):
        register.write_row(row, 0, [unit.code, unit.name, unit.group])
        wide.write_row(row, 0, [unit.code, unit.name])
    for position, (name, column) in enumerate(sheet.columns.items(), 2):
        wide.write_string(0, position, heading(name.code, name.field))
        numbers = column.mantissas / 10**column.decimals
        for row in np.flatnonzero(column.states == State.VALUE).tolist():
            wide.write_number(row + 1, position, numbers[row])
    book.close()
    return SourceFile("成绩表.xlsx", buffer.getvalue())


def score_workbook(scheme_text: str, path: Path, write: Writer) -> tuple[Split, Outcome]:
    """Reads, scores and writes, as the command does.

    Raises:
        ValueError: If the workbook cannot be taken.
    """
    times = [perf_counter()]
    scheme, _ = read_scheme(scheme_text)
    intake = None if scheme is None else read_intake(scheme, [path])
    sheet = None if intake is None else intake.sheet()
    if scheme is None or intake is None or sheet is None:
        raise ValueError("the workbook cannot be taken")
    times.append(perf_counter())
    results = score(scheme, sheet)
    problems = (*intake.problems, *findings(results))
    times.append(perf_counter())
    write(results, problems, made_at=datetime.now(UTC))
    times.append(perf_counter())
    reading, scoring, writing = np.diff(times).tolist()
    return Split(reading, scoring, writing), outcome_of(results)


def time_workbook(scheme: Scheme, path: Path, repeats: int, write: Writer) -> tuple[Split, Outcome]:
    """The median run with a writer, and what is published of it; of a file on the disk nothing is remembered."""
    text, runs = write_scheme(scheme), []
    for _ in range(repeats):
        with undisturbed():
            runs.append(score_workbook(text, path, write))
    middle = median(split.total for split, _ in runs)
    return next(run for run in runs if run[0].total >= middle)
