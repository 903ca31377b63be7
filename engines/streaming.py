"""Scoring a scale sheet on one machine: stretch by stretch on all cores, in little memory, resumed where it was broken off."""

from __future__ import annotations

import hashlib
import os
from concurrent.futures import ThreadPoolExecutor, as_completed
from threading import local
from typing import TYPE_CHECKING, NamedTuple

from engines.block_scoring import BlockScoring, are_ranked_together
from engines.checksum import Checksum, checksum
from engines.memory_notes import notes
from engines.overall import Overall
from engines.result_file import ResultFile
from engines.run_folder import RunFolder
from scoring.layout import compile_plan
from scoring.version import ENGINE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from engines.sheet_file import SheetFile
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


def _nothing(done: int, of: int) -> None:
    """Says nothing of the progress."""


def score_file(
    scheme: Scheme,
    sheet: SheetFile,
    result: Path,
    *,
    cores: int | None = None,
    progress: Callable[[int, int], None] = _nothing,
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
    plan = compile_plan(scheme)
    fields = {field.name for field in sheet.layout.fields}
    groups = tuple(code for code, _ in sheet.layout.groups)
    if fields != set(plan.raw) or groups != plan.scheme.group_codes:
        raise ValueError("the sheet was made for another scheme")
    fingerprint = _fingerprint(scheme, sheet)
    folder = RunFolder(result.with_name(f"{result.name}.run"), fingerprint)
    scoring = BlockScoring(scheme, sheet)
    stretches = scoring.stretches
    waiting = [at for at in range(len(stretches)) if not folder.is_done(at)]
    own, spare = local(), [scoring]

    def score(at: int) -> None:
        if not hasattr(own, "scoring"):
            own.scoring = spare.pop() if spare else BlockScoring(scheme, sheet)
        folder.keep(at, own.scoring.scored(stretches[at]))

    before = len(stretches) - len(waiting)
    _do_all(score, waiting, cores, lambda done: progress(before + done, len(stretches)))
    overall = None
    if are_ranked_together(plan.scheme) and stretches:
        overall = Overall(sheet, folder, scoring, plan.scheme.policies.ties)
    found = Checksum()
    with ResultFile(result, plan, fingerprint) as file:
        for at, stretch in enumerate(stretches):
            named, scored = sheet.read(stretch, ["unit", "group"]), folder.scored(at)
            ranks = None if overall is None else overall.places(at, scored.lines)
            file.write(named, scored, ranks)
            total = scored.parts[plan.scheme.root.code]
            codes = named["unit"].combine_chunks()
            found = found.plus(checksum(codes, total, ranks, scored.group_ranks, scored.grades))
    folder.remove()
    return Streamed(sheet.layout.units, found, before, notes(sheet, stretches))


def _do_all(
    act: Callable[[int], None], numbers: list[int], cores: int | None, progress: Callable[[int], None]
) -> None:
    """Acts on every number on so many cores; after an error nothing more is begun."""
    # Threads, not processes: numpy and Arrow let go of the interpreter, and none is left behind by a killed run.
    with ThreadPoolExecutor(cores or os.cpu_count()) as threads:
        progress(0)
        under_way = [threads.submit(act, number) for number in numbers]
        try:
            for done, finished in enumerate(as_completed(under_way), 1):
                finished.result()
                progress(done)
        except BaseException:
            threads.shutdown(cancel_futures=True)
            raise


def _fingerprint(scheme: Scheme, sheet: SheetFile) -> str:
    """Of all that decides what a run publishes."""
    made_of = (ENGINE, scheme.stated.model_dump_json(), sheet.fingerprint)
    return hashlib.sha256("\n".join(made_of).encode()).hexdigest()
