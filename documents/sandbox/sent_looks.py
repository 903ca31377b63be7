"""How sheets look, as it is sent: checked, and made into what can be compared."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from documents.sandbox.sent_rows import Forged, checked, cleaned

if TYPE_CHECKING:
    from collections.abc import Mapping

_LINE = re.compile(r"[0-9a-f: ]*")
_PRINT = re.compile(r"[0-9a-f]{16}")
_CELL = re.compile(r"(?:[A-Z]{1,3}[1-9][0-9]{0,6})?")
_MOST_ROWS = 1_048_576
_MOST_MARKS = 500_000
_KINDS = {"hidden rows", "hidden columns", "view", "conditional", "header", "comment", "object"}


class Look(NamedTuple):
    """Of one cell: the fingerprints of its number format and of its formula; empty where there is neither."""

    format: str = ""
    formula: str = ""


class Mark(NamedTuple):
    """Something that is hidden or shown beside the cells: of what kind, at which cell if that is known, and what it says."""

    kind: str
    cell: str
    text: str


@dataclass(frozen=True, slots=True)
class Looks:
    """How one sheet looks; `lines` are of its rows, as `documents.sandbox.looks` says."""

    sheet: str
    hidden: bool
    lines: tuple[str, ...] = ()
    #: Number formats by their fingerprints.
    formats: Mapping[str, str] | None = None
    marks: frozenset[Mark] = frozenset()

    def line(self, row: int) -> str:
        """That of a row, counted from zero."""
        return self.lines[row] if row < len(self.lines) else ""

    def format(self, fingerprint: str) -> str:
        """The number format with that fingerprint."""
        return (self.formats or {}).get(fingerprint, "")


def split(line: str) -> tuple[Look, ...]:
    """The looks of a row's cells."""
    looks, shape = [], ""
    for sign in line.split(" ") if line else ():
        own, _, formula = sign.partition(":")
        shape = own or shape
        looks.append(Look(shape, formula) if sign else Look())
    return tuple(looks)


def looks_of(title: str, record: dict[str, object]) -> Looks:
    """The looks of a sheet as it is sent.

    Raises:
        Forged: Where it is none.
    """
    lines, formats = checked(record["looks"], list), checked(record["formats"], dict)
    marks = checked(record["marks"], list)
    if len(lines) > _MOST_ROWS or len(marks) > _MOST_MARKS:
        raise Forged
    if not all(_LINE.fullmatch(checked(line, str)) for line in lines):
        raise Forged
    if not all(_PRINT.fullmatch(name) and type(code) is str for name, code in formats.items()):
        raise Forged
    return Looks(
        title,
        checked(record["hidden"], bool),
        tuple(lines),
        {name: cleaned(code) for name, code in formats.items()},
        frozenset(map(_mark, marks)),
    )


def drawn(title: str) -> Looks:
    """Of a sheet that has no cells, such as a chart."""
    return Looks(cleaned(title), hidden=False, marks=frozenset({Mark("object", "", "")}))


def _mark(sent: object) -> Mark:
    parts = [checked(part, str) for part in checked(sent, list)]
    if len(parts) != len(Mark._fields) or parts[0] not in _KINDS or not _CELL.fullmatch(parts[1]):
        raise Forged
    return Mark(parts[0], parts[1], cleaned(parts[2]))
