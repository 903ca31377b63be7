"""单位: one unit's report, from its place in the group down to the cell a number was read from; it prints on A4."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from office.unit_report import unit_report
from ui import charts, record_view, text, view
from ui.fields import tick
from ui.frame import results_or_stop
from ui.session import here, say
from ui.unit import choice, effects, facts, paper, part_grid
from ui.wording import unit as words

_FOLDER = Path(__file__).parent.parent
_CALCULATIONS = "unit_calculations"


def show_page() -> None:
    """The choice, the facts, what made them, and every part."""
    results = results_or_stop()
    if not view.read_address(results):
        st.warning(say(words.LINK_UNKNOWN))
    chosen = view.settle(results)
    if not chosen.unit:
        chosen.unit = choice.order_of(results, chosen.group or view.first_group(results))[0]
    st.html(_FOLDER / "report.css")
    st.html(_FOLDER / "print.css")
    choice.show_choice(results, chosen, view.group_of(results, chosen.unit))
    position = results.sheet.index[chosen.unit]
    last_year = here().last_year
    report = unit_report(results, position, last_year)
    heads = here().heads
    paper.show_title(results, None if heads is not None and heads.is_public else text.TRIAL)
    st.html(facts.facts_html(results, report.facts, last_year))
    root = results.scheme.root.code
    frame = charts.composition_frame(results, position, charts.bars_below(results.scheme, root))
    if len(frame):
        st.altair_chart(charts.composition_chart(frame), alt=say(text.COMPOSITION))
    st.html(effects.effects_html(report))
    part_grid.show_parts(results, report, position)
    paper.show_parts(report)
    record_view.show_records(results, position)
    tick(words.WITH_CALCULATIONS, chosen.with_calculations, key=_CALCULATIONS, on_change=_take_calculations)
    if chosen.with_calculations:
        paper.show_calculations(results, report, position)
    view.write_address(view.UNIT)


def _take_calculations() -> None:
    here().view.with_calculations = st.session_state[_CALCULATIONS]


show_page()
