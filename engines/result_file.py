"""The result of a run as Parquet: one row for each unit, numbers as the decimals that are published."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, Self

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from engines.arrays import arrow, texts
from engines.block_scoring import shown
from engines.sheet_writer import group_type
from scoring.grading import NO_GRADE
from scoring.sheet import VALUE, State

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from numpy.typing import NDArray

    from engines.block_scoring import Scored
    from scoring.plan import Plan
    from scoring.results import Published

#: How many digits a published number may have.
_DIGITS = 18
#: Under which the file keeps what it is the result of.
_KEPT = b"baton.result"


class ResultForm:
    """What is written of each unit; several threads may ask for rows.

    Columns: `unit`, `group`, `total`, each part right below the total by its code, `state` of the total, `group_rank`,
    `rank`, `grade`; null where there is none.

    Attributes:
        schema: Of the columns.
        numbers: The columns of numbers.
    """

    def __init__(self, plan: Plan, fingerprint: str) -> None:
        self._grades = texts([grade.name for grade in plan.scheme.grades])
        self._parts = shown(plan)
        decimal, text = (
            pa.decimal128(_DIGITS, plan.scheme.policies.decimals),
            pa.dictionary(pa.int8(), pa.string()),
        )
        columns = [("unit", pa.string()), ("group", group_type(len(plan.scheme.group_codes)))]
        self.numbers = ("total", *self._parts[1:])
        columns += [(title, decimal) for title in self.numbers]
        columns += [("state", text), ("group_rank", pa.int32()), ("rank", pa.int32()), ("grade", text)]
        self.schema = pa.schema(columns, {_KEPT: fingerprint})

    def rows(self, named: pa.Table, scored: Scored, ranks: NDArray[np.int32] | None) -> pa.Table:
        """Some units as they are to be written.

        Args:
            named: Their codes and groups.
            scored: What is published of them.
            ranks: Their places among all, 0 where there is none; None where there are no such places.
        """
        rows = len(scored.group_ranks)
        decimals = [_decimals(scored.parts[code], self.schema.field("total").type) for code in self._parts]
        states = arrow(scored.parts[self._parts[0]].states.astype(np.int8))
        arrays = [
            named["unit"],
            named["group"],
            *decimals,
            pa.DictionaryArray.from_arrays(states, texts([state.name.lower() for state in State])),
            _places(scored.group_ranks),
            _places(np.zeros(rows, np.int32) if ranks is None else ranks),
            pa.DictionaryArray.from_arrays(arrow(scored.grades, scored.grades != NO_GRADE), self._grades),
        ]
        return pa.table(arrays, schema=self.schema)


class ResultFile:
    """A result being written; it has its name only once it is whole."""

    def __init__(self, path: Path, form: ResultForm) -> None:
        self._path = path
        self._unfinished = path.with_name(f"{path.name}.unfinished")
        self._writer = pq.ParquetWriter(
            self._unfinished,
            form.schema,
            compression="lz4",
            store_decimal_as_integer=True,
            # Numbers of two decimals repeat: as dictionaries they take less room, and less time to write.
            use_dictionary=["group", "state", "grade", *form.numbers],
            write_statistics=["total", "rank"],
        )

    def __enter__(self) -> Self:
        """The file itself."""
        return self

    def write(self, rows: pa.Table) -> None:
        """The next units."""
        self._writer.write_table(rows, row_group_size=max(1, rows.num_rows))

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Gives the file its name, unless something went wrong."""
        self._writer.close()
        if kind is not None:
            self._unfinished.unlink()
            return
        with self._unfinished.open("rb+") as file:
            os.fsync(file.fileno())
        if self._path.is_dir():
            # An earlier result, by Spark: a folder of parts.
            shutil.rmtree(self._path)
        self._unfinished.replace(self._path)


def _places(places: NDArray[np.int32]) -> pa.Array:
    return arrow(places, places != 0)


def _decimals(part: Published, kind: pa.DataType) -> pa.Array:
    """Whole units of the last decimal as decimals, without a detour by their digits."""
    words = np.empty((len(part.units), 2), dtype="<i8")
    words[:, 0], words[:, 1] = part.units, part.units >> 63
    return arrow(words, part.states == VALUE, kind)
