"""Where units may stand: intervals of places drawn, and the same in a table and in words."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import altair as alt
import pandas as pd
import streamlit as st

from ui import charts, tables
from ui import text as shared
from ui.session import here, say
from ui.wording import stability as text

if TYPE_CHECKING:
    from indicators.words import Words
    from scoring import Results
    from scoring.stability import Distribution, Stability
    from ui.weights.stability_view import Found

#: More rows than these nobody reads in a chart, or in a table.
_MOST_DRAWN, _MOST_ROWS = 40, 400
_ROW, _GRID_ROW, _TALL = 24, 28, 620
_LOW, _MEDIAN, _HIGH, _MOSTLY = Fraction(5, 100), Fraction(1, 2), Fraction(95, 100), Fraction(95, 100)
#: Half the width of an interval of one place.
_HALF = 0.36
_PLACES = ("place", "median", "low", "high", "best", "worst")
_BAR, _MARK, _THIN = charts.COLOURS[2], charts.COLOURS[0], "#a9a39a"


def show_intervals(found: Found, group: str) -> None:
    """The units of a group, or of all, the best first: a chart of the intervals beside the figures."""
    frame = intervals_frame(found.middle, found.stability, group)
    chart, table = st.columns([5, 10], gap="small")
    with chart:
        drawn = frame.dropna(subset=["place"]).head(_MOST_DRAWN)
        if not drawn.empty:
            st.altair_chart(intervals_chart(drawn), key="stability_chart", alt=say(text.CHART_SAYS))
        said = [text.LEGEND]
        if len(drawn) < len(frame):
            said.append(text.CUT.fill(shown=len(drawn), count=len(frame)))
        st.caption(" ".join(map(say, said)))
    with table:
        _show_table(found, frame.head(_MOST_ROWS))
        st.caption(
            say(text.EXACT.fill(decimals=max(node.decimals for node in found.stability.weights.nodes)))
        )


def intervals_frame(middle: Results, stability: Stability, group: str) -> pd.DataFrame:
    """One row per unit: places are whole numbers, shares percent; `in_words` says it."""
    overall = None if group else stability.overall_distribution
    distribution = stability.distribution if overall is None else overall
    root, units = middle.scheme.root.code, middle.sheet.units
    names = Counter(unit.name for unit in units)
    quantiles = distribution.quantiles((_LOW, _MEDIAN, _HIGH))
    rows = []
    for standing in tables.standings(middle, root, group).rows:
        unit = standing.position
        name = units[unit].name
        label = name if names[name] == 1 else f"{name} {units[unit].code}"
        row: dict[str, Any] = {
            "label": label,
            "unit": name,
            "place": standing.place,
            "in_words": say(text.NO_PLACE),
        }
        if standing.place is not None:
            row |= _places(distribution, unit, quantiles[unit].tolist(), stability.draws)
        shares = (100 * int(count) / stability.draws or None for count in stability.grades[unit])
        row |= {f"grade{at}": share for at, share in enumerate(shares)}
        rows.append(row)
    columns = [
        "label",
        "unit",
        "place",
        "median",
        "low",
        "high",
        "best",
        "worst",
        "span",
        "first",
        "in_words",
    ]
    of_grades = [f"grade{at}" for at in range(len(middle.scheme.grades))]
    frame = pd.DataFrame(rows, columns=[*columns, *of_grades])
    return frame.astype(
        {**dict.fromkeys(_PLACES, "Int64"), **dict.fromkeys(["first", *of_grades], "float64")}
    )


def _places(distribution: Distribution, unit: int, quantiles: list[int], draws: int) -> dict[str, Any]:
    counts = distribution.counts(unit)
    places = list(counts)
    low, median, high = quantiles
    return {
        "median": median,
        "low": low,
        "high": high,
        "best": places[0],
        "worst": places[-1],
        "span": str(low) if low == high else say(text.SPAN.fill(best=low, worst=high)),
        "first": 100 * counts.get(1, 0) / draws or None,
        "in_words": say(in_words(distribution, unit)),
    }


def in_words(distribution: Distribution, unit: int) -> Words:
    """Where a unit stands in nearly all draws: the fewest places that hold 95 % of them."""
    best, worst = distribution.narrowest(unit, _MOSTLY)
    always = distribution.narrowest(unit, Fraction(1)) == (best, worst)
    if best == worst:
        return (text.ALWAYS if always else text.MOSTLY).fill(best=best)
    return (text.ALWAYS_BETWEEN if always else text.MOSTLY_BETWEEN).fill(best=best, worst=worst)


def intervals_chart(frame: pd.DataFrame) -> alt.LayerChart | alt.FacetChart:
    """A bar for each unit from the 5 % to the 95 % place, with the whole range, the median and the place now."""
    drawn = frame.astype(dict.fromkeys(_PLACES, "float64"))
    drawn = drawn.assign(
        bar_from=drawn["low"] - _HALF,
        bar_to=drawn["high"] + _HALF,
        line_from=drawn["best"] - _HALF,
        line_to=drawn["worst"] + _HALF,
    )
    last = float(drawn["worst"].max()) + 0.6
    rows = alt.Y(
        "label:N",
        title=None,
        sort=drawn["label"].tolist(),
        axis=alt.Axis(
            labelLimit=150, labelFontSize=12, labelFlush=False, labelOverlap=False, ticks=False, domain=False
        ),
    )
    return alt.layer(*_marks(drawn, rows, last)).properties(height=_ROW * len(drawn) + 30)


def _marks(drawn: pd.DataFrame, rows: alt.Y, last: float) -> list[alt.Chart]:
    places = alt.Axis(tickMinStep=1, format="d", orient="top", grid=True, titleFontWeight="normal")
    scale = alt.Scale(domain=[0.4, last], nice=False)
    at = alt.X("bar_from:Q", title=say(text.PLACE), scale=scale, axis=places)
    tooltip = [
        alt.Tooltip("unit:N", title=" "),
        alt.Tooltip("place:Q", title=say(text.PLACE)),
        alt.Tooltip("median:Q", title=say(text.MEDIAN)),
        alt.Tooltip("span:N", title=say(text.INTERVAL)),
        alt.Tooltip("in_words:N", title=" "),
    ]
    chart = alt.Chart(drawn).encode(y=rows, tooltip=tooltip)
    moved = alt.X("median:Q", scale=scale)
    return [
        chart.mark_rule(color=_THIN, strokeWidth=1.5).encode(
            x=alt.X("line_from:Q", title=say(text.PLACE), scale=scale, axis=places), x2="line_to:Q"
        ),
        chart.mark_bar(height=12, color=_BAR, cornerRadius=2).encode(x=at, x2="bar_to:Q"),
        chart.mark_tick(color=_MARK, thickness=3, size=16).encode(x=moved),
        chart.mark_point(shape="diamond", filled=True, size=60, color=charts.LOSS, opacity=1).encode(
            x=alt.X("place:Q", scale=scale)
        ),
    ]


def _show_table(found: Found, frame: pd.DataFrame) -> None:
    grades = {
        f"grade{at}": _percent(text.OF_GRADE.fill(grade=grade.name), 58)
        for at, grade in enumerate(found.middle.scheme.grades)
    }
    configuration: dict[str, Any] = {
        "unit": tables.words(shared.UNIT, 112),
        "place": tables.count(text.PLACE, 46),
        "median": tables.count(text.MEDIAN, 68),
        "span": tables.words(text.INTERVAL, 64, "center"),
        "first": _percent(text.FIRST, 58),
        **grades,
        "in_words": tables.words(text.IN_WORDS, 292),
    }
    st.dataframe(
        frame,
        key=f"stability_table_{here().language}",
        hide_index=True,
        row_height=_GRID_ROW,
        height=tables.height(len(frame), _GRID_ROW, _TALL),
        placeholder="—",
        column_order=list(configuration),
        column_config=configuration,
    )


def _percent(label: Words, width: int) -> Any:
    return st.column_config.NumberColumn(say(label), width=width, format="%.1f%%", alignment="right")
