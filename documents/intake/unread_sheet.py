"""Sheets of which nothing, or not everything, could be told: instructions beside a table, or a table without headings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.intake import heading_problems, sheet_problems
from documents.intake.heading_words import UNIT, UNIT_CODE, fixed_of
from documents.intake.stated import Statements
from documents.intake.typed_number import read_typed_number
from indicators.normal_form import LONGEST

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from documents.grid import Grid
    from documents.intake.headings import Found
    from documents.intake.table import Table
    from indicators.problems import Problem

#: Units of measure, whatever the scheme; `2020年` says when something was.
_UNITS, _YEAR = Statements(()), "年"


def unread(sheets: Iterable[tuple[Grid, Sequence[Found]]]) -> list[Problem]:
    """What is not read of the sheets of one file.

    Text beside a sheet that is read is taken for instructions; whatever else cannot be told stops the work.
    """
    known = list(sheets)
    read = [found.table for _, tables in known for found in tables if found.layout is not None]
    units = {text for table in read for text in _units(table)}
    problems = []
    for grid, tables in known:
        unknown = [found.table for found in tables if found.layout is None]
        if len(unknown) < len(tables):
            problems += [sheet_problems.SHEET_UNKNOWN.at(table.start) for table in unknown]
        elif read and _is_text(grid, units):
            problems.append(heading_problems.SHEET_NOT_READ.at(grid.whole))
        else:
            problems.append(sheet_problems.SHEET_UNKNOWN.at(grid.whole))
    return problems


def _units(table: Table) -> Iterator[str]:
    """What a table writes in its columns of units."""
    for column in table.columns:
        if fixed_of(column) in {UNIT, UNIT_CODE}:
            yield from (text for row in table.rows if (text := table.grid.rows[row][column.position].text))


def _is_text(grid: Grid, units: Container[str]) -> bool:
    """Whether a sheet holds neither numbers nor anything that may be meant as one, nor says anything of a unit."""
    return not any(
        cell.number is not None
        or cell.is_date
        or cell.is_error
        or cell.is_uncalculated
        or cell.text in units
        or _is_typed_number(cell.text)
        for row in grid.rows
        for cell in row
    )


def _is_typed_number(text: str) -> bool:
    """Whether a text is a number and at most its unit of measure: `1、如实填写` is none, nor is a date."""
    typed = read_typed_number(text) if len(text) <= LONGEST else None
    return typed is not None and (not typed.unit or (typed.unit != _YEAR and _UNITS.is_unit(typed.unit)))
