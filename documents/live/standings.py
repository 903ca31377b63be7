"""Lists the sheet of what is published: the total with places and grade, every other part, and how places come about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.live.grades import add_grades, add_grading
from documents.live.order import add_order, add_places
from documents.live.published import Published
from indicators.formula import Scope
from indicators.words import Words

if TYPE_CHECKING:
    from documents.live.layout import Layout
    from scoring.cell_edges import Edges

_SCORE = Words("公布得分", "published")


def add_standings(layout: Layout, edges: Edges) -> None:
    """Gives every column its place."""
    page, results = Published(layout, edges), layout.results
    root = results.scheme.root.code
    page.score("total", root, _SCORE)
    add_places(
        page, "group rank", Words("组内名次", "rank in group"), results.group_rank.tolist(), Scope.GROUP
    )
    if results.rank is not None:
        add_places(page, "rank", Words("总名次", "overall rank"), results.rank.tolist(), Scope.ALL)
    if results.scheme.grades:
        add_grades(page)
    for _, part in results.scheme.outline:
        if part.code != root:
            page.score(f"score of {part.code}", part.code, _SCORE)
    add_order(page)
    if results.scheme.grades:
        add_grading(page)
