"""Proposals on the weights page: saved, listed, opened again, compared, and applied by an explicit act."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from records import RecordsError
from records import proposals as kept
from scoring.balance import Balance
from scoring.tuning import take
from scoring.tuning_fit import misfits
from ui.fields import choose_some
from ui.frame import calm, html_list, show_html
from ui.session import here, say
from ui.weights.chosen_proposals import show_chosen
from ui.weights.view import weights_view
from ui.wording import weights as text

if TYPE_CHECKING:
    from indicators.scheme import Scheme
    from indicators.words import Words
    from records import Proposal


def show_proposals(scheme: Scheme) -> None:
    """The form to save with, the list, and what is done with those chosen of it."""
    st.subheader(say(text.PROPOSALS), anchor=False)
    show_said()
    form, listed = st.columns([4, 9], gap="medium")
    with form:
        _show_form()
    session = here()
    found = () if session.assessment is None else kept.listed(session.records, session.assessment)
    with listed:
        if not found:
            st.caption(say(text.NO_PROPOSALS))
            return
        _show_list(scheme, found)
        chosen = _choose(found)
    show_chosen(scheme, chosen, _open)


def show_said() -> None:
    """What the last act has done, or what stood in its way."""
    view = weights_view()
    for words, kind in ((view.done, "status"), (view.failed, "alert")):
        if words is not None:
            show_html(f'<p class="bt-note" role="{kind}">{{words}}</p>', words=say(words))


def _show_form() -> None:
    with st.form("save_proposal"):
        st.markdown(f"**{say(text.SAVE_HEADING)}**")
        st.text_input(say(text.NAME), key="proposal_name", max_chars=60, placeholder=say(text.NAME_HINT))
        st.text_area(
            say(text.WHY), key="proposal_reason", max_chars=1000, height=68, placeholder=say(text.WHY_HINT)
        )
        st.form_submit_button(say(text.SAVE), key="save", on_click=_save)
    st.caption(say(text.LINK_HELP))


@calm()
def _save() -> None:
    name, reason = (st.session_state[key].strip() for key in ("proposal_name", "proposal_reason"))
    session, view = here(), weights_view()
    missing, heads, current = _missing(name, reason), session.heads, session.current
    if missing is not None or heads is None or current is None or current.scheme is None:
        view.say(failed=missing)
        return
    if not session.tuning.rests_on(current.scheme):
        # The page says so, and asks what is to become of the tuning.
        return
    try:
        saved = kept.add(
            session.records,
            session.actor,
            heads.assessment.id,
            name,
            reason,
            session.tuning.weights,
            scheme=heads.scheme_number,
        )
    except RecordsError as error:
        view.say(failed=error.words)
        return
    view.chosen = (saved.number,)
    view.say(done=text.SAVED.fill(number=saved.number, name=saved.name))


def _missing(name: str, reason: str) -> Words | None:
    if not here().tuning.weights:
        return text.NOTHING_TO_SAVE
    if not name:
        return text.NAME_MISSING
    return None if reason else text.REASON_MISSING


def _show_list(scheme: Scheme, found: tuple[Proposal, ...]) -> None:
    headings = (
        text.NUMBER,
        text.NAME,
        text.WHY,
        text.AUTHOR,
        text.MADE_AT,
        text.MADE_ON,
        text.STATUS,
    )
    rows = [
        (
            str(proposal.number),
            proposal.name,
            proposal.reason,
            proposal.made_by,
            f"{proposal.made_at.astimezone():%Y-%m-%d %H:%M}",
            say(text.IN_FORCE.fill(number=proposal.scheme)),
            say(_status(scheme, proposal)),
        )
        for proposal in found
    ]
    cells = "".join(f"<td>{{{index}}}</td>" for index in range(len(headings)))
    show_html(
        '<div class="bt-scroll bt-proposals"><table class="bt-table"><tr>{headings}</tr>{rows}</table></div>',
        headings=html_list("<th>{0}</th>", [(say(heading),) for heading in headings]),
        rows=html_list(f"<tr>{cells}</tr>", rows),
    )


def _status(scheme: Scheme, proposal: Proposal) -> Words:
    if proposal.applied_in is not None:
        return text.APPLIED.fill(number=proposal.applied_in)
    return text.DOES_NOT_FIT if misfits(scheme, Balance(proposal.weights)) else text.NOT_APPLIED


def _choose(found: tuple[Proposal, ...]) -> list[Proposal]:
    view = weights_view()
    by_number = {proposal.number: proposal for proposal in found}
    chosen = choose_some(
        text.CHOOSE,
        {number: f"{number} {proposal.name}" for number, proposal in by_number.items()},
        [number for number in view.chosen if number in by_number],
        key="chosen_proposals",
        placeholder=say(text.NOTHING_CHOSEN),
        on_change=_take_chosen,
    )
    return [by_number[number] for number in chosen]


def _take_chosen() -> None:
    view = weights_view()
    view.chosen = tuple(st.session_state["chosen_proposals"])
    view.say()


@calm()
def _open(proposal: Proposal) -> None:
    """Takes a proposal's weights into the tuning; what was there can be had by undo."""
    session, view = here(), weights_view()
    current = session.current
    if current is None or current.scheme is None:
        return
    balance = Balance(proposal.weights)
    lost = misfits(current.scheme, balance)
    if lost:
        view.say(failed=text.CANNOT_OPEN.fill(name=proposal.name, why=lost[0].words))
        return
    session.tuning = take(current.scheme, session.tuning, balance)
    view.say(done=text.OPENED.fill(name=proposal.name))
