"""A table from outside, CSV or Parquet, read batch by batch as often as wanted."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

import pyarrow as pa
import pyarrow.csv as pc_csv
import pyarrow.parquet as pq

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: Rows of a batch of Parquet, and bytes of a batch of CSV.
ROWS_OF_A_BATCH, _BYTES = 32_768, 8_000_000
#: What tells the encoding of a CSV.
_LOOKED_AT = 1_000_000


class TableSource:
    """A file of one row for each unit, with headings.

    Attributes:
        headings: Those of all columns.
        first_line: The line of the first row.
        looks: About how many batches there are.
    """

    def __init__(self, path: Path) -> None:
        """Looks at the file.

        Raises:
            pa.ArrowInvalid: If it is neither CSV nor Parquet.
        """
        self._path = path
        self._is_csv = path.suffix.lower() not in {".parquet", ".pq"}
        self.first_line = 2 if self._is_csv else 1
        if self._is_csv:
            with self._csv() as reader:
                self.headings: list[str] = reader.schema.names
            self.looks = max(1, path.stat().st_size // _BYTES)
        else:
            self.headings = pq.read_schema(path).names
            self.looks = max(1, -(-pq.read_metadata(path).num_rows // ROWS_OF_A_BATCH))

    def batches(self, headings: list[str]) -> Iterator[pa.RecordBatch]:
        """Some columns, in the order of the file; those of a CSV are texts.

        Raises:
            pa.ArrowInvalid: If the file cannot be read on.
        """
        if not self._is_csv:
            with pq.ParquetFile(self._path) as file:
                yield from file.iter_batches(ROWS_OF_A_BATCH, columns=headings, use_threads=False)
            return
        with self._csv(headings) as reader:
            yield from reader

    def _csv(self, headings: list[str] | None = None) -> pc_csv.CSVStreamingReader:
        return pc_csv.open_csv(
            self._path,
            pc_csv.ReadOptions(block_size=_BYTES, encoding=_encoding(self._path), use_threads=False),
            convert_options=pc_csv.ConvertOptions(
                column_types=dict.fromkeys(headings or (), pa.string()),
                include_columns=headings,
                strings_can_be_null=False,
            ),
        )


def _encoding(path: Path) -> str:
    with path.open("rb") as file:
        start = file.read(_LOOKED_AT)
    try:
        # What is cut off in the middle of a character is no mistake.
        codecs.getincrementaldecoder("utf-8")().decode(start)
    except UnicodeDecodeError:
        return "gb18030"
    return "utf-8"
