"""The report on paper: what a grid or a chart of the screen would not print, as plain tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring import explain
from scoring.sheet import State
from ui import text, unit_view
from ui.frame import Html, html_list, show_html
from ui.session import say
from ui.unit.facts import shown, signed
from ui.unit.part_grid import title
from ui.wording import unit as words

if TYPE_CHECKING:
    from indicators.words import Words
    from office.unit_report import Line, UnitReport
    from scoring import Results

_HEADINGS = (
    text.PART,
    text.SCORE,
    text.FULL,
    words.RATE,
    words.GROUP_MEAN,
    words.GROUP_BEST,
    text.GROUP_PLACE,
    words.LAST_YEAR,
    words.EFFECT,
)


def show_title(results: Results, mark: Words | None) -> None:
    """What the sheet of paper is, above everything else on it, and that it is not official where a mark says so."""
    standing = results.standing
    marked = "" if mark is None else f"（{say(mark)}）"
    show_html(
        '<div class="bt-paper"><h1>{scheme}</h1><h2>{title}{marked}</h2><p>{standing}</p></div>',
        scheme=results.scheme.title,
        title=say(words.TITLE),
        marked=marked,
        standing="" if standing is None else say(standing.line),
    )


def show_parts(report: UnitReport) -> None:
    """Every part of the tree in one table, which the screen shows as a grid."""
    cells = "".join(f"<td>{{{index}}}</td>" for index in range(1, len(_HEADINGS)))
    show_html(
        '<div class="bt-paper"><h3>{title}</h3><table class="bt-table"><thead><tr>{headings}</tr></thead>{rows}</table></div>',
        title=say(words.ALL_PARTS),
        headings=html_list("<th>{0}</th>", [(say(heading),) for heading in _HEADINGS]),
        rows=html_list(
            f'<tr class="d{{9}}"><td>{{0}}</td>{cells}</tr>', [_row(line) for line in report.lines]
        ),
    )


def _row(line: Line) -> tuple[str, ...]:
    rate = "" if line.rate is None else str(line.rate)
    known = (line.mean, line.best)
    before = "" if line.last_year is None else str(line.last_year)
    effect = signed(line.effect) if line.effect is not None else ""
    place = "" if line.place is None else str(line.place)
    full = "" if line.full is None else str(line.full)
    points = shown(line.points) if line.state is State.VALUE else ""
    return (
        "\u2003" * line.depth + title(line),
        points,
        full,
        rate,
        *map(shown, known),
        place,
        before,
        effect,
        "" if line.is_indicator else "n",
    )


def show_calculations(results: Results, report: UnitReport, position: int) -> None:
    """How every indicator's points came about, one after the other."""
    found = (
        unit_view.calculation_html(results, explain(results.exact, line.code, position))
        for line in report.lines
        if line.is_indicator and line.state is not State.NOT_APPLICABLE
    )
    show_html(
        '<div class="bt-all"><h3>{title}</h3>{found}</div>',
        title=say(words.CALCULATIONS),
        found=Html("".join(found)),
    )
