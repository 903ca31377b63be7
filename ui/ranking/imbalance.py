"""短板与不均衡: in which indicators the units of a group lie far apart, and where each unit is weak."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from scoring.imbalance import among_parts, among_units, weakest
from scoring.rates import PERCENT_DECIMALS, rates
from ui import tables, text
from ui.frame import show_note
from ui.ranking.parts import indicators_below
from ui.session import say
from ui.wording import ranking as words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indicators.words import Words
    from scoring import Results
    from scoring.imbalance import Imbalance
    from scoring.rates import Rates
    from ui.ranking.filters import Listed
    from ui.tables import Standing

_HEIGHT, _ROW = 560, 28
#: Rates named of each unit.
_NAMED = 3
_NUMBERS = ("mean", "deviation", "lowest", "highest")
_COLUMNS = ("group", "title", *_NUMBERS, "weak")


def show(listed: Listed) -> None:
    """The indicators within each group on the left, the listed units on the right."""
    results, chosen, rows = listed.results, listed.chosen, listed.rows
    indicators = indicators_below(results.scheme, chosen.node)
    known = rates(results, [indicator.code for indicator in indicators])
    if not known.codes:
        st.info(say(words.NO_RATES.fill(node=results.scheme.by_code[chosen.node].name)))
        return
    show_note(words.IMBALANCE_NOTE)
    several = not chosen.group and len(results.scheme.groups) > 1
    left, right = st.columns([10, 11], gap="small")
    with left:
        _show(_indicator_frame(results, known, rows), words.BY_INDICATOR, several=several)
    with right:
        _show(_unit_frame(results, known, rows), words.BY_UNIT, several=several)


def _indicator_frame(results: Results, known: Rates, rows: Sequence[Standing]) -> pd.DataFrame:
    """One row per group and indicator anybody there has a rate in, the least even first."""
    lines = []
    for group in results.scheme.groups:
        members = [row.position for row in rows if results.sheet.units[row.position].group == group.code]
        for code, found in zip(known.codes, among_units(known, members), strict=True):
            if found is not None:
                title = f"{code} {results.scheme.by_code[code].name}"
                lines.append({"group": group.name, "title": title, "weak": found.weak, **_numbers(found)})
    return pd.DataFrame(lines, columns=[*_COLUMNS]).sort_values("deviation", ascending=False, kind="stable")


def _unit_frame(results: Results, known: Rates, rows: Sequence[Standing]) -> pd.DataFrame:
    """One row per listed unit, those with most weak indicators first."""
    names = {group.code: group.name for group in results.scheme.groups}
    positions = [row.position for row in rows]
    lines = []
    for position, found in zip(positions, among_parts(known, positions), strict=True):
        if found is not None:
            unit = results.sheet.units[position]
            lines.append(
                {
                    "group": names[unit.group],
                    "title": unit.name,
                    "weak": found.weak,
                    **_numbers(found),
                    "weakest": _weakest(known, position),
                }
            )
    return pd.DataFrame(lines, columns=[*_COLUMNS, "weakest"]).sort_values(
        ["weak", "deviation"], ascending=False, kind="stable"
    )


def _numbers(found: Imbalance) -> dict[str, float]:
    """Its rates in percent, rounded half up before they become floats for a grid."""
    return {
        name: float(tables.rounded(getattr(found, name) * 100, PERCENT_DECIMALS) or 0) for name in _NUMBERS
    }


def _weakest(known: Rates, position: int) -> str:
    parts = weakest(known, position, _NAMED)
    return "、".join(f"{known.codes[part]} {known.percent(position, part)}%" for part in parts)


def _show(frame: pd.DataFrame, title: Words, *, several: bool) -> None:
    of_units = "weakest" in frame
    st.caption(say(title))
    columns = {
        "group": tables.words(text.GROUP, 92),
        "title": tables.words(
            text.UNIT if of_units else text.PART, 120 if of_units else 168 if several else 206
        ),
        "mean": tables.points(words.MEAN_RATE, PERCENT_DECIMALS, 82),
        "lowest": tables.points(words.LOWEST_RATE, PERCENT_DECIMALS, 54),
        "highest": tables.points(words.HIGHEST_RATE, PERCENT_DECIMALS, 54),
        "deviation": tables.points(words.IMBALANCE, PERCENT_DECIMALS, 74),
        "weak": tables.count(words.WEAK_INDICATORS if of_units else words.WEAK_UNITS, 74),
        "weakest": tables.words(words.WEAKEST),
    }
    st.dataframe(
        frame,
        key=f"imbalance {title.en}",
        hide_index=True,
        height=tables.height(len(frame), _ROW, _HEIGHT),
        row_height=_ROW,
        column_order=[name for name in columns if name in frame and (several or name != "group")],
        column_config=columns,
    )
