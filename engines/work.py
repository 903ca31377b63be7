"""What is done for a run, one stretch at a time: however often it is tried, and by which process, the same comes of it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

from engines.block_scoring import BlockScoring
from engines.checksum import Checksum, checksum
from engines.merged_cohorts import MergedCohorts
from engines.result_file import ResultForm
from engines.run_folder import RunFolder
from engines.sheet_beside import is_made_for
from engines.sheet_file import SheetFile
from indicators.scheme_text import scheme_content
from scoring.layout import compile_plan
from scoring.packing import canonical
from scoring.version import ENGINE

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

    from engines.cohort_stage import Key, Look
    from engines.cohort_statistics import Statistics
    from engines.places import Places
    from indicators.scheme import Scheme

    Known = dict[Key, Statistics]


class OtherBatonError(Exception):
    """A worker has another Baton, or finds another sheet under the path of ours."""


@dataclass(frozen=True)
class Work:
    """A run as it is sent to other processes, who see the same files under the same paths.

    Attributes:
        scheme: What is scored by.
        sheet: The scale sheet.
        result: What the run is named after; what is done of it is kept in the run's folder.
        fingerprint: Of the run, as whoever sends it knows it.
    """

    scheme: Scheme = field(compare=False)
    sheet: Path
    result: Path
    fingerprint: str

    @classmethod
    def of(cls, scheme: Scheme, sheet: SheetFile, result: Path) -> Self:
        """The run that scores a sheet.

        Raises:
            ValueError: If the sheet was made for another scheme.
        """
        if not is_made_for(scheme, sheet):
            raise ValueError("the sheet was made for another scheme")
        return cls(scheme, sheet.path.absolute(), result.absolute(), _fingerprint(scheme, sheet))

    def tools(self) -> Tools:
        """What it is done with, in another process than the one that sends it.

        Raises:
            OtherBatonError: If something else would come of it here.
        """
        sheet = SheetFile(self.sheet)
        if _fingerprint(self.scheme, sheet) != self.fingerprint:
            raise OtherBatonError
        return Tools(self, sheet)


def _fingerprint(scheme: Scheme, sheet: SheetFile) -> str:
    """Of all that decides what a run publishes, and of how the sheet is cut."""
    cuts = [stretch.rows.stop for stretch in sheet.layout.stretches()]
    made_of = (ENGINE, scheme_content(scheme.stated), sheet.fingerprint, cuts)
    return hashlib.sha256(canonical(made_of)).hexdigest()


class Tools:
    """What a run is done with, compiled once; may be used by several threads.

    Attributes:
        plan: What is computed.
        sheet: What it is computed from.
        cohorts: What is known of cohorts that reach beyond a stretch.
        scoring: By which stretches are scored.
        stretches: How the sheet is cut.
        folder: Where it is kept what is done.
        form: What is written of each unit.
    """

    def __init__(self, work: Work, sheet: SheetFile) -> None:
        """Compiles the plan.

        Args:
            work: What is to be done.
            sheet: The sheet of the work, open.
        """
        self.plan, self.sheet = compile_plan(work.scheme), sheet
        self.stretches = sheet.layout.stretches()
        self.cohorts = MergedCohorts(self.plan, sheet, self.stretches)
        self.scoring = BlockScoring(self.plan, sheet, self.cohorts)
        self.folder = RunFolder(work.result, work.fingerprint)
        self.form = ResultForm(self.plan, work.fingerprint)

    def look(self, stage: int, at: int, known: Known) -> Look:
        """What one of a stage's stretches says of cohorts that reach beyond it."""
        self.cohorts.learn(known)
        return self.cohorts.look(stage, at)

    def score(self, at: int, known: Known) -> None:
        """Scores a stretch and keeps it in the run's folder."""
        self.cohorts.learn(known)
        self.folder.keep(at, self.scoring.scored(self.stretches[at]))

    def rows(self, at: int, places: Places) -> tuple[pa.Table, Checksum]:
        """A stretch as it is to be written, once all are scored."""
        stretch = self.stretches[at]
        named = self.sheet.read(stretch, ["unit", "group"])
        scored, ranks = places.of(at, stretch)
        codes, total = named["unit"].combine_chunks(), scored.parts[self.plan.scheme.root.code]
        own = checksum(codes, total, ranks, scored.group_ranks, scored.grades)
        return self.form.rows(named, scored, ranks), own
