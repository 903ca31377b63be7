"""排名: who stands where, by total or by any part of the tree; a row opens into its calculation."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from documents.record_words import KINDS
from ui import problem_list, tables, text, unit_view, view
from ui.frame import results_or_stop
from ui.session import here, put, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scoring import Results
    from ui.session import View
    from ui.tables import Standing, Standings

_HEIGHT, _ROW = 712, 28


def show_page() -> None:
    """The controls, the ranking, and the chosen unit beside it."""
    results = results_or_stop()
    if not view.read_address(results):
        st.warning(say(text.LINK_UNKNOWN))
    chosen = view.settle(results)
    _show_controls(results, chosen)
    found = tables.standings(results, chosen.node, chosen.group)
    rows = _matching(results, found, chosen.search)
    left, right = st.columns([9, 17], gap="small")
    with left:
        _show_ranking(results, chosen, found, rows)
        current = here().current
        if current is not None and current.problems:
            problem_list.show_findings(current.problems)
    with right:
        if chosen.unit:
            unit_view.show_unit(results, results.sheet.index[chosen.unit], found)
    view.write_address()


def _take(name: str, key: str) -> None:
    """A widget's value goes into the view; another group or node starts at its own best unit."""
    chosen = here().view
    setattr(chosen, name, st.session_state[key] or "")
    if name == "group":
        chosen.unit = ""


def _show_controls(results: Results, chosen: View) -> None:
    scheme = results.scheme
    groups = tables.group_choices(scheme)
    nodes = tables.outline(scheme)
    first, second, third = st.columns([2, 3, 2], gap="small")
    put("view_group", chosen.group)
    put("view_node", chosen.node)
    put("view_search", chosen.search)
    first.selectbox(
        say(text.GROUP),
        list(groups),
        format_func=groups.__getitem__,
        key="view_group",
        on_change=_take,
        args=("group", "view_group"),
    )
    second.selectbox(
        say(text.RANK_BY),
        list(nodes),
        format_func=nodes.__getitem__,
        key="view_node",
        on_change=_take,
        args=("node", "view_node"),
    )
    third.text_input(
        say(text.SEARCH),
        placeholder=say(text.SEARCH_HINT),
        key="view_search",
        on_change=_take,
        args=("search", "view_search"),
    )


def _matching(results: Results, found: Standings, search: str) -> list[Standing]:
    wanted = search.strip().casefold()
    units = results.sheet.units
    return [
        row
        for row in found.rows
        if wanted in units[row.position].name.casefold() or wanted in units[row.position].code.casefold()
    ]


def _show_ranking(results: Results, chosen: View, found: Standings, rows: Sequence[Standing]) -> None:
    codes = [results.sheet.units[row.position].code for row in rows]
    if not codes:
        st.info(say(text.NO_SUCH_UNIT))
        return
    if not chosen.unit:
        chosen.unit = codes[0]
    frame = tables.ranking_frame(results, chosen.node, rows)
    # A new key for another list: a stored selection counts rows, not units.
    key = f"ranking {chosen.group} {chosen.node} {chosen.search}"
    tables.select_row(key, codes.index(chosen.unit) if chosen.unit in codes else None)
    st.dataframe(
        frame,
        key=key,
        hide_index=True,
        height=tables.height(len(frame), _ROW, _HEIGHT),
        row_height=_ROW,
        placeholder="—",
        column_order=_columns(results, chosen, found),
        column_config=_column_config(results, chosen, found),
        on_select=partial(_take_row, key, codes),
        selection_mode="single-row",
    )
    notes = [text.PICK_ROW, *(() if results.rank is not None else (text.NO_OVERALL,))]
    st.caption(say(text.SEPARATOR).join(say(note).rstrip("。.") for note in notes))


def _take_row(key: str, codes: list[str]) -> None:
    row = tables.selected_row(key)
    if row is not None:
        here().view.unit = codes[row]


def _columns(results: Results, chosen: View, found: Standings) -> list[str]:
    several = not chosen.group and len(results.scheme.groups) > 1
    graded = bool(results.scheme.grades)
    remarks = any(row.tied or row.place is None for row in found.rows) or bool(results.cut_by_tie.any())
    shown = {
        "group": several,
        "grade": graded,
        "bonus": any(results.bonus),
        "penalty": any(results.penalty),
        "vetoes": bool(results.sheet.vetoes),
        "remark": remarks,
    }
    order = (
        "group",
        "place",
        "unit",
        "score",
        "grade",
        "bonus",
        "penalty",
        "vetoes",
        "missing",
        "remark",
        "code",
    )
    return [name for name in order if shown.get(name, True)]


def _column_config(results: Results, chosen: View, found: Standings) -> dict[str, Any]:
    decimals = results.scheme.policies.decimals
    root = chosen.node == results.scheme.root.code
    place = text.OVERALL_PLACE if found.overall else text.GROUP_PLACE if not chosen.group else text.PLACE
    return {
        "place": tables.count(place, 50),
        "unit": tables.words(text.UNIT, 122),
        "score": tables.points(text.TOTAL if root else text.SCORE, decimals, 66),
        "grade": tables.words(text.GRADE, 48, "center"),
        "bonus": tables.plain(KINDS["bonus"], 48),
        "penalty": tables.plain(KINDS["penalty"], 48),
        "vetoes": tables.words(text.VETOES, 84),
        "missing": tables.count(text.MISSING, 56),
        "remark": tables.words(text.REMARK, 104),
        "code": tables.words(text.UNIT_CODE, 80),
        "group": tables.words(text.GROUP, 100),
    }


show_page()
