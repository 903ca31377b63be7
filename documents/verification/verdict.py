"""The verdict 核验结论 on a result workbook: what its snapshot gives, and every cell that says something else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from documents.result_report import Report
from documents.result_workbook import write_results
from documents.verification.comparison import Knowledge, compare_sheets
from documents.verification.former_layout import alike_in_layout
from documents.verification.hidden_sheet import find_snapshot, is_snapshot
from documents.verification.reading import read_sheets, read_written
from documents.verification.snapshot import edition_of
from documents.verification.verification_problems import BY_REASON, SNAPSHOT_DAMAGED
from indicators.problems import Place
from indicators.words import Words
from scoring.fingerprints import fingerprints
from scoring.kept_results import results_record
from scoring.packing import DAMAGE
from scoring.replay import replayed
from scoring.version import ENGINE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from documents.verification.comparison import Comparison
    from documents.verification.snapshot import Edition
    from indicators.problems import Problem
    from scoring.fingerprints import Fingerprints
    from scoring.replay import Changed

_READING = Words("读取工作簿", "reading the workbook")
_SCORING = Words("按快照重新计分", "scoring its snapshot again")
_COMPARING = Words("重新写出并逐格对照", "writing it anew and comparing cell by cell")


@dataclass(frozen=True)
class Verdict:
    """What came of verifying one workbook."""

    edition: Edition
    #: The version of the engine that wrote it.
    engine: str
    fingerprints: Fingerprints
    #: Figures which the present engine gives otherwise than the one that wrote the workbook.
    changed: tuple[Changed, ...]
    comparison: Comparison
    #: The sheets which another version of the program wrote in another layout: their figures were not held cell by cell.
    skipped: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether every figure and every cell is what the snapshot gives."""
        return not self.changed and not self.comparison.total


def verify_workbook(
    path: Path, said: Callable[[Words], None] = lambda _: None
) -> tuple[Verdict | None, tuple[Problem, ...]]:
    """Scores a workbook's snapshot again, writes the workbook anew and holds both against each other cell by cell.

    Args:
        path: The workbook, as it was exported or saved again.
        said: Told what is being done.

    Returns:
        The verdict, or None and why there can be none.
    """
    name = path.name
    said(_READING)
    found, problems = read_sheets(path, name)
    if problems:
        return None, problems
    record, why = find_snapshot(found)
    if record is None:
        return None, (BY_REASON[why].at(Place(file=name)),)
    said(_SCORING)
    try:
        edition = edition_of(record)
        changed = tuple(replayed(record["results"], results_record(edition.results)))
        engine = str(record["engine"])
    except DAMAGE:
        return None, (SNAPSHOT_DAMAGED.at(Place(file=name)),)
    said(_COMPARING)
    written = read_written(
        write_results(
            edition.results,
            edition.problems,
            language=edition.language,
            made_at=edition.made_at,
            notice=edition.notice,
            certificate=edition.certificate,
        )
    )
    knowledge = _knowledge(edition)
    # The snapshot is what all is held against; another program may pack the same in other bytes.
    before, after = ([grid for grid in grids if not is_snapshot(grid)] for grids in (written, found))
    skipped: tuple[str, ...] = ()
    if engine != ENGINE:
        before, after, skipped = alike_in_layout(before, after, knowledge)
    comparison = compare_sheets(before, after, knowledge, name)
    return Verdict(edition, engine, fingerprints(edition.results), changed, comparison, skipped), ()


def _knowledge(edition: Edition) -> Knowledge:
    results, language = edition.results, edition.language
    scheme = results.scheme
    return Knowledge(
        language,
        {unit.code: unit.name for unit in results.sheet.units},
        {part.code: part.name for part in (*scheme.tree, *scheme.laid_out.tree)},
        frozenset(name for name, _, _ in scheme.printed_policies()),
        Report(results, language).policy_line,
    )
