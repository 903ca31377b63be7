"""填报: what has come in, what is handed out, and the way new data takes its place: read, shown, stored."""

from __future__ import annotations

import streamlit as st

from ui.fields import switch
from ui.frame import show_empty
from ui.intake import dry_run, exemptions, facts, history, last_year, received, templates, uploading
from ui.loading import reading_or_progress
from ui.session import here, say
from ui.wording import intake as words

_VIEWS = {
    "received": received.show,
    "upload": uploading.show,
    "templates": templates.show,
    "exemptions": exemptions.show,
    "last year": last_year.show,
    "history": history.show,
}
_KEY = "intake_view"


def show_page() -> None:
    """What was read and is not stored yet comes before everything else."""
    session = here()
    heads = session.heads
    if heads is None:
        show_empty(words.NO_ASSESSMENT, "ui/pages/overview.py", words.GO_TO_OVERVIEW)
        return
    if heads.scheme is None:
        show_empty(words.NO_SCHEME, "ui/pages/indicators.py", words.GO_TO_INDICATORS)
        return
    reading = reading_or_progress()
    if reading is None:
        return
    if session.draft is not None:
        dry_run.show(session.draft, heads)
        return
    facts.show(heads, reading)
    first = "upload" if heads.submission is None else "received"
    labels = {name: say(words.VIEWS[name]) for name in _VIEWS}
    view = switch(
        words.VIEW, labels, st.session_state.get(_KEY, first), key=_KEY, label_visibility="collapsed"
    )
    _VIEWS[view](heads, reading)


show_page()
