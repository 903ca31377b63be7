"""Rows of cells as they are sent, checked and made into cells."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from typing import NamedTuple, TypeVar

from documents.cell_names import corners
from documents.grid import BLANK, Cell
from documents.sandbox.cell_facts import DATE, ERROR, FORMULA, PERCENT, UNCALCULATED
from indicators.decimals import parse_decimal

Value = TypeVar("Value")
Row = tuple[Cell, ...]

_NUMBER = re.compile(r"-?[0-9]{1,1000}(?:\.[0-9]{1,1000})?(?:E[+-]?[0-9]{1,6})?")
_RANGE = re.compile(r"[A-Z]{1,3}[1-9][0-9]{0,6}:[A-Z]{1,3}[1-9][0-9]{0,6}")
_LONGEST_TEXT = 32_767
_MOST_DECIMALS = 255
_ALL_FLAGS = PERCENT | DATE | ERROR | FORMULA | UNCALCULATED
#: Beyond what any limits allow: such rows were made to take our memory.
_MOST_CELLS = 50_000_000


class Forged(ValueError):  # noqa: N818 - said of the answer
    """An answer that the reading process does not give: a file has taken it over, or it lost its wits."""


def checked(sent: object, kind: type[Value]) -> Value:
    """The value sent, which must be just of that kind.

    Raises:
        Forged: Where it is not.
    """
    if type(sent) is not kind:
        raise Forged
    return sent


def cleaned(text: str) -> str:
    """A text that can be shown in one line: signs that cannot be seen or turn the text around show as �."""
    return "".join("\N{REPLACEMENT CHARACTER}" if _unseen(sign) else sign for sign in text)


def _unseen(sign: str) -> bool:
    return unicodedata.category(sign) in {"Cc", "Cf", "Cs", "Zl", "Zp"}


class Rows(NamedTuple):
    """The rows of a sheet, all of the same length, and the cells, counted from one, whose content a merge hides."""

    rows: tuple[Row, ...]
    hidden: tuple[tuple[int, int], ...]


def rows_of(record: dict[str, object], *, is_text: bool) -> Rows:
    """The rows of a sheet; those without any content give none.

    Args:
        record: The sheet as it is sent.
        is_text: Whether its cells are texts in which plain numbers are numbers, as in CSV.

    Raises:
        Forged: Where it is no sheet.
    """
    sent, width = checked(record["rows"], list), checked(record["width"], int)
    if width < 0 or len(sent) * width > _MOST_CELLS:
        raise Forged
    known: dict[object, Cell] = {0: BLANK}
    rows = []
    for entries in sent:
        row = [
            _cell(entry) if type(entry) is list else known.get(entry) or _kept(entry, known, is_text=is_text)
            for entry in checked(entries, list)
        ]
        if len(row) > width:
            raise Forged
        row += [BLANK] * (width - len(row))
        rows.append(row)
    merged = [_boundaries(checked(name, str)) for name in checked(record["merged"], list)]
    if sum((bottom - top + 1) * (right - left + 1) for _, left, top, right, bottom in merged) > _MOST_CELLS:
        raise Forged
    hidden: list[tuple[int, int]] = []
    for name, left, top, right, bottom in merged:
        under = Cell(merged_range=name)
        area = rows[top - 1 : bottom]
        # Programs that write a table repeat the text below a merge; anything else there is nowhere to be seen.
        seen = {"", *(cell.text for row in area[:1] for cell in row[left - 1 : left])}
        for at, row in enumerate(area):
            # Its first cell stays.
            first = left - 1 if at else left
            hidden += [
                (top + at, first + step + 1)
                for step, cell in enumerate(row[first:right])
                if cell.text not in seen
            ]
            row[first:right] = [under] * len(row[first:right])
    return Rows(tuple(map(tuple, rows)), tuple(hidden))


def _kept(entry: object, known: dict[object, Cell], *, is_text: bool) -> Cell:
    """The cell of a short entry, the same one wherever the entry occurs."""
    sent = checked(entry, str)
    mark, text = sent[:1], sent[1:]
    if mark == "'" and len(text) <= _LONGEST_TEXT:
        cell = Cell(text, parse_decimal(text) if is_text else None)
    elif mark == "=":
        cell = Cell(text, _number(text))
    else:
        raise Forged
    known[entry] = cell
    return cell


def _cell(entry: list[object]) -> Cell:
    """The cell of an entry of six facts: text, number or none, flags, decimals, unit, what is shown instead or none."""
    if len(entry) != len(("text", "number", "flags", "decimals", "unit", "shown")):
        raise Forged
    text, flags, decimals = checked(entry[0], str), checked(entry[2], int), checked(entry[3], int)
    unit, shown = checked(entry[4], str), None if entry[5] is None else checked(entry[5], str)
    if len(text) > _LONGEST_TEXT or flags & ~_ALL_FLAGS or not 0 <= decimals <= _MOST_DECIMALS:
        raise Forged
    if max(len(unit), len(shown or "")) > _LONGEST_TEXT:
        raise Forged
    return Cell(
        text,
        None if entry[1] is None else _number(checked(entry[1], str)),
        is_percent=bool(flags & PERCENT),
        is_date=bool(flags & DATE),
        is_error=bool(flags & ERROR),
        is_formula=bool(flags & FORMULA),
        is_uncalculated=bool(flags & UNCALCULATED),
        decimals=decimals,
        unit=unit,
        shown=shown,
    )


def _number(text: str) -> Decimal:
    if not _NUMBER.fullmatch(text):
        raise Forged
    return Decimal(text)


def _boundaries(name: str) -> tuple[str, int, int, int, int]:
    if not _RANGE.fullmatch(name):
        raise Forged
    return name, *corners(name)
