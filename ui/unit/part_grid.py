"""Every part of the tree for one unit beside its peers; the chosen one opens into its calculation."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from scoring import explain
from scoring.explanation import STATE_WORDS
from scoring.rates import PERCENT_DECIMALS
from scoring.sheet import State
from ui import tables, text, unit_view
from ui.session import here, say
from ui.wording import unit as words

if TYPE_CHECKING:
    from decimal import Decimal

    from office.unit_report import Line, UnitReport
    from scoring import Results

_KEY, _HEIGHT, _ROW = "unit_parts", 620, 26
_INDENT = "\u2002"
_NUMBERS = ("points", "full", "rate", "mean", "best", "last_year", "effect")


def show_parts(results: Results, report: UnitReport, position: int) -> None:
    """The grid on the left, the open part on the right."""
    left, right = st.columns([15, 9], gap="small")
    with left:
        opened = _show_grid(results, report)
        st.caption(say(words.PICK_PART))
    with right:
        unit_view.show_calculation(results, explain(results.exact, opened, position))


def _show_grid(results: Results, report: UnitReport) -> str:
    codes = [line.code for line in report.lines]
    opened = here().view.part or codes[0]
    tables.select_row(_KEY, codes.index(opened))
    decimals = results.scheme.policies.decimals
    columns = {
        "part": tables.words(text.PART, 236),
        "points": tables.points(text.SCORE, decimals, 60),
        "full": tables.plain(text.FULL, 48),
        "rate": tables.points(words.RATE, PERCENT_DECIMALS, 66),
        "mean": tables.points(words.GROUP_MEAN, decimals, 60),
        "best": tables.points(words.GROUP_BEST, decimals, 68),
        "place": tables.count(text.GROUP_PLACE, 64),
        "last_year": tables.points(words.LAST_YEAR, decimals, 60),
        "effect": tables.signed_points(words.EFFECT, decimals, 68),
    }
    frame = _frame(report.lines)
    st.dataframe(
        frame,
        key=_KEY,
        hide_index=True,
        height=tables.height(len(codes), _ROW, _HEIGHT),
        row_height=_ROW,
        placeholder="",
        column_order=[name for name in columns if name != "last_year" or frame["last_year"].notna().any()],
        column_config=columns,
        on_select=partial(_take, codes),
        selection_mode="single-row",
    )
    return opened


def _take(codes: list[str]) -> None:
    row = tables.selected_row(_KEY)
    here().view.part = "" if row is None else codes[row]


def _frame(lines: tuple[Line, ...]) -> pd.DataFrame:
    frame = pd.DataFrame(
        [
            {
                "part": _INDENT * line.depth + title(line),
                "place": line.place,
                **{name: _float(getattr(line, name)) for name in _NUMBERS},
            }
            for line in lines
        ]
    )
    return frame.astype({**dict.fromkeys(_NUMBERS, "float64"), "place": "Int64"})


def title(line: Line) -> str:
    """A part as it is named in a list, with the state that stands in the place of its points."""
    state = "" if line.state is State.VALUE else f"〔{say(STATE_WORDS[line.state])}〕"
    return state + (tables.named(line.code, line.name) if line.is_indicator else line.name)


def _float(number: Decimal | None) -> float | None:
    return None if number is None else float(number)
