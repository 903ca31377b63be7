"""总览: where the work stands, what to do next, and who is first and last in each group."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from ui.frame import show_html, show_note
from ui.loading import reading_or_progress
from ui.overview.blockers import show_blockers
from ui.overview.doors import show_doors
from ui.overview.ends import show_ends, show_weakest
from ui.overview.facts import show_facts
from ui.overview.start import show_start
from ui.overview.steps import show_steps
from ui.session import here, say
from ui.wording import overview as words

if TYPE_CHECKING:
    from office.reading import Reading

_STYLE = Path(__file__).parent.parent / "overview" / "overview.css"


def show_page() -> None:
    """The first screen while there is nothing; else one screen with everything."""
    st.html(_STYLE)
    heads = here().heads
    reading = reading_or_progress()
    if heads is None or reading is None:
        show_doors(heads)
        return
    if heads.assessment.sample:
        _show_sample_line()
    show_facts(heads, reading)
    left, right = st.columns([5, 8], gap="medium")
    with left:
        show_steps(heads, reading)
        if reading.results is not None:
            show_weakest(reading.results)
    with right:
        if reading.results is None:
            _show_why_none(reading)
        else:
            show_ends(heads, reading.results)


def _show_why_none(reading: Reading) -> None:
    """In the place of a ranking, what keeps it from being."""
    st.subheader(say(words.ENDS))
    show_note(words.NO_RANKING if reading.files else words.NO_DATA)
    show_blockers(reading.problems)


def _show_sample_line() -> None:
    """Says that everything is invented, with the way to something of one's own beside it."""
    line, start = st.columns([6, 1], vertical_alignment="center")
    with line:
        show_html('<p class="bt-note">{line}</p>', line=say(words.SAMPLE_LINE))
    with start.popover(say(words.START_OWN), width="stretch"):
        show_start()


show_page()
