"""The items that lose most, as dots: our city, the best rival and the mean, as shares of full points."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt
import pandas as pd

from ui.session import say
from ui.wording import benchmark as words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from decimal import Decimal
    from fractions import Fraction

    from scoring.benchmark_gains import Gap

MOST = 12
_ROW = 25
_OURS, _BEST, _MEAN = "#8c1c13", "#2f4b6e", "#9a9a9a"
_LONGEST_NAME = 190


def worst(gaps: Sequence[Gap]) -> list[Gap]:
    """The items that lose the largest share of their points, the worst first; none that lose nothing."""
    losing = [gap for gap in gaps if gap.lost and gap.item.points]
    return sorted(losing, key=lambda gap: -(gap.lost or 0) / (gap.item.points or 1))[:MOST]


def dots_frame(gaps: Sequence[Gap]) -> pd.DataFrame:
    """One row for each dot; shares are floats from 0 to 1, to be drawn only."""
    rows = []
    for found in gaps:
        values: dict[str, Decimal | Fraction | None] = {
            "ours": found.own,
            "best": found.best,
            "mean": found.mean,
        }
        full = float(found.item.points or 1)
        rows += [
            {"item": found.item.name, "who": say(words.WHO[who]), "share": float(value) / full}
            for who, value in values.items()
            if value is not None
        ]
    return pd.DataFrame(rows, columns=["item", "who", "share"])


def dots_chart(gaps: Sequence[Gap]) -> alt.LayerChart | alt.FacetChart:
    """A line from ours to the best rival, with a dot for each; the numbers are in the table."""
    frame = dots_frame(gaps)
    names = [say(label) for label in words.WHO.values()]
    rows = alt.Y(
        "item:N",
        sort=[found.item.name for found in gaps],
        title=None,
        axis=alt.Axis(labelLimit=_LONGEST_NAME, labelFontSize=12, ticks=False, domain=False, grid=True),
    )
    share = alt.X("share:Q", title=None, scale=alt.Scale(zero=False, nice=True), axis=alt.Axis(format="%"))
    dots = (
        alt.Chart(frame)
        .mark_point(filled=True, size=85, opacity=0.85)
        .encode(
            x=share,
            y=rows,
            color=alt.Color(
                "who:N",
                title=None,
                scale=alt.Scale(domain=names, range=[_OURS, _BEST, _MEAN]),
                legend=alt.Legend(orient="top", labelFontSize=12),
            ),
            shape=alt.Shape(
                "who:N", title=None, scale=alt.Scale(domain=names, range=["circle", "diamond", "triangle-up"])
            ),
            tooltip=[
                alt.Tooltip("item:N", title=" "),
                alt.Tooltip("who:N", title=" "),
                alt.Tooltip("share:Q", title="=", format=".1%"),
            ],
        )
    )
    between = (
        alt.Chart(frame[frame["who"] != names[-1]])
        .mark_line(color="#c9c4bc", strokeWidth=2)
        .encode(x=share, y=rows, detail="item:N")
    )
    return alt.layer(between, dots).properties(
        height=_ROW * len(gaps) + 20, description=say(words.CHART_SAYS)
    )
