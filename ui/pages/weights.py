"""权重: what other weights would make of the ranking, tried on a copy, kept as proposals, applied on purpose."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from scoring.tuning import Tuning
from scoring.weights import tunable
from ui import text as shared
from ui.frame import calm, scheme_and_results_or_stop, show_note
from ui.session import here, say
from ui.weights.another_scheme import show_another_scheme
from ui.weights.controls import show_controls
from ui.weights.effect import show_effect
from ui.weights.link_address import read_link, write_link
from ui.weights.proposals import show_proposals, show_said
from ui.weights.stability import show_stability
from ui.weights.view import weights_view

_STYLE = Path(__file__).parent.parent / "weights" / "style.css"


def show_page() -> None:
    """What a trial is, the weights with the ranking beside them, and below them how firm that is, and the proposals."""
    scheme, _ = scheme_and_results_or_stop()
    session = here()
    st.html(_STYLE)
    show_note(shared.WEIGHTS_ARE_TRIAL, shared.TRIAL)
    nodes = tunable(scheme)
    if not nodes:
        st.info(say(shared.NOTHING_TO_TUNE))
        st.stop()
    if not session.tuning.now.codes and not session.tuning.rests_on(scheme):
        # Nothing is set, so there is nothing to ask about.
        session.tuning = Tuning()
    if not session.tuning.rests_on(scheme):
        show_said()
        show_another_scheme(scheme)
        st.stop()
    if session.tuned not in nodes:
        session.tuned = nodes[0]
    read_link(scheme)
    view = weights_view()
    view.shown = view.done, view.failed
    _tune()
    show_stability()
    show_proposals(scheme)


@st.fragment
def _tune() -> None:
    """Reruns alone while weights move, so that the ranking follows at once; reads the present state each time."""
    with calm():
        scheme, official = scheme_and_results_or_stop()
        nodes = tunable(scheme)
        if here().tuned not in nodes or not here().tuning.rests_on(scheme):
            st.rerun()
        view = weights_view()
        if view.shown != (view.done, view.failed):
            st.rerun()
        results = here().trial_results() or official
        left, right = st.columns([5, 8], gap="medium")
        # What one waits for is drawn first.
        with right:
            show_effect(official, results)
        with left, st.container(key="tuning"):
            show_controls(scheme, results, nodes)
        write_link(scheme)


show_page()
