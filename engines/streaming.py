"""Scoring a scale sheet on one machine: stretch by stretch on all cores, in little memory, resumed where it was broken off."""

from __future__ import annotations

import hashlib
import os
from contextlib import closing
from functools import partial
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from engines.block_scoring import BlockScoring
from engines.checksum import Checksum, checksum
from engines.in_order import in_order, nothing
from engines.kept_memory import keep_memory
from engines.memory_notes import notes
from engines.merged_cohorts import MergedCohorts
from engines.places import Places
from engines.result_file import ResultFile
from engines.run_folder import RunFolder
from engines.sheet_beside import is_made_for
from indicators.scheme_text import scheme_content
from scoring.layout import compile_plan
from scoring.packing import canonical
from scoring.version import ENGINE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    import pyarrow as pa

    from engines.cohort_stage import Look
    from engines.sheet_file import SheetFile
    from engines.sheet_layout import Stretch
    from indicators.problems import Problem
    from indicators.scheme import Scheme


class Streamed(NamedTuple):
    """What came of a run: how many units, the checksum over what is published of them, stretches taken from before.

    `notes` say what took more memory than it should.
    """

    units: int
    checksum: Checksum
    resumed: int
    notes: tuple[Problem, ...]


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
    plan = compile_plan(scheme)
    if not is_made_for(scheme, sheet):
        raise ValueError("the sheet was made for another scheme")
    cohorts = MergedCohorts(plan, sheet, sheet.layout.stretches())
    fingerprint = run_fingerprint(scheme, sheet, cohorts.stretches)
    run = _Run(cohorts, BlockScoring(plan, sheet, cohorts), sheet, RunFolder(result, fingerprint), cores)
    resumed = run.score_all(progress)
    with ResultFile(result, plan, fingerprint) as file:
        found = run.publish(file)
    run.folder.remove()
    return Streamed(sheet.layout.units, found, resumed, notes(sheet, run.stretches))


class _Run:
    """One sheet being scored by one scheme."""

    def __init__(
        self,
        cohorts: MergedCohorts,
        scoring: BlockScoring,
        sheet: SheetFile,
        folder: RunFolder,
        cores: int | None,
    ) -> None:
        self._cohorts, self._scoring, self._sheet, self.folder = cohorts, scoring, sheet, folder
        self._scheme, self.stretches = scoring.plan.scheme, scoring.stretches
        self._cores = cores or os.cpu_count() or 1

    def score_all(self, progress: Callable[[int, int], None]) -> int:
        """Scores the stretches that are not done; how many were."""
        waiting = [at for at in range(len(self.stretches)) if not self.folder.is_done(at)]
        total, resumed = len(self.stretches) + self._cohorts.looks, len(self.stretches) - len(waiting)
        done = count(resumed + 1)
        progress(resumed, total)

        def looks(stage: int, stretches: int) -> Iterator[Look]:
            with closing(in_order(partial(self._cohorts.look, stage), range(stretches), self._cores)) as seen:
                for look in seen:
                    yield look
                    progress(next(done), total)

        def score(at: int) -> None:
            self.folder.keep(at, self._scoring.scored(self.stretches[at]))

        self._cohorts.gather(looks)
        with closing(in_order(score, waiting, self._cores)) as scored:
            for _ in scored:
                progress(next(done), total)
        return resumed

    def publish(self, file: ResultFile) -> Checksum:
        """Writes everything, with the places among all."""
        places = Places(self._scheme, self._sheet, self.folder, self._scoring)

        def published(at: int) -> tuple[pa.Table, Checksum]:
            named = self._sheet.read(self.stretches[at], ["unit", "group"])
            scored, ranks = places.of(at, self.stretches[at])
            codes, total = named["unit"].combine_chunks(), scored.parts[self._scheme.root.code]
            rows = file.rows(named, scored, ranks)
            return rows, checksum(codes, total, ranks, scored.group_ranks, scored.grades)

        found = Checksum()
        with closing(in_order(published, range(len(self.stretches)), self._cores)) as parts:
            for rows, own in parts:
                file.write(rows)
                found = found.plus(own)
        return found


def run_fingerprint(scheme: Scheme, sheet: SheetFile, stretches: Sequence[Stretch] = ()) -> str:
    """Of all that decides what a run publishes, and of how the sheet is cut, unless into whole groups."""
    cuts = [stretch.rows.stop for stretch in stretches]
    made_of = (ENGINE, scheme_content(scheme.stated), sheet.fingerprint, cuts)
    return hashlib.sha256(canonical(made_of)).hexdigest()
