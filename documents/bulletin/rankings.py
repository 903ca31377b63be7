"""The rankings of a bulletin: those of the result workbook, with the columns a reader of a notice needs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from documents.bulletin.pieces import Listing, Text
from documents.ranking_sheets import group_table, overall_table
from documents.result_report import CODE
from documents.table_style import Row
from scoring.sheet import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from documents.bulletin.brief import Brief
    from documents.bulletin.pieces import Piece
    from documents.table_style import Table

_NOTHING = (None, "", 0, State.NOT_APPLICABLE)
#: Text wraps in columns of so many half-width characters, so that letters need not be small.
_WIDEST = 18
_NO_OVERALL = "各组考核的指标、权重、目标或比较范围不同，不排总名次。"


def overall_ranking(brief: Brief) -> Iterator[Piece]:
    """All units by their places, or why there are none."""
    if brief.results.rank is None:
        yield Text(_NO_OVERALL)
    elif brief.ranked:
        yield Listing("总排名", _printed(overall_table(brief)))


def group_rankings(brief: Brief) -> Iterator[Piece]:
    """The ranking of every peer group that has units; of a single one the overall ranking says it all."""
    groups = [group for group in brief.results.scheme.groups if brief.by_group[group.code]]
    if len(groups) > 1 or brief.results.rank is None:
        for group in groups:
            caption = f"{group.name}排名（{len(brief.by_group[group.code])}个单位）"
            yield Listing(caption, _printed(group_table(brief, group)))


def _printed(table: Table) -> Table:
    """Without codes, which nobody reads in a notice, and without columns that say nothing of anybody."""
    kept = [
        at
        for at, column in enumerate(table.columns)
        if column.heading != CODE and any(row.cells[at] not in _NOTHING for row in table.rows)
    ]
    return replace(
        table,
        columns=tuple(
            replace(column, widest=min(column.widest, _WIDEST))
            for column in (table.columns[at] for at in kept)
        ),
        rows=tuple(Row(tuple(row.cells[at] for at in kept)) for row in table.rows),
    )
