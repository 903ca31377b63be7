"""Stability on the weights page: how firmly units stand if weights were a little different; drawn when asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from indicators.periods import AT
from indicators.words import Words
from scoring.stability import rank_stability
from scoring.weights import tunable, with_weights
from ui import tables
from ui import text as shared
from ui.fields import choose
from ui.frame import calm, progress, scheme_and_results_or_stop, show_html, show_note
from ui.session import here, say
from ui.view import first_group
from ui.weights.intervals import show_intervals
from ui.weights.stability_view import DRAWS, SPREADS, Asked, Found, stability_view
from ui.weights.swap import show_swap
from ui.wording import stability as text

if TYPE_CHECKING:
    from fractions import Fraction

    from indicators import Scheme
    from scoring import Results

#: A seed anybody can type, and the numpy generator takes.
_LARGEST_SEED = 2**32 - 1


@st.fragment
def show_stability() -> None:
    """Reruns alone: weights move on the page without waiting for it, and nothing is drawn before it is asked for."""
    with calm():
        scheme, official = scheme_and_results_or_stop()
        st.subheader(say(text.STABILITY), anchor=False)
        show_note(text.NOTE, shared.TRIAL)
        if not here().tuning.rests_on(scheme):
            st.rerun()
        _settle_group(official)
        _show_choices(scheme, official)
        _draw(scheme, official)
        view = stability_view()
        if view.refusal is not None:
            show_html('<p class="bt-note" role="alert">{words}</p>', words=say(view.refusal))
        if view.found is not None:
            _show_found(view.found)
        show_swap(scheme, official, view.group)


def spread_words(spread: Fraction) -> str:
    """A spread as a percentage with its sign."""
    return f"±{int(spread * 100)}%"


def _settle_group(official: Results) -> None:
    view = stability_view()
    if view.group not in _groups(official):
        view.group = "" if official.rank is not None else first_group(official)


def _groups(official: Results) -> dict[str, str]:
    """The peer groups as choices, and all of them where they can be compared."""
    groups = tables.group_choices(official.scheme)
    return {code: name for code, name in groups.items() if code or official.rank is not None}


def _show_choices(scheme: Scheme, official: Results) -> None:
    view, nodes = stability_view(), tunable(scheme)
    if view.node not in nodes:
        view.node = ""
    below = {code: say(text.BELOW.fill(name=scheme.by_code[code].name)) for code in nodes}
    group, which, spread, draws, seed, act = st.columns(
        [3, 4, 2, 2, 2, 2], gap="small", vertical_alignment="bottom"
    )
    with group:
        choose(shared.GROUP, _groups(official), view.group, "stability_group", on_change=_take_group)
    with which:
        choose(text.WHICH, {"": say(text.ALL_WEIGHTS), **below}, view.node, "stability_node", on_change=_take)
    with spread:
        spreads = {one: spread_words(one) for one in SPREADS}
        choose(
            text.SPREAD, spreads, view.spread, "stability_spread", on_change=_take, help=say(text.SPREAD_HELP)
        )
    with draws:
        choose(text.DRAWS, {one: f"{one:,}" for one in DRAWS}, view.draws, "stability_draws", on_change=_take)
    with seed:
        st.number_input(
            say(text.SEED),
            value=view.seed,
            min_value=0,
            max_value=_LARGEST_SEED,
            step=1,
            key="stability_seed",
            on_change=_take,
            help=say(text.SEED_HELP),
        )
    with act:
        st.button(say(text.DRAW), key="stability_draw", type="primary", on_click=_ask, width="stretch")


@calm()
def _take() -> None:
    view, state = stability_view(), st.session_state
    view.node, view.spread = state["stability_node"], state["stability_spread"]
    view.draws = state["stability_draws"]
    # An emptied box says nothing.
    view.seed = view.seed if state["stability_seed"] is None else state["stability_seed"]


@calm()
def _ask() -> None:
    current, view = here().current, stability_view()
    if current is not None and current.scheme is not None:
        nodes = (view.node,) if view.node else tuple(tunable(current.scheme))
        view.asked = Asked(current.digest, here().tuning.now, nodes, view.spread, view.draws, view.seed)


@calm()
def _stop() -> None:
    stability_view().asked = None


def _draw(scheme: Scheme, official: Results) -> None:
    """Draws what was asked for; whatever else is clicked meanwhile ends it."""
    view = stability_view()
    asked, view.asked = view.asked, None
    if asked is None:
        return
    view.refusal = None
    stop = st.empty()
    stop.button(say(text.STOP), key="stability_stop", on_click=_stop)
    with progress(text.DRAWING) as tell:
        found = rank_stability(
            with_weights(scheme, asked.balance.weights),
            official.sheet,
            asked.balance,
            asked.nodes,
            draws=asked.draws,
            spread=asked.spread,
            seed=asked.seed,
            progress=lambda done: tell(done, asked.draws),
        )
    stop.empty()
    if isinstance(found, Words):
        view.refusal = found
    else:
        view.found = Found(asked, here().trial_results() or official, found)


def _show_found(found: Found) -> None:
    asked = found.asked
    show_html('<p class="bt-stability-facts">{words}</p>', words=say(_facts(found)))
    current = here().current
    if current is None or current.digest != asked.data or here().tuning.now != asked.balance:
        show_html('<p class="bt-note" role="status">{words}</p>', words=say(text.OUTDATED))
    show_intervals(found, stability_view().group)


@calm()
def _take_group() -> None:
    stability_view().group = st.session_state["stability_group"]


def _facts(found: Found) -> Words:
    asked, scheme = found.asked, found.middle.scheme
    tuned = len(asked.balance.weights)
    which = text.ALL_MOVE
    if len(asked.nodes) == 1:
        which = text.BELOW_MOVE.fill(name=_name(scheme, asked.nodes[0]))
    return text.FACTS.fill(
        draws=f"{asked.draws:,}",
        seed=asked.seed,
        spread=spread_words(asked.spread),
        middle=text.MIDDLE_TUNED.fill(count=tuned) if tuned else text.MIDDLE_OFFICIAL,
        which=which,
    )


def _name(scheme: Scheme, code: str) -> str:
    return next(part.name for part in scheme.tree if part.code.partition(AT)[0] == code)
