"""The units of a table: who they are, which group they are of, and where they belong when they are sorted."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engines import ingest_problems as kinds
from engines.arrays import arrow, numbers_of, present_in
from engines.sheet_layout import group_kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from engines.intake_log import IntakeLog
    from engines.table_source import TableSource
    from engines.wide_columns import WideColumns
    from indicators.scheme import Scheme


class Sorted(NamedTuple):
    """For each row of the table its group's place in the scheme's list, and its row in the order of groups and codes.

    `looked_for` tells in which row of the table each of the units that were looked for stands, if it is there.
    """

    groups: NDArray[np.intp]
    rows: NDArray[np.intp]
    looked_for: dict[str, int]


def read_register(
    scheme: Scheme,
    source: TableSource,
    columns: WideColumns,
    looked_for: Iterable[str],
    log: IntakeLog,
) -> Sorted:
    """Reads units and groups; a row whose group is unknown counts to the first one, so that the rest can be looked at."""
    codes, groups = [], []
    known = {group.name: at for at, group in enumerate(scheme.groups)}
    known |= {group.code: at for at, group in enumerate(scheme.groups)}
    kind, line = group_kind(len(scheme.groups)), source.first_line
    for batch in source.batches([columns.unit, columns.group]):
        own = pc.utf8_trim_whitespace(pc.fill_null(batch[columns.unit].cast(pa.string()), ""))
        stated = pc.utf8_trim_whitespace(pc.fill_null(batch[columns.group].cast(pa.string()), ""))
        for row in np.flatnonzero(pc.equal(own, "").to_numpy(zero_copy_only=False)).tolist():
            log.add(kinds.NO_CODE, line + row)
        named = stated.dictionary_encode()
        numbers = [known.get(name, -1) for name in named.dictionary.to_pylist()]
        number = np.array(numbers, dtype=kind)[named.indices.to_numpy()] if len(batch) else np.empty(0, kind)
        for row in np.flatnonzero(number < 0).tolist():
            log.add(kinds.UNKNOWN_GROUP, line + row, own[row].as_py(), group=stated[row].as_py())
        codes.append(own)
        groups.append(np.maximum(number, 0))
        line += len(batch)
    everybody = pa.chunked_array(codes, pa.string())
    by_code = numbers_of(pc.sort_indices(everybody)).astype(np.intp)
    _expect_once(everybody, by_code, source, log)
    of_row = np.concatenate(groups) if groups else np.empty(0, kind)
    order = by_code[np.argsort(of_row[by_code], kind="stable")]
    rows = np.empty(len(order), dtype=np.intp)
    rows[order] = np.arange(len(order))
    return Sorted(of_row.astype(np.intp), rows, _rows_of(everybody, list(looked_for)))


def _rows_of(codes: pa.ChunkedArray, looked_for: list[str]) -> dict[str, int]:
    """In which row some units stand, if they are there."""
    which = pc.index_in(codes, value_set=pa.array(looked_for, pa.string())).combine_chunks()
    there = np.flatnonzero(present_in(which))
    return {
        looked_for[at]: row for at, row in zip(numbers_of(which)[there].tolist(), there.tolist(), strict=True)
    }


def _expect_once(
    codes: pa.ChunkedArray, by_code: NDArray[np.intp], source: TableSource, log: IntakeLog
) -> None:
    ordered = codes.take(arrow(by_code))
    again = pc.equal(ordered[1:], ordered[:-1]).to_numpy() if len(ordered) > 1 else np.empty(0, dtype=bool)
    edges = np.flatnonzero(np.diff(np.concatenate(([0], again.astype(np.int8), [0]))))
    for first, last in zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True):
        code = ordered[first].as_py()
        if code:
            row = int(by_code[first : last + 1].min())
            log.add(kinds.TWICE, source.first_line + row, code, times=last - first + 1)
