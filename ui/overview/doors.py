"""The first screen of an empty desk or assessment: three doors, each with what is behind it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from office.first_start import load_sample
from ui.frame import show_html
from ui.overview.start import show_start
from ui.session import here, say
from ui.wording import overview as words

if TYPE_CHECKING:
    from indicators.words import Words
    from office.heads import Heads


def show_doors(heads: Heads | None) -> None:
    """Import a scheme into the assessment that is open, start an empty one, look at the sample."""
    title = words.WELCOME if heads is None else words.WELCOME_EMPTY.fill(title=heads.assessment.title)
    with st.container(key="doors"):
        show_html(
            '<div class="bt-welcome"><h2>{title}</h2><p>{line}</p></div>',
            title=say(title),
            line=say(words.WELCOME_LINE),
        )
        first, second, third = (
            column.container(border=True, height="stretch") for column in st.columns(3, gap="medium")
        )
        with first:
            _show_door(words.IMPORT, words.IMPORT_LINE)
            _show_import(heads)
        with second:
            _show_door(words.START, words.START_LINE)
            show_start()
        with third:
            _show_door(words.LOOK, words.LOOK_LINE)
            _show_sample()


def _show_door(title: Words, line: Words) -> None:
    show_html('<div class="bt-door"><h3>{title}</h3><p>{line}</p></div>', title=say(title), line=say(line))


def _show_import(heads: Heads | None) -> None:
    if heads is None:
        st.caption(say(words.IMPORT_FIRST))
        return
    show_html(
        '<p class="bt-line">{where}</p>', where=say(words.IMPORT_WHERE.fill(title=heads.assessment.title))
    )
    if st.button(say(words.GO_TO_IMPORT), type="primary", key="go_to_import"):
        st.switch_page("ui/pages/indicators.py")


def _show_sample() -> None:
    if not st.button(say(words.OPEN_SAMPLE), key="open_sample"):
        return
    session = here()
    known = next((one.id for one in session.assessments() if one.sample), None)
    with st.spinner(say(words.OPEN_SAMPLE)):
        session.open(load_sample(session.desk, session.actor).id if known is None else known)
    st.rerun()
