"""Versions: of schemes, lists and other tables, and of the data, each as it was stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from records import Kind, submissions, versions
from ui import exports
from ui.history.shown import moment, show_rows
from ui.session import here, say
from ui.wording import history as words

if TYPE_CHECKING:
    from office.heads import Heads
    from records import Submission, Version


def show_versions(heads: Heads) -> None:
    """What was stored, the newest first; a file can be taken as it was handed in."""
    assessment = heads.assessment.id
    files = [version for kind in Kind for version in versions.listed(here().records, assessment, kind)]
    data = submissions.listed(here().records, assessment)
    if not files and not data:
        st.caption(say(words.NO_VERSIONS))
        return
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader(say(words.FILE_VERSIONS))
        _show_files(files)
    with right:
        st.subheader(say(words.DATA_VERSIONS))
        _show_data(data)


def _show_files(files: list[Version]) -> None:
    files.sort(key=lambda version: version.made_at, reverse=True)
    rows = [
        (
            say(version.kind.words),
            str(version.number),
            moment(version.made_at),
            version.made_by,
            version.name,
            _note(version),
        )
        for version in files
    ]
    headings = (words.KIND, words.NUMBER, words.WHEN, words.WHO, words.FILE, words.NOTE)
    show_rows(headings, rows, words.FILE_VERSIONS)
    if files:
        _show_download(files)


def _note(version: Version) -> str:
    if version.proposal is None:
        return version.note
    return " ".join((say(words.BY_PROPOSAL.fill(number=version.proposal)), version.note)).strip()


def _show_download(files: list[Version]) -> None:
    desk = here().desk
    titles = [f"{say(file.kind.words)} · {say(words.VERSION.fill(number=file.number))}" for file in files]
    with st.container(horizontal=True, vertical_alignment="bottom"):
        number = st.selectbox(
            say(words.CHOOSE_VERSION),
            range(len(files)),
            format_func=titles.__getitem__,
            key="chosen_version",
        )
        chosen = files[number]
        name, _, suffix = chosen.name.rpartition(".")
        version = say(words.VERSION.fill(number=chosen.number))
        st.download_button(
            say(words.DOWNLOAD),
            lambda: desk.file_of(chosen).content,
            file_name=exports.file_name(name or chosen.name, version, suffix=suffix or "yaml"),
            mime="application/octet-stream",
            key="download_version",
            on_click="ignore",
        )


def _show_data(data: tuple[Submission, ...]) -> None:
    rows = [
        (
            str(submission.number),
            moment(submission.made_at),
            submission.made_by,
            str(submission.scheme),
            str(submission.changed),
            submission.note,
        )
        for submission in data
    ]
    headings = (words.NUMBER, words.WHEN, words.WHO, words.SCHEME, words.CHANGES, words.NOTE)
    show_rows(headings, rows, words.DATA_VERSIONS)
