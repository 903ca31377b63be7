"""Making a scale sheet of a wide table of any number of units: sorted by peer group without being held in memory."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engines import ingest_problems as kinds
from engines.arrays import arrow
from engines.intake_log import IntakeLog
from engines.register import read_register
from engines.sheet_layout import ROWS, SheetLayout, row_group_cuts
from engines.sheet_writer import SheetWriter, cells, group_column
from engines.sorting import Piles
from engines.table_source import TableSource
from engines.wide_columns import Found, wide_columns
from scoring.sheet import VALUE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    from engines.sheet_layout import FieldFacts
    from engines.wide_columns import WideColumns
    from indicators.problems import Problem
    from indicators.scheme import Scheme


def ingest(
    scheme: Scheme, table: Path, target: Path, rows: int = ROWS
) -> tuple[SheetLayout | None, tuple[Problem, ...]]:
    """Makes a scale sheet of a CSV or Parquet file.

    Args:
        scheme: What the sheet is for.
        table: One row for each unit: 单位代码 or `unit`, 组别 or `group`, and a column for each figure, named by its
            indicator's code, where there are several `CODE|FIGURE`, with a period `…@PERIOD`. An empty cell is missing;
            不适用 says that an indicator does not apply.
        target: The file to be written.
        rows: About how many rows a row group is to have.

    Returns:
        The layout of what was written, None if nothing was, and what is wrong with the table.
    """
    log = IntakeLog(table.name)
    try:
        layout = _ingest(scheme.laid_out, table, target, rows, log)
    except (pa.ArrowInvalid, UnicodeDecodeError, FileNotFoundError) as error:
        log.add(kinds.NOT_READABLE, why=str(error).partition("\n")[0])
        layout = None
    return layout, log.problems


def _ingest(scheme: Scheme, table: Path, target: Path, rows: int, log: IntakeLog) -> SheetLayout | None:
    source = TableSource(table)
    columns = wide_columns(scheme, source.headings, log)
    if columns is None:
        return None
    units = read_register(scheme, source, columns, log)
    fields = [Found(scheme, name, title) for name, title in columns.fields.items()]
    for batch, own in _batches(source, columns):
        for field in fields:
            field.look(batch, columns.unit, units.groups[own], source.first_line + own.start, log)
    sizes = np.bincount(units.groups, minlength=len(scheme.group_codes)).tolist()
    layout = SheetLayout(
        tuple(field.facts(log) for field in fields),
        tuple(zip(scheme.group_codes, sizes, strict=True)),
        tuple(row_group_cuts(sizes, rows)),
    )
    if log.blocks:
        return None
    described = list(zip(fields, layout.fields, strict=True))
    piles_at = target.with_name(f"{target.name}.piles")
    shutil.rmtree(piles_at, ignore_errors=True)
    piles_at.mkdir(parents=True)
    try:
        with SheetWriter(target, layout) as writer:
            piles = Piles(piles_at, writer.schema, layout.cuts, ROWS)
            piles.deal(
                (_sheet_columns(scheme, batch, columns.unit, described, units.groups[own]), units.rows[own])
                for batch, own in _batches(source, columns)
            )
            for row_group in piles.row_groups():
                writer.write(row_group)
    finally:
        shutil.rmtree(piles_at)
    return layout


def _batches(source: TableSource, columns: WideColumns) -> Iterator[tuple[pa.RecordBatch, slice]]:
    """All batches, each with its rows of the table."""
    first = 0
    for batch in source.batches(columns.read):
        yield batch, slice(first, first + len(batch))
        first += len(batch)


def _sheet_columns(
    scheme: Scheme,
    batch: pa.RecordBatch,
    unit: str,
    fields: list[tuple[Found, FieldFacts]],
    groups: NDArray[np.intp],
) -> list[pa.Array]:
    """A batch as the sheet holds it, in the order of the table."""
    codes = pc.utf8_trim_whitespace(batch[unit].cast(pa.string()))
    found = [codes, group_column(scheme, groups)]
    for field, facts in fields:
        mantissas, states = field.column(batch, groups, facts.decimals)
        found.append(cells(facts, mantissas, states == VALUE))
        if facts.stated:
            found.append(arrow(states))
    return found
