"""Publishing: what is public now, what stands in the way of the present results, and the acts themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from office import publishing
from office.obstacles import obstacles
from records import RecordsError, publications
from ui import text
from ui.frame import progress, refuse, show_html, show_note
from ui.history.shown import moment, show_lines, show_rows
from ui.session import here, say
from ui.wording import history as words

if TYPE_CHECKING:
    from office.heads import Heads
    from office.obstacles import Obstacle
    from office.reading import Reading
    from records import Publication

#: Which results, of which assessment, were last on this visitor's screen to be published.
_SEEN = "publishing_seen"


def show_publishing(heads: Heads, reading: Reading | None) -> None:
    """The public state, publishing beside the acts so far, and withdrawing."""
    acts = publications.listed(here().records, heads.assessment.id)
    _show_state(heads, reading, acts)
    left, right = st.columns([7, 6], gap="large")
    with left:
        if reading is None or not heads.is_public:
            _show_publish(heads, reading)
        if heads.public is not None:
            _show_withdraw(heads, heads.public)
    with right:
        _show_acts(acts)


def _show_state(heads: Heads, reading: Reading | None, acts: tuple[Publication, ...]) -> None:
    newest = next((act for act in acts if act.run == heads.public), None)
    if newest is None:
        show_note(words.NONE_PUBLIC, text.TRIAL)
        return
    said = words.IS_PUBLIC.fill(
        run=newest.run, moment=moment(newest.made_at), by=newest.made_by, reason=newest.reason
    )
    same = reading is not None and heads.is_public
    show_html(
        '<p class="bt-note bt-published"><b>{state}</b>{said}<br>{also}</p>',
        state=say(words.PUBLIC_NOW),
        said=say(said),
        also=say(words.PRESENT_IS_PUBLIC if same else words.PRESENT_DIFFERS),
    )


# ---------------------------------------------------------------- publish


def _show_publish(heads: Heads, reading: Reading | None) -> None:
    st.subheader(say(words.PUBLISH_HEADING))
    st.caption(say(words.WHAT_PUBLISHING_DOES))
    found = obstacles(heads, reading)
    barred = [obstacle for obstacle in found if not obstacle.may_stay]
    for obstacle in barred:
        _show_barred(obstacle)
    if barred:
        return
    version = f"{heads.public} {'' if reading is None else reading.digest[:12]}"
    moved_on = _has_moved_on(heads, version)
    if moved_on:
        show_note(words.MOVED_ON)
    show_html('<h3 class="bt-section">{title}</h3>', title=say(words.MUST_BE_CONFIRMED))
    if not found:
        st.caption(say(words.NOTHING_TO_CONFIRM))
    confirmed = [
        obstacle for number, obstacle in enumerate(found, start=1) if _confirm(obstacle, number, version)
    ]
    reason = st.text_input(
        say(words.REASON),
        key=f"publish_reason {heads.assessment.id}",
        placeholder=say(words.REASON_EXAMPLE),
        max_chars=300,
    )
    left = _still_open(len(found) - len(confirmed), reason)
    button = words.PUBLISH if heads.public is None else words.SUPERSEDE.fill(run=heads.public)
    # The bar is seen above the button, whose row may be the last on the screen.
    above = st.container()
    with st.container(horizontal=True, vertical_alignment="center"):
        asked = st.button(say(button), key="publish", type="primary", disabled=bool(left))
        if left:
            st.caption(left)
    # A click was meant for what was on the screen, which may be something else by now.
    if asked and not moved_on:
        with above:
            _publish(heads, reading, confirmed, reason)


def _has_moved_on(heads: Heads, version: str) -> bool:
    """Whether this visitor last saw other results, or other ones public, in the same assessment."""
    before = st.session_state.get(_SEEN)
    st.session_state[_SEEN] = heads.assessment.id, version
    return (
        before is not None and before != (heads.assessment.id, version) and before[0] == heads.assessment.id
    )


def _still_open(unconfirmed: int, reason: str) -> str:
    open_points = []
    if unconfirmed:
        open_points.append(say(words.CONFIRMATIONS_LEFT.fill(count=unconfirmed)))
    if not reason.strip():
        open_points.append(say(words.REASON_LEFT))
    if not open_points:
        return ""
    return say(words.STILL_OPEN.fill(what=say(text.SEPARATOR).join(open_points)))


def _show_barred(obstacle: Obstacle) -> None:
    with st.container(key=f"barred_{obstacle.page}", horizontal=True, vertical_alignment="center"):
        show_html(
            '<p class="bt-barred"><b>{lead}</b>{words}</p>',
            lead=say(words.MUST_BE_SOLVED),
            words=say(obstacle.words),
        )
        label = words.GO_THERE.fill(page=text.PAGES[obstacle.page])
        st.page_link(f"ui/pages/{obstacle.page}.py", label=say(label))
    if obstacle.about:
        show_lines([say(line) for line in obstacle.about])


def _confirm(obstacle: Obstacle, number: int, version: str) -> bool:
    """One thing to acknowledge, below everything it is about."""
    with st.container(key=f"confirm_{number}"):
        show_html(
            '<p class="bt-acknowledge"><b>{number}</b>{words}</p>',
            number=str(number),
            words=say(obstacle.words),
        )
        if obstacle.about:
            show_lines([say(line) for line in obstacle.about])
        # Other data must be looked through anew.
        return st.checkbox(say(words.CONFIRM.fill(number=number)), key=f"acknowledge {version} {number}")


def _publish(heads: Heads, reading: Reading | None, confirmed: list[Obstacle], reason: str) -> None:
    session = here()
    try:
        with progress(words.PROVING) as tell:
            made = publishing.publish(session.desk, session.actor, heads, reading, confirmed, reason, tell)
    except RecordsError as error:
        refuse(error.words)
        return
    del st.session_state[_SEEN]
    st.toast(say(words.PUBLISHED.fill(run=made.run)))
    st.rerun()


# ---------------------------------------------------------------- withdraw, and what was done


def _show_withdraw(heads: Heads, run: int) -> None:
    with st.expander(say(words.WITHDRAW_HEADING)):
        st.caption(say(words.WITHDRAW_MEANS.fill(run=run)))
        reason = st.text_input(
            say(words.REASON),
            key=f"withdraw_reason {run}",
            placeholder=say(words.REASON_EXAMPLE),
            max_chars=300,
        )
        sure = st.checkbox(say(words.WITHDRAW_CONFIRM.fill(run=run)), key=f"withdraw_sure {run}")
        if st.button(say(words.WITHDRAW), key="withdraw", disabled=not (sure and reason.strip())):
            _withdraw(heads, reason)


def _withdraw(heads: Heads, reason: str) -> None:
    try:
        made = publishing.withdraw(here().desk, here().actor, heads, reason)
    except RecordsError as error:
        refuse(error.words)
        return
    st.toast(say(words.WITHDRAWN.fill(run=made.run)))
    st.rerun()


def _show_acts(acts: tuple[Publication, ...]) -> None:
    st.subheader(say(words.PUBLICATIONS))
    if not acts:
        st.caption(say(words.NO_PUBLICATIONS))
        return
    rows = [
        (
            moment(act.made_at),
            say(words.RUN_NUMBER.fill(number=act.run)),
            say(act.act.words),
            act.made_by,
            act.reason,
            say(words.ACKNOWLEDGED_COUNT.fill(count=len(act.acknowledged))) if act.acknowledged else "",
        )
        for act in acts
    ]
    headings = (words.WHEN, words.RUN, words.ACT, words.WHO, words.WHY, words.ACKNOWLEDGED)
    show_rows(headings, rows, words.PUBLICATIONS)
    _show_acknowledged([act for act in acts if act.acknowledged])


def _show_acknowledged(acts: list[Publication]) -> None:
    """What was acknowledged in one of them, in full."""
    titles = [f"{say(words.RUN_NUMBER.fill(number=act.run))} · {moment(act.made_at)}" for act in acts]
    if acts:
        chosen = st.selectbox(
            say(words.WHICH_ACT), range(len(acts)), format_func=titles.__getitem__, key="acknowledged_in"
        )
        show_lines([line for kept in acts[chosen].acknowledged for line in kept.split("\n")])
