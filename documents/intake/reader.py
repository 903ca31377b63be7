"""Intake: registers, score sheets and records in; values with their states and places, and every problem, out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents import file_problems
from documents.file_reader import read_files
from documents.intake import sheet_problems
from documents.intake.adjustment_sheet import AdjustmentSheets
from documents.intake.exemption_sheet import ExemptionSheets
from documents.intake.headings import REASON, Headings, Layout
from documents.intake.intake import Intake
from documents.intake.reasons import unreasoned
from documents.intake.register import Register
from documents.intake.taking import Taking
from documents.intake.veto_sheet import VetoSheets
from documents.intake.wide_sheet import WideSheets
from indicators.problems import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from documents.grid import Grid
    from documents.intake.record_sheet import RecordSheets
    from documents.source_file import SourceFile
    from indicators.problems import Problem, ProblemKind
    from indicators.scheme import Scheme
    from scoring.sheet import ScoreSheet

#: Units named in one problem; the count is always complete.
MOST_NAMED = 100


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
    files = list(read_files(sources))
    if not files:
        intake.problems.append(file_problems.NOTHING_TO_READ.at(Place()))
    for file in files:
        intake.problems += file.problems
        for grid in file.grids:
            layout = headings.layout(grid)
            if layout is None:
                intake.problems.append(sheet_problems.SHEET_UNKNOWN.at(Place(grid.file, grid.sheet, "A1")))
            else:
                grids[layout].append(grid)
    if files and not grids[Layout.REGISTER]:
        intake.problems.append(sheet_problems.REGISTER_MISSING.at(Place()))
        return intake
    # What could not be read may hold the units that seem to be absent.
    unread = not intake.accepted
    taking = _read_all(intake, headings, grids)
    taking.finish()
    _name_unreasoned(intake)
    if not unread:
        _name_absent(taking)
    return intake


def _read_all(intake: Intake, headings: Headings, grids: dict[Layout, list[Grid]]) -> Taking:
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
    taking = Taking(intake)
    reader = WideSheets(taking, register, headings)
    for grid in grids[Layout.WIDE]:
        reader.read(grid)
    return taking


def _name_unreasoned(intake: Intake) -> None:
    """Names the units whose scores lack the reason that their indicator asks for."""
    for indicator, units in unreasoned(intake):
        column = f"{indicator.code}|{REASON}"
        _name(intake, units, sheet_problems.REASON_MISSING, indicator=indicator.name, column=column)


def _name_absent(taking: Taking) -> None:
    """Names the units no sheet mentions."""
    absent = [unit.name for unit in taking.intake.units if unit.code not in taking.seen]
    _name(taking.intake, absent, sheet_problems.UNITS_WITHOUT_SHEET)


def _name(intake: Intake, units: Sequence[str], kind: ProblemKind, **values: object) -> None:
    if units:
        names = "、".join(units[:MOST_NAMED]) + ("……" if len(units) > MOST_NAMED else "")
        intake.problems.append(kind.at(Place(), count=len(units), names=names, **values))
