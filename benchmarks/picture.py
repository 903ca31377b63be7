"""The picture of the page: processor time of one scoring as bars on a logarithmic scale, by size and contender."""

from __future__ import annotations

from math import ceil, floor, log10
from typing import TYPE_CHECKING

from benchmarks.markdown import short_time
from benchmarks.measure import BATON, COPY, PANDAS
from benchmarks.rescoring_page import heading
from benchmarks.timing import by_processor

if TYPE_CHECKING:
    from benchmarks.measure import Contest, Rescoring

WIDTH, LABELS, BARS = 760, 150, 500
#: Heights: of a bar with the gap below it, of a size's heading, and of what is above and below everything.
LINE, BAR, HEADING, EDGE = 22, 15, 34, 44
COLOURS = {BATON: "#c0392b", PANDAS: "#8d99a6", COPY: "#d3d9de"}
POLARS = "#4a78a8"
INK, GRID = "#24292f", "#e3e6e9"


def picture(found: Rescoring) -> str:
    """The picture as SVG, of the sides with one thread each; the same figures give the same text."""
    groups = [(heading(contest.size), _bars(contest)) for contest in found.one_thread]
    seconds = [time for _, bars in groups for _, _, time in bars]
    low, high = floor(log10(min(seconds))), ceil(log10(max(seconds)))
    height = 2 * EDGE + sum(HEADING + LINE * len(bars) for _, bars in groups)
    drawn = [*_grid(low, high, height)]
    top = EDGE
    for title, bars in groups:
        drawn.append(_text(LABELS, top + HEADING - 10, title, weight="600"))
        top += HEADING
        for name, colour, time in bars:
            length = BARS * (log10(time) - low) / (high - low)
            drawn += [
                _text(LABELS - 8, top + 12, name, anchor="end"),
                f'<rect x="{LABELS}" y="{top}" width="{length:.1f}" height="{BAR}" fill="{colour}"/>',
                _text(LABELS + length + 6, top + 12, short_time(time)),
            ]
            top += LINE
    return "\n".join(
        (
            (
                f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}"'
                f' font-family="system-ui, sans-serif" font-size="13" fill="{INK}" role="img">'
            ),
            "<title>Processor time of one scoring, one thread each, logarithmic scale</title>",
            f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
            *drawn,
            "</svg>\n",
        )
    )


def _bars(contest: Contest) -> list[tuple[str, str, float]]:
    """Name, colour and seconds of each bar."""
    best = contest.best_polars(by_processor)
    return [
        (BATON, COLOURS[BATON], contest.middle(BATON).processor),
        (best, POLARS, contest.middle(best).processor),
        (PANDAS, COLOURS[PANDAS], contest.middle(PANDAS).processor),
        ("memory copy", COLOURS[COPY], contest.middle(COPY).processor),
    ]


def _grid(low: int, high: int, height: int) -> list[str]:
    """A line and its seconds for each power of ten."""
    drawn = [
        _text(LABELS, 20, "Processor time of one scoring, one thread each, logarithmic scale", weight="600")
    ]
    for power in range(low, high + 1):
        x = LABELS + BARS * (power - low) / (high - low)
        drawn += [
            f'<line x1="{x:.1f}" y1="{EDGE}" x2="{x:.1f}" y2="{height - EDGE + 6}" stroke="{GRID}"/>',
            _text(x, height - EDGE + 24, _power(power), anchor="middle"),
        ]
    return drawn


def _power(power: int) -> str:
    """So manyth power of ten, in seconds."""
    for unit, of_second in (("s", 0), ("ms", -3), ("µs", -6)):
        if power >= of_second:
            return f"{10 ** (power - of_second)} {unit}"
    return f"{10.0**power:g} s"


def _text(x: float, y: float, text: str, *, anchor: str = "start", weight: str = "400") -> str:
    return f'<text x="{x:.1f}" y="{y}" text-anchor="{anchor}" font-weight="{weight}">{text}</text>'
