"""The verdict 核验结论 on a result workbook: what its snapshot gives, and every cell that says something else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from documents.result_report import Report
from documents.result_workbook import write_results
from documents.verification.certified import Certified, certified
from documents.verification.comparison import compare_sheets
from documents.verification.former_layout import alike_in_layout
from documents.verification.hidden_sheet import find_snapshot, holds_nothing_else
from documents.verification.naming import Knowledge
from documents.verification.reading import Pages, read_pages, read_written
from documents.verification.snapshot import edition_of
from documents.verification.verification_problems import BY_REASON, ENGINE_UNKNOWN, SNAPSHOT_DAMAGED
from indicators.problems import Place
from indicators.words import Words, visible
from scoring.fingerprints import fingerprints
from scoring.kept_results import results_record
from scoring.packing import DAMAGE
from scoring.replay import replayed
from scoring.version import CHANGES, ENGINE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from documents.verification.comparison import Comparison
    from documents.verification.snapshot import Edition
    from indicators.problems import Problem
    from scoring.fingerprints import Fingerprints
    from scoring.replay import Changed

#: The versions of the engine that there are: the first, those that changed a number, and this one.
ENGINES = frozenset({"0.1.0", *(change.engine for change in CHANGES), ENGINE})
_LONGEST_ENGINE = 20
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
    #: What was found of the certificate it carries.
    certified: Certified
    #: The sheets that were not compared, since another version of the program writes them otherwise.
    skipped: tuple[str, ...] = ()

    @property
    def agrees(self) -> bool:
        """Whether all that was compared is what the snapshot gives."""
        return not self.changed and not self.comparison.total and self.certified is not Certified.WRONG

    @property
    def holds(self) -> bool:
        """Whether every figure and every cell was compared and is what the snapshot gives."""
        return self.agrees and self.engine == ENGINE


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
    found, problems = read_pages(path, name)
    if found is None:
        return None, problems
    record, why, sheet = find_snapshot(found.grids)
    if record is None:
        return None, (BY_REASON[why].at(Place(file=name)),)
    said(_SCORING)
    try:
        engine = str(record["engine"])
        if engine not in ENGINES:
            return None, (ENGINE_UNKNOWN.at(Place(file=name), engine=visible(engine)[:_LONGEST_ENGINE]),)
        edition = edition_of(record)
        changed = tuple(replayed(record["results"], results_record(edition.results)))
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
    before, after = _without_snapshots(written, found, sheet)
    skipped: tuple[str, ...] = ()
    if engine != ENGINE:
        before, after, skipped = alike_in_layout(before, after, knowledge)
    comparison = compare_sheets(before, after, knowledge, name)
    basis = fingerprints(edition.results)
    return Verdict(edition, engine, basis, changed, comparison, certified(edition), skipped), ()


def _without_snapshots(written: Pages, found: Pages, sheet: str | None) -> tuple[Pages, Pages]:
    """Both without the snapshot that all is held against: another program may pack the same in other bytes.

    A sheet in which anything else stands beside it is compared like any other.
    """
    taken = next(grid for grid in found.grids if grid.sheet == sheet)
    if not holds_nothing_else(taken):
        return written, found
    ours = find_snapshot(written.grids).sheet
    return _without(written, ours), _without(found, sheet)


def _without(pages: Pages, sheet: str | None) -> Pages:
    looks = {title: looks for title, looks in pages.looks.items() if title != sheet}
    return Pages(tuple(grid for grid in pages.grids if grid.sheet != sheet), looks)


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
