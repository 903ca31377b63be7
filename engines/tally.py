"""Tallies: how many units of a stretch have each key; put together, they are the overall ranking."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from scoring.ranking import chained, exact_order

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from fractions import Fraction

    from numpy.typing import NDArray

#: Keys are counted in a table where it has no more places than this for each of them, else sorted.
_ROOM_PER_UNIT = 8


@dataclass(frozen=True, slots=True)
class Key:
    """What units are compared by: whole numbers, or floats that stand for exact ones.

    Floats not further apart than the tolerance are equal if that is proved; else the exact numbers decide, those of the
    scheme's `column`th exact key.
    """

    numbers: NDArray[np.int64] | NDArray[np.float64]
    tolerance: float = 0.0
    proved: bool = True
    column: int = 0


@dataclass(frozen=True, slots=True)
class Tally:
    """Different keys, each of which decides where those before it are equal, the highest best.

    Their numbers, `counts`, how many units have them, and `rows`, where in the sheet one of these units stands, have
    shape (n_keys,).
    """

    keys: tuple[Key, ...]
    counts: NDArray[np.int64]
    rows: NDArray[np.int64]


def tally_of(keys: Sequence[Key], rows: NDArray[np.intp]) -> tuple[NDArray[np.int32], Tally]:
    """The tally of units with these keys, which stand in these rows, and each unit's line in it.

    Where only exact numbers can tell units apart every unit has a line of its own.
    """
    if all(key.proved for key in keys):
        of_unit, first = _numbered([key.numbers for key in keys])
    else:
        of_unit = first = np.arange(len(rows))
    counts = np.bincount(of_unit, minlength=len(first))
    lines = tuple(Key(key.numbers[first], key.tolerance, key.proved, key.column) for key in keys)
    return of_unit.astype(np.int32), Tally(lines, counts.astype(np.int64), rows[first].astype(np.int64))


def _numbered(
    columns: list[NDArray[np.int64] | NDArray[np.float64]],
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The number of each row among the different rows, and where each of these first stands."""
    if len(columns) == 1 and len(columns[0]) and columns[0].dtype == np.int64:
        numbers = columns[0] - columns[0].min()
        if numbers.max() < _ROOM_PER_UNIT * len(numbers):
            return _by_counting(numbers.astype(np.intp))
    order = np.lexsort(columns[::-1])
    differs = np.ones(len(order), dtype=bool)
    differs[1:] = np.logical_or.reduce([column[order][1:] != column[order][:-1] for column in columns])
    of_row = np.empty(len(order), dtype=np.intp)
    of_row[order] = np.cumsum(differs) - 1
    return of_row, order[differs]


def _by_counting(numbers: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    first = np.full(int(numbers.max()) + 1, -1, dtype=np.intp)
    first[numbers] = np.arange(len(numbers))
    used = first >= 0
    return (np.cumsum(used) - 1)[numbers], first[used]


def levels(tallies: Sequence[Tally], exact: Callable[[int, int], Fraction]) -> NDArray[np.intp]:
    """A whole number from 0 for each line of the tallies, one after the other, equal for equals, the highest best.

    Args:
        tallies: Of all stretches of a sheet.
        exact: The exact number of a column's key for the unit in a row of the sheet.
    """
    rows = np.concatenate([tally.rows for tally in tallies])
    level = np.zeros(len(rows), dtype=np.intp)
    for position in range(len(tallies[0].keys)):
        keys = [tally.keys[position] for tally in tallies]
        numbers = np.concatenate([key.numbers for key in keys])
        if numbers.dtype == np.int64:
            level = np.unique(chained([level, numbers]), return_inverse=True)[1]
            continue
        tolerance, column = max(key.tolerance for key in keys), keys[0].column
        if all(key.proved for key in keys):
            level = exact_order(numbers, level, tolerance, None)
        else:
            level = levels_within(numbers, level, tolerance, rows, partial(exact, column))
    return level


def levels_within(
    numbers: NDArray[np.float64],
    level: NDArray[np.intp],
    tolerance: float,
    rows: NDArray[np.integer],
    exact: Callable[[int], Fraction],
) -> NDArray[np.intp]:
    """The order of floats of which those within the tolerance may differ; all arrays have shape (n,).

    Args:
        numbers: Each stands for an exact one.
        level: What comes first; only numbers of a level are compared.
        tolerance: Numbers further apart are in the order of the exact ones.
        rows: Where in the sheet each one's unit stands.
        exact: The exact number of the unit in a row.
    """
    # In the order of rows, so that no stretch of the sheet need be looked at twice.
    close = sorted(_close(numbers, level, tolerance), key=rows.__getitem__)
    known = {position: exact(int(rows[position])) for position in close}
    return exact_order(numbers, level, tolerance, known.__getitem__)


def _close(numbers: NDArray[np.float64], level: NDArray[np.intp], tolerance: float) -> list[int]:
    """The positions of numbers that are close to another of their level."""
    order = np.lexsort((numbers, level))
    near = (np.diff(numbers[order]) <= tolerance) & (np.diff(level[order]) == 0)
    either = np.zeros(len(order), dtype=bool)
    either[1:] |= near
    either[:-1] |= near
    found: list[int] = order[either].tolist()
    return found
