"""The slope chart: official places on the left, trial places on the right, a line for each unit."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import altair as alt
import pandas as pd

from ui.comparison import moved
from ui.session import say
from ui.wording import weights as text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from scoring import Results
    from scoring.comparison import Compared

#: More lines than these cannot be read.
MOST = 30
_UP, _DOWN, _SAME = "#2f6f6a", "#8c1c13", "#b8b3ac"
#: Pixels for a line of text, and for the headings.
_LINE, _HEADINGS = 17, 46
_INK, _LONGEST = "#1f2328", 9


class Slope(NamedTuple):
    """The rows of the chart, and how many units with places are left out."""

    frame: pd.DataFrame
    left_out: int


def slope_of(official: Results, compared: Iterable[Compared]) -> Slope:
    """The units with places before and after, those that moved most where there are too many.

    Each side is a list in the order of its places, so that names never cover each other where places are far apart or
    shared.
    """
    placed = [row for row in compared if row.before is not None and row.after is not None]
    shown = sorted(placed, key=moved, reverse=True)[:MOST]
    before = _slots(shown, [row.before or 0 for row in shown])
    after = _slots(shown, [row.after or 0 for row in shown])
    units = official.sheet.units
    names = [units[row.position].name for row in shown]
    frame = pd.DataFrame(
        {
            "unit": names,
            "from": before,
            "to": after,
            "left": [f"{_short(name)} {row.before}" for name, row in zip(names, shown, strict=True)],
            "right": [f"{row.after} {_short(name)}" for name, row in zip(names, shown, strict=True)],
            "way": [_way(row) for row in shown],
            "before": [row.before for row in shown],
            "after": [row.after for row in shown],
        }
    )
    return Slope(frame, len(placed) - len(shown))


def _slots(shown: Sequence[Compared], places: Sequence[int]) -> list[int]:
    """Where each row stands in a list by place, ties by the register's order."""
    order = sorted(range(len(shown)), key=lambda index: (places[index], shown[index].position))
    slots = {index: slot for slot, index in enumerate(order)}
    return [slots[index] for index in range(len(shown))]


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…"


def _way(row: Compared) -> str:
    steps = (row.before or 0) - (row.after or 0)
    return "up" if steps > 0 else "down" if steps < 0 else "same"


def slope_chart(frame: pd.DataFrame) -> alt.LayerChart | alt.FacetChart:
    """The chart of a frame by `slope_of`."""
    count = len(frame)
    y = alt.Scale(domain=[-1, max(count, 1)], reverse=True)
    x = alt.Scale(domain=[-1, 2])
    colour = alt.Color(
        "way:N", legend=None, scale=alt.Scale(domain=["up", "down", "same"], range=[_UP, _DOWN, _SAME])
    )
    tooltip = [
        alt.Tooltip("unit:N", title=" "),
        alt.Tooltip("before:Q", title=say(text.PLACE_BEFORE)),
        alt.Tooltip("after:Q", title=say(text.PLACE_AFTER)),
    ]
    units = alt.Chart(frame)
    lines = units.mark_rule(strokeWidth=2).encode(
        x=alt.X(datum=0, type="quantitative", scale=x, axis=None),
        x2=alt.X2Datum(1),
        y=alt.Y("from:Q", scale=y, axis=None),
        y2="to:Q",
        color=colour,
        tooltip=tooltip,
    )
    before, after = (
        units.encode(
            x=alt.X(datum=at, type="quantitative", scale=x),
            y=alt.Y(f"{slot}:Q", scale=y),
            text=f"{label}:N",
            tooltip=tooltip,
        )
        for at, slot, label in ((0, "from", "left"), (1, "to", "right"))
    )
    titles = pd.DataFrame({"at": [0, 1], "title": [say(text.PLACE_BEFORE), say(text.PLACE_AFTER)]})
    headings = (
        alt.Chart(titles)
        .mark_text(fontSize=12, color="#6a6f76")
        .encode(x=alt.X("at:Q", scale=x), y=alt.Y(datum=-1, type="quantitative", scale=y), text="title:N")
    )
    names = (
        before.mark_text(fontSize=12, align="right", dx=-6, color=_INK),
        after.mark_text(fontSize=12, align="left", dx=6, color=_INK),
    )
    return alt.layer(lines, *names, headings).properties(height=_LINE * count + _HEADINGS)


def slope_words(frame: pd.DataFrame) -> dict[str, int]:
    """How many units rise, fall and stay."""
    return {way: int((frame["way"] == way).sum()) for way in ("up", "down", "same")}
