"""The first and the last of each group, and the indicators that pull everybody down."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from indicators.shares import percent
from office.overview import ends, run_before, units_of, weakest
from records import RecordsError
from ui import text
from ui.frame import Html, html, html_list, show_html
from ui.session import here, say
from ui.wording import overview as words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from office.heads import Heads
    from office.overview import Ends, Placed
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
    if before is not None:
        show_html('<p class="bt-line">{line}</p>', line=say(words.ENDS_SINCE.fill(run=before.number)))
    headings = (words.GROUP, words.FIRST, words.LAST)
    show_html(
        '<div class="bt-ends-scroll"><table class="bt-table bt-ends"><thead><tr>{headings}</tr></thead>'
        "<tbody>{rows}</tbody></table></div>",
        headings=html_list('<th scope="col">{0}</th>', [(say(heading),) for heading in headings]),
        rows=Html("".join(_row(results, group) for group in ends(results, earlier))),
    )


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
        "<tr><td>{name}<small>{count}</small></td><td><ol>{first}</ol></td><td>{last}</td></tr>",
        name=group.group.name,
        count=say(words.RANKED.fill(count=group.ranked)),
        first=_units(results, group.first),
        last=html("<ol>{last}</ol>", last=_units(results, group.last))
        if group.last
        else html("<small>{none}</small>", none=say(words.ALL_SHOWN)),
    )


def _units(results: Results, placed: Iterable[Placed]) -> Html:
    return Html(
        "".join(
            html(
                '<li><span>{place}</span><span title="{name}">{name}</span><span title="{gained}">{total}</span>{moved}</li>',
                place=str(unit.place),
                name=results.sheet.units[unit.position].name,
                total=str(unit.total),
                gained=_gained(unit),
                moved=_moved(unit),
            )
            for unit in placed
        )
    )


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
    st.subheader(say(words.PULLS_DOWN), help=say(words.PULLS_DOWN_LINE))
    headings = (words.INDICATOR, words.MEAN_RATE, words.LOWEST_RATE, words.OWNER)
    rows = [
        (
            f"{indicator.code} {indicator.name}",
            percent(found.mean),
            percent(found.lowest),
            indicator.owner or say(text.NONE),
        )
        for indicator, found in weakest(results)
    ]
    show_html(
        '<table class="bt-table bt-weak"><thead><tr>{headings}</tr></thead><tbody>{rows}</tbody></table>',
        headings=html_list('<th scope="col">{0}</th>', [(say(heading),) for heading in headings]),
        rows=html_list("<tr><td>{0}</td><td>{1}</td><td>{2}</td><td>{3}</td></tr>", rows),
    )
