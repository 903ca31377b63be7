"""Intake: registers, score sheets and records in; values with their states and places, and every problem, out."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from documents import sheet_problems as kinds
from documents.adjustment_sheet import AdjustmentSheets
from documents.exemption_sheet import ExemptionSheets
from documents.headings import Headings, Layout
from documents.register import Register
from documents.source_file import SourceFile, read_grids
from documents.veto_sheet import VetoSheets
from documents.wide_sheet import WideSheets
from indicators.problems import Place, blocking
from scoring.sheet import ScoreSheet, build_sheet

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal
    from pathlib import Path

    from documents.cell_values import CellState
    from documents.grid import Grid
    from documents.record_sheet import RecordSheets
    from indicators.adjustments import AdjustmentRecord
    from indicators.formula import ColumnName
    from indicators.problems import Problem
    from indicators.scheme import Scheme
    from indicators.units import Exemption, Unit
    from indicators.vetoes import VetoRecord

#: A flood of problems helps nobody; the total is always said.
MOST_PROBLEMS = 1000

Key = tuple[str, "ColumnName"]


@dataclass
class Intake:
    """Everything read from a set of files, by (unit code, raw column); `problems` is complete, never cut."""

    scheme: Scheme
    units: tuple[Unit, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    adjustments: tuple[AdjustmentRecord, ...] = ()
    vetoes: tuple[VetoRecord, ...] = ()
    values: dict[Key, Decimal] = field(default_factory=dict)
    states: dict[Key, CellState] = field(default_factory=dict)
    places: dict[Key, Place] = field(default_factory=dict)
    #: Why a unit got its score, by (unit code, indicator code).
    reasons: dict[tuple[str, str], str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def accepted(self) -> bool:
        """Whether the files can be taken; a set is taken whole or not at all."""
        return not blocking(self.problems)

    def sheet(self) -> ScoreSheet | None:
        """The score sheet, if the files can be taken."""
        if not self.accepted:
            return None
        return build_sheet(
            self.scheme,
            self.units,
            self.values,
            self.exemptions,
            self.places,
            self.reasons,
            self.adjustments,
            self.vetoes,
        )


def read_data(
    scheme: Scheme, sources: Iterable[SourceFile | Path]
) -> tuple[ScoreSheet | None, tuple[Problem, ...]]:
    """The score sheet a set of files holds together, or None, and every problem found.

    Args:
        scheme: Says what is asked for.
        sources: Workbooks and CSV files, in any order: the register, wide score sheets, exemptions, bonuses and
            penalties, vetoes.
    """
    intake = read_intake(scheme, sources)
    return intake.sheet(), tuple(intake.problems)


def read_intake(scheme: Scheme, sources: Iterable[SourceFile | Path]) -> Intake:
    """Like `read_data`, with the state of every cell."""
    intake, headings = Intake(scheme), Headings(scheme)
    grids: dict[Layout, list[Grid]] = {layout: [] for layout in Layout}
    sources = list(sources)
    if not sources:
        intake.problems.append(kinds.NOTHING_TO_READ.at(Place()))
    for source in sources:
        found, problems = read_grids(source)
        intake.problems += problems
        for grid in found:
            layout = headings.layout(grid)
            if layout is None:
                intake.problems.append(kinds.SHEET_UNKNOWN.at(Place(grid.file, grid.sheet, "A1")))
            else:
                grids[layout].append(grid)
    if sources and not grids[Layout.REGISTER]:
        intake.problems.append(kinds.REGISTER_MISSING.at(Place()))
        return intake
    # What could not be read may hold the units that seem to be absent.
    unread = not intake.accepted
    reader = _read_all(intake, headings, grids)
    reader.finish()
    reader.name_unreasoned()
    if not unread:
        reader.name_absent()
    return intake


def _read_all(intake: Intake, headings: Headings, grids: dict[Layout, list[Grid]]) -> WideSheets:
    """Register first, then records, then values: each needs the one before."""
    register = Register()
    for grid in grids[Layout.REGISTER]:
        intake.problems += register.read(grid, intake.scheme)
    intake.units = tuple(register.units)
    exemptions = ExemptionSheets(register, headings)
    adjustments = AdjustmentSheets(register, intake.scheme.adjustments)
    vetoes = VetoSheets(register, intake.scheme.vetoes)
    sheets: dict[Layout, RecordSheets] = {
        Layout.EXEMPTIONS: exemptions,
        Layout.ADJUSTMENTS: adjustments,
        Layout.VETOES: vetoes,
    }
    for layout, records in sheets.items():
        for grid in grids[layout]:
            intake.problems += records.read(grid)
    intake.problems += adjustments.not_approved()
    intake.exemptions = tuple(exemptions.recorded)
    intake.adjustments = tuple(adjustments.recorded)
    intake.vetoes = tuple(vetoes.recorded)
    reader = WideSheets(intake, register, headings)
    for grid in grids[Layout.WIDE]:
        reader.read(grid)
    return reader
