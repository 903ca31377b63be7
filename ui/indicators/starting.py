"""An assessment without indicators: a preset, a blank workbook, or a file one has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from office.starting import BLANK_NAME, PRESETS, blank_workbook
from ui.frame import calm, show_html
from ui.indicators.exchange import show_upload
from ui.indicators.preview import show_preview
from ui.indicators.versions import XLSX
from ui.indicators.view import indicators_view
from ui.session import say
from ui.wording import indicators as words

if TYPE_CHECKING:
    from documents import SourceFile
    from indicators.words import Words
    from office.heads import Heads


def show_starting(heads: Heads) -> None:
    """Three ways to begin; whichever is taken is shown first, and stored by a further click."""
    show_html('<p class="bt-begin">{line}</p>', line=say(words.BEGIN.fill(title=heads.assessment.title)))
    first, second, third = (
        column.container(border=True, height="stretch") for column in st.columns(3, gap="medium")
    )
    with first:
        _show_way(words.FROM_PRESET, words.FROM_PRESET_LINE)
        for number, (file, title, use) in enumerate(PRESETS):
            st.button(
                say(words.USE_PRESET.fill(title=title)),
                key=f"preset {number}",
                on_click=_look_at,
                args=(file,),
                type="primary",
            )
            st.caption(say(use))
    with second:
        _show_way(words.FROM_BLANK, words.FROM_BLANK_LINE)
        st.download_button(
            say(words.BLANK),
            blank_workbook,
            file_name=BLANK_NAME,
            mime=XLSX,
            key="blank_workbook",
            on_click="ignore",
        )
    with third:
        _show_way(words.FROM_FILE, words.UPLOAD_LINE)
        show_upload()
    show_preview(heads)


def _show_way(title: Words, line: Words) -> None:
    show_html('<div class="bt-way"><h3>{title}</h3><p>{line}</p></div>', title=say(title), line=say(line))


@calm()
def _look_at(file: SourceFile) -> None:
    view = indicators_view()
    view.put_aside()
    view.file = file
