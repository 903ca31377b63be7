"""The slope chart: official places on the left, trial places on the right, a line for each unit."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any, NamedTuple

import pandas as pd

from ui.comparison import moved
from ui.session import say
from ui.wording import weights as text

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from scoring import Results
    from scoring.comparison import Compared

#: More units than these cannot be read; of more, the places lie apart and each unit takes two lines.
_MOST, _MOST_OF_MANY = 30, 15
_COLOURS = {"up": "#2f6f6a", "down": "#8c1c13", "same": "#b8b3ac"}
_INK, _QUIET = "#1f2328", "#6a6f76"
#: Pixels for a line of text: at the least, and as in the table beside it where there is room; for all; for headings.
_LINE, _ROOMY, _TALL, _HEADINGS = 17, 28, 500, 32
#: Longer names are cut; the table has them in full.
_LONGEST = 8


class Slope(NamedTuple):
    """The rows of the chart, the lines of text it is high, and how many units with places are left out."""

    frame: pd.DataFrame
    height: int
    left_out: int


def slope_of(official: Results, compared: Iterable[Compared]) -> Slope:
    """The units with places before and after, those that moved most where there are too many.

    Every place is a line of text, and one that is shared as many as share it: names never cover each other, and who
    falls goes down.
    """
    placed = [row for row in compared if row.before is not None and row.after is not None]
    shown = placed if len(placed) <= _MOST else sorted(placed, key=moved, reverse=True)[:_MOST_OF_MANY]
    places = [[row.before or 0 for row in shown], [row.after or 0 for row in shown]]
    shared = [Counter(side) for side in places]
    first, height = {}, 0
    for place in sorted({*places[0], *places[1]}):
        first[place] = height
        height += max(count[place] for count in shared)
    units = official.sheet.units
    names = [units[row.position].name for row in shown]
    frame = pd.DataFrame(
        {
            "unit": names,
            "from": _lines(shown, places[0], first),
            "to": _lines(shown, places[1], first),
            "left": [f"{_short(name)} {row.before}" for name, row in zip(names, shown, strict=True)],
            "right": [f"{row.after} {_short(name)}" for name, row in zip(names, shown, strict=True)],
            "way": [_way(row) for row in shown],
            "before": places[0],
            "after": places[1],
        }
    )
    return Slope(frame, height, len(placed) - len(shown))


def _lines(shown: Sequence[Compared], places: Sequence[int], first: Mapping[int, int]) -> list[int]:
    """The line of each row; those who share a place follow each other as in the register."""
    taken: Counter[int] = Counter()
    lines = [0] * len(shown)
    for index in sorted(range(len(shown)), key=lambda index: shown[index].position):
        lines[index] = first[places[index]] + taken[places[index]]
        taken[places[index]] += 1
    return lines


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…"


def _way(row: Compared) -> str:
    steps = (row.before or 0) - (row.after or 0)
    return "up" if steps > 0 else "down" if steps < 0 else "same"


def slope_spec(count: int) -> dict[str, Any]:
    """The chart of so many lines of text as Vega-Lite; the same for all frames of one height, so that only data are sent."""
    x = {"type": "quantitative", "scale": {"domain": [-1.25, 2.25]}, "axis": None}
    y = {"type": "quantitative", "scale": {"domain": [-1, max(count, 1)], "reverse": True}, "axis": None}
    tooltip = [
        {"field": "unit", "type": "nominal", "title": " "},
        {"field": "before", "type": "quantitative", "title": say(text.PLACE_BEFORE)},
        {"field": "after", "type": "quantitative", "title": say(text.PLACE_AFTER)},
    ]
    colour = {
        "field": "way",
        "type": "nominal",
        "legend": None,
        "scale": {"domain": list(_COLOURS), "range": list(_COLOURS.values())},
    }
    lines = {
        "mark": {"type": "rule", "strokeWidth": 2},
        "encoding": {
            "x": {**x, "datum": 0},
            "x2": {"datum": 1},
            "y": {**y, "field": "from"},
            "y2": {"field": "to"},
            "color": colour,
            "tooltip": tooltip,
        },
    }
    sides = (
        _texts({**x, "datum": at}, {**y, "field": slot}, label, align=align, dx=shift, color=_INK)
        for at, slot, label, align, shift in ((0, "from", "left", "right", -6), (1, "to", "right", "left", 6))
    )
    headings = (
        {
            "data": {"values": [{"title": say(title)}]},
            **_texts({**x, "datum": at}, {**y, "datum": -1}, "title", align="center", color=_QUIET),
        }
        for at, title in ((0, text.PLACE_BEFORE), (1, text.PLACE_AFTER))
    )
    height = max(_LINE, min(_ROOMY, _TALL / max(count, 1))) * count + _HEADINGS
    return {"layer": [lines, *sides, *headings], "height": height}


def _texts(x: dict[str, Any], y: dict[str, Any], field: str, **look: object) -> dict[str, Any]:
    encoding = {"x": x, "y": y, "text": {"field": field, "type": "nominal"}}
    return {"mark": {"type": "text", "fontSize": 12, **look}, "encoding": encoding}


def slope_words(frame: pd.DataFrame) -> dict[str, int]:
    """How many units rise, fall and stay."""
    return {way: int((frame["way"] == way).sum()) for way in _COLOURS}
