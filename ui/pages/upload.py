"""填报: what data is at work, and the way new data takes its place: read, shown with every problem, adopted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from documents import SourceFile
from documents.intake_text import reconciliation_lines
from ui import problem_list, reading, text
from ui.frame import html_list, show_html, show_note
from ui.session import here, is_sample, sample, say

if TYPE_CHECKING:
    from ui.reading import Reading


def show_page() -> None:
    """The data at work, the upload fields, and the draft that was read."""
    draft = here().draft
    left, right = st.columns(2, gap="large")
    with left:
        _show_current()
    with right:
        _show_upload()
    if draft is not None:
        _show_draft(draft)


def _show_current() -> None:
    current = here().current
    st.subheader(say(text.CURRENT))
    if current is None:
        st.info(say(text.NO_DATA_YET))
    else:
        show_note(text.CURRENT_SAMPLE if is_sample(current) else text.CURRENT_OWN)
        _show_counts(current)
    with st.container(horizontal=True):
        if current is not None and st.button(say(text.SEE_RANKING), type="primary", key="see_ranking"):
            st.switch_page("ui/pages/ranking.py")
        st.button(say(text.TRY_BROKEN), help=say(text.TRY_BROKEN_HELP), key="broken", on_click=_try_broken)
        if not is_sample(current):
            st.button(say(text.BACK_TO_SAMPLE), key="sample", on_click=lambda: here().take(sample()))
        if current is not None:
            st.button(say(text.CLEAR), key="clear", on_click=lambda: here().take(None))


def _show_counts(found: Reading) -> None:
    """What was recognised, in figures and file by file."""
    if found.scheme is None:
        return
    facts = [(say(text.INDICATORS), str(len(found.scheme.indicators)))]
    if found.intake is not None:
        facts += [
            (say(text.UNITS), f"{len(found.intake.units):,}"),
            (say(text.VALUES), f"{len(found.intake.values):,}"),
            (say(text.EXEMPTIONS), str(len(found.intake.exemptions))),
        ]
        if found.scheme.adjustments is not None:
            facts.append((say(text.ADJUSTMENTS), str(len(found.intake.adjustments))))
        if found.scheme.vetoes:
            facts.append((say(text.VETOES), str(len(found.intake.vetoes))))
    facts.append((say(text.FILES), str(len(found.files))))
    values = found.values_by_file()
    files = [
        (
            file.name,
            f"{len(file.content) / 1024:,.1f} KB",
            f"{values[file.name]:,}" if values[file.name] else "—",
        )
        for file in found.files
    ]
    show_html(
        '<div class="bt-facts"><div class="bt-name"><span>{label}</span><b>{title}</b></div>{facts}</div>',
        label=f"{say(text.SCHEME)} · {found.scheme_file.name}",
        title=found.scheme.title,
        facts=html_list("<div><span>{0}</span><b>{1}</b></div>", facts),
    )
    if files:
        show_html(
            '<table class="bt-table"><tr>{headings}</tr>{rows}</table>',
            headings=html_list("<th>{0}</th>", [(say(h),) for h in (text.FILE, text.SIZE, text.VALUES_READ)]),
            rows=html_list("<tr><td>{0}</td><td>{1}</td><td>{2}</td></tr>", files),
        )


def _try_broken() -> None:
    here().draft = reading.read(reading.sample_scheme(), reading.broken_files(), reading.sample_list())


def _show_upload() -> None:
    session = here()
    st.subheader(say(text.UPLOAD))
    labels = {False: say(text.PRESENT_SCHEME), True: say(text.OTHER_SCHEME)}
    own = st.radio(
        say(text.WHICH_SCHEME),
        [False, True],
        format_func=labels.__getitem__,
        horizontal=True,
        key=f"own_scheme {session.uploads}",
        on_change=_take_uploads,
    )
    if own:
        st.file_uploader(
            say(text.SCHEME_FILE),
            type=["yaml", "yml"],
            key=f"scheme_upload {session.uploads}",
            on_change=_take_uploads,
        )
        st.file_uploader(
            say(text.LIST_FILE),
            type=["yaml", "yml"],
            help=say(text.LIST_FILE_HELP),
            key=f"list_upload {session.uploads}",
            on_change=_take_uploads,
        )
    st.file_uploader(
        say(text.DATA_FILES),
        accept_multiple_files=True,
        key=f"data_upload {session.uploads}",
        on_change=_take_uploads,
    )
    st.caption(say(text.WHOLE_OR_NOT))


def _take_uploads() -> None:
    """Reads what the upload fields hold now into a new draft."""
    session = here()
    own = bool(st.session_state.get(f"own_scheme {session.uploads}"))
    schemes = _files(f"scheme_upload {session.uploads}") if own else ()
    lists = _files(f"list_upload {session.uploads}") if own else ()
    files = _files(f"data_upload {session.uploads}")
    waiting = own and not schemes
    if waiting or not (files or schemes):
        session.draft = None
    elif own:
        session.draft = reading.read(schemes[0], files, lists[0] if lists else None)
    elif session.scheme_file is None:
        session.draft = reading.read(reading.sample_scheme(), files, reading.sample_list())
    else:
        session.draft = reading.read(session.scheme_file, files, session.list_file)


def _files(key: str) -> tuple[SourceFile, ...]:
    held = st.session_state.get(key) or []
    uploads = held if isinstance(held, list) else [held]
    return tuple(SourceFile(upload.name, upload.getvalue()) for upload in uploads)


def _show_draft(draft: Reading) -> None:
    st.subheader(say(text.READ_RESULT))
    counts = problem_list.counts(draft.problems)
    if draft.scheme is None:
        st.error(say(text.SCHEME_BROKEN.fill(**counts)))
    elif not draft.files:
        st.info(say(text.SCHEME_READY))
    elif draft.results is None:
        st.error(say(text.REFUSED.fill(**counts)))
    elif not draft.holds_values:
        st.warning(say(text.NO_VALUES_READ))
    else:
        st.success(say(text.CAN_ADOPT_WITH.fill(**counts) if draft.problems else text.CAN_ADOPT))
    with st.container(horizontal=True):
        usable = draft.results is not None and draft.holds_values
        st.button(
            say(text.ADOPT),
            type="primary",
            disabled=not usable,
            key="adopt",
            on_click=lambda: here().take(draft),
        )
        st.button(say(text.DISCARD), key="discard", on_click=_discard)
    if draft.intake is not None:
        st.caption(next(reconciliation_lines(draft.intake, here().language)))
    problem_list.show_problems(draft.problems)
    _show_counts(draft)


def _discard() -> None:
    here().draft = None
    here().uploads += 1


show_page()
