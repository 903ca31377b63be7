"""The tables one types into: points, cities, and how the total comes about.

Each is drawn from one stored version and does not change while somebody types; what was typed is taken by a button.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import streamlit as st

from office.benchmark_edits import with_chain, with_cities, with_points
from scoring.benchmark_chain import DECIMALS
from ui import tables
from ui.benchmark.saving import save
from ui.benchmark.typed import (
    chain_frame,
    changed_points,
    cities_frame,
    columns_of_points,
    drawn,
    edited_cities,
    edited_parts,
    points_frame,
    typed,
)
from ui.frame import refuse
from ui.session import say
from ui.wording import benchmark as words

if TYPE_CHECKING:
    from scoring.benchmark import Benchmark
    from ui.benchmark.state import State

_ROW, _HEIGHT = 28, 600
_KINDS = ("points", "cities", "chain")


def key_of(kind: str, assessment: int, version: int) -> str:
    """The key of an editor: another version is another table."""
    return f"benchmark {kind} {assessment} {version}"


def is_touched(state: State, benchmark: Benchmark, version: int) -> bool:
    """Whether anything was typed into the tables and boxes of a version and not saved."""
    edits = (st.session_state.get(key_of(kind, state.assessment, version)) for kind in _KINDS)
    if any(any(changes.values()) for changes in edits if changes):
        return True
    known = {
        "target": drawn(benchmark.target_total),
        "base": float(benchmark.chain.base),
        "decimals": benchmark.chain.decimals,
    }
    return any(
        st.session_state.get(key_of(box, state.assessment, version), value) != value
        for box, value in known.items()
    )


def show_editors(state: State, benchmark: Benchmark, version: int) -> None:
    """All three tables, and one button for what was typed into any of them."""
    labels = [say(label) for label in words.PARTS.values()]
    points, cities, chain = st.tabs(labels)
    with points:
        _show_points(state, benchmark, version)
    with cities:
        target = _show_cities(state, benchmark, version)
    with chain:
        base, decimals = _show_chain(state, benchmark, version)
    changed = is_touched(state, benchmark, version)
    with st.container(horizontal=True, vertical_alignment="center"):
        pressed = st.button(say(words.SAVE), type="primary", key="benchmark_save", disabled=not changed)
        if changed:
            st.caption(say(words.NOT_SAVED_YET))
    if not pressed:
        return
    typed_points, typed_cities, typed_chain = (
        st.session_state[key_of(kind, state.assessment, version)] for kind in _KINDS
    )
    edited = with_points(benchmark, changed_points(benchmark, typed_points))
    edited = with_chain(edited, edited_parts(benchmark, typed_chain), base, decimals)
    renamed, wrong = with_cities(edited, edited_cities(benchmark, typed_cities), target)
    if renamed is not None:
        save(state, renamed, version)
    elif wrong is not None:
        refuse(wrong)


def _show_points(state: State, benchmark: Benchmark, version: int) -> None:
    """The expected scores of all cities, our targets and last year's points."""
    st.caption(say(words.POINTS_HELP))
    names = {name: cell.city for name, cell in columns_of_points(benchmark).items()}
    names |= {"target": say(words.TARGET), "last": say(words.LAST_YEAR)}
    st.data_editor(
        points_frame(benchmark),
        key=key_of("points", state.assessment, version),
        hide_index=True,
        row_height=_ROW,
        height=tables.height(len(benchmark.catalogue.leaves), _ROW, _HEIGHT),
        disabled=["code", "name", "full"],
        column_config={
            "code": st.column_config.TextColumn(say(words.CODE), width=84, pinned=True),
            "name": st.column_config.TextColumn(say(words.ITEM), width=230, pinned=True),
            "full": st.column_config.NumberColumn(say(words.FULL), width=60),
            **{
                name: st.column_config.NumberColumn(label, min_value=0, width=96)
                for name, label in names.items()
            },
        },
    )


def _show_cities(state: State, benchmark: Benchmark, version: int) -> Decimal | None:
    """The cities, which is ours, last year's totals; returns what our total is to be."""
    st.caption(say(words.CITIES_HELP))
    left, right = st.columns([3, 2], gap="medium")
    with left:
        st.data_editor(
            cities_frame(benchmark),
            key=key_of("cities", state.assessment, version),
            num_rows="dynamic",
            row_height=_ROW,
            hide_index=True,
            column_config={
                "name": st.column_config.TextColumn(say(words.CITY), required=True),
                "ours": st.column_config.CheckboxColumn(say(words.IS_OURS), default=False),
                "last": st.column_config.NumberColumn(say(words.LAST_TOTAL), min_value=0),
            },
        )
    with right:
        target = st.number_input(
            say(words.TARGET_TOTAL),
            min_value=0.0,
            value=drawn(benchmark.target_total),
            step=0.01,
            format="%.2f",
            key=key_of("target", state.assessment, version),
        )
    return typed(target)


def _show_chain(state: State, benchmark: Benchmark, version: int) -> tuple[Decimal, int]:
    """In which score each dimension counts, and how much; returns the base and the decimals."""
    st.caption(say(words.CHAIN_HELP))
    chain = benchmark.chain
    left, right = st.columns([3, 2], gap="medium")
    with left:
        st.data_editor(
            chain_frame(benchmark),
            key=key_of("chain", state.assessment, version),
            hide_index=True,
            row_height=_ROW,
            disabled=["code", "name"],
            column_config={
                "code": st.column_config.TextColumn(say(words.CODE), width=90),
                "name": st.column_config.TextColumn(say(words.BRANCH)),
                "score": st.column_config.TextColumn(say(words.COUNTS_IN), required=True),
                "scale": st.column_config.NumberColumn(say(words.SCALE), min_value=0, required=True),
            },
        )
    with right:
        base = st.number_input(
            say(words.BASE),
            min_value=0.0,
            value=float(chain.base),
            key=key_of("base", state.assessment, version),
        )
        decimals = st.number_input(
            say(words.DECIMALS),
            min_value=0,
            max_value=DECIMALS,
            value=chain.decimals,
            key=key_of("decimals", state.assessment, version),
        )
    return Decimal(str(base)), decimals
