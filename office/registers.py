"""Registers 名册 that are handed in again: what earlier files say is read by the register which was there when they came."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from documents import read_intake
from documents.file_reader import read_grids
from documents.intake.layout_problems import FORM_UNIT_UNKNOWN
from documents.intake.sheet_problems import UNIT_UNKNOWN
from office.handed_in import free_name

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from documents import SourceFile
    from indicators import Scheme
    from office.reading import Reading

_UNKNOWN = {UNIT_UNKNOWN.code, FORM_UNIT_UNKNOWN.code}


def stranding(reading: Reading, added: Collection[str], replaced: Iterable[str]) -> tuple[str, ...]:
    """Registers that took the place of one of their name where files which stay tell of units in no register now.

    Args:
        reading: With the new files in it.
        added: Names of the new files.
        replaced: Those of them that took the place of another.
    """
    if reading.intake is None:
        return ()
    of_stayed = (
        problem.code
        for problem in reading.problems
        if (problem.place.file or "").partition("/")[0] not in added
    )
    if _UNKNOWN.isdisjoint(of_stayed):
        return ()
    registers = {table.grid.file.partition("/")[0] for table in reading.intake.registers}
    return tuple(name for name in replaced if name in registers)


def beside(
    added: Iterable[SourceFile], registers: Collection[str], taken: Collection[str]
) -> list[SourceFile]:
    """The files with those registers called otherwise, so that each follows the one it would have replaced."""
    return [
        replace(file, name=free_name(file.name, taken)) if file.name in registers else file for file in added
    ]


def is_register(scheme: Scheme, file: SourceFile) -> bool:
    """Whether a file holds a register and nothing else."""
    grids, _ = read_grids(file)
    registers = {
        (table.grid.file, table.grid.sheet)
        for table in read_intake(scheme, [replace(file, turn=0)]).registers
    }
    return bool(registers) and registers == {(grid.file, grid.sheet) for grid in grids}
