"""Scoring a scale sheet on one machine: stretch by stretch on all cores, in little memory, resumed where it was broken off."""

from __future__ import annotations

import hashlib
import os
from concurrent.futures import ThreadPoolExecutor, as_completed
from threading import local
from typing import TYPE_CHECKING, NamedTuple

from engines.block_scoring import BlockScoring, are_ranked_together
from engines.checksum import Checksum, checksum
from engines.overall import Overall
from engines.result_file import ResultFile
from engines.run_folder import RunFolder
from indicators.scheme_text import write_scheme
from scoring.layout import compile_plan
from scoring.version import ENGINE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from engines.sheet_file import SheetFile
    from engines.sheet_layout import Stretch
    from indicators.scheme import Scheme


class Streamed(NamedTuple):
    """What came of a run: how many units, the checksum over what is published of them, stretches taken from before."""

    units: int
    checksum: Checksum
    resumed: int


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
    _score_all(
        _each_thread(scheme, sheet), folder, stretches, waiting, cores or os.cpu_count() or 1, progress
    )
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
    return Streamed(sheet.layout.units, found, len(stretches) - len(waiting))


def _each_thread(scheme: Scheme, sheet: SheetFile) -> Callable[[], BlockScoring]:
    """Gives each thread a table of its own."""
    own = local()

    def scoring() -> BlockScoring:
        if not hasattr(own, "scoring"):
            own.scoring = BlockScoring(scheme, sheet)
        found: BlockScoring = own.scoring
        return found

    return scoring


def _score_all(
    scoring: Callable[[], BlockScoring],
    folder: RunFolder,
    stretches: tuple[Stretch, ...],
    waiting: list[int],
    cores: int,
    progress: Callable[[int, int], None],
) -> None:
    """Scores the stretches that wait."""

    def score(at: int) -> None:
        folder.keep(at, scoring().scored(stretches[at]))

    # Threads, not processes: numpy and Arrow let go of the interpreter, and each stretch comes from the same file.
    with ThreadPoolExecutor(cores) as threads:
        done = len(stretches) - len(waiting)
        progress(done, len(stretches))
        under_way = [threads.submit(score, at) for at in waiting]
        try:
            for finished in as_completed(under_way):
                finished.result()
                done += 1
                progress(done, len(stretches))
        except BaseException:
            threads.shutdown(cancel_futures=True)
            raise


def _fingerprint(scheme: Scheme, sheet: SheetFile) -> str:
    """Of all that decides what a run publishes."""
    made_of = (ENGINE, write_scheme(scheme.stated), sheet.fingerprint)
    return hashlib.sha256("\n".join(made_of).encode()).hexdigest()
