"""Two versions of one cell: whether they are alike, what happened to it, and how it is shown."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from documents.verification.differences import How
from indicators.decimals import parse_decimal
from indicators.words import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from documents.grid import Cell
    from documents.sandbox.sent_looks import Look

#: What a formula shows may differ by this share of it from one program to the next: none rounds all steps alike.
_NOISE = Decimal("1e-9")
_LONGEST = 200


def cell(row: Sequence[Cell], column: int) -> Cell | None:
    """The cell in a column; None where nothing stands there."""
    cell = row[column] if column < len(row) else None
    return None if cell is None or cell.blank else cell


def _content(cell: Cell) -> Decimal | str:
    """What a cell says; a formula whose result was not stored because it is nought says that."""
    if cell.is_uncalculated:
        return Decimal(0)
    return cell.text if cell.number is None else cell.number


def label(row: Sequence[Cell]) -> tuple[object, ...]:
    """What stands in a row, as far as its last content."""
    said = [None if cell.blank else _content(cell) for cell in row]
    while said and said[-1] is None:
        said.pop()
    return tuple(said)


def alike(one: Cell | None, other: Cell | None) -> bool:
    """Whether both say the same, a formula by its result."""
    if one is None or other is None:
        return one is other
    if one.is_formula is not other.is_formula:
        return False
    before, after = _content(one), _content(other)
    if one.is_formula and isinstance(before, Decimal) and isinstance(after, Decimal):
        return abs(before - after) <= _NOISE * max(Decimal(1), abs(before))
    return before == after


def is_uncalculated(old: Cell | None, new: Cell | None, looks: tuple[Look, Look]) -> bool:
    """Whether a formula is there whose result is not, while it was written with one."""
    if new is None:
        return old is not None and old.is_formula and bool(looks[1].formula)
    if not new.is_uncalculated:
        return False
    return bool(looks[0].formula) if old is None else old.is_formula and _content(old) != 0


def how(old: Cell | None, new: Cell | None) -> How:
    """What happened to a cell that is not alike."""
    if old is None:
        return How.NEW
    if new is None:
        return How.GONE
    if old.is_formula and not new.is_formula:
        return How.NO_FORMULA
    if new.is_formula and not old.is_formula:
        return How.NEW_FORMULA
    return How.AS_TEXT if new.number is None and _says(new.text, old.number) else How.CHANGED


def _says(text: str, number: Decimal | None) -> bool:
    return number is not None and parse_decimal(text) == number


def shown(cell: Cell | None) -> str:
    """What a cell says, as it can be shown in a line."""
    if cell is None:
        return ""
    text = visible(str(_content(cell)))
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def shown_row(row: Sequence[Cell]) -> str:
    """What the cells of a row say."""
    return " | ".join(_row_texts(row))[:_LONGEST]


def _row_texts(row: Sequence[Cell]) -> Iterator[str]:
    return (shown(cell) for cell in row if not cell.blank)
