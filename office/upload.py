"""Upload 报送: files are read together with those handed in before, shown with what they change, and then stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from documents import SourceFile
from documents.intake.changes import changes, record_changes
from documents.intake.intake import Intake
from documents.intake.places import Places
from indicators.words import Words
from office.reading import read
from records import ConflictError, HeldFile, NewFile, RecordsError, ValueChange, submissions
from records.contents import digest

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from documents.intake.changes import Change
    from office.desk import Desk
    from office.heads import Heads
    from office.reading import Reading
    from records import Submission

_NO_SCHEME = Words(
    "报送：还没有方案，读不懂成绩表。请先在“指标体系”页导入方案。",
    "Upload: there is no scheme yet, so no sheet can be understood. Import a scheme on the Indicators page first.",
)
_NOT_ACCEPTED = Words(
    "报送：有 {count} 个问题必须改正，没有存入。请按问题清单改正后重新上传。",
    "Upload: {count} problems must be corrected; nothing was stored. Correct them and upload again.",
)
_NOTHING_NEW = Words("报送：没有新的内容，没有存入。", "Upload: there is nothing new; nothing was stored.")


@dataclass(frozen=True, eq=False)
class Draft:
    """What the data would be with some files more, or without some: nothing is stored yet."""

    heads: Heads
    files: tuple[HeldFile | NewFile, ...]
    #: Names of the files which take the place of one of the same name, and of those held already.
    replaced: tuple[str, ...]
    repeated: tuple[str, ...]
    removed: tuple[str, ...]
    reading: Reading
    changes: tuple[Change, ...]
    record_changes: tuple[Words, ...]

    @property
    def brings_anything(self) -> bool:
        """Whether the set of files is another one than before."""
        return self.files != self.heads.files

    @property
    def can_be_stored(self) -> bool:
        """Whether nothing blocks, and there is anything to store."""
        return self.brings_anything and not self.reading.problems.blocked


def draft(
    desk: Desk,
    heads: Heads,
    added: Sequence[SourceFile],
    removed: Collection[str] = (),
    progress: Callable[[int, int], None] | None = None,
) -> Draft:
    """Reads the data as it would be; a file of the same name takes the other's place.

    Args:
        desk: Where the records are.
        heads: What it is compared with.
        added: Files handed in now.
        removed: Names of files to leave out from now on.
        progress: Told how many files are read, and of how many.

    Raises:
        RecordsError: If there is no scheme to read by.
    """
    if heads.scheme is None:
        raise RecordsError(_NO_SCHEME)
    now = datetime.now(UTC)
    held = {file.sha256: file.name for file in heads.files if file.name not in removed}
    new = {
        file.name: NewFile(file.name, file.content, file.received or now)
        for file in added
        if digest(file.content) not in held
    }
    repeated = tuple(file.name for file in added if file.name not in new)
    names = {file.name for file in heads.files}
    kept = [file for file in heads.files if file.name not in removed and file.name not in new]
    files: tuple[HeldFile | NewFile, ...] = (*kept, *new.values())
    turn = heads.submission_number + 1
    sources = (
        *desk.sources(kept),
        *(SourceFile(file.name, file.content, file.received, turn) for file in new.values()),
    )
    reading = read(desk.file_of(heads.scheme), sources, desk.list_file(heads), progress)
    before = desk.reading(heads)
    return Draft(
        heads=heads,
        files=files,
        replaced=tuple(name for name in new if name in names),
        repeated=repeated,
        removed=tuple(name for name in removed if name in names),
        reading=reading,
        changes=tuple(_changes(before, reading)),
        record_changes=tuple(_record_changes(before, reading)),
    )


def _changes(before: Reading | None, after: Reading) -> Iterable[Change]:
    if after.intake is None:
        return ()
    return changes(_intake(before, after.intake), after.intake)


def _record_changes(before: Reading | None, after: Reading) -> Iterable[Words]:
    if after.intake is None or before is None or before.intake is None:
        return ()
    return record_changes(before.intake, after.intake)


def _intake(before: Reading | None, after: Intake) -> Intake:
    """What was there before; an empty one before the first submission."""
    return Intake(after.scheme) if before is None or before.intake is None else before.intake


def adopt(desk: Desk, actor: str, draft: Draft, note: str = "") -> Submission:
    """Stores a draft as the next version of the data, just as it was shown.

    If somebody stored other data meanwhile, and the draft would still change the same cells to the same values, it is
    stored on top of theirs.

    Raises:
        ConflictError: If it would not.
        RecordsError: If problems block it, there is nothing new in it, or the database fails.
    """
    while True:
        if draft.reading.problems.blocked:
            blocking = sum(problem.severity == "blocking" for problem in draft.reading.problems)
            raise RecordsError(_NOT_ACCEPTED.fill(count=blocking))
        if not draft.brings_anything:
            raise RecordsError(_NOTHING_NEW)
        try:
            return _store(desk, actor, draft, note)
        except ConflictError:
            again = _on_top(desk, draft)
            if again is None:
                raise
            draft = again


def _store(desk: Desk, actor: str, draft: Draft, note: str) -> Submission:
    heads, intake = draft.heads, draft.reading.intake
    places = Places() if intake is None else intake.places
    return submissions.add(
        desk.records,
        actor,
        heads.assessment.id,
        draft.files,
        (_kept(change, places) for change in draft.changes),
        expected=heads.submission_number,
        scheme=heads.scheme_number,
        note=note,
        records_changed=len(draft.record_changes),
    )


def _kept(change: Change, places: Places) -> ValueChange:
    place = places.get((change.unit.code, change.name))
    before, after = change.before, change.after
    return ValueChange(
        change.unit.code,
        change.name.code,
        change.name.field,
        None if before is None else before.state.value,
        None if before is None or before.value is None else str(before.value),
        after.state.value,
        None if after.value is None else str(after.value),
        None if place is None else place.file,
        None if place is None else place.sheet,
        None if place is None else place.cell,
    )


def _on_top(desk: Desk, draft: Draft) -> Draft | None:
    """The same files on top of what is stored now, if they would change just what was shown."""
    heads = desk.heads(draft.heads.assessment.id)
    if heads.scheme != draft.heads.scheme or heads.catalogues != draft.heads.catalogues:
        return None
    own = [
        SourceFile(file.name, file.content, file.received)
        for file in draft.files
        if isinstance(file, NewFile)
    ]
    again = _draft_again(desk, heads, own, draft)
    same = again.changes == draft.changes and set(again.record_changes) == set(draft.record_changes)
    return again if same and again.replaced == draft.replaced and again.removed == draft.removed else None


def _draft_again(desk: Desk, heads: Heads, own: Sequence[SourceFile], earlier: Draft) -> Draft:
    return draft(desk, heads, own, earlier.removed)
