"""Upload 报送: files are read together with those handed in before, shown with what they change, and then stored."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from threading import Lock
from typing import TYPE_CHECKING

from documents import SourceFile
from documents.intake.changes import differences, dropped_units, record_differences
from documents.intake.intake import Intake
from documents.intake.places import Places
from indicators.problems import Severity
from indicators.words import Words
from office.handed_in import told_apart
from office.reading import read
from office.registers import beside, is_register, stranding
from office.running import keep_run
from records import ConflictError, HeldFile, NewFile, RecordsError, ValueChange, submissions

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from documents.intake.changes import Change, DroppedUnit
    from office.desk import Desk
    from office.handed_in import Repeated
    from office.heads import Heads
    from office.reading import Reading
    from records import Run, Submission

    Progress = Callable[[int, int], None]
    #: What was done by a person, to be done in the same way on whatever the data are.
    Act = Callable[[Desk, Heads, Progress | None], "Draft"]

#: Of several who store at once in one assessment each waits for the one before, and reads on top of it once instead of
#: many times.
_STORING: dict[int, Lock] = {}

_NO_SCHEME = Words(
    "报送：还没有方案，读不懂成绩表。请先在“指标体系”页导入方案。",
    "Upload: there is no scheme yet, so no sheet can be understood. Import a scheme on the Indicators page first.",
)
_NOT_ACCEPTED = Words(
    "报送：有 {count} 个问题必须改正，没有存入。请按问题清单改正后重新上传。",
    "Upload: {count} problems must be corrected; nothing was stored. Correct them and upload again.",
)
_NOTHING_NEW = Words("报送：没有新的内容，没有存入。", "Upload: there is nothing new; nothing was stored.")
_OTHER_SCHEME = Words(
    "报送：试读之后方案或省级清单换了新版，没有存入。请按最新数据重新试读。",
    "Upload: the scheme or the provincial list has a new version since this was read; nothing was stored. Read it again"
    " on the present data.",
)


@dataclass(frozen=True, eq=False)
class Draft:
    """What the data would be with some files more, or without some: nothing is stored yet."""

    heads: Heads
    files: tuple[HeldFile | NewFile, ...]
    #: Names of the files which take the place of one of the same name, and of those left out from now on.
    replaced: tuple[str, ...]
    removed: tuple[str, ...]
    repeated: tuple[Repeated, ...]
    reading: Reading
    changes: tuple[Change, ...]
    record_changes: tuple[Words, ...]
    #: The units that are not in the register any more.
    dropped: tuple[DroppedUnit, ...]
    #: Makes the same draft on other heads.
    act: Act

    @property
    def added(self) -> tuple[NewFile, ...]:
        """The files that are not held yet."""
        return tuple(file for file in self.files if isinstance(file, NewFile))

    @property
    def brings_anything(self) -> bool:
        """Whether the set of files is another one than before."""
        return self.files != self.heads.files

    @property
    def stranding(self) -> tuple[str, ...]:
        """Registers that replace one of their name although files which stay tell of units that only that one had."""
        return stranding(self.reading, {file.name for file in self.added}, self.replaced)

    @property
    def can_be_stored(self) -> bool:
        """Whether nothing blocks, and there is anything to store."""
        return self.brings_anything and not self.reading.problems.blocked


def draft(
    desk: Desk,
    heads: Heads,
    added: Sequence[SourceFile],
    removed: Collection[str] = (),
    progress: Progress | None = None,
) -> Draft:
    """Reads the data as it would be; a file of the same name takes the other's place.

    Of two files added under one name the second gets a number. A register without units of which earlier files tell does
    not take the place of another but comes beside it under a number: by that one the earlier files are read.

    Args:
        desk: Where the records are.
        heads: What it is compared with.
        added: Files handed in now.
        removed: Names of files to leave out from now on.
        progress: Told how many files are read, and of how many.

    Raises:
        RecordsError: If there is no scheme to read by, or the database fails.
    """
    if heads.scheme is None:
        raise RecordsError(_NO_SCHEME)
    now = datetime.now(UTC)
    dated = [replace(file, received=file.received or now) for file in added]
    staying = [file for file in heads.files if file.name not in removed]
    new, repeated = told_apart(dated, staying)
    kept = [file for file in staying if file.name not in new]
    turn = heads.submission_number + 1
    sources = (
        *desk.sources(kept),
        *(SourceFile(file.name, file.content, file.received, turn) for file in new.values()),
    )
    before = desk.reading(heads)
    reading = read(desk.file_of(heads.scheme), sources, desk.list_file(heads), progress)
    names = {file.name for file in heads.files}
    held, found = _intake(before, reading), _intake(reading, reading)
    left_out = tuple(name for name in removed if name in names)
    made = Draft(
        heads=heads,
        files=(*kept, *new.values()),
        replaced=tuple(name for name in new if name in names),
        removed=left_out,
        repeated=repeated,
        reading=reading,
        changes=tuple(differences(held, found)),
        record_changes=tuple(record_differences(held, found)),
        dropped=tuple(dropped_units(held, found)),
        act=lambda desk, heads, progress: draft(desk, heads, dated, left_out, progress),
    )
    replaced = desk.sources(file for file in heads.files if file.name in made.stranding)
    registers = {file.name for file in replaced if is_register(found.scheme, file)}
    if not registers:
        return made
    return replace(draft(desk, heads, beside(dated, registers, names), removed, progress), act=made.act)


def _intake(of: Reading | None, other: Reading) -> Intake:
    """What a reading holds; nothing where there is no file."""
    if of is not None and of.intake is not None:
        return of.intake
    if other.scheme is None:
        raise RecordsError(_NO_SCHEME)
    return Intake(other.scheme)


def adopt(desk: Desk, actor: str, draft: Draft, note: str = "") -> Submission:
    """Stores a draft as the next version of the data, just as it was shown.

    If somebody stored other data meanwhile, and the draft would still change the same cells to the same values, it is
    stored on top of theirs.

    Raises:
        ConflictError: If it would not, or it was read by another scheme or list than the present one.
        RecordsError: If problems block it, there is nothing new in it, or the database fails.
    """
    with _STORING.setdefault(draft.heads.assessment.id, Lock()):
        while True:
            _expect_storable(desk, draft)
            try:
                stored = _store(desk, actor, draft, note)
            except ConflictError:
                on_top = again(desk, draft)
                if not _does_the_same(on_top, draft):
                    raise
                draft = on_top
            else:
                # What is stored is stored, even if the database fails just after.
                with suppress(RecordsError):
                    desk.learn(desk.heads(draft.heads.assessment.id), draft.reading)
                return stored


def again(desk: Desk, earlier: Draft, progress: Progress | None = None) -> Draft:
    """The same done on top of what is stored now.

    Raises:
        RecordsError: If it cannot be done there any more, or the database fails.
    """
    return earlier.act(desk, desk.heads(earlier.heads.assessment.id), progress)


def corrected(
    desk: Desk, earlier: Draft, files: Sequence[SourceFile], progress: Progress | None = None
) -> Draft:
    """A draft with corrected files in the place of those of the same names, its other files as they were.

    Raises:
        RecordsError: If it cannot be read on what is stored now, or the database fails.
    """
    names = {file.name for file in files}
    rest = [SourceFile(one.name, one.content, one.received) for one in earlier.added if one.name not in names]
    heads = desk.heads(earlier.heads.assessment.id)
    return draft(desk, heads, [*rest, *files], earlier.removed, progress)


def score(desk: Desk, actor: str, assessment: int) -> Run | None:
    """Keeps the results of what is stored now as a run; None where it cannot be scored yet.

    Raises:
        RecordsError: If the database fails; what was stored before stays stored.
    """
    heads = desk.heads(assessment)
    reading = desk.reading(heads)
    return None if reading is None or reading.results is None else keep_run(desk, actor, heads, reading)


def _expect_storable(desk: Desk, draft: Draft) -> None:
    if draft.reading.problems.blocked:
        count = draft.reading.problems.counts[Severity.BLOCKING]
        raise RecordsError(_NOT_ACCEPTED.fill(count=count))
    if not draft.brings_anything:
        raise RecordsError(_NOTHING_NEW)
    heads = desk.heads(draft.heads.assessment.id)
    if (heads.scheme, heads.catalogues) != (draft.heads.scheme, draft.heads.catalogues):
        raise ConflictError(_OTHER_SCHEME)


def _does_the_same(one: Draft, other: Draft) -> bool:
    """Whether two drafts change the same cells to the same values, and replace and remove the same files."""
    return (
        one.changes == other.changes
        and set(one.record_changes) == set(other.record_changes)
        and (one.replaced, one.removed) == (other.replaced, other.removed)
    )


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
        record_changes=draft.record_changes,
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
