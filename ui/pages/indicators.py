"""指标体系: the tree, its coverage, what checks found, its versions, and the way in and out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from indicators import Severity
from office.examining import examine
from ui.fields import switch
from ui.frame import show_empty, show_note
from ui.indicators.checks import show_checks
from ui.indicators.coverage import show_coverage
from ui.indicators.exchange import show_exchange
from ui.indicators.starting import show_starting
from ui.indicators.tree import show_tree
from ui.indicators.versions import show_versions
from ui.indicators.view import SECTION, indicators_view, take
from ui.loading import reading_or_progress
from ui.problem_list import show_problems
from ui.session import here, say
from ui.wording import indicators as words

if TYPE_CHECKING:
    from office.heads import Heads
    from office.reading import Reading

_STYLE = Path(__file__).parent.parent / "indicators" / "indicators.css"


def show_page() -> None:
    """Ways to begin while there is no scheme; else the section that was chosen."""
    st.html(_STYLE)
    _say_done()
    heads = here().heads
    reading = reading_or_progress()
    if heads is None:
        show_empty(words.NO_ASSESSMENT, "ui/pages/overview.py", words.GO_TO_OVERVIEW)
    elif reading is None:
        show_starting(heads)
    else:
        _show_section(heads, reading, _choose_section())


def _say_done() -> None:
    """What the last act has done, once."""
    view = indicators_view()
    if view.done is not None:
        st.toast(say(view.done))
        view.done = None


def _choose_section() -> str:
    """The section of the link or the switch; the link in the address bar opens the same."""
    view = indicators_view()
    asked = st.query_params.get(SECTION, "")
    if asked in words.SECTIONS and asked != view.asked:
        view.section = asked
    switch(
        words.SECTION,
        {name: say(section) for name, section in words.SECTIONS.items()},
        view.section,
        key="indicators_section",
        label_visibility="collapsed",
        on_change=take,
        args=("section", "indicators_section"),
    )
    view.asked = st.query_params[SECTION] = view.section
    return view.section


def _show_section(heads: Heads, reading: Reading, section: str) -> None:
    scheme, examined = reading.scheme, examine(reading)
    if section == "versions":
        show_versions(heads, scheme)
    elif section == "exchange":
        show_exchange(heads, reading)
    elif scheme is None or examined is None:
        count = reading.problems.counts[Severity.BLOCKING]
        show_note(words.SCHEME_UNREADABLE.fill(number=heads.scheme_number, count=count))
        show_problems(reading.problems)
    elif section == "coverage":
        show_coverage(heads, scheme)
    elif section == "checks":
        show_checks(scheme, examined.problems)
    else:
        show_tree(scheme)


show_page()
