"""The weights of one node: a number box and a slider for each, locks, bounds, and the way back."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import streamlit as st

from indicators.parts import Indicator, common_weight
from indicators.shares import plain
from scoring.balance import total
from scoring.printed import Printer
from scoring.weights import weights_below
from ui import tables, trial
from ui import text as shared
from ui.fields import choose, tick
from ui.frame import Html, html, show_html
from ui.session import here, put, say
from ui.weights import acts
from ui.weights.view import weights_view
from ui.wording import weights as text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from indicators import Composite, Scheme
    from scoring import Results

_WIDTHS = [20, 12, 17, 5]


def show_controls(scheme: Scheme, results: Results, nodes: list[str]) -> None:
    """Everything one tunes with."""
    session = here()
    titles = tables.outline(scheme)
    tunable = {code: titles[code] for code in nodes}
    choose(shared.WHICH_NODE, tunable, session.tuned, key="tuned", on_change=acts.choose_node)
    weights = weights_below(scheme, session.tuned, session.tuning.weights)
    _show_buttons(scheme, weights)
    _show_message(weights)
    factors = trial.factors(results, session.tuned)
    st.caption(say(shared.SUM_STAYS.fill(total=plain(total(weights)))))
    _show_headings()
    for part in scheme.children[session.tuned]:
        _show_weight(part, weights, factors.get(part.code))


def _show_buttons(scheme: Scheme, weights: Mapping[str, Decimal]) -> None:
    tuning = here().tuning
    own = tuning.now.codes & set(weights)
    with st.container(horizontal=True, gap="small"):
        st.button(say(text.UNDO), key="undo", on_click=acts.undo, disabled=not tuning.past)
        st.button(say(text.REDO), key="redo", on_click=acts.redo, disabled=not tuning.undone)
        st.button(
            say(shared.RESET_NODE), key="reset_node", on_click=acts.reset, args=(own,), disabled=not own
        )
        st.button(
            say(shared.RESET_ALL),
            key="reset_all",
            on_click=acts.reset,
            args=(tuning.now.codes,),
            disabled=not tuning.now.codes,
        )
        with st.popover(say(text.BOUNDS)):
            _show_bounds(scheme, weights)


def _show_bounds(scheme: Scheme, weights: Mapping[str, Decimal]) -> None:
    names = {code: scheme.by_code[code].name for code in weights}
    with st.form("bounds", border=False):
        st.selectbox(say(shared.PART), list(names), format_func=names.__getitem__, key="bound_part")
        least, most = st.columns(2)
        least.text_input(say(text.LEAST), key="bound_least", max_chars=12)
        most.text_input(say(text.MOST), key="bound_most", max_chars=12)
        st.caption(say(text.BOUNDS_HELP))
        st.form_submit_button(say(text.SET_BOUNDS), key="set_bounds", on_click=acts.take_bounds)


def _show_message(weights: Mapping[str, Decimal]) -> None:
    """Why the last act moved nothing, with the nearest weight at hand."""
    view = weights_view()
    if view.refusal is None:
        return
    show_html('<p class="bt-note" role="alert">{words}</p>', words=say(view.refusal.words))
    with st.container(horizontal=True, gap="small"):
        nearest = view.refusal.nearest
        if nearest is not None and nearest != weights.get(view.refused):
            label = say(text.TAKE_NEAREST.fill(weight=plain(Fraction(nearest))))
            st.button(label, key="nearest", on_click=acts.take_weight, args=(view.refused, nearest))
        st.button(say(text.CLOSE), key="dismiss", on_click=acts.dismiss)


def _show_headings() -> None:
    _, box, _, lock = st.columns(_WIDTHS, gap="small")
    box.caption(say(shared.WEIGHT))
    lock.caption(say(shared.LOCK))


def _show_weight(
    part: Indicator | Composite, weights: Mapping[str, Decimal], factor: Fraction | None
) -> None:
    """One child: its name with the official weight and factor, a number box and a slider for the same weight, a lock."""
    balance, code, weight = here().tuning.now, part.code, weights[part.code]
    locked = code in balance.locked
    name, box, slider, lock = st.columns(_WIDTHS, gap="small", vertical_alignment="center")
    with name:
        st.html(_about(part, factor, changed=code in balance.weights))
    put(f"box {code}", float(weight))
    # No upper end: what is too much is refused with the reason, which a box would not give.
    box.number_input(
        say(text.BOX.fill(name=part.name)),
        value=float(weight),
        min_value=0.0,
        step=0.01,
        format="%.10g",
        key=f"box {code}",
        label_visibility="collapsed",
        disabled=locked,
        on_change=acts.take_box,
        args=(code, f"box {code}"),
    )
    put(f"slide {code}", float(weight))
    # The whole sum, whatever is locked: a slider whose end moves would be another widget, and start at zero.
    slider.slider(
        say(text.SLIDER.fill(name=part.name)),
        min_value=0.0,
        max_value=float(total(weights)),
        value=float(weight),
        step=0.01,
        format="%.10g",
        key=f"slide {code}",
        label_visibility="collapsed",
        disabled=locked,
        on_change=acts.take_slider,
        args=(code, f"slide {code}"),
    )
    with lock:
        tick(
            text.LOCK_OF.fill(name=part.name),
            locked,
            key=f"lock {code}",
            label_visibility="collapsed",
            on_change=acts.toggle_lock,
            args=(code,),
        )


def _about(part: Indicator | Composite, factor: Fraction | None, *, changed: bool) -> Html:
    """A part's name, an indicator's with its code, and below them what it weighs officially, its factor and its bounds."""
    bound = here().tuning.now.bound(part.code)
    facts = [text.OFFICIAL.fill(weight=plain(Fraction(common_weight(part) or 0)))]
    if factor is not None:
        facts.append(text.FACTOR.fill(factor=Printer().number(factor)))
    if bound.least is not None or bound.most is not None:
        least, most = ("" if limit is None else plain(Fraction(limit)) for limit in (bound.least, bound.most))
        facts.append(text.BETWEEN.fill(least=least, most=most))
    return html(
        '<div class="bt-part {style}">{title}<br><small class="bt-dim">{facts}</small></div>',
        style="bt-changed" if changed else "",
        title=f"{part.code} {part.name}" if isinstance(part, Indicator) else part.name,
        facts=" · ".join(map(say, facts)),
    )
