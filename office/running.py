"""Runs: results kept with all they were made of, opened again, and held against what was kept."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from indicators.words import Words
from office.snapshots import snapshot_bytes, snapshot_of
from records import RecordsError, contents, runs
from records.runs import Outcome
from records.sealed import is_sealed
from scoring import score
from scoring.fingerprints import fingerprints
from scoring.kept_results import KeptResults, results_record
from scoring.packing import DAMAGE, FORMAT, LaterFormatError, packed, unpacked
from scoring.replay import replayed
from scoring.version import ENGINE

if TYPE_CHECKING:
    from office.desk import Desk
    from office.heads import Heads
    from office.reading import Reading
    from office.snapshots import Snapshot
    from records import Run
    from scoring import Results
    from scoring.fingerprints import Fingerprints
    from scoring.replay import Changed

#: Old runs kept open in memory: one looked at, and the one that is public.
_OPEN = 2

_NO_RESULTS = Words(
    "计分：现在没有可用的结果，没有留存。请先处理问题清单中必须改正的问题。",
    "Run: there are no results to keep. Correct first what the list of problems says must be corrected.",
)
_LATER = Words(
    "第 {run} 次计分：由更新版本的指挥棒（引擎 {engine}）留存，本版本读不出。请升级指挥棒后再打开。",
    "Run {run}: a newer version of Baton (engine {engine}) kept it, which this one cannot read. Upgrade Baton, then open"
    " it.",
)
_DAMAGED = Words(
    "第 {run} 次计分：留存的内容读不出（引擎 {engine}，摘要 {sha}），可能数据库已损坏。其他记录不受影响；请从备份恢复后再打开。",
    "Run {run}: what was kept of it cannot be read (engine {engine}, digest {sha}); the database may be damaged. Other"
    " records are not affected. Restore a backup, then open it.",
)
_DIFFERS = Words(
    "第 {run} 次计分：现在的引擎（{now}）重新计算，有数与当时（引擎 {engine}）留存的不同，不能作为这次计分的结果导出。"
    "请用当时版本的指挥棒导出；或到“记录”页核对，撤回原来的公布后公布现在的结果。",
    "Run {run}: scored again by the present engine ({now}), some figures are not those that were kept (engine {engine}), so"
    " it is not exported as that run. Export it with the Baton of that time; or look at the History page, withdraw what"
    " was published and publish the present results.",
)


@dataclass(frozen=True, eq=False)
class Reopened:
    """An old run scored again from its snapshot; `same` if everything published is what was kept."""

    run: Run
    snapshot: Snapshot
    results: Results
    same: bool

    def as_kept(self) -> Results:
        """Its results, for whatever is said to be this run's.

        Raises:
            RecordsError: If the present engine gives others than those that were kept.
        """
        if not self.same:
            raise RecordsError(_DIFFERS.fill(run=self.run.number, engine=self.run.engine, now=ENGINE))
        return self.results


@dataclass(frozen=True, eq=False)
class Replay:
    """An old run verified: the figures that come out otherwise, and whether the run is what the log says of it."""

    reopened: Reopened
    changed: tuple[Changed, ...]
    fingerprints: Fingerprints
    sealed: bool

    @property
    def holds(self) -> bool:
        """Whether all is as it was kept."""
        return self.sealed and not self.changed


def keep_run(desk: Desk, actor: str, heads: Heads, reading: Reading) -> Run:
    """Keeps the present results as a run; made of the same as the last one, it is that one.

    Raises:
        RecordsError: If there are no results.
    """
    return runs.add(desk.records, actor, heads.assessment.id, outcome_of(heads, reading))


def outcome_of(heads: Heads, reading: Reading) -> Outcome:
    """What is kept of the present results.

    Raises:
        RecordsError: If there are none.
    """
    results = reading.results
    if results is None or heads.scheme is None:
        raise RecordsError(_NO_RESULTS)
    return Outcome(
        scheme=heads.scheme.number,
        catalogue=heads.catalogue_number,
        submission=heads.submission_number,
        engine=ENGINE,
        snapshot=snapshot_bytes(reading, results),
        results=result_bytes(results),
        units=len(results.sheet.units),
        provisional=results.standing is not None and results.standing.provisional,
    )


def result_bytes(results: Results) -> bytes:
    """Everything published of a run, always in the same bytes."""
    return packed({"format": FORMAT, **results_record(results)})


def reopen(desk: Desk, assessment: int, number: int) -> Reopened:
    """An old run as it was, scored again from its snapshot and compared with what was kept.

    Raises:
        RecordsError: If it is not there, or what was kept of it cannot be read by this version.
    """
    return _reopened(desk, runs.numbered(desk.records, assessment, number))


@lru_cache(maxsize=_OPEN)
def _reopened(desk: Desk, run: Run) -> Reopened:
    """What a run is made of never changes, so it is scored once while somebody looks at it."""
    kept = contents.content(desk.records, run.results)
    content = contents.content(desk.records, run.snapshot)
    try:
        snapshot = snapshot_of(content)
        results = score(snapshot.scheme, snapshot.sheet, snapshot.catalogue)
        same = unpacked(result_bytes(results)) == unpacked(kept)
    except DAMAGE as error:
        raise _unreadable(run, run.snapshot, error) from error
    return Reopened(run, snapshot, results, same)


def replay(desk: Desk, assessment: int, number: int) -> Replay:
    """A run scored again, every figure held against what was kept, and the run against the log.

    Raises:
        RecordsError: If it is not there, or what was kept of it cannot be read by this version.
    """
    found = reopen(desk, assessment, number)
    run = found.run
    try:
        kept = unpacked(contents.content(desk.records, run.results))
        changed = tuple(replayed(kept, {"format": kept["format"], **results_record(found.results)}))
    except DAMAGE as error:
        raise _unreadable(run, run.results, error) from error
    sealed = is_sealed(desk.records, assessment, number)
    return Replay(found, changed, fingerprints(found.results), sealed)


def kept_results(desk: Desk, run: Run) -> KeptResults:
    """What came out of a run, as it was kept; nothing is scored again.

    Raises:
        RecordsError: If it cannot be read by this version.
    """
    try:
        kept = KeptResults(unpacked(contents.content(desk.records, run.results)))
        _ = kept.units
    except DAMAGE as error:
        raise _unreadable(run, run.results, error) from error
    return kept


def _unreadable(run: Run, sha256: str, error: Exception) -> RecordsError:
    words = _LATER if isinstance(error, LaterFormatError) else _DAMAGED
    return RecordsError(words.fill(run=run.number, engine=run.engine, sha=sha256[:12]))
