"""Exemptions: those in force, recording one with its reason and approver, withdrawing one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from indicators.periods import AT
from office import exemptions as office
from records import RecordsError
from ui import tables, text
from ui.frame import refuse
from ui.intake.grids import ROW, grid_height, key_of
from ui.session import here, say
from ui.wording import intake as words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from indicators import Scheme, Unit
    from office.exemptions import InForce
    from office.heads import Heads
    from office.reading import Reading
    from office.upload import Draft

_KEY = "exemptions"


def show(heads: Heads, reading: Reading) -> None:
    """The list on the left, the form on the right."""
    if reading.scheme is None or reading.intake is None:
        st.info(say(words.NO_REGISTER))
        return
    known = office.in_force(here().desk, heads)
    left, right = st.columns([2.2, 1], gap="medium")
    with left:
        st.subheader(say(words.IN_FORCE))
        _show_list(heads, reading.scheme, reading.intake.units, known)
    with right:
        st.subheader(say(words.RECORD))
        _show_form(heads, reading.scheme, reading.intake.units, known)


def _show_list(heads: Heads, scheme: Scheme, units: Sequence[Unit], known: Sequence[InForce]) -> None:
    if not known:
        st.caption(say(words.NO_EXEMPTIONS))
        return
    names = {unit.code: unit.name for unit in units}
    indicators = _indicators(scheme)
    st.dataframe(
        pd.DataFrame(
            {
                "unit": [names[one.exemption.unit] for one in known],
                "indicator": [_title(indicators, one.exemption.indicator) for one in known],
                "reason": [one.exemption.reason for one in known],
                "approved": [one.exemption.approved_by for one in known],
                "by": [one.by for one in known],
                "when": [one.at for one in known],
                "file": [one.file.name for one in known],
            }
        ),
        hide_index=True,
        height=grid_height(len(known)),
        row_height=ROW,
        selection_mode="single-row",
        on_select="rerun",
        column_config={
            "unit": tables.words(text.UNIT, 110),
            "indicator": tables.words(words.INDICATOR, 165),
            "reason": tables.words(words.REASON, 190),
            "approved": tables.words(words.APPROVED_BY, 130),
            "by": tables.words(words.RECORDED_BY, 70),
            "when": tables.words(words.WHEN, 125),
            "file": tables.words(text.FILE, 105),
        },
        key=key_of(_KEY, heads),
    )
    row = tables.selected_row(key_of(_KEY, heads))
    if row is None or row >= len(known):
        st.caption(say(words.PICK_EXEMPTION))
        return
    chosen = known[row]
    if not chosen.is_recorded_here:
        refuse(words.ELSEWHERE.fill(file=chosen.file.name))
    elif st.button(say(words.WITHDRAW), key="withdraw"):
        one = chosen.exemption
        _draft(lambda: office.without_exemption(here().desk, heads, one.unit, one.indicator))


def _show_form(heads: Heads, scheme: Scheme, units: Sequence[Unit], known: Sequence[InForce]) -> None:
    of_code = {unit.code: unit for unit in units}
    indicators = _indicators(scheme)
    periods = {"": say(words.WHOLE_YEAR), **{period.code: period.name for period in scheme.periods}}
    with st.form("exempt", enter_to_submit=False):
        unit = st.selectbox(
            say(text.UNIT),
            list(of_code),
            index=None,
            format_func=lambda code: f"{code} {of_code[code].name}",
            placeholder="",
            key="exempt_unit",
        )
        indicator = st.selectbox(
            say(words.INDICATOR),
            list(indicators),
            index=None,
            format_func=lambda code: f"{code} {indicators[code]}",
            placeholder="",
            key="exempt_indicator",
        )
        period = ""
        if scheme.periods:
            period = st.selectbox(
                say(words.PERIOD), list(periods), format_func=periods.__getitem__, key="exempt_period"
            )
        reason = st.text_area(say(words.REASON), max_chars=500, height=90, key="exempt_reason").strip()
        approved_by = st.text_input(say(words.APPROVED_BY), max_chars=100, key="exempt_approver").strip()
        submitted = st.form_submit_button(say(words.RECORD_NEXT), type="primary", key="exempt_submit")
    st.caption(say(words.RECORD_HELP.fill(file=office.FILE)))
    if not submitted:
        return
    if not (unit and indicator and reason and approved_by):
        refuse(words.INCOMPLETE)
        return
    code = f"{indicator}{AT}{period}" if period else indicator
    title = f"{indicator} {indicators[indicator]}"
    if period and code not in {part.code for part in scheme.laid_out.indicators}:
        refuse(words.NOT_IN_PERIOD.fill(indicator=title))
    elif any((one.exemption.unit, one.exemption.indicator) == (unit, code) for one in known):
        refuse(words.EXEMPT_ALREADY.fill(unit=of_code[unit].name, indicator=title))
    else:
        session, chosen = here(), of_code[unit]
        _draft(
            lambda: office.with_exemption(
                session.desk, heads, session.actor, chosen, code, reason, approved_by
            )
        )


def _indicators(scheme: Scheme) -> dict[str, str]:
    return {indicator.code: indicator.name for indicator in scheme.indicators}


def _title(indicators: dict[str, str], code: str) -> str:
    whole, _, period = code.partition(AT)
    name = f"{whole} {indicators.get(whole, '')}".strip()
    return f"{name}{AT}{period}" if period else name


def _draft(make: Callable[[], Draft]) -> None:
    """Reads what the data would be; it is shown like any upload before it is stored."""
    try:
        with st.spinner(say(words.READING)):
            here().draft = make()
    except RecordsError as error:
        refuse(error.words)
    else:
        st.rerun()
