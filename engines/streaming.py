"""Scoring a scale sheet on one machine: stretch by stretch on all cores, in little memory, resumed where it was broken off."""

from __future__ import annotations

import os
from contextlib import closing
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from engines.checksum import Checksum
from engines.crew import Crew
from engines.in_order import in_order, nothing
from engines.kept_memory import keep_memory
from engines.places import Places
from engines.result_file import ResultFile
from engines.work import Tools, Work

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from engines.cohort_stage import Look
    from engines.sheet_file import SheetFile
    from indicators.scheme import Scheme


class Streamed(NamedTuple):
    """What came of a run: how many units, the checksum over what is published of them, stretches taken from before."""

    units: int
    checksum: Checksum
    resumed: int


def score_file(
    scheme: Scheme,
    sheet: SheetFile,
    result: Path,
    *,
    cores: int | None = None,
    progress: Callable[[int, int], None] = nothing,
) -> Streamed:
    """Scores, ranks and grades a scale sheet, and writes the result as Parquet.

    What is done is kept beside the result until that is whole: the same call goes on where an earlier one was broken off.

    Args:
        scheme: The one the sheet was made for.
        sheet: What is scored.
        result: The file to be written; one of that name is replaced when all is done.
        cores: How many to use, all unless stated.
        progress: Told how many stretches are done, of how many; whoever wants to stop raises an exception in it.

    Raises:
        ValueError: If the sheet was made for another scheme.
    """
    keep_memory()
    work = Work.of(scheme, sheet, result)
    cores = cores or os.cpu_count() or 1
    tools = Tools(work, sheet)
    resumed = _score_all(work, tools, cores, progress)
    with ResultFile(result, tools.form) as file:
        found = _publish(tools, file, cores)
    tools.folder.remove()
    return Streamed(sheet.layout.units, found, resumed)


def _score_all(work: Work, tools: Tools, cores: int, progress: Callable[[int, int], None]) -> int:
    """Scores the stretches that are not done; how many were."""
    cohorts, stretches = tools.cohorts, len(tools.stretches)
    waiting = [at for at in range(stretches) if not tools.folder.is_done(at)]
    total, resumed = stretches + cohorts.looks, stretches - len(waiting)
    done = count(resumed + 1)
    progress(resumed, total)
    rows = sum(_height(tools.stretches[at].rows) for at in waiting)
    with Crew(work, tools, cores, rows * len(tools.sheet.layout.fields)) as crew:

        def looks(stage: int, number: int) -> Iterator[Look]:
            def look(at: int) -> Look:
                return crew.have(lambda worker: worker.look(stage, at, cohorts.found))

            with closing(in_order(look, range(number), cores)) as seen:
                for one in seen:
                    yield one
                    progress(next(done), total)

        def score(at: int) -> None:
            crew.have(lambda worker: worker.score(at, cohorts.found))

        cohorts.gather(looks)
        with closing(in_order(score, waiting, cores)) as scored:
            for _ in scored:
                progress(next(done), total)
    return resumed


def _height(rows: slice) -> int:
    height: int = rows.stop - rows.start
    return height


def _publish(tools: Tools, file: ResultFile, cores: int) -> Checksum:
    """Writes everything, with the places among all."""
    places = Places(tools.plan.scheme, tools.sheet, tools.folder, tools.scoring)
    found = Checksum()
    with closing(in_order(lambda at: tools.rows(at, places), range(len(tools.stretches)), cores)) as parts:
        for rows, own in parts:
            file.write(rows)
            found = found.plus(own)
    return found
