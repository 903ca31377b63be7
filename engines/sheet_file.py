"""A scale sheet: what all units reported, in one Parquet file sorted by peer group, read stretch by stretch.

Columns `unit` and `group`, and for each field whole numbers of its last decimal; a cell without a value is null, and missing
unless the indicator does not apply to the unit's group. Where that does not say it, a column `…#state` does.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import cached_property
from threading import local
from typing import TYPE_CHECKING, Any

import numpy as np
import pyarrow.parquet as pq

from engines.arrays import absent_in, numbers_of
from engines.sheet_layout import heading, layout_of
from engines.whole_values import WholeValues
from indicators.units import Unit
from scoring.block import Arranged, Values
from scoring.sheet import BONUS, MISSING, NOT_APPLICABLE, PENALTY, VALUE, RawColumn, ScoreSheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import pyarrow as pa
    from numpy.typing import NDArray

    from engines.sheet_layout import FieldFacts, SheetLayout, Stretch
    from indicators.formula import ColumnName
    from indicators.scheme import Scheme
    from scoring.wider import WiderCohorts

    Excluded = Mapping[ColumnName, frozenset[int]]

#: Under which the file keeps its layout, and what a column of states is called after its field.
KEPT, STATES = b"baton.scale_sheet", "#state"
#: Rows that are scored in one block.
_AT_ONCE = 65_536


class SheetFile:
    """A scale sheet that may be read by several threads at once.

    Attributes:
        path: Where it is.
        layout: What it says of itself.
    """

    def __init__(self, path: Path) -> None:
        """Opens the file.

        Raises:
            ValueError: If it is no scale sheet.
        """
        self.path = path
        self._metadata = pq.read_metadata(path)
        text = (self._metadata.metadata or {}).get(KEPT)
        if text is None:
            raise ValueError("no scale sheet")
        self.layout: SheetLayout = layout_of(text)
        self._readers = local()

    @property
    def fingerprint(self) -> str:
        """SHA-256 of all that the file says of its content."""
        return hashlib.sha256(self.layout.as_json()).hexdigest()

    def read(self, stretch: Stretch, headings: list[str]) -> pa.Table:
        """Some columns of a stretch."""
        if not hasattr(self._readers, "file"):
            self._readers.file = pq.ParquetFile(self.path, metadata=self._metadata)
        return self._readers.file.read_row_groups(list(stretch.row_groups), headings, use_threads=False)

    def codes(self, stretch: Stretch) -> list[str]:
        """The units of a stretch."""
        found: list[str] = self.read(stretch, ["unit"])["unit"].to_pylist()
        return found

    def arranged(
        self,
        codes: tuple[str, ...],
        excluded: Excluded,
        stretch: Stretch,
        wider: WiderCohorts | None = None,
        *,
        only: frozenset[ColumnName] | None = None,
    ) -> Arranged:
        """A stretch as the table reading takes it.

        Args:
            codes: Those of the groups.
            excluded: What `excluded_groups` gives.
            stretch: Which one.
            wider: What is known of cohorts that reach beyond the stretch.
            only: The fields to be read, all unless stated.
        """
        fields, rows = self.layout.fields, stretch.rows
        if only is not None:
            fields = tuple(field for field in fields if field.name in only)
        names = [name for f in fields for name in ([heading(f.name)] + [heading(f.name) + STATES] * f.stated)]
        table, groups = self.read(stretch, names), self.layout.group_of(rows)
        cells = {field: table[heading(field.name)].combine_chunks() for field in fields}
        left_out: dict[frozenset[int], NDArray[np.intp]] = {}
        columns = {}
        for field in fields:
            of = excluded[field.name]
            if of not in left_out:
                left_out[of] = np.flatnonzero(np.isin(np.arange(len(codes)), list(of))[groups])
            columns[field.name] = _values(table, field, cells[field], left_out[of])
        sheet = _StretchSheet(
            Register(lambda: self.codes(stretch), groups, codes),
            _Exact({field.name: field for field in fields}, cells, columns),
            vetoes=tuple(veto for _, veto in self.layout.vetoes_in(rows)),
        )
        return Arranged(sheet, groups, wider).beside(columns)


def excluded_groups(scheme: Scheme, fields: tuple[FieldFacts, ...]) -> Excluded:
    """For each field the groups it does not apply to, as their places in the scheme's list."""
    return {field.name: frozenset(left_out_of(scheme, field.name)) for field in fields}


def left_out_of(scheme: Scheme, name: ColumnName) -> tuple[int, ...]:
    """The groups a reported field does not apply to, as their places in the scheme's list, ascending."""
    applies = groups_of(scheme, name)
    return tuple(place for place, code in enumerate(scheme.group_codes) if code not in applies)


def groups_of(scheme: Scheme, name: ColumnName) -> frozenset[str]:
    """The groups a reported field applies to."""
    everybody = name in {BONUS, PENALTY}
    return frozenset(scheme.group_codes) if everybody else scheme.groups_of(name.code)


def _values(table: pa.Table, field: FieldFacts, cells: pa.Array, left_out: NDArray[np.intp]) -> Values:
    """A column, given the rows it does not apply to."""
    absent, whole, states = absent_in(cells), numbers_of(cells), None
    if len(absent):
        whole = whole.copy()
        whole[absent] = 0
        if field.stated:
            states = numbers_of(table[heading(field.name) + STATES].combine_chunks())
        else:
            states = np.zeros(len(whole), dtype=np.uint8)
            states[absent] = MISSING
            states[left_out] = NOT_APPLICABLE
    found = WholeValues(whole, field.decimals, states, absent)
    # What is cut into several blocks would be made floats of once for each.
    return found if len(whole) <= _AT_ONCE else Values(found.numbers, states, absent=absent)


class Register(Sequence[Unit]):
    """The units of a stretch, of whom one at a time is made when it is asked for."""

    def __init__(
        self, read: Callable[[], list[str]], groups: NDArray[np.intp], names: tuple[str, ...]
    ) -> None:
        self._read, self._groups, self._names = read, groups, names

    @cached_property
    def codes(self) -> list[str]:
        """The code of each."""
        return self._read()

    def __getitem__(self, position: Any) -> Any:
        """The unit at a position."""
        code, group = self.codes[position], self._names[self._groups[position]]
        return Unit.model_construct(code=code, name=code, group=group, aliases=())

    def __len__(self) -> int:
        return len(self._groups)


class _StretchSheet(ScoreSheet):
    """The units of a stretch and what they reported."""

    units: Register

    @cached_property
    def index(self) -> dict[str, int]:
        """The position of each unit code, for which no unit is made."""
        return {code: position for position, code in enumerate(self.units.codes)}


class _Exact(Mapping["ColumnName", RawColumn]):
    """The same cells as the exact reading takes them, each column when it is first asked for."""

    def __init__(
        self,
        fields: dict[ColumnName, FieldFacts],
        cells: dict[FieldFacts, pa.Array],
        columns: dict[ColumnName, Values],
    ) -> None:
        self._fields, self._cells, self._columns = fields, cells, columns
        self._made: dict[ColumnName, RawColumn] = {}

    def __getitem__(self, name: ColumnName) -> RawColumn:
        if name not in self._made:
            field, values = self._fields[name], self._columns[name]
            mantissas = numbers_of(self._cells[field]).astype(np.int64)
            if values.absent is not None:
                mantissas[values.absent] = 0
            states = np.full(len(mantissas), VALUE) if values.states is None else values.states
            self._made[name] = RawColumn(mantissas, field.decimals, states)
        return self._made[name]

    def __iter__(self) -> Iterator[ColumnName]:
        return iter(self._fields)

    def __len__(self) -> int:
        return len(self._fields)
