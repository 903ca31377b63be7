"""Tables in sheets: the part of a grid below one set of headings.

A `Table` knows nothing of schemes. Whoever reads a layout gets it from `Headings.find`, makes a `Header` of it and
goes through its rows with `skipped_rows.data_rows`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from documents.grid import Grid
    from indicators.problems import Place


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table: its position, the row of its lowest heading, and its headings from upper to lower.

    A merged heading counts for every column and row it spans. A column with content and no heading has no texts.
    """

    position: int
    row: int
    texts: tuple[str, ...]
    #: The same, where an upper heading that is not merged is taken to reach over the columns right of it.
    spread: tuple[str, ...] = field(default=(), compare=False)

    @property
    def heading(self) -> str:
        """The headings as one text."""
        return "|".join(self.texts)


@dataclass(frozen=True)
class Table:
    """Headings and the rows below them; rows and positions are counted from zero.

    `above` are the rows over the headings that belong to no other table: titles, notes, the unit of a form. A table
    that was `issued` is a template of ours come back: what is printed in it beside the values needs no remark. `turn`
    is the submission its file came in.
    """

    grid: Grid
    columns: tuple[Column, ...]
    above: range
    headings: range
    rows: range
    issued: bool = False
    turn: int = 0

    def continues(self, before: Table) -> bool:
        """Whether this table has the headings of the one before it, and no title which that one lacks."""
        said = {text for _, _, text in before.texts_above()}
        return _headed(self) == _headed(before) and all(text in said for _, _, text in self.texts_above())

    def joined_to(self, before: Table) -> Table:
        """One table of both, in which the headings of this one are a row like others."""
        columns = {column.position: column for column in (*self.columns, *before.columns)}
        ordered = tuple(columns[position] for position in sorted(columns))
        return replace(before, columns=ordered, rows=range(before.rows.start, self.rows.stop))

    @property
    def start(self) -> Place:
        """Where its headings begin."""
        return self.grid.place(self.headings.start, self.columns[0].position if self.columns else 0)

    def texts_above(self) -> Iterator[tuple[int, int, str]]:
        """Row, position and text of every cell with a text above the headings."""
        for row in self.above:
            for position, cell in enumerate(self.grid.rows[row]):
                if cell.text:
                    yield row, position, cell.text


def _headed(table: Table) -> list[tuple[int, tuple[str, ...]]]:
    return [(column.position, column.texts) for column in table.columns if column.texts]
