"""得分率: units by indicators, each rate on its shade; a table, so that whoever cannot see shades reads the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from indicators.decimals import from_units, half_up
from scoring.imbalance import among_units
from scoring.rates import PERCENT_DECIMALS, WHOLE, rates
from scoring.sheet import State
from ui import text
from ui.frame import Html, html, html_list, show_html, show_note
from ui.ranking.paging import page_of
from ui.ranking.parts import branch_runs, indicators_below
from ui.session import say
from ui.wording import ranking as words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scoring import Results
    from scoring.rates import Rates
    from ui.ranking.filters import Listed
    from ui.tables import Standing

#: Where a shade begins, in percent; full points have their own.
_STEPS = (60, 70, 80, 90)
_TENTHS = 10**PERCENT_DECIMALS
_ABSENT = {
    State.MISSING: ("m", words.MISSING_SHORT),
    State.NOT_APPLICABLE: ("n", words.NOT_APPLICABLE_SHORT),
    State.NO_SCORE: ("m", words.NO_SCORE_SHORT),
}


def show(listed: Listed) -> None:
    """The rates of one page of units, with the mean of all that are listed above them."""
    results, chosen, rows = listed.results, listed.chosen, listed.rows
    indicators = indicators_below(results.scheme, chosen.node)
    known = rates(results, [indicator.code for indicator in indicators])
    if not known.codes:
        st.info(say(words.NO_RATES.fill(node=results.scheme.by_code[chosen.node].name)))
        return
    show_note(words.RATES_NOTE)
    _show_legend()
    page = page_of(rows)
    names = {indicator.code: indicator.name for indicator in indicators}
    runs = branch_runs(results.scheme, indicators)
    show_html(
        '<div class="bt-rates" role="region" tabindex="0" aria-label="{label}"><table><thead><tr><th rowspan="2">{place}</th><th rowspan="2">{unit}</th>{branches}</tr>'
        "<tr>{codes}</tr></thead><tbody>{mean}{rows}</tbody></table></div>",
        label=say(words.DISPLAYS["rates"]),
        place=say(text.PLACE),
        unit=say(text.UNIT),
        branches=html_list('<th colspan="{1}">{0}</th>', [(name, str(span)) for name, span in runs]),
        codes=html_list('<th title="{1}">{0}</th>', [(code, names[code]) for code in known.codes]),
        mean=_mean_row(known, rows),
        rows=Html("".join(_unit_row(results, known, row) for row in page)),
    )


def _show_legend() -> None:
    steps = [
        ("0", words.BELOW.fill(percent=f"{_STEPS[0]}%")),
        *((str(at), words.FROM.fill(percent=f"{step}%")) for at, step in enumerate(_STEPS, start=1)),
        ("f", words.FULL_CELL),
        ("m", words.MISSING_CELL),
        ("n", words.NOT_APPLICABLE_CELL),
    ]
    show_html(
        '<div class="bt-rates bt-key" role="note"><b>{title}</b>{steps}</div>',
        title=say(words.LEGEND),
        steps=html_list('<span class="r{0}">{1}</span>', [(style, say(label)) for style, label in steps]),
    )


def _mean_row(known: Rates, rows: Sequence[Standing]) -> Html:
    means = among_units(known, [row.position for row in rows])
    cells = [
        ("n", say(words.NOT_APPLICABLE_SHORT))
        if mean is None
        else _shade(half_up(mean.mean * 100, PERCENT_DECIMALS))
        for mean in means
    ]
    return html(
        '<tr class="bt-mean"><td></td><th scope="row">{label}</th>{cells}</tr>',
        label=say(words.MEAN_OF_SHOWN),
        cells=html_list('<td class="r{0}">{1}</td>', cells),
    )


def _unit_row(results: Results, known: Rates, row: Standing) -> Html:
    states, tenths = known.states[row.position].tolist(), known.tenths[row.position].tolist()
    cells = [
        _shade(rate) if state == State.VALUE else _absent(State(state))
        for state, rate in zip(states, tenths, strict=True)
    ]
    return html(
        '<tr><td>{place}</td><th scope="row">{unit}</th>{cells}</tr>',
        place=say(text.NONE) if row.place is None else str(row.place),
        unit=results.sheet.units[row.position].name,
        cells=html_list('<td class="r{0}">{1}</td>', cells),
    )


def _shade(tenths: int) -> tuple[str, str]:
    """The shade of a rate in tenths of a percent, and the rate as it is read; a whole number needs no decimal."""
    shown = str(tenths // _TENTHS) if tenths % _TENTHS == 0 else str(from_units(tenths, PERCENT_DECIMALS))
    if tenths >= WHOLE:
        return "f", shown
    return str(sum(tenths >= step * _TENTHS for step in _STEPS)), shown


def _absent(state: State) -> tuple[str, str]:
    style, label = _ABSENT[state]
    return style, say(label)
