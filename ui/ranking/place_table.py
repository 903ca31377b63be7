"""名次表: one row per unit, the chosen one opened beside it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from documents.record_words import KINDS
from ui import problem_list, tables, text, unit_view
from ui.session import here, say
from ui.wording import ranking as words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scoring import Results
    from ui.ranking.filters import Listed
    from ui.session import View
    from ui.tables import Standing, Standings

_HEIGHT, _ROW = 668, 28
_ORDER = (
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


def show(listed: Listed) -> None:
    """The ranking, what is worth knowing about it, and the chosen unit."""
    results, chosen, found = listed.results, listed.chosen, listed.found
    left, right = st.columns([9, 17], gap="small")
    with left:
        _show_ranking(results, chosen, found, listed.rows)
        current = here().current
        if current is not None and current.problems:
            problem_list.show_findings(current.problems)
    with right:
        if chosen.unit:
            with st.container(key="open_report"):
                st.page_link(
                    "ui/pages/unit.py", label=say(words.OPEN_REPORT), query_params={"unit": chosen.unit}
                )
            unit_view.show_unit(results, results.sheet.index[chosen.unit], found)


def _show_ranking(results: Results, chosen: View, found: Standings, rows: Sequence[Standing]) -> None:
    codes = [results.sheet.units[row.position].code for row in rows]
    if not chosen.unit:
        chosen.unit = codes[0]
    frame = tables.ranking_frame(results, chosen.node, rows)
    # A new key for another list: a stored selection counts rows, not units.
    key = f"ranking {chosen.group} {chosen.node} {chosen.grade} {chosen.only} {chosen.search}"
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
    remarks = any(row.tied or row.place is None for row in found.rows) or bool(results.cut_by_tie.any())
    shown = {
        "group": not chosen.group and len(results.scheme.groups) > 1,
        "grade": bool(results.scheme.grades),
        "bonus": any(results.bonus),
        "penalty": any(results.penalty),
        "vetoes": bool(results.sheet.vetoes),
        "remark": remarks,
    }
    return [name for name in _ORDER if shown.get(name, True)]


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
