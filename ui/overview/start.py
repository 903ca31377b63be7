"""Starting an assessment with nothing in it: a title and one click."""

from __future__ import annotations

import streamlit as st

from ui.session import here, say
from ui.wording import overview as words

_LONGEST = 80


def show_start() -> None:
    """The title and the button; what was started is opened at once."""
    with st.form("start", border=False, clear_on_submit=True):
        title = st.text_input(
            say(words.TITLE), placeholder=say(words.TITLE_HINT), max_chars=_LONGEST, key="start_title"
        )
        if not st.form_submit_button(say(words.START_NOW), key="start_now"):
            return
    if not title.strip():
        st.error(say(words.TITLE_MISSING))
        return
    here().start_empty(title.strip())
    st.rerun()
