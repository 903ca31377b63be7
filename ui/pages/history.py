"""记录: publication, runs, versions and the audit log: what was done, and the results as they were."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from ui.history.audit_log import show_log
from ui.history.comparing import show_comparing
from ui.history.publishing import show_publishing
from ui.history.runs import show_runs
from ui.history.versions import show_versions
from ui.loading import reading_or_progress
from ui.session import here, say
from ui.wording import history as words

if TYPE_CHECKING:
    from office.heads import Heads

_STYLE = Path(__file__).parent.parent / "history" / "style.css"


def show_page() -> None:
    """One section at a time."""
    st.html(_STYLE)
    heads = here().heads
    if heads is None:
        st.info(say(words.NOTHING_YET))
        return
    titles = {name: say(title) for name, title in words.SECTIONS.items()}
    section = st.segmented_control(
        say(words.SECTION),
        list(titles),
        default="publish",
        required=True,
        format_func=titles.__getitem__,
        key="history_section",
        label_visibility="collapsed",
    )
    _show_section(section, heads)


def _show_section(section: str | None, heads: Heads) -> None:
    match section:
        case "runs":
            show_runs(heads, reading_or_progress())
        case "compare":
            show_comparing(heads)
        case "versions":
            show_versions(heads)
        case "log":
            show_log(heads.assessment.id)
        case _:
            show_publishing(heads, reading_or_progress())


show_page()
