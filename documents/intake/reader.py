"""Intake: registers, score sheets and records in; values with their states and places, and every problem, out."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from documents import file_problems
from documents.file_reader import read_files
from documents.intake import received_problems, sheet_problems
from documents.intake.cell_values import CellState
from documents.intake.heading_words import REASON
from documents.intake.headings import Headings, Layout
from documents.intake.intake import Intake
from documents.intake.plausible import plausibility
from documents.intake.reasons import unreasoned
from documents.intake.reconciliation import Arrival, Reconciliation, late, reconcile
from documents.intake.sorted_files import SortedFiles
from documents.intake.template_check import identity_problems, missing_rows
from documents.intake.turns import read_turns
from indicators.problems import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import date
    from pathlib import Path

    from documents.intake.table import Table
    from documents.intake.taking import Taking
    from documents.source_file import SourceFile
    from indicators.formula import ColumnName
    from indicators.problems import Problem, ProblemKind
    from indicators.scheme import Scheme
    from indicators.units import Unit
    from scoring.sheet import ScoreSheet

#: The states of cells in which somebody wrote something.
_FILLED = frozenset({CellState.VALUE, CellState.ZERO, CellState.REJECTED})

#: Units named in one problem; the count is always complete.
MOST_NAMED = 100


def read_data(
    scheme: Scheme, sources: Iterable[SourceFile | Path]
) -> tuple[ScoreSheet | None, tuple[Problem, ...]]:
    """The score sheet a set of files holds together, or None, and every problem found.

    Args:
        scheme: Says what is asked for.
        sources: Workbooks, CSV files and zips of them, in any order: the register, score sheets of any layout,
            exemptions, bonuses and penalties, vetoes.
    """
    intake = read_intake(scheme, sources)
    return intake.sheet(), tuple(intake.problems)


def read_intake(
    scheme: Scheme,
    sources: Iterable[SourceFile | Path],
    *,
    registers: Sequence[Table] = (),
    due: date | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Intake:
    """Like `read_data`, with the state of every cell and what came of every unit.

    Args:
        scheme: Says what is asked for.
        sources: The files.
        registers: The units, for files that bring no register themselves.
        due: The last day to hand in, by the local times of the files; units whose files came later are named.
        progress: Called with how many files are read, and of how many.
    """
    intake, headings = Intake(scheme), Headings(scheme)
    files = SortedFiles(scheme, headings)
    for file in read_files(sources, progress):
        files.add(file)
        intake.digests[file.name] = file.digest
    intake.problems += files.problems
    if not files.received:
        intake.problems.append(file_problems.NOTHING_TO_READ.at(Place()))
    registers = files.tables[Layout.REGISTER] or list(registers)
    if files.received and not registers:
        intake.problems.append(sheet_problems.REGISTER_MISSING.at(Place()))
        return intake
    # What could not be read may hold the units that seem to be absent.
    unread = not intake.accepted
    taking = read_turns(intake, headings, files.tables, registers)
    taking.finish()
    intake.problems += plausibility(intake)
    _check_templates(intake, files)
    _name_unreasoned(intake)
    _reconcile(taking, files, due)
    if not unread:
        _name_absent(intake)
    return intake


def _check_templates(intake: Intake, files: SortedFiles) -> None:
    """Says which templates are not what is asked for now, or were issued to others."""
    named: dict[str, list[Unit]] = {}
    for unit in intake.units:
        for file in intake.received.get(unit.code, ()):
            named.setdefault(file, []).append(unit)
    unreported: dict[str, set[ColumnName]] = {}
    for code, name in intake.unreported:
        unreported.setdefault(code, set()).add(name)
    for identity in files.identities:
        units = named.get(identity.file, [])
        intake.problems += identity_problems(identity, intake.scheme, units, intake.exemptions)
        for unit in units:
            gone = unreported.get(unit.code, set())
            intake.problems += missing_rows(identity, unit, gone, intake.scheme)


def _reconcile(taking: Taking, files: SortedFiles, due: date | None) -> None:
    """Says which units were expected and what came of each, and names the late ones."""
    intake = taking.intake
    known = {file for reported in intake.received.values() for file in reported}
    known |= files.of_the_office | taking.of_former_units | {name for name, _ in files.repeated}
    unknown = tuple(name for name in files.received if name not in known)
    late_files = late(files.received, due)
    missing = Counter(
        unit
        for states in intake.states.columns.values()
        for unit, state in states.items()
        if state is CellState.MISSING
    )
    units = reconcile(intake.units, intake.received, late_files, taking.in_conflict, missing)
    intake.reconciliation = Reconciliation(units, unknown, tuple(files.repeated))
    late_units = [
        f"{arrived.unit.name}（{max(filter(None, map(files.received.get, arrived.files))):%Y-%m-%d %H:%M}）"
        for arrived in units
        if arrived.files and late_files.issuperset(arrived.files)
    ]
    _name(intake, late_units, received_problems.UNITS_LATE, due=due)
    filled = {
        unit
        for states in intake.states.columns.values()
        for unit, state in states.items()
        if state in _FILLED
    }
    empty = [
        arrived.unit.name
        for arrived in units
        if arrived.files
        and arrived.unit.code not in filled
        and arrived.unit.name not in intake.problems.blocked_units
    ]
    _name(intake, empty, received_problems.UNITS_EMPTY)


def _name_absent(intake: Intake) -> None:
    """Names the units of which nothing came; once all have reported, the indicators of which nothing did."""
    missing = intake.reconciliation.by_arrival[Arrival.MISSING]
    _name(intake, [arrived.unit.name for arrived in missing], received_problems.UNITS_MISSING)
    if intake.values and not missing:
        columns = intake.states.columns.items()
        filled = {name.code for name, states in columns if not _FILLED.isdisjoint(states.values())}
        applying = {name.code for name, states in columns if CellState.MISSING in states.values()}
        blank = [
            f"{indicator.code} {indicator.name}"
            for indicator in intake.scheme.laid_out.indicators
            if indicator.code in applying - filled
        ]
        _name(intake, blank, received_problems.INDICATORS_WITHOUT_DATA)


def _name_unreasoned(intake: Intake) -> None:
    """Names the units whose scores lack the reason that their indicator asks for."""
    for indicator, units in unreasoned(intake):
        column = f"{indicator.code}|{REASON}"
        _name(intake, units, sheet_problems.REASON_MISSING, indicator=indicator.name, column=column)


def _name(intake: Intake, units: Sequence[str], kind: ProblemKind, **values: object) -> None:
    if units:
        names = "、".join(units[:MOST_NAMED]) + ("……" if len(units) > MOST_NAMED else "")
        intake.problems.append(kind.at(Place(), count=len(units), names=names, **values))
