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
from ui.benchmark.saving import base_key, store
from ui.frame import calm, show_html
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
    if state.head is not None and state.head != version:
        _show_newer(state, state.head, _number(version))
    _show_workbooks(state, version, taken)
    editors.show_editors(state, state.benchmark_of(taken), _number(version))


def _number(version: Version | None) -> int:
    return 0 if version is None else version.number


def _being_edited(state: State) -> tuple[Version | None, Taken | None]:
    """The newest version; while something is typed or uploaded and not stored, the one that it was made from."""
    key, newest = base_key(state.assessment), _number(state.head)
    base = st.session_state.get(key, newest)
    if base != newest:
        version = state.version(base) if base else None
        taken = None if version is None else state.stored(version)
        held = bool(st.session_state.get(_upload_key(state, base)))
        if held or editors.is_touched(state, state.benchmark_of(taken), base):
            return version, taken
    put(key, newest)
    return state.head, state.taken


def _upload_key(state: State, version: int) -> str:
    return f"benchmark_upload {state.assessment} {version}"


def _show_version(version: Version | None) -> None:
    if version is None:
        said = words.NO_VERSION
    else:
        at = version.made_at.astimezone().strftime("%Y-%m-%d %H:%M")
        said = words.VERSION.fill(number=version.number, name=version.name, by=version.made_by, at=at)
    show_html('<p class="bt-aside">{said}</p>', said=say(said))


def _show_newer(state: State, head: Version, older: int) -> None:
    said = words.NEWER.fill(by=head.made_by, newer=head.number, older=older)
    show_html('<p class="bt-note">{said}</p>', said=say(said))
    key = base_key(state.assessment)
    st.button(say(words.RELOAD), key="benchmark_reload", on_click=_begin_again, args=(key, head.number))


@calm()
def _begin_again(key: str, newest: int) -> None:
    """Turns to the newest version, whose tables and upload are others."""
    put(key, newest)


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
            say(words.UPLOAD), type=["xlsx", "csv"], key=_upload_key(state, _number(version))
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
