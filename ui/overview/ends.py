"""The first and the last of each group, and the indicators that pull everybody down."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from indicators.decimals import from_units, half_up
from indicators.words import Words
from office.overview import ends, run_before, units_of, weakest
from records import RecordsError
from scoring.rates import PERCENT_DECIMALS
from ui import text
from ui.frame import Html, html, html_list, show_html, show_note
from ui.session import here, say
from ui.wording import overview as words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from fractions import Fraction

    from office.heads import Heads
    from office.overview import End, Ends, Placed
    from records import Run
    from scoring import Results
    from scoring.kept_results import KeptUnit


def show_ends(heads: Heads, results: Results) -> None:
    """One row per group; places that moved since the run before have an arrow."""
    before, earlier = _earlier(heads)
    with st.container(
        key="ends_heading", horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"
    ):
        st.subheader(say(words.ENDS), width="content")
        st.page_link("ui/pages/ranking.py", label=say(words.SEE_RANKING))
    groups = ends(results, earlier)
    if not any(group.ranked for group in groups):
        show_note(words.NOBODY_RANKED if results.scored.any() else words.NOBODY_SCORED)
        return
    if before is not None:
        _show_since(before, groups)
    headings = (words.GROUP, words.FIRST, words.LAST)
    show_html(
        '<div class="bt-ends-scroll"><table class="bt-table bt-ends"><thead><tr>{headings}</tr></thead>'
        "<tbody>{rows}</tbody></table></div>",
        headings=html_list('<th scope="col">{0}</th>', [(say(heading),) for heading in headings]),
        rows=Html("".join(_row(results, group) for group in groups)),
    )


def _show_since(before: Run, groups: Sequence[Ends]) -> None:
    """What the arrows mean, or that there are none; nothing where nobody was in the run before."""
    known = [
        unit
        for group in groups
        for end in (group.first, group.last)
        for unit in end.units
        if unit.up is not None
    ]
    if not known:
        return
    said = (words.ENDS_SINCE if any(unit.up for unit in known) else words.NOBODY_MOVED).fill(
        run=before.number
    )
    if any(unit.gained for unit in known):
        said = Words(said.zh + words.POINT_AT_TOTAL.zh, said.en + words.POINT_AT_TOTAL.en)
    show_html('<p class="bt-line">{line}</p>', line=say(said))


def _earlier(heads: Heads) -> tuple[Run | None, Mapping[str, KeptUnit]]:
    """The run before with its units; a run that can no longer be read is as good as none here."""
    desk = here().desk
    before = run_before(desk, heads)
    if before is None:
        return None, {}
    try:
        return before, units_of(desk, before)
    except RecordsError:
        return None, {}


def _row(results: Results, group: Ends) -> Html:
    return html(
        "<tr><td>{name}<small>{count}</small></td><td>{first}{more_first}</td><td>{more_last}{last}</td></tr>",
        name=group.group.name,
        count=say(_count(group)),
        first=_units(results, group.first.units, words.NO_PLACE),
        more_first=_more(group.first),
        more_last=_more(group.last),
        last=_units(results, group.last.units, words.ALL_SHOWN if group.ranked else words.NO_PLACE),
    )


def _count(group: Ends) -> Words:
    words_of = words.ALL_RANKED if group.ranked == group.size else words.SOME_RANKED
    return words_of.fill(ranked=group.ranked, size=group.size)


def _more(end: End) -> Html:
    """How many are not named beside those whose place they share."""
    if not end.more:
        return Html("")
    return html("<small>{said}</small>", said=say(words.TIED_MORE.fill(count=end.more, place=end.edge)))


def _units(results: Results, placed: Iterable[Placed], none: Words) -> Html:
    lines = [
        html(
            '<li><span>{place}</span><span title="{name}">{name}</span><span title="{gained}">{total}</span>{moved}</li>',
            place=str(unit.place),
            name=results.sheet.units[unit.position].name,
            total=str(unit.total),
            gained=_gained(unit),
            moved=_moved(unit),
        )
        for unit in placed
    ]
    if not lines:
        return html("<small>{none}</small>", none=say(none))
    return html("<ol>{lines}</ol>", lines=Html("".join(lines)))


def _gained(unit: Placed) -> str:
    """How the total has changed, where it has."""
    return say(words.GAINED.fill(gained=f"{unit.gained:+}")) if unit.gained else ""


def _moved(unit: Placed) -> Html:
    """How many places up or down, in colour and in words; nothing where it did not move or was not there."""
    if not unit.up:
        return Html("<span></span>")
    up = unit.up > 0
    return html(
        '<span class="{style}" title="{said}" aria-label="{said}">{arrow}{count}</span>',
        style="bt-up" if up else "bt-down",
        said=say((words.UP if up else words.DOWN).fill(count=abs(unit.up))),
        arrow="↑" if up else "↓",
        count=str(abs(unit.up)),
    )


def show_weakest(results: Results) -> None:
    """The indicators with the lowest mean score rate, with who answers for them."""
    st.subheader(say(words.WEAKEST), help=say(words.WEAKEST_LINE))
    headings = (words.INDICATOR, words.MEAN_RATE, words.LOWEST_RATE, words.OWNER)
    rows = [
        (
            f"{indicator.code} {indicator.name}",
            _percent(found.mean),
            _percent(found.lowest),
            indicator.owner or say(text.NONE),
        )
        for indicator, found in weakest(results)
    ]
    if not rows:
        show_note(words.NO_RATES)
        return
    show_html(
        '<table class="bt-table bt-weak"><thead><tr>{headings}</tr></thead><tbody>{rows}</tbody></table>',
        headings=html_list('<th scope="col">{0}</th>', [(say(heading),) for heading in headings]),
        rows=html_list("<tr><td>{0}</td><td>{1}</td><td>{2}</td><td>{3}</td></tr>", rows),
    )


def _percent(rate: Fraction) -> str:
    return f"{from_units(half_up(rate * 100, PERCENT_DECIMALS), PERCENT_DECIMALS)}%"
