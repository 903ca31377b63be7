"""Last year's results, as this year's units are compared with them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from documents.last_year_table import read_last_year_table
from records import Kind, versions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal
    from pathlib import Path

    from documents import SourceFile
    from indicators import Problem, Scheme, Unit
    from office.desk import Desk
    from office.heads import Heads
    from records import Version


@dataclass(frozen=True, eq=False)
class LastYear:
    """Totals, places within the group and grades by the code of this year's unit; points by (unit, part of the tree)."""

    totals: Mapping[str, Decimal]
    places: Mapping[str, int]
    grades: Mapping[str, str]
    points: Mapping[tuple[str, str], Decimal]


def read_last_year(
    scheme: Scheme, units: Sequence[Unit], sources: Sequence[SourceFile | Path]
) -> tuple[LastYear | None, tuple[Problem, ...]]:
    """Reads last year's results for this year's scheme and register; None where anything blocks."""
    rows, problems = read_last_year_table(scheme, units, sources)
    if rows is None:
        return None, problems
    found = LastYear(
        {code: row.total for code, row in rows.items() if row.total is not None},
        {code: row.place for code, row in rows.items() if row.place is not None},
        {code: row.grade for code, row in rows.items() if row.grade is not None},
        {(code, part): points for code, row in rows.items() for part, points in row.points.items()},
    )
    return found, problems


def store(desk: Desk, actor: str, heads: Heads, file: SourceFile) -> Version:
    """Stores a table of last year's results as the next version.

    Raises:
        ConflictError: If somebody stored a newer one than the heads name.
        RecordsError: If the database fails.
    """
    expected = 0 if heads.last_year is None else heads.last_year.number
    return versions.add(
        desk.records, actor, heads.assessment.id, Kind.LAST_YEAR, file.name, file.content, expected=expected
    )
