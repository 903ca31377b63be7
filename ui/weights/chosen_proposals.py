"""The proposals chosen: side by side with the official weights, and one of them opened or applied."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from office import proposals as office
from records import RecordsError
from scoring.balance import Balance
from scoring.tuning import Tuning, begun_with
from scoring.tuning_fit import misfits
from ui import text as shared
from ui import trial
from ui.frame import calm, html_list, results_or_stop, show_html
from ui.session import here, say
from ui.weights.proposal_table import Tried, tried, unit_row, units_that_change, weight_rows
from ui.weights.view import weights_view
from ui.wording import weights as text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from indicators.scheme import Scheme
    from records import Proposal

#: More units than these nobody compares line by line.
_MOST_ROWS = 60


def show_chosen(scheme: Scheme, chosen: Sequence[Proposal], open_one: Callable[[Proposal], None]) -> None:
    """What differs between the chosen proposals and the official weights; with one chosen, what can be done with it."""
    fitting = [proposal for proposal in chosen if not misfits(scheme, Balance(proposal.weights))]
    for proposal in chosen:
        lost = misfits(scheme, Balance(proposal.weights))
        if lost:
            words = text.CANNOT_OPEN.fill(name=proposal.name, why=lost[0].words)
            show_html('<p class="bt-note">{words}</p>', words=say(words))
    if not fitting:
        return
    if len(chosen) == 1:
        with st.container(horizontal=True):
            st.button(say(text.OPEN), key="open_proposal", on_click=open_one, args=(chosen[0],))
            if chosen[0].applied_in is None:
                with st.popover(say(text.APPLY)):
                    _show_apply(chosen[0])
        if chosen[0].applied_in is not None:
            said = text.ALREADY_APPLIED.fill(name=chosen[0].name, number=chosen[0].applied_in)
            show_html('<p class="bt-note">{words}</p>', words=say(said))
    else:
        st.caption(say(text.CHOOSE_ONE))
    _show_side_by_side(scheme, fitting)


def _show_side_by_side(scheme: Scheme, proposals: Sequence[Proposal]) -> None:
    official, current = results_or_stop(), here().current
    if current is None:
        return
    results = [trial.rescored(current, proposal.weights, here().language) for proposal in proposals]
    trials = [
        tried(proposal, official, found)
        for proposal, found in zip(proposals, results, strict=True)
        if found is not None
    ]
    titles = [say(text.OFFICIAL_COLUMN), *(f"{t.proposal.number} {t.proposal.name}" for t in trials)]
    weights, units = st.columns(2, gap="medium")
    with weights:
        st.caption(say(text.WEIGHTS_THAT_DIFFER))
        _show_table([say(shared.PART), *titles], weight_rows(scheme, proposals))
    with units:
        _show_units(titles, trials)


def _show_units(titles: Sequence[str], trials: Sequence[Tried]) -> None:
    official, none = results_or_stop(), say(shared.NONE)
    st.caption(say(text.WHAT_CHANGES))
    changing = units_that_change(trials)
    if not changing:
        st.caption(say(text.NOBODY_CHANGES))
        return
    counts = ["", "", *(say(text.CHANGES_OF.fill(**trial.counts)) for trial in trials)]
    rows = [unit_row(official, trials, position, none) for position in changing[:_MOST_ROWS]]
    _show_table([say(shared.UNIT), *titles], [counts, *rows])
    if len(changing) > _MOST_ROWS:
        st.caption(say(text.CHANGES_CUT.fill(count=len(changing), shown=_MOST_ROWS)))


def _show_table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    cells = "".join(f"<td>{{{index}}}</td>" for index in range(len(headings)))
    show_html(
        '<div class="bt-scroll bt-beside"><table class="bt-table"><tr>{headings}</tr>{rows}</table></div>',
        headings=html_list("<th>{0}</th>", [(heading,) for heading in headings]),
        rows=html_list(f"<tr>{cells}</tr>", rows),
    )


def _show_apply(proposal: Proposal) -> None:
    heads = here().heads
    present = 0 if heads is None else heads.scheme_number
    what = text.APPLY_WHAT.fill(
        name=proposal.name, count=len(proposal.weights), number=present + 1, present=present
    )
    with st.form("apply_proposal", border=False):
        show_html("<p>{what}</p>", what=say(what))
        st.text_input(
            say(text.APPLY_NOTE), key="apply_note", max_chars=200, placeholder=say(text.APPLY_NOTE_HINT)
        )
        st.checkbox(say(text.CONFIRM), key="apply_sure")
        # The version that was shown, not the one there is when the button is pressed.
        st.form_submit_button(
            say(text.APPLY_NOW), key="apply", type="primary", on_click=_apply, args=(proposal, present)
        )


@calm()
def _apply(proposal: Proposal, expected: int) -> None:
    session, view = here(), weights_view()
    if not st.session_state["apply_sure"] or session.assessment is None:
        view.say(failed=text.NOT_CONFIRMED)
        return
    before, note = session.current, st.session_state["apply_note"].strip()
    try:
        version = office.apply(
            session.records, session.actor, session.assessment, proposal, note, expected=expected
        )
    except RecordsError as error:
        view.say(failed=error.words)
        return
    if before is not None and before.scheme is not None and _is_of(before.scheme, session.tuning, proposal):
        session.tuning = Tuning()
    view.say(done=text.APPLIED_NOW.fill(name=proposal.name, number=version.number))


def _is_of(scheme: Scheme, tuning: Tuning, proposal: Proposal) -> bool:
    """Whether the tuning is just what was applied, so that nothing of it is left to keep."""
    return tuning.weights == begun_with(scheme, Balance(proposal.weights)).weights
