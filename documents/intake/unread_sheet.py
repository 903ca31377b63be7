"""Sheets of which nothing, or not everything, could be told: instructions beside a table, or a table without headings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.intake import heading_problems, sheet_problems

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from documents.grid import Grid
    from documents.intake.headings import Found
    from indicators.problems import Problem


def unread(sheets: Iterable[tuple[Grid, Sequence[Found]]]) -> list[Problem]:
    """What is not read of the sheets of one file.

    Text beside a sheet that is read is taken for instructions; whatever else cannot be told stops the work.
    """
    known = list(sheets)
    some_read = any(found.layout is not None for _, tables in known for found in tables)
    problems = []
    for grid, tables in known:
        unknown = [found.table for found in tables if found.layout is None]
        if len(unknown) < len(tables):
            problems += [sheet_problems.SHEET_UNKNOWN.at(table.start) for table in unknown]
        elif some_read and _is_text(grid):
            problems.append(heading_problems.SHEET_NOT_READ.at(grid.whole))
        else:
            problems.append(sheet_problems.SHEET_UNKNOWN.at(grid.whole))
    return problems


def _is_text(grid: Grid) -> bool:
    """Whether a sheet holds neither numbers nor anything that may be meant as one."""
    return not any(
        cell.number is not None or cell.is_date or cell.is_error or cell.is_uncalculated
        for row in grid.rows
        for cell in row
    )
