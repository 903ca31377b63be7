"""Making a scale sheet of a wide table of any number of units: sorted by peer group without being held in memory."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from operator import itemgetter
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa

from engines import ingest_problems as kinds
from engines.arrays import arrow
from engines.in_order import nothing
from engines.intake_log import IntakeLog
from engines.record_files import read_records
from engines.recorded import Recorded
from engines.register import read_register
from engines.sheet_layout import ROWS, SheetLayout, row_group_cuts
from engines.sheet_writer import SheetWriter, cells, group_column
from engines.sorting import Piles
from engines.table_check import TableCheck
from engines.table_source import TableSource
from engines.wide_columns import Batch, Found, wide_columns
from scoring.sheet import VALUE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from engines.record_files import Records
    from engines.register import Sorted
    from engines.sheet_layout import FieldFacts
    from engines.wide_columns import WideColumns
    from indicators.problems import Problem
    from indicators.scheme import Scheme

#: How often a table is gone through: for its units, its ranges, its cells; and once its piles.
_TIMES = 4


def ingest(
    scheme: Scheme,
    table: Path,
    target: Path,
    rows: int = ROWS,
    *,
    records: Sequence[Path] = (),
    progress: Callable[[int, int], None] = nothing,
) -> tuple[SheetLayout | None, tuple[Problem, ...]]:
    """Makes a scale sheet of a CSV or Parquet file.

    Args:
        scheme: What the sheet is for.
        table: One row for each unit: 单位代码 or `unit`, 组别 or `group`, and a column for each figure, named by its
            indicator's code, where there are several `CODE|FIGURE`, with a period `…@PERIOD`. An empty cell is missing;
            不适用 says that an indicator does not apply. Values are judged as those of an office's sheets are.
        target: The file to be written.
        rows: About how many rows a row group is to have.
        records: Files of what the office decided beside the figures, one record a row: bonuses and penalties, vetoes or
            exemptions; `engines.record_files` names their columns.
        progress: Told how much is done, of how much; whoever wants to stop raises an exception in it.

    Returns:
        The layout of what was written, None if nothing was, and what is wrong with the files.
    """
    log, layout = IntakeLog(table.name), None
    recorded = read_records(scheme, records)
    try:
        source = TableSource(table)
        layout = _Ingest(scheme.laid_out, source, recorded, log, progress).sheet(target, rows)
    except (pa.ArrowInvalid, UnicodeDecodeError, FileNotFoundError) as error:
        log.add(kinds.NOT_READABLE, why=str(error).partition("\n")[0])
    return layout, (*log.problems, *recorded.problems)


class _Ingest:
    """One table being made a sheet."""

    def __init__(
        self,
        scheme: Scheme,
        source: TableSource,
        records: Records,
        log: IntakeLog,
        progress: Callable[[int, int], None],
    ) -> None:
        self._scheme, self._source, self._records, self._log = scheme, source, records, log
        self._progress = progress

    def _told(self, passed: int, done: int, of: int) -> None:
        """So many times the table was gone through, and a part of the next time."""
        looks = self._source.looks
        self._progress(passed * looks + min(looks, looks * done // of), _TIMES * looks)

    def sheet(self, target: Path, rows: int) -> SheetLayout | None:
        """Writes the sheet; None if what was found does not allow it."""
        scheme, source, log = self._scheme, self._source, self._log
        columns = wide_columns(scheme, source.headings, log)
        if columns is None:
            return None
        self._told(0, 0, 1)
        units = read_register(scheme, source, columns, self._records.units, log)
        self._records.expect_units(units.looked_for)
        if self._records.blocks:
            return None
        recorded = Recorded(scheme, self._records, units.looked_for)
        fields = [Found(scheme, name, title, recorded, log) for name, title in columns.fields.items()]
        judge = TableCheck(scheme)
        for batch in self._batches(1, columns, units):
            judge.look(batch, ((field.name, field.look(batch, log)) for field in fields), log)
        judge.finish(log)
        layout = self._layout(fields, units, rows)
        if log.blocks:
            return None
        described = list(zip(fields, layout.fields, strict=True))
        with (
            _folder(target.with_name(f"{target.name}.piles")) as folder,
            SheetWriter(target, layout) as writer,
        ):
            piles = Piles(folder, writer.schema, layout.cuts, ROWS)
            piles.deal(
                (_sheet_columns(scheme, batch, described), units.rows[batch.rows])
                for batch in self._batches(2, columns, units)
            )
            for done, row_group in enumerate(piles.row_groups(), 1):
                writer.write(row_group)
                self._told(3, done, len(layout.cuts))
        return layout

    def _layout(self, fields: list[Found], units: Sorted, rows: int) -> SheetLayout:
        codes = self._scheme.group_codes
        sizes = np.bincount(units.groups, minlength=len(codes)).tolist()
        vetoes = ((int(units.rows[units.looked_for[veto.unit]]), veto) for veto in self._records.vetoes)
        return SheetLayout(
            tuple(field.facts(self._log) for field in fields),
            tuple(zip(codes, sizes, strict=True)),
            tuple(row_group_cuts(sizes, rows)),
            tuple(sorted(vetoes, key=itemgetter(0))),
        )

    def _batches(self, passed: int, columns: WideColumns, units: Sorted) -> Iterator[Batch]:
        """All batches of the table, each told of once it is done with."""
        first = 0
        for done, table in enumerate(self._source.batches(columns.read), 1):
            rows = slice(first, first + len(table))
            yield Batch(table, units.groups[rows], rows, columns.unit, self._source.first_line + first)
            first = rows.stop
            self._told(passed, done, self._source.looks)


@contextmanager
def _folder(path: Path) -> Iterator[Path]:
    """An empty folder that goes again."""
    shutil.rmtree(path, ignore_errors=True)
    path.mkdir(parents=True)
    try:
        yield path
    finally:
        shutil.rmtree(path)


def _sheet_columns(scheme: Scheme, batch: Batch, fields: list[tuple[Found, FieldFacts]]) -> list[pa.Array]:
    """A batch as the sheet holds it, in the order of the table."""
    found = [batch.codes, group_column(scheme, batch.groups)]
    for field, facts in fields:
        mantissas, states = field.column(batch, facts.decimals)
        found.append(cells(facts, mantissas, states == VALUE))
        if facts.stated:
            found.append(arrow(states))
    return found
