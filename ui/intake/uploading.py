"""The upload field: what is put into it is read at once, and shown before anything is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

import sample_data
from documents import SourceFile
from office import upload
from office.reading import file_of
from records import RecordsError
from ui.frame import html_list, progress, refuse, show_html
from ui.session import here, say
from ui.wording import intake as words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from office.heads import Heads
    from office.reading import Reading


def show(heads: Heads, _: Reading) -> None:
    """The field, what becomes of files, and for the sample a sheet with mistakes to try."""
    left, right = st.columns([1.4, 1], gap="large")
    with right:
        show_html(
            '<ul class="bt-how">{items}</ul>',
            items=html_list("<li>{0}</li>", [(say(line),) for line in words.HOW]),
        )
        is_trying = heads.assessment.sample and st.button(
            say(words.TRY_BROKEN), help=say(words.TRY_BROKEN_HELP), key="broken"
        )
    with left:
        uploads = st.file_uploader(
            say(words.DATA_FILES), accept_multiple_files=True, key=f"data_upload {here().uploads}"
        )
        files = [SourceFile(file.name, file.getvalue()) for file in uploads]
        if is_trying:
            files = [file_of(sample_data.BROKEN)]
        if files:
            _read(heads, files)


def _read(heads: Heads, files: Sequence[SourceFile]) -> None:
    try:
        with progress(words.READING) as tell:
            here().draft = upload.draft(here().desk, heads, files, progress=tell)
    except RecordsError as error:
        refuse(error.words)
    else:
        st.rerun()
