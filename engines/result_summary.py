"""A result on the disk in a few lines: how many units, which grades, and who comes first."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal
    from pathlib import Path

_LOOKED_AT = ["unit", "group", "total", "group_rank", "rank", "grade"]


class First(NamedTuple):
    """A unit among the first, by its code, with that of its group; `tied` tells how many stand in the same place."""

    unit: str
    group: str
    total: Decimal
    grade: str | None
    place: int
    tied: int


class Summary(NamedTuple):
    """How many units there are, those with a total, those of each grade, and the first ones.

    `first` holds the best of all, or, where there are no places among all, the first of each group.
    """

    units: int
    scored: int
    grades: dict[str, int]
    overall: bool
    first: tuple[First, ...]


def summary_of(result: Path, count: int) -> Summary:
    """Looks through a result once, in little memory.

    Args:
        result: A result as Parquet, or a folder of its parts.
        count: How many of the first are wanted.
    """
    units = scored = 0
    grades: Counter[str] = Counter()
    of_all: list[First] = []
    of_groups: dict[str, First] = {}
    for rows in row_groups(result, _LOOKED_AT):
        units += rows.num_rows
        scored += rows.num_rows - rows["total"].null_count
        for one in pc.value_counts(rows["grade"].cast(pa.string()).drop_null()).to_pylist():
            grades[one["values"]] += one["counts"]
        of_all += _up_to(rows, "rank", count)
        for first in _up_to(rows, "group_rank", 1) if len(of_groups) < count else ():
            before = of_groups.setdefault(first.group, first._replace(tied=0))
            of_groups[first.group] = before._replace(tied=before.tied + 1)
    of_all.sort(key=lambda unit: (unit.place, unit.unit))
    tied = Counter(unit.place for unit in of_all)
    best = [unit._replace(tied=tied[unit.place]) for unit in of_all] or list(of_groups.values())
    return Summary(units, scored, dict(grades), bool(of_all), tuple(best[:count]))


def columns_of(result: Path) -> list[str]:
    """The names of the columns of a result."""
    names: list[str] = pq.read_schema(_parts(result)[0]).names
    return names


def row_groups(result: Path, columns: list[str] | None = None) -> Iterator[pa.Table]:
    """The rows of a result in their order, part by part; all columns unless some are named."""
    for path in _parts(result):
        with pq.ParquetFile(path) as file:
            for at in range(file.num_row_groups):
                yield file.read_row_group(at, columns)


def _parts(result: Path) -> list[Path]:
    return sorted(result.glob("*.parquet")) if result.is_dir() else [result]


def _up_to(rows: pa.Table, places: str, last: int) -> Iterator[First]:
    """The units in the first places."""
    best = rows.filter(pc.fill_null(pc.less_equal(rows[places], last), fill_value=False))
    for row in best.to_pylist():
        yield First(row["unit"], row["group"], row["total"], row["grade"], row[places], 1)
