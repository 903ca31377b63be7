"""The rankings of a bulletin: those of the result workbook, with the columns a reader of a notice needs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from documents.bulletin.pieces import Listing, Text
from documents.ranking_sheets import group_table, overall_table
from documents.result_report import CODE, REMARK
from documents.table_style import Row
from indicators.words import Words
from scoring.sheet import State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from documents.bulletin.brief import Brief
    from documents.bulletin.pieces import Piece
    from documents.table_style import Cell, Column, Table

#: Text wraps in columns of so many half-width characters, so that letters need not be small.
_WIDEST = 18
_IN_PART = "有不适用项"
_NO_OVERALL = "各组考核的指标、权重、目标或比较范围不同，不排总名次。"


def overall_ranking(brief: Brief) -> Iterator[Piece]:
    """All units by their places, or why there are none."""
    if brief.results.rank is None:
        yield Text(_NO_OVERALL)
    elif brief.ranked:
        yield Listing("总排名", _printed(_remarked(overall_table(brief), brief)))


def group_rankings(brief: Brief) -> Iterator[Piece]:
    """The ranking of every peer group that has units; of a single one the overall ranking says it all."""
    if len(brief.groups) > 1 or brief.results.rank is None:
        for group in brief.groups:
            caption = f"{group.name}排名（{len(brief.by_group[group.code])}个单位）"
            yield Listing(caption, _printed(_remarked(group_table(brief, group), brief)))


def _remarked(table: Table, brief: Brief) -> Table:
    """With a word beside whoever has an indicator that does not apply: the parts need not add up to the total."""
    index = brief.results.sheet.index
    headings = [column.heading for column in table.columns]
    code, remark = headings.index(CODE), headings.index(REMARK)
    partly = brief.assessed_in_part

    def remarked(row: Row) -> Row:
        if index[str(row.cells[code])] not in partly:
            return row
        said = "；".join(filter(None, (str(row.cells[remark]), _IN_PART)))
        return replace(row, cells=(*row.cells[:remark], said, *row.cells[remark + 1 :]))

    return replace(table, rows=tuple(map(remarked, table.rows)))


def _says_something(cell: Cell, column: Column) -> bool:
    """Zero is a score like any other; in a column of the tables' own, such as that of penalties, it is nothing."""
    if cell is None or cell == "" or cell is State.NOT_APPLICABLE:
        return False
    return isinstance(cell, State) or not isinstance(column.heading, Words) or bool(cell)


def _printed(table: Table) -> Table:
    """Without codes, which nobody reads in a notice, and without columns that say nothing of anybody."""
    kept = [
        at
        for at, column in enumerate(table.columns)
        if column.heading != CODE and any(_says_something(row.cells[at], column) for row in table.rows)
    ]
    return replace(
        table,
        columns=tuple(
            replace(column, widest=min(column.widest, _WIDEST))
            for column in (table.columns[at] for at in kept)
        ),
        rows=tuple(Row(tuple(row.cells[at] for at in kept)) for row in table.rows),
    )
