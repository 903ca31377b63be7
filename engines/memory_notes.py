"""What is said where units that are compared with one another are too many to be scored in little memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engines.sheet_layout import ROWS
from indicators.problems import Place, warning_kind

if TYPE_CHECKING:
    from engines.sheet_file import SheetFile
    from engines.sheet_layout import Stretch
    from indicators.problems import Problem

#: More rows than this at a time are worth a word.
_MANY = 8 * ROWS
#: Bytes that a cell takes while its stretch is scored, about.
_CELL = 12
_GIGABYTE = 10**9

LARGE_COHORT = warning_kind(
    "scale-large-cohort",
    "有 {units} 个单位要在同组内（或全体）互相比较，须一次读入内存，约需 {gigabytes} GB。",
    "{units} units are compared with one another (in one group, or all of them) and are held in memory at once, about"
    " {gigabytes} GB.",
    "请在内存足够的机器上计算；可行时把这一组划小。",
    "Use a machine with that much memory, or smaller groups where that is right.",
)


def notes(sheet: SheetFile, stretches: tuple[Stretch, ...]) -> tuple[Problem, ...]:
    """One for each stretch that is large because it must be whole."""
    large = (stretch.rows.stop - stretch.rows.start for stretch in stretches)
    return tuple(
        LARGE_COHORT.at(Place(), units=units, gigabytes=_gigabytes(units * len(sheet.layout.fields)))
        for units in large
        if units > _MANY
    )


def _gigabytes(cells: int) -> str:
    return f"{max(0.1, cells * _CELL / _GIGABYTE):.1f}"
