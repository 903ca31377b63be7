"""How much a file may hold, and how long reading it may take."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass, fields, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

VARIABLE = "BATON_LIMITS"
MIB = 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """What is taken at most.

    Each can be set in the environment variable `BATON_LIMITS` by its name, as in `file_mb=20 rows=50000`:
    whole numbers above zero, separated by spaces.
    """

    #: One file, and what a workbook unpacks to, in MiB.
    file_mb: int = 10
    unpacked_mb: int = 100
    #: How many times its packed size a part may unpack to, once it is larger than this many KiB.
    ratio: int = 100
    ratio_from_kb: int = 100
    #: Parts and sheets of a workbook.
    members: int = 1_000
    sheets: int = 50
    #: One sheet: how far its content reaches, its cells with content, and the rectangle that they span.
    rows: int = 300_000
    columns: int = 500
    cells: int = 1_000_000
    rectangle: int = 10_000_000
    merged: int = 200_000
    #: Characters of all cells of a file together, in millions.
    text_m: int = 50
    #: A sheet with a column for each indicator; held against it once its layout is known.
    wide_rows: int = 20_000
    wide_columns: int = 500
    wide_cells: int = 400_000
    #: The reading process, in MiB, and its seconds for a small file; each unpacked MiB adds half a second.
    memory_mb: int = 1_024
    seconds: int = 10
    #: A zip of many files.
    zip_members: int = 5_000
    zip_mb: int = 200

    @classmethod
    def of(cls, record: Mapping[str, int]) -> Limits:
        """The limits that `record` gave."""
        return cls(**record)

    def record(self) -> dict[str, int]:
        """By name, to be sent to another process."""
        return asdict(self)

    @property
    def characters(self) -> int:
        """Of all cells of a file together."""
        return self.text_m * 10**6

    def seconds_for(self, unpacked: int) -> float:
        """Time for a file that unpacks to so many bytes."""
        return self.seconds + min(unpacked, self.unpacked_mb * MIB) / MIB / 2


class WrongLimitError(ValueError):
    """An entry of `BATON_LIMITS` that sets no limit."""

    def __init__(self, entry: str) -> None:
        super().__init__(f"{VARIABLE}: {entry!r}")
        self.entry = entry


def limits_in_force() -> Limits:
    """The limits with what the environment says.

    Raises:
        WrongLimitError: Where it names no limit or gives no whole number above zero.
    """
    names = {field.name for field in fields(Limits)}
    changes = {}
    for entry in os.environ.get(VARIABLE, "").split():
        name, _, value = entry.partition("=")
        if name not in names or not (value.isascii() and value.isdigit() and 0 < int(value) < 10**9):
            raise WrongLimitError(entry)
        changes[name] = int(value)
    return replace(Limits(), **changes)
