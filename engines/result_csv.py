"""A result as CSV, for people and programs without Parquet."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv

from engines.result_summary import row_groups

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

#: What spreadsheets take for a formula, even after blanks.
_FORMULA = r"^\s*[=+\-@\t\r\x{FF1D}\x{FF0B}\x{FF0D}\x{FF20}]"


def write_csv(result: Path, target: Path, headings: Sequence[str], states: Mapping[str, str]) -> None:
    """Writes a result as UTF-8 with a mark that spreadsheets know it by; texts stay texts there.

    Args:
        result: A result as Parquet, or a folder of its parts.
        target: The file to be written; it has its name only once it is whole.
        headings: One for each column of the result.
        states: What is written of each state of a total.
    """
    unfinished = target.with_name(f"{target.name}.unfinished")
    kinds = pa.schema([(title, pa.string()) for title in headings])
    try:
        with unfinished.open("wb") as file:
            file.write(codecs.BOM_UTF8)
            with pa_csv.CSVWriter(file, kinds) as writer:
                for rows in row_groups(result):
                    at = rows.column_names.index("state")
                    said = _said(rows["state"], states)
                    inert = [*map(_texts, rows.set_column(at, "state", said).columns)]
                    writer.write_table(pa.table(inert, schema=kinds))
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def _said(column: pa.ChunkedArray, states: Mapping[str, str]) -> pa.ChunkedArray:
    return pa.chunked_array(
        [
            pa.DictionaryArray.from_arrays(
                part.indices, [states[name] for name in part.dictionary.to_pylist()]
            )
            for part in column.chunks
        ],
        pa.dictionary(column.type.index_type, pa.string()),
    )


def _texts(column: pa.ChunkedArray) -> pa.ChunkedArray:
    texts = column.cast(pa.string())
    if not (pa.types.is_string(column.type) or pa.types.is_dictionary(column.type)):
        return texts
    return pc.if_else(
        pc.match_substring_regex(texts, _FORMULA), pc.binary_join_element_wise("'", texts, ""), texts
    )
