"""Import and export: the texts and workbooks of what is there, and a field for what is to take its place."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import streamlit as st

from documents import SourceFile
from documents.authoring import write_authoring, write_catalogue_workbook
from documents.system import write_system
from office.examining import examine
from ui.exports import file_name
from ui.frame import calm
from ui.indicators.preview import show_preview
from ui.indicators.versions import XLSX, YAML
from ui.indicators.view import indicators_view
from ui.session import here, say
from ui.wording import indicators as words

if TYPE_CHECKING:
    from collections.abc import Callable

    from indicators import Scheme
    from indicators.words import Words
    from office.heads import Heads
    from office.reading import Reading


def show_exchange(heads: Heads, reading: Reading) -> None:
    """Downloads on the left, the upload on the right; below them the file that was uploaded, until it is stored."""
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader(say(words.EXPORT))
        st.caption(say(words.EXPORT_LINE))
        if reading.scheme is not None:
            _show_downloads(reading, reading.scheme)
    with right:
        st.subheader(say(words.UPLOAD))
        st.caption(say(words.UPLOAD_LINE))
        show_upload()
    show_preview(heads)


def _show_downloads(reading: Reading, scheme: Scheme) -> None:
    """Made when they are clicked, outside the visitor's session, and so told the language."""
    language, catalogue = here().language, reading.catalogue
    units = () if reading.intake is None else reading.intake.units
    examined, text, listed = examine(reading), reading.scheme_file.content, reading.list_file
    title = scheme.title
    _download(words.WORKBOOK, lambda: write_authoring(scheme, units, catalogue), f"{title}.xlsx", XLSX)
    _download(words.SCHEME_TEXT, lambda: text, reading.scheme_file.name, YAML)
    if examined is not None:
        _download(
            words.TABLES,
            lambda: write_system(
                examined.case, examined.problems, language=language, made_at=datetime.now().astimezone()
            ),
            file_name(title, say(words.SECTIONS["tree"]), suffix="xlsx"),
            XLSX,
        )
    if catalogue is not None and listed is not None:
        _download(
            words.LIST_WORKBOOK,
            lambda: write_catalogue_workbook(catalogue),
            f"{catalogue.catalogue}.xlsx",
            XLSX,
        )
        _download(words.LIST_TEXT, lambda: listed.content, listed.name, YAML)


def _download(label: Words, made: Callable[[], bytes], name: str, mime: str) -> None:
    st.download_button(
        say(label), made, file_name=name, mime=mime, key=f"download {label.en}", on_click="ignore"
    )


def show_upload() -> None:
    """The field for a workbook or text."""
    view = indicators_view()
    key = f"indicators_upload {view.uploads}"
    st.file_uploader(
        say(words.UPLOAD_LABEL), type=["xlsx", "yaml", "yml"], key=key, on_change=_take_file, args=(key,)
    )


@calm()
def _take_file(key: str) -> None:
    uploaded = st.session_state[key]
    view = indicators_view()
    view.preview = view.refused = view.done = None
    view.file = None if uploaded is None else SourceFile(uploaded.name, uploaded.getvalue())
