"""得分构成: what many units' scores are made of, one stacked bar each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from indicators.parts import Indicator
from scoring.branches import branches
from scoring.contributions import ROUNDING
from ui import charts, tables, text
from ui.frame import show_note
from ui.ranking.paging import page_of
from ui.session import say
from ui.wording import ranking as words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from scoring import Contribution, Results
    from ui.ranking.filters import Listed
    from ui.tables import Standing

_BAR, _AROUND = 20, 76
#: Columns of the figures beside those of the parts.
_UNIT, _NAME, _SHOWN = "unit", "name", "shown"


def show(listed: Listed) -> None:
    """The bars of one page of units, and their figures as a table."""
    results, chosen, rows = listed.results, listed.chosen, listed.rows
    node = results.scheme.by_code[chosen.node]
    if isinstance(node, Indicator):
        st.info(say(words.NOTHING_TO_STACK.fill(node=node.name)))
        return
    show_note(words.COMPOSITION_NOTE.fill(node=node.name))
    made = {row.position: branches(results.exact, node.code, row.position) for row in page_of(rows)}
    parts = _parts(results, made)
    frame = _frame(results, chosen.node, rows, made, parts)
    st.echarts_chart(
        _spec(frame, parts, results.scheme.policies.decimals),
        height=_BAR * len(frame) + _AROUND,
        key="composition",
        alt=say(words.COMPOSITION_ALT.fill(count=len(frame), node=node.name)),
    )
    with st.expander(say(words.FIGURES)):
        decimals = results.scheme.policies.decimals
        st.dataframe(
            frame,
            hide_index=True,
            placeholder="—",
            column_order=[_NAME, _SHOWN, *parts],
            column_config={
                _NAME: tables.words(text.UNIT),
                _SHOWN: tables.words(text.SCORE, align="right"),
                **{key: tables.points(label, decimals) for key, label in parts.items()},
            },
        )


def _key(part: Contribution) -> str:
    return part.code or part.label.en


def _parts(results: Results, made: dict[int, tuple[Contribution, ...]]) -> dict[str, Any]:
    """The parts anybody's score has, in the order of the tree; rounding is too little to be drawn."""
    labels = {_key(part): part.label for parts in made.values() for part in parts if part.label != ROUNDING}
    order = [part.code for _, part in results.scheme.outline]
    return dict(
        sorted(labels.items(), key=lambda item: order.index(item[0]) if item[0] in order else len(order))
    )


def _frame(
    results: Results,
    node: str,
    rows: Sequence[Standing],
    made: dict[int, tuple[Contribution, ...]],
    parts: dict[str, Any],
) -> pd.DataFrame:
    """One row per unit, amounts rounded to the published decimals, as they are drawn and shown."""
    published, decimals = results.published(node), results.scheme.policies.decimals
    places = {row.position: row.place for row in rows}
    lines = []
    for position, pieces in made.items():
        sums: dict[str, Fraction] = {}
        for piece in pieces:
            sums[_key(piece)] = sums.get(_key(piece), 0) + piece.amount
        score, place = published.value(position), places[position]
        name, none = results.sheet.units[position].name, say(text.NONE)
        shown = none if score is None else str(score)
        lines.append(
            {
                _UNIT: f"{place or none}  {name}  {shown}",
                _NAME: name,
                _SHOWN: shown,
                **{key: _float(tables.rounded(sums.get(key), decimals)) for key in parts},
            }
        )
    return pd.DataFrame(lines).astype(dict.fromkeys(parts, "float64"))


def _float(number: Any) -> float | None:
    return None if number is None else float(number)


def _spec(frame: pd.DataFrame, parts: dict[str, Any], decimals: int) -> dict[str, Any]:
    bars = [
        {
            "type": "bar",
            "name": say(label),
            "stack": "score",
            "encode": {"x": key, "y": _UNIT},
            "itemStyle": {"color": charts.COLOURS[index % len(charts.COLOURS)]},
            "barWidth": _BAR - 6,
        }
        for index, (key, label) in enumerate(parts.items())
    ]
    return {
        "animation": False,
        "dataset": {"source": frame},
        "legend": {"top": 0, "data": [bar["name"] for bar in bars], "itemWidth": 14, "itemHeight": 10},
        "grid": {"left": 8, "right": 24, "top": 34, "bottom": 8, "containLabel": True},
        "tooltip": {
            "trigger": "axis",
            "axisPointer": {"type": "shadow"},
            "valueFormatter": f"%.{decimals}f",
        },
        "xAxis": {"type": "value"},
        "yAxis": {
            "type": "category",
            "inverse": True,
            "axisTick": {"show": False},
            "axisLabel": {"width": 210, "overflow": "truncate", "fontSize": 12, "interval": 0},
        },
        "series": bars,
    }
