"""Somebody gave the scheme a new version while weights were being tuned: keep what fits, or drop it, on purpose."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from scoring.tuning_fit import carried_over
from ui.frame import show_html, show_note
from ui.session import here, say
from ui.weights import acts
from ui.wording import weights as text

if TYPE_CHECKING:
    from indicators.scheme import Scheme


def show_another_scheme(scheme: Scheme) -> None:
    """What happened, what cannot be kept and why, and the two ways on."""
    tuning = here().tuning
    carried, lost = carried_over(scheme, tuning)
    show_note(text.SCHEME_CHANGED_SINCE.fill(count=len(tuning.now.codes)), text.SCHEME_CHANGED)
    for misfit in lost:
        show_html("<p>{words}</p>", words=say(text.NOT_KEPT.fill(why=misfit.words)))
    if not lost:
        st.caption(say(text.ALL_CAN_BE_KEPT))
    with st.container(horizontal=True):
        if carried.now.codes:
            label = text.KEEP_WHAT_FITS if lost else text.KEEP
            st.button(say(label), key="keep_tuning", type="primary", on_click=acts.keep, args=(carried,))
        st.button(say(text.DROP), key="drop_tuning", on_click=acts.drop)
