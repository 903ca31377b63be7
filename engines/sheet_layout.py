"""What a scale sheet says of itself: its fields, its groups and how its rows are cut, so that nothing need be looked through."""

from __future__ import annotations

import json
from bisect import bisect_left
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from indicators.formula import ColumnName, Stage
from indicators.vetoes import VetoRecord
from scoring import bounds
from scoring.table import Profile

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from scoring.bounds import Known

#: Changed whenever a sheet of this form means something else.
FORMAT = 2
#: Rows of a row group: whole groups until there are so many.
ROWS = 32_768


class FieldFacts(NamedTuple):
    """One reported field over all units: value = mantissa ÷ 10^decimals, from lowest to highest mantissa.

    `partly` tells whether it does not apply to some units, `stated` whether the sheet states each cell's state because
    the groups it applies to do not say it, `excluded` which groups it does not apply to, by their places.
    """

    name: ColumnName
    decimals: int
    lowest: int
    highest: int
    partly: bool
    stated: bool
    excluded: tuple[int, ...]

    @property
    def known(self) -> Known:
        """What the table reading may take for granted."""
        scale = 10**self.decimals
        return bounds.decimals(self.lowest / scale, self.highest / scale, self.decimals)


@dataclass(frozen=True, slots=True)
class SheetLayout:
    """A scale sheet's facts; its rows stand group after group in the scheme's order, within a group by unit code.

    `groups` holds the code and the number of units of every group of the scheme, `cuts` the rows of each row group,
    `vetoes` the recorded events with the row of their unit, in the order of rows, `digest` is made of all cells.
    """

    fields: tuple[FieldFacts, ...]
    groups: tuple[tuple[str, int], ...]
    cuts: tuple[int, ...]
    vetoes: tuple[tuple[int, VetoRecord], ...] = ()
    digest: str = ""

    @property
    def units(self) -> int:
        """How many units there are."""
        return sum(size for _, size in self.groups)

    @property
    def profile(self) -> Profile:
        """What a plan is compiled for."""
        partly = frozenset(field.name for field in self.fields if field.partly)
        return Profile({field.name: field.known for field in self.fields}, partly, self.units)

    def blocks(self) -> tuple[Stretch, ...]:
        """The sheet in parts of whole groups, each of as few row groups as that allows."""
        group_ends = {0, *accumulate(size for _, size in self.groups)}
        found, first, begin = [], 0, 0
        for index, end in enumerate(accumulate(self.cuts)):
            if end in group_ends:
                found.append(Stretch(slice(begin, end), tuple(range(first, index + 1))))
                first, begin = index + 1, end
        return tuple(found)

    def stretches(self) -> tuple[Stretch, ...]:
        """The sheet in parts of whole groups, and of one group where that is larger than a row group."""
        found = []
        for block in self.blocks():
            of = self.group_of(block.rows)
            if len(block.row_groups) == 1 or of[0] != of[-1]:
                found.append(block)
                continue
            first = block.rows.start
            for index in block.row_groups:
                rows = slice(first, first + self.cuts[index])
                found.append(Stretch(rows, (index,), int(of[0])))
                first = rows.stop
        return tuple(found)

    def vetoes_in(self, rows: slice) -> tuple[tuple[int, VetoRecord], ...]:
        """The recorded events of the units in some rows."""
        first, last = (
            bisect_left(self.vetoes, row, key=lambda veto: veto[0]) for row in (rows.start, rows.stop)
        )
        return self.vetoes[first:last]

    def group_of(self, rows: slice) -> NDArray[np.intp]:
        """The number of each row's group, shape (n,)."""
        ends = np.cumsum([size for _, size in self.groups])
        starts = ends - [size for _, size in self.groups]
        sizes = np.clip(np.minimum(ends, rows.stop) - np.maximum(starts, rows.start), 0, None)
        return np.repeat(np.arange(len(sizes)), sizes)

    def as_json(self) -> bytes:
        """The layout as it is kept in the file."""
        record = {
            "format": FORMAT,
            "fields": [[f.name.code, f.name.field, *f[1:]] for f in self.fields],
            "groups": self.groups,
            "cuts": self.cuts,
            "vetoes": [[row, veto.model_dump(mode="json")] for row, veto in self.vetoes],
            "digest": self.digest,
        }
        return json.dumps(record, ensure_ascii=False).encode()


class Stretch(NamedTuple):
    """Whole groups in a row, or a part of one: where they stand in the sheet, and in which row groups of the file.

    `part_of` is the place of the group it is a part of in the scheme's list; None where its groups are whole.
    """

    rows: slice
    row_groups: tuple[int, ...]
    part_of: int | None = None


def layout_of(text: bytes) -> SheetLayout:
    """The layout a file keeps.

    Raises:
        ValueError: If it is of another form.
    """
    record = json.loads(text)
    if record["format"] != FORMAT:
        raise ValueError(f"a sheet of form {record['format']}")
    return SheetLayout(
        tuple(
            FieldFacts._make([ColumnName(Stage.RAW, code, field), *facts, tuple(excluded)])
            for code, field, *facts, excluded in record["fields"]
        ),
        tuple((code, size) for code, size in record["groups"]),
        tuple(record["cuts"]),
        tuple((row, VetoRecord.model_validate(veto)) for row, veto in record["vetoes"]),
        record["digest"],
    )


def group_kind(groups: int) -> type[np.signedinteger[Any]]:
    """What holds the places of groups, of which there are so many: 16 bits if they do, since they are sorted soonest."""
    return np.int16 if groups - 1 <= np.iinfo(np.int16).max else np.int32


def row_group_cuts(sizes: Sequence[int], rows: int = ROWS) -> Iterator[int]:
    """How many rows each row group gets: cut at the ends of groups, and within one only where it is much larger.

    Args:
        sizes: Units of each group.
        rows: About how many rows are wanted.
    """
    waiting = 0
    for size in sizes:
        if size > 2 * rows:
            if waiting:
                yield waiting
            waiting = 0
            parts = -(-size // rows)
            yield from (size * (part + 1) // parts - size * part // parts for part in range(parts))
            continue
        waiting += size
        if waiting >= rows:
            yield waiting
            waiting = 0
    if waiting:
        yield waiting


def heading(name: ColumnName) -> str:
    """The heading of a field's column: `P1`, `P1|字段`, with a period `P1|字段@Q1`."""
    code, at, period = name.code.partition("@")
    if not code:
        return name.code
    return (f"{code}|{name.field}" if name.field else code) + at + period
