"""Writing scale sheets, row group by row group."""

from __future__ import annotations

import hashlib
import os
from itertools import pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Self

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from engines.arrays import arrow, numbers_of, present_in, texts
from engines.sheet_file import KEPT, STATES, groups_of, left_out_of
from engines.sheet_layout import ROWS, FieldFacts, SheetLayout, group_kind, heading, row_group_cuts
from scoring.block import group_numbers
from scoring.layout import compile_plan
from scoring.sheet import MISSING, NOT_APPLICABLE, VALUE

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from numpy.typing import NDArray

    from indicators.formula import ColumnName
    from indicators.scheme import Scheme
    from scoring.sheet import RawColumn, ScoreSheet

_KINDS = (np.int8, np.int16, np.int32, np.int64)


class SheetWriter:
    """A scale sheet being written; it has its name only once it is whole."""

    def __init__(self, path: Path, layout: SheetLayout) -> None:
        self._path, self._layout = path, layout
        self._unfinished = path.with_name(f"{path.name}.unfinished")
        self.schema = _schema(layout)
        # Dictionaries of few numbers are read as fast as nothing else is.
        self._writer = pq.ParquetWriter(self._unfinished, self.schema, compression="none")
        self._digest = hashlib.sha256()

    def __enter__(self) -> Self:
        """The writer itself."""
        return self

    def write(self, rows: pa.Table) -> None:
        """The next row group."""
        self._writer.write_table(rows, row_group_size=max(1, rows.num_rows))
        for column in rows.columns:
            # How the null cells and pages lie in memory means nothing; what a reader gets does.
            plain = column.combine_chunks()
            self._digest.update(present_in(plain).tobytes())
            self._digest.update(_bytes(plain))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Gives the file its name, unless something went wrong."""
        if kind is None:
            kept = SheetLayout(
                self._layout.fields,
                self._layout.groups,
                self._layout.cuts,
                self._layout.vetoes,
                self._digest.hexdigest(),
            )
            self._writer.add_key_value_metadata({KEPT: kept.as_json()})
        self._writer.close()
        if kind is None:
            with self._unfinished.open("rb+") as file:
                os.fsync(file.fileno())
            self._unfinished.replace(self._path)
        else:
            self._unfinished.unlink()


def _bytes(column: pa.Array) -> bytes:
    if pa.types.is_dictionary(column.type):
        column = column.cast(pa.string())
    if pa.types.is_string(column.type):
        found: bytes = "\n".join(column.to_pylist()).encode()
        return found
    return bytes(numbers_of(column.fill_null(0)).tobytes())


def _schema(layout: SheetLayout) -> pa.Schema:
    fields = [
        pa.field("unit", pa.string(), nullable=False),
        pa.field("group", group_type(len(layout.groups)), nullable=False),
    ]
    for field in layout.fields:
        fields.append(pa.field(heading(field.name), pa.from_numpy_dtype(_kind(field))))
        if field.stated:
            fields.append(pa.field(heading(field.name) + STATES, pa.uint8(), nullable=False))
    return pa.schema(fields)


def _kind(field: FieldFacts) -> type[np.signedinteger[Any]]:
    return next(
        kind for kind in _KINDS if np.iinfo(kind).min <= field.lowest and field.highest <= np.iinfo(kind).max
    )


def cells(field: FieldFacts, mantissas: NDArray[np.int64], present: NDArray[np.bool_]) -> pa.Array:
    """The cells of a field as the file holds them."""
    return arrow(np.where(present, mantissas, 0).astype(_kind(field)), present)


def group_type(groups: int) -> pa.DataType:
    """The type of the column of groups, of which there are so many."""
    return pa.dictionary(pa.from_numpy_dtype(group_kind(groups)), pa.string())


def group_column(scheme: Scheme, numbers: NDArray[np.intp]) -> pa.Array:
    """The column of groups, given each row's group as its place in the scheme's list."""
    codes = scheme.group_codes
    return pa.DictionaryArray.from_arrays(arrow(numbers.astype(group_kind(len(codes)))), texts(codes))


def write_sheet(scheme: Scheme, sheet: ScoreSheet, path: Path, rows: int = ROWS) -> None:
    """Writes a score sheet that is in memory as a scale sheet.

    Args:
        scheme: What it is scored by.
        sheet: Values of units of the scheme's groups; of its records the vetoes are kept, the others are in its cells.
        path: The file to be written.
        rows: About how many rows a row group is to have.
    """
    scheme = scheme.laid_out
    numbers = group_numbers(sheet, scheme.group_codes)
    codes = np.array([unit.code for unit in sheet.units], dtype=object)
    order = np.array(sorted(range(len(codes)), key=lambda unit: (numbers[unit], codes[unit])), dtype=np.intp)
    sizes = np.bincount(numbers, minlength=len(scheme.group_codes)).tolist()
    row_of = {int(unit): row for row, unit in enumerate(order)}
    columns = {name: sheet.columns[name] for name in compile_plan(scheme).raw}
    excluded = {
        name: np.array([code not in groups_of(scheme, name) for code in scheme.group_codes])[numbers]
        for name in columns
    }
    layout = SheetLayout(
        tuple(_facts_of(name, c, excluded[name], left_out_of(scheme, name)) for name, c in columns.items()),
        tuple(zip(scheme.group_codes, sizes, strict=True)),
        tuple(row_group_cuts(sizes, rows)),
        tuple(sorted(((row_of[sheet.index[veto.unit]], veto) for veto in sheet.vetoes), key=itemgetter(0))),
    )
    with SheetWriter(path, layout) as writer:
        ends = np.cumsum([0, *layout.cuts])
        for first, last in pairwise(ends):
            own = order[first:last]
            arrays = [texts(codes[own].tolist()), group_column(scheme, numbers[own])]
            for field in layout.fields:
                column = columns[field.name]
                arrays.append(cells(field, column.mantissas[own], column.states[own] == VALUE))
                if field.stated:
                    arrays.append(arrow(column.states[own]))
            writer.write(pa.table(arrays, schema=writer.schema))


def _facts_of(
    name: ColumnName, column: RawColumn, excluded: NDArray[np.bool_], left_out: tuple[int, ...]
) -> FieldFacts:
    """What is to be known of a field, which leaves out some groups and thereby some units."""
    present = column.states == VALUE
    mantissas = column.mantissas[present]
    said = np.where(excluded, NOT_APPLICABLE, MISSING)
    return FieldFacts(
        name,
        column.decimals,
        int(mantissas.min()) if len(mantissas) else 0,
        int(mantissas.max()) if len(mantissas) else 0,
        partly=bool((column.states == NOT_APPLICABLE).any()),
        stated=bool(((column.states != said) & ~(present & ~excluded)).any()),
        excluded=left_out,
    )
