"""Sheets that another version of the program wrote: what of them can be held against those of the present one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from documents.verification.layout import SheetLayout
from documents.verification.reading import Pages

if TYPE_CHECKING:
    from documents.grid import Grid
    from documents.verification.naming import Knowledge


def alike_in_layout(
    written: Pages, found: Pages, knowledge: Knowledge
) -> tuple[Pages, Pages, tuple[str, ...]]:
    """The sheets of both sides which have the same headings, with the rows about units, parts and settings alone.

    Wording and the sheets themselves change from one version to the next; what stands in such rows does not. The third
    is the names of all other sheets of the workbook. How sheets look is left out.
    """
    there = {grid.sheet: grid for grid in found.grids}
    before: list[Grid] = []
    after: list[Grid] = []
    for grid in written.grids:
        layout = SheetLayout(grid, knowledge.language, knowledge.units, knowledge.parts)
        other = there.get(grid.sheet)
        if other is None or not layout.has_headings_of(other):
            continue
        for rows, side in ((grid, before), (other, after)):
            owners = layout.owners(rows)
            kept = tuple(
                row if owner or at in layout.heading_rows else ()
                for at, (row, owner) in enumerate(zip(rows.rows, owners, strict=True))
            )
            side.append(replace(rows, rows=kept))
    known = {grid.sheet for grid in after}
    others = tuple(title for title in found.looks if title not in known)
    return Pages(tuple(before), {}), Pages(tuple(after), {}), others
