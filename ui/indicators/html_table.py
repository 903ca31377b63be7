"""Tables of this page: real HTML tables for reading, whose cells may hold pieces of our own HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.frame import Html, html, show_html
from ui.session import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from indicators.words import Words


def row(cells: Sequence[str], style: str = "") -> Html:
    """One row; every cell that is not `Html` is escaped."""
    inside = Html("".join(html("<td>{cell}</td>", cell=cell) for cell in cells))
    return html('<tr class="{style}">{inside}</tr>', style=style, inside=inside)


def caption_row(text: str, width: int, style: str = "") -> Html:
    """A row that heads the ones below it."""
    return html(
        '<tr class="bt-caption {style}"><th colspan="{width}" scope="rowgroup">{text}</th></tr>',
        style=style,
        width=str(width),
        text=text,
    )


def show_table(headings: Sequence[Words], rows: Iterable[Html], style: str, label: Words) -> None:
    """A table with its headings staying in sight while it is scrolled."""
    heads = Html("".join(html('<th scope="col">{text}</th>', text=say(heading)) for heading in headings))
    show_html(
        '<div class="bt-tall {style}" tabindex="0" role="region" aria-label="{label}"><table class="bt-table">'
        "<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>",
        style=style,
        label=say(label),
        heads=heads,
        rows=Html("".join(rows)),
    )
