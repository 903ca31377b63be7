"""A draft: what was read, what is wrong with it and what it would change, before it is stored or discarded."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from documents import SourceFile
from documents.intake.cell_values import CellState
from office import upload
from records import RecordsError
from ui import problem_list
from ui.frame import html_list, progress, refuse, show_html, show_note
from ui.intake import changes_table, draft_files
from ui.session import here, say
from ui.wording import intake as words

if TYPE_CHECKING:
    from collections.abc import Callable

    from office.heads import Heads
    from office.upload import Draft

#: Units named in a warning; all of them are among the changes.
_MOST_NAMED = 20
_WITH_VALUE = frozenset({CellState.VALUE, CellState.ZERO})


def show(draft: Draft, heads: Heads) -> None:
    """The verdict and the two ways on above, everything to judge by below."""
    st.subheader(say(words.DRY_RUN))
    _show_verdict(draft)
    _show_counts(draft)
    _show_acts(draft, heads)
    changed = len(draft.changes) + len(draft.record_changes)
    files = len(draft.added) + len(draft.removed) + len(draft.repeated)
    problems, changes, listed = st.tabs(
        [
            say(words.PROBLEMS.fill(count=problem_list.rows(draft.reading.problems))),
            say(words.CHANGES.fill(count=changed)),
            say(words.FILES.fill(count=files)),
        ]
    )
    with problems:
        if draft.added and draft.reading.problems.blocked:
            _take_corrected(draft)
        draft_files.offer_marked_copies(draft)
        if draft.reading.problems:
            problem_list.show_problems(draft.reading.problems)
        else:
            st.caption(say(words.NO_PROBLEMS))
    with changes:
        changes_table.show_draft(draft)
    with listed:
        draft_files.show(draft)


def _show_verdict(draft: Draft) -> None:
    counts = problem_list.counts(draft.reading.problems)
    if draft.reading.problems.blocked:
        st.error(say(words.BLOCKED.fill(**counts)))
    elif not draft.brings_anything:
        st.info(say(words.NOTHING_NEW))
    elif draft.reading.problems:
        st.success(say(words.READY_WITH.fill(**counts)))
    else:
        st.success(say(words.READY))
    _warn_of_lost_units(draft)
    # What is refused counts as lost too, but nothing of that can be stored.
    lost = sum(
        change.before is not None
        and change.before.state in _WITH_VALUE
        and change.after.state not in _WITH_VALUE
        for change in draft.changes
    )
    if lost and draft.can_be_stored:
        st.warning(say(words.LOSES.fill(count=lost)))


def _warn_of_lost_units(draft: Draft) -> None:
    """Names people chose are shown as they are, not as markup."""
    if draft.stranding:
        refuse(words.STRANDED.fill(names="、".join(draft.stranding)))
    elif draft.dropped and draft.can_be_stored:
        names = "、".join(f"{unit.code} {unit.name}" for unit, _ in draft.dropped[:_MOST_NAMED])
        others = say(words.AND_OTHERS) if len(draft.dropped) > _MOST_NAMED else ""
        values = sum(dropped.values for dropped in draft.dropped)
        refuse(words.DROPS.fill(count=len(draft.dropped), values=values, names=names + others))


def _show_counts(draft: Draft) -> None:
    intake = draft.reading.intake
    facts = [
        (words.NEW_FILES, len(draft.added) - len(draft.replaced)),
        (words.REPLACED, len(draft.replaced)),
        (words.REMOVED, len(draft.removed)),
        (words.REPEATED, len(draft.repeated)),
        (words.CHANGED_CELLS, len(draft.changes)),
        (words.CHANGED_RECORDS, len(draft.record_changes)),
        (words.VALUES, 0 if intake is None else len(intake.values)),
        (words.EXPECTED, 0 if intake is None else len(intake.reconciliation.units)),
        (words.RECEIVED, 0 if intake is None else intake.reconciliation.received),
    ]
    show_html(
        '<div class="bt-facts">{facts}</div>',
        facts=html_list(
            "<div><span>{0}</span><b>{1}</b></div>", [(say(label), f"{count:,}") for label, count in facts]
        ),
    )


def _show_acts(draft: Draft, heads: Heads) -> None:
    moved_on = heads.submission is not None and heads.submission_number != draft.heads.submission_number
    if moved_on and heads.submission is not None:
        said = {"actor": heads.submission.made_by, "number": heads.submission_number}
        show_note(words.MOVED_ON.fill(**said))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        note = st.text_input(
            say(words.NOTE), placeholder=say(words.NOTE_HINT), max_chars=200, key="note", width=420
        )
        storing = st.button(
            say(words.STORE),
            type="primary",
            key="store",
            disabled=not draft.can_be_stored,
            help=_why_not(draft),
        )
        st.button(say(words.DISCARD), key="discard", on_click=_discard)
        is_stale = (
            moved_on or heads.scheme != draft.heads.scheme or heads.catalogues != draft.heads.catalogues
        )
        reading = is_stale and st.button(say(words.READ_AGAIN), key="read_again")
    if reading:
        _read_again(draft)
    if storing:
        _store(draft, note.strip())


def _why_not(draft: Draft) -> str | None:
    """Why the button does nothing."""
    if draft.reading.problems.blocked:
        return say(words.BLOCKED.fill(**problem_list.counts(draft.reading.problems)))
    return None if draft.brings_anything else say(words.NOTHING_NEW)


def _take_corrected(draft: Draft) -> None:
    """What is refused is corrected and handed in again here, without the other files of the batch."""
    uploads = st.file_uploader(
        say(words.CORRECTED), accept_multiple_files=True, key=f"corrected_upload {here().uploads}"
    )
    if uploads:
        files = [SourceFile(file.name, file.getvalue()) for file in uploads]
        _read(lambda tell: upload.corrected(here().desk, draft, files, tell))


def _read_again(draft: Draft) -> None:
    _read(lambda tell: upload.again(here().desk, draft, tell))


def _read(make: Callable[[Callable[[int, int], None]], Draft]) -> None:
    try:
        with progress(words.READING) as tell:
            here().draft = make(tell)
    except RecordsError as error:
        refuse(error.words)
    else:
        here().uploads += 1
        st.rerun()


def _store(draft: Draft, note: str) -> None:
    """Storing and scoring are two acts: what is stored stays, whatever becomes of the other."""
    session = here()
    try:
        with st.spinner(say(words.STORING)):
            stored = upload.adopt(session.desk, session.actor, draft, note)
    except RecordsError as error:
        refuse(error.words)
        if st.button(say(words.READ_AGAIN), key="read_after_refusal"):
            _read_again(draft)
        return
    _discard()
    said = words.STORED.fill(number=stored.number, changed=stored.changed)
    try:
        with st.spinner(say(words.SCORING)):
            upload.score(session.desk, session.actor, draft.heads.assessment.id)
    except RecordsError as error:
        said = words.STORED_NOT_SCORED.fill(number=stored.number, why=error.words)
    st.toast(say(said))
    st.rerun()


def _discard() -> None:
    here().draft = None
    here().uploads += 1
