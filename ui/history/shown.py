"""How records are shown: moments by the office's clock, rows as a table for reading, groups by their names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.frame import Html, html_list, show_html
from ui.session import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from indicators import Words


def moment(at: datetime) -> str:
    """To the minute, as the office's clock shows it."""
    return at.astimezone().strftime("%Y-%m-%d %H:%M")


def show_rows(headings: Sequence[Words], rows: Iterable[Sequence[str]], caption: Words) -> None:
    """A table of short texts; long ones wrap, many rows scroll."""
    cells = "".join(f"<td>{{{index}}}</td>" for index in range(len(headings)))
    show_html(
        '<div class="bt-scroll bt-history"><table class="bt-table"><caption>{caption}</caption>'
        "<tr>{headings}</tr>{rows}</table></div>",
        caption=say(caption),
        headings=html_list('<th scope="col">{0}</th>', [(say(heading),) for heading in headings]),
        rows=Html(html_list(f"<tr>{cells}</tr>", rows)),
    )


def show_lines(lines: Sequence[str]) -> None:
    """A list of sentences in a field that scrolls."""
    show_html(
        '<ul class="bt-scroll bt-lines">{lines}</ul>',
        lines=html_list("<li>{0}</li>", [(line,) for line in lines]),
    )
