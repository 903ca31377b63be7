"""What lifted a unit's total, what cost it, and where most was lost, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui import text
from ui.frame import Html, html, html_list
from ui.session import say
from ui.tables import named
from ui.unit.facts import shown, signed
from ui.wording import unit as words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indicators.words import Words
    from office.unit_report import Line, UnitReport


def effects_html(report: UnitReport) -> Html:
    """Three short tables and what their numbers mean."""
    tables = (
        _table(words.LIFTS, words.LIFTS_HELP, words.EFFECT, [_with_mean(line) for line in report.lifts]),
        _table(words.COSTS, words.COSTS_HELP, words.EFFECT, [_with_mean(line) for line in report.costs]),
        _table(words.GAINS, words.GAINS_HELP, words.TO_GAIN, [_with_full(line) for line in report.gains]),
    )
    return html(
        '<div class="bt-effects">{tables}</div><p class="bt-small">{note}</p>',
        tables=Html("".join(tables)),
        note=say(words.EFFECT_NOTE),
    )


Row = tuple[str, str, str, str]


def _with_mean(line: Line) -> Row:
    return named(line.code, line.name), shown(line.points), shown(line.mean), signed(line.effect)


def _with_full(line: Line) -> Row:
    return named(line.code, line.name), shown(line.points), shown(line.full), signed(line.to_gain)


def _table(title: Words, help_: Words, last: Words, rows: Sequence[Row]) -> Html:
    beside = text.FULL if last is words.TO_GAIN else words.GROUP_MEAN
    headings = (text.PART, text.SCORE, beside, last)
    nothing = [(say(words.NOTHING), "", "", "")]
    return html(
        "<section><h5><b>{title}</b> {help}</h5><table class='bt-table'><tr>{headings}</tr>{rows}</table></section>",
        title=say(title),
        help=say(help_),
        headings=html_list("<th>{0}</th>", [(say(heading),) for heading in headings]),
        rows=html_list("<tr><td>{0}</td><td>{1}</td><td>{2}</td><td><b>{3}</b></td></tr>", rows or nothing),
    )
