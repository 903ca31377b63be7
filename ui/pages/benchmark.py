"""对标: our city among its rivals on the provincial list, and who of our units may be proposed for awards."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from documents.intake.problem_log import ProblemLog
from office.benchmark import analysed
from ui import problem_list
from ui.benchmark import state
from ui.benchmark.awards import show_awards
from ui.benchmark.comparison import show_comparison
from ui.benchmark.entry import show_entry
from ui.frame import results_or_stop
from ui.session import say
from ui.wording import benchmark as words

_STYLE = Path(__file__).parent.parent / "benchmark" / "benchmark.css"


def show_page() -> None:
    """One of three views."""
    st.html(_STYLE)
    labels = {view: say(label) for view, label in words.VIEWS.items()}
    view = st.segmented_control(
        say(words.VIEW),
        list(labels),
        format_func=labels.__getitem__,
        default="standing",
        required=True,
        key="benchmark_view",
        label_visibility="collapsed",
    )
    match view:
        case "awards":
            show_awards(results_or_stop())
        case "entry":
            show_entry(state.state_or_stop())
        case _:
            _show_standing(state.state_or_stop())


def _show_standing(found: state.State) -> None:
    if found.taken is None:
        st.info(say(words.NOTHING_ENTERED))
        return
    if not found.taken.can_be_stored:
        st.warning(say(words.STORED_HAS_PROBLEMS.fill(count=len(found.taken.problems))))
        problem_list.show_problems(ProblemLog(found.taken.problems))
    if found.taken.benchmark is not None:
        show_comparison(found.taken.benchmark, analysed(found.taken.benchmark))


show_page()
