"""权重: what other weights would make of the ranking, tried on a copy."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

import streamlit as st

from indicators.parts import common_weight
from scoring.comparison import compare
from scoring.printed import Printer
from ui import comparison, tables, text, trial
from ui.frame import calm, scheme_and_results_or_stop, show_html, show_note
from ui.session import here, put, say

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from indicators import Composite, Indicator, Scheme
    from scoring import Results

_HEIGHT, _ROW = 690, 28


def show_page() -> None:
    """What a trial is, then the weights with the ranking beside them."""
    scheme, official = scheme_and_results_or_stop()
    show_note(text.WEIGHTS_ARE_TRIAL, text.TRIAL)
    nodes = trial.tunable(scheme)
    if not nodes:
        st.info(say(text.NOTHING_TO_TUNE))
        st.stop()
    session = here()
    if session.tuned not in nodes:
        session.tuned = nodes[0]
    _tune(official, scheme, nodes)


@st.fragment
def _tune(official: Results, scheme: Scheme, nodes: list[str]) -> None:
    """Reruns alone while weights move, so that the ranking follows at once."""
    with calm():
        results = here().trial_results() or official
        left, right = st.columns([6, 7], gap="medium")
        with left:
            _show_weights(scheme, results, nodes)
        with right:
            _show_effect(official, results)


def _show_weights(scheme: Scheme, results: Results, nodes: list[str]) -> None:
    session = here()
    titles = tables.outline(scheme)
    put("tuned", session.tuned)
    st.selectbox(
        say(text.WHICH_NODE),
        nodes,
        format_func=titles.__getitem__,
        key="tuned",
        on_change=_take_node,
    )
    weights = trial.weights_below(scheme, session.tuned, session.weights)
    st.caption(say(text.SUM_STAYS.fill(total=_shown(trial.total(weights)))))
    _show_headings()
    factors = trial.factors(results, session.tuned)
    for part in scheme.children[session.tuned]:
        factor = say(Printer().number(factors[part.code])) if part.code in factors else ""
        _show_weight(scheme, part, weights, factor)
    with st.container(horizontal=True):
        own = {code for code in weights if code in session.weights}
        st.button(say(text.RESET_NODE), key="reset_node", on_click=_reset, args=(own,), disabled=not own)
        st.button(
            say(text.RESET_ALL),
            key="reset_all",
            on_click=_reset,
            args=(set(session.weights),),
            disabled=not session.weights,
        )


_WIDTHS = [11, 6, 9, 5, 6, 3]


def _show_headings() -> None:
    headings = (text.PART, text.WEIGHT, None, text.OFFICIAL_WEIGHT, text.FACTOR, text.LOCK)
    for column, heading in zip(st.columns(_WIDTHS, gap="small"), headings, strict=True):
        if heading is not None:
            column.caption(say(heading), help=say(text.FACTOR_HELP) if heading is text.FACTOR else None)


def _show_weight(
    scheme: Scheme, part: Indicator | Composite, weights: Mapping[str, Decimal], factor: str
) -> None:
    """One child: its name, a number box and a slider for the same weight, the official one, factor and lock."""
    session = here()
    code, weight = part.code, weights[part.code]
    # The whole sum, whatever is locked: a slider whose end moves would be another widget, and start at zero.
    most = float(trial.total(weights))
    fixed = code in session.locked or not trial.can_move(weights, code, session.locked)
    name, box, slider, before, ratio, lock = st.columns(_WIDTHS, gap="small", vertical_alignment="center")
    with name:
        show_html('<div class="bt-part">{code} {name}</div>', code=code, name=part.name)
    for widget, kind, column in ((st.number_input, "box", box), (st.slider, "slide", slider)):
        key = f"{kind} {code}"
        put(key, float(weight))
        with column:
            widget(
                say(text.WEIGHT),
                min_value=0.0,
                max_value=most,
                step=0.01,
                format="%.2f",
                key=key,
                label_visibility="collapsed",
                disabled=fixed,
                on_change=_take_weight,
                args=(scheme, code, key),
            )
    changed = ' class="bt-changed"' if code in session.weights else ""
    with before:
        show_html("<div>{weight}</div>", weight=_shown(common_weight(part)))
    with ratio:
        show_html(f"<div{changed}>{{factor}}</div>", factor=factor)
    put(f"lock {code}", code in session.locked)
    lock.checkbox(
        say(text.LOCK), key=f"lock {code}", label_visibility="collapsed", on_change=_take_lock, args=(code,)
    )


def _shown(weight: Decimal | None) -> str:
    """A weight as it was written, without zeros at its end."""
    return "" if weight is None else say(Printer().number(Fraction(weight)))


def _take_node() -> None:
    here().tuned = st.session_state["tuned"]


def _take_weight(scheme: Scheme, code: str, key: str) -> None:
    session = here()
    weights = trial.weights_below(scheme, session.tuned, session.weights)
    now = trial.moved(weights, code, trial.typed(st.session_state[key]), session.locked)
    others = {c: w for c, w in session.weights.items() if c not in weights}
    session.weights = {**others, **trial.changes(scheme, now)}


def _take_lock(code: str) -> None:
    here().locked ^= {code}


def _reset(codes: set[str]) -> None:
    session = here()
    session.weights = {code: weight for code, weight in session.weights.items() if code not in codes}


def _show_effect(official: Results, results: Results) -> None:
    """The ranking before and after, group by group."""
    session, scheme = here(), official.scheme
    names = {group.code: group.name for group in scheme.groups}
    groups = tables.group_choices(scheme)
    put("effect_group", session.view.group if session.view.group in names else "")
    st.selectbox(
        say(text.GROUP),
        list(groups),
        format_func=groups.__getitem__,
        key="effect_group",
        on_change=_take_group,
    )
    compared = compare(official, results)
    counts = comparison.counts(compared, len(session.weights))
    st.caption(say(text.CHANGED.fill(**counts) if session.weights else text.UNCHANGED))
    group = session.view.group
    shown = [row for row in compared if not group or official.sheet.units[row.position].group == group]
    decimals = scheme.policies.decimals
    configuration: dict[str, Any] = {
        "group": tables.words(text.GROUP, 110),
        "unit": tables.words(text.UNIT, 150),
        "before": tables.count(text.OFFICIAL_PLACE, 76),
        "after": tables.count(text.TRIAL_PLACE, 76),
        "change": tables.words(text.CHANGE, 60, "center"),
        "total_before": tables.points(text.OFFICIAL_TOTAL, decimals, 82),
        "total_after": tables.points(text.TRIAL_TOTAL, decimals, 82),
        "grade": tables.words(text.TRIAL_GRADE, 92, "center"),
    }
    st.dataframe(
        comparison.comparison_frame(official, results, shown),
        key="effect",
        hide_index=True,
        height=tables.height(len(shown), _ROW, _HEIGHT),
        row_height=_ROW,
        placeholder="—",
        column_order=[name for name in configuration if name != "group" or (not group and len(names) > 1)],
        column_config=configuration,
    )


def _take_group() -> None:
    here().view.group = st.session_state["effect_group"]
    here().view.unit = ""


show_page()
