"""Entering the benchmark: a workbook down and up, or typed right here; either way it is read by one gate."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from documents import SourceFile
from documents.intake.problem_log import ProblemLog
from indicators import blocking
from office import benchmark as office
from ui import problem_list
from ui.benchmark import editors
from ui.benchmark.saving import BASE, store
from ui.frame import show_html
from ui.session import put, say
from ui.wording import benchmark as words

if TYPE_CHECKING:
    from office.benchmark import Taken
    from records import Version
    from ui.benchmark.state import State

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show_entry(state: State) -> None:
    """What is stored, the workbook down and up, and the editors."""
    version, taken = _being_edited(state)
    _show_version(version)
    if version is not None and state.head is not None and version.number != state.head.number:
        _show_newer(state.head, version)
    _show_workbooks(state, version, taken)
    editors.show_editors(state, state.benchmark_of(taken), _number(version))


def _number(version: Version | None) -> int:
    return 0 if version is None else version.number


def _being_edited(state: State) -> tuple[Version | None, Taken | None]:
    """The newest version; while something is typed and not saved, the one that it was typed into."""
    base = st.session_state.get(BASE)
    newest = _number(state.head)
    if base is None or not editors.is_touched(state.assessment, base):
        base = newest
        put(BASE, base)
    if base in (newest, 0):
        return (state.head, state.taken) if base == newest else (None, None)
    version = state.version(base)
    return version, state.stored(version)


def _show_version(version: Version | None) -> None:
    if version is None:
        said = words.NO_VERSION
    else:
        at = version.made_at.astimezone().strftime("%Y-%m-%d %H:%M")
        said = words.VERSION.fill(number=version.number, name=version.name, by=version.made_by, at=at)
    show_html('<p class="bt-quiet">{said}</p>', said=say(said))


def _show_newer(head: Version, version: Version) -> None:
    said = words.NEWER.fill(by=head.made_by, newer=head.number, older=version.number)
    show_html('<p class="bt-note">{said}</p>', said=say(said))
    st.button(say(words.RELOAD), key="benchmark_reload", on_click=lambda: put(BASE, None))


def _show_workbooks(state: State, version: Version | None, taken: Taken | None) -> None:
    """The template and what is stored, to take home; the workbook that comes back, looked at before it is stored."""
    benchmark = state.benchmark_of(taken)
    down, up = st.columns([2, 5], gap="medium")
    with down:
        st.download_button(
            say(words.DOWNLOAD_TEMPLATE),
            lambda: office.template(benchmark),
            file_name=office.FILE_NAME,
            mime=_XLSX,
            key="benchmark_template",
            on_click="ignore",
            width="stretch",
        )
        if taken is not None:
            st.download_button(
                say(words.DOWNLOAD_STORED),
                taken.file.content,
                file_name=taken.file.name,
                key="benchmark_stored",
                on_click="ignore",
                width="stretch",
            )
    with up:
        upload = st.file_uploader(
            say(words.UPLOAD), type=["xlsx", "csv"], key=f"benchmark_upload {_number(version)}"
        )
    if upload is not None:
        file = SourceFile(upload.name, upload.getvalue())
        _show_draft(state, version, office.read(file, state.catalogue, state.scheme))


def _show_draft(state: State, version: Version | None, draft: Taken) -> None:
    """What was uploaded, before it is stored."""
    if draft.benchmark is None or not draft.can_be_stored:
        st.error(say(words.UPLOAD_REFUSED.fill(count=len(blocking(draft.problems)))))
    else:
        before = None if state.taken is None else state.taken.benchmark
        found = {
            "cities": len(draft.benchmark.cities),
            "scores": len(draft.benchmark.expected),
            "changes": office.changed_scores(before, draft.benchmark),
        }
        st.success(say(words.UPLOAD_READ.fill(**found)))
        if not draft.benchmark.expected:
            st.warning(say(words.NOTHING_READ))
        if st.button(say(words.STORE), type="primary", key="benchmark_store"):
            store(state, draft, _number(version))
    problem_list.show_problems(ProblemLog(draft.problems))
