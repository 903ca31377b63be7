"""What a worker of a run does, one stretch at a time: however often it is tried, the same comes of it."""

from __future__ import annotations

import gc
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from uuid import uuid4

from engines.block_scoring import BlockScoring
from engines.checksum import Checksum, checksum
from engines.merged_cohorts import MergedCohorts
from engines.result_file import ResultFile
from engines.run_folder import RunFolder
from engines.sheet_file import SheetFile
from engines.streaming import run_fingerprint
from scoring.layout import compile_plan

if TYPE_CHECKING:
    from pathlib import Path

    from engines.cohort_stage import Key, Look
    from engines.cohort_statistics import Statistics
    from engines.places import Places
    from indicators.scheme import Scheme
    from scoring.plan import Plan

    Known = dict[Key, Statistics]


class OtherBatonError(Exception):
    """A worker has another Baton, or finds another sheet under the path of ours."""


@dataclass(frozen=True)
class Work:
    """A run as it is sent to other processes, who see the same files under the same paths.

    Attributes:
        scheme: What is scored by.
        sheet: The scale sheet.
        result: What the run is named after; parts of it are written into the run's folder.
        fingerprint: Of the run, as whoever sends it knows it.
    """

    scheme: Scheme = field(compare=False)
    sheet: Path
    result: Path
    fingerprint: str

    def look(self, stage: int, at: int, known: Known) -> Look:
        """What one of a stage's stretches says of cohorts that reach beyond it.

        Raises:
            OtherBatonError: If something else would come of it here.
        """
        tools = _tools(self)
        tools.cohorts.learn(known)
        return tools.cohorts.look(stage, at)

    def score(self, at: int, known: Known) -> None:
        """Scores a stretch and keeps it in the run's folder, unless it is there.

        Raises:
            OtherBatonError: If something else would come of it here.
        """
        tools = _tools(self)
        tools.cohorts.learn(known)
        if not tools.folder.is_done(at):
            tools.folder.keep(at, tools.scoring.scored(tools.scoring.stretches[at]))

    def publish(self, at: int, places: Places) -> Checksum:
        """Writes the part of a stretch, once all are scored.

        Raises:
            OtherBatonError: If something else would come of it here.
        """
        tools = _tools(self)
        stretch = tools.scoring.stretches[at]
        named = tools.sheet.read(stretch, ["unit", "group"])
        scored, ranks = places.of(at, stretch)
        # Under a name of its own first: an attempt that was given up may still be writing the same part.
        written = tools.folder.path / f"{uuid4().hex}.part"
        with ResultFile(written, tools.plan, self.fingerprint) as file:
            file.write(file.rows(named, scored, ranks))
        written.replace(tools.folder.path / PARTS / f"part-{at:06}.parquet")
        codes, total = named["unit"].combine_chunks(), scored.parts[tools.plan.scheme.root.code]
        return checksum(codes, total, ranks, scored.group_ranks, scored.grades)


#: Where in the run's folder the parts of the result are.
PARTS = "parts"


class _Tools(NamedTuple):
    plan: Plan
    sheet: SheetFile
    folder: RunFolder
    cohorts: MergedCohorts
    scoring: BlockScoring


@lru_cache(maxsize=1)
def _tools(work: Work) -> _Tools:
    """What a worker needs for all stretches of a run, compiled once."""
    plan, sheet = compile_plan(work.scheme), SheetFile(work.sheet)
    cohorts = MergedCohorts(plan, sheet, sheet.layout.stretches())
    if run_fingerprint(work.scheme, sheet, cohorts.stretches) != work.fingerprint:
        raise OtherBatonError
    folder = RunFolder(work.result, work.fingerprint)
    tools = _Tools(plan, sheet, folder, cohorts, BlockScoring(plan, sheet, cohorts))
    # Spark has its workers collect garbage after every task: what stays need not be looked through each time.
    gc.freeze()
    return tools
