"""What a score is made of, as stacked bars: one bar per node, one segment per part, losses to the left of zero."""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

import altair as alt
import pandas as pd

from indicators.parts import Composite
from indicators.periods import AT
from scoring import decompose
from scoring.contributions import ROUNDING
from scoring.printed import Printer
from ui import text
from ui.session import say

if TYPE_CHECKING:
    from indicators import Scheme
    from scoring import Contribution, Results

#: The bars that are drawn even with what is two levels down.
_MOST_BARS = 8
#: Of parts in their order, and of what is taken off.
COLOURS = ["#2f4b6e", "#5b7fa6", "#8fb0cf", "#3f7d78", "#7fb3a8", "#b9cfc0", "#c9a227", "#a08b5b"]
LOSS, _ROUNDING = "#8c1c13", "#9a9a9a"
#: Roughly the pixels of the plot, of a wide and of a narrow character, and around a label: what does not fit is
#: left out.
_PLOT, _WIDE, _NARROW, _AROUND = 640, 12, 7, 6
_LONGEST_NAME = 150


def bars_below(scheme: Scheme, node: str) -> list[str]:
    """The nodes whose composition is drawn: the chosen one, all nodes right below it, and below these as many as fit.

    What is below a node is drawn whole or not at all: the quarters of a year, never two of four.
    """
    found = {
        part.code for part in (scheme.by_code[node], *scheme.children[node]) if isinstance(part, Composite)
    }
    for child in scheme.children[node]:
        below = {part.code for part in scheme.children.get(child.code, ()) if isinstance(part, Composite)}
        if len(found) + len(below) <= _MOST_BARS:
            found |= below
    return [part.code for _, part in scheme.outline if part.code in found]


def composition_frame(results: Results, position: int, nodes: list[str]) -> pd.DataFrame:
    """One row per segment; amounts are floats for drawing, `shown` is the exact amount in words."""
    rows = []
    names = Counter(results.scheme.by_code[node].name for node in nodes)
    for node in nodes:
        name = results.scheme.by_code[node].name
        name = name if names[name] == 1 else f"{node.partition(AT)[0]} {name}"
        for index, part in enumerate(decompose(results.exact, node, position)):
            kind = (
                "rounding"
                if part.label == ROUNDING
                else "loss"
                if part.amount < 0
                else f"part{index % len(COLOURS)}"
            )
            label, short = _labels(results.scheme, node, index, part)
            rows.append(
                {
                    "bar": name,
                    "label": label,
                    "short": short,
                    "label_pixels": _pixels(label),
                    "short_pixels": _pixels(short),
                    "amount": float(part.amount),
                    "full": _full(results.scheme, node),
                    "shown": say(Printer().number(part.amount)),
                    "kind": kind,
                    "order": index,
                }
            )
    return pd.DataFrame(
        rows,
        columns=[
            "bar",
            "label",
            "short",
            "label_pixels",
            "short_pixels",
            "amount",
            "full",
            "shown",
            "kind",
            "order",
        ],
    )


def _full(scheme: Scheme, node: str) -> float:
    """The most a node can pass up, as far as its scheme says it; zero where it does not."""
    part = scheme.by_code[node]
    return float(part.points * part.scale) if isinstance(part, Composite) and part.points else 0.0


def _pixels(label: str) -> int:
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in label)
    return wide * _WIDE + (len(label) - wide) * _NARROW + _AROUND


def _labels(scheme: Scheme, node: str, index: int, part: Contribution) -> tuple[str, str]:
    """A part's name, and something shorter; the second factor of a product adds its multiplier effect.

    Of the periods of one part the period is enough; within a period its bar names it.
    """
    here = scheme.by_code[node]
    if isinstance(here, Composite) and here.combine == "product" and index > 0 and part.code is not None:
        return say(text.MULTIPLIER.fill(name=part.label)), say(text.MULTIPLIER_ALONE)
    base, _, period = (part.code or "").partition(AT)
    if period and base == node:
        return say(part.label), next(one.name for one in scheme.periods if one.code == period)
    return say(part.label), base


def composition_chart(frame: pd.DataFrame) -> alt.LayerChart | alt.FacetChart:
    """The bars with the names of the segments that are wide enough.

    The axis reaches the full points, or little of much would look like all of it.
    """
    longest = float(frame["amount"].clip(lower=0).groupby(frame["bar"]).sum().max())
    widest = max(longest, float(frame["full"].max()), 1.0)
    names = [f"part{i}" for i in range(len(COLOURS))]
    colour = alt.Color(
        "kind:N",
        legend=None,
        scale=alt.Scale(domain=[*names, "loss", "rounding"], range=[*COLOURS, LOSS, _ROUNDING]),
    )
    bars_in_order = list(dict.fromkeys(frame["bar"]))
    rows = alt.Y(
        "bar:N",
        sort=bars_in_order,
        title=None,
        axis=alt.Axis(labelLimit=_LONGEST_NAME, labelFontSize=13, ticks=False, domain=False),
    )
    stacked = alt.Chart(frame).transform_stack(
        stack="amount", groupby=["bar"], sort=[alt.SortField("order")], as_=["from", "to"], offset="zero"
    )
    tooltip = [alt.Tooltip("label:N", title=" "), alt.Tooltip("shown:N", title="=")]
    bars = stacked.mark_bar(height=20, stroke="white", strokeWidth=1).encode(
        x=alt.X(
            "from:Q",
            title=None,
            axis=alt.Axis(grid=True, tickCount=8),
            scale=alt.Scale(domainMax=widest),
        ),
        x2="to:Q",
        y=rows,
        color=colour,
        tooltip=tooltip,
    )
    wide = f"abs(datum.to - datum.from) / {widest} * {_PLOT}"
    fitting = f"{wide} > datum.label_pixels ? datum.label : {wide} > datum.short_pixels ? datum.short : ''"
    labels = (
        stacked.transform_calculate(middle="(datum.from + datum.to) / 2", fitting=fitting)
        .mark_text(fontSize=12, baseline="middle")
        .encode(
            x="middle:Q",
            y=rows,
            text="fitting:N",
            tooltip=tooltip,
            color=alt.condition(
                "indexof(['part2', 'part4', 'part5', 'part6'], datum.kind) >= 0",
                alt.value("#1f2328"),
                alt.value("white"),
            ),
        )
    )
    return alt.layer(bars, labels).properties(height=26 * len(bars_in_order) + 34)
