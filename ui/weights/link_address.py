"""The address bar holds the tuning: a link opens it again, and is written anew with every change."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from indicators.words import Words
from scoring import tuning as acts
from scoring.balance import Balance
from ui.session import here
from ui.weights import link
from ui.weights.view import weights_view
from ui.wording import weights as text

if TYPE_CHECKING:
    from indicators.scheme import Scheme

_PARAMETER = "weights"


def read_link(scheme: Scheme) -> None:
    """Takes over what a link says that this session did not write itself; what the tuning was can be had by undo."""
    session, view = here(), weights_view()
    asked = st.query_params.get(_PARAMETER, "")
    if not asked or asked == view.link:
        return
    view.link = asked
    found = link.read(scheme, asked)
    if isinstance(found, Words):
        view.say(failed=found)
        return
    session.tuning = acts.take(scheme, session.tuning, found.balance)
    session.tuned = found.node
    view.say(done=text.LINK_OPENED if found.current else text.LINK_OF_OTHER_WEIGHTS)


def write_link(scheme: Scheme) -> None:
    """Puts the tuning into the address bar; nothing where there is none."""
    session, view = here(), weights_view()
    balance = session.tuning.now
    view.link = "" if balance == Balance() else link.written(scheme, balance, session.tuned)
    if view.link:
        st.query_params[_PARAMETER] = view.link
    else:
        st.query_params.pop(_PARAMETER, None)
