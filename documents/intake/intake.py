"""An intake: what a set of files holds together, with the state and place of every cell and every problem."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from documents.intake.by_cell import ByCell
from documents.intake.places import Places
from documents.intake.problem_log import ProblemLog
from documents.intake.reconciliation import Reconciliation
from scoring.sheet import ScoreSheet, sheet_of_columns

if TYPE_CHECKING:
    from decimal import Decimal

    from documents.intake.by_cell import Key
    from documents.intake.cell_values import CellState
    from documents.intake.table import Table
    from indicators.adjustments import AdjustmentRecord
    from indicators.problems import Place
    from indicators.scheme import Scheme
    from indicators.units import Exemption, Unit
    from indicators.vetoes import VetoRecord


@dataclass
class Intake:
    """Everything read from a set of files, by (unit code, raw column)."""

    scheme: Scheme
    units: tuple[Unit, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    #: Where each was recorded, by (unit code, indicator code).
    exempted_at: dict[tuple[str, str], Place] = field(default_factory=dict)
    adjustments: tuple[AdjustmentRecord, ...] = ()
    vetoes: tuple[VetoRecord, ...] = ()
    values: ByCell[Decimal] = field(default_factory=ByCell)
    states: ByCell[CellState] = field(default_factory=ByCell)
    #: The cells for which no file has a place; a blank cell is reported.
    unreported: set[Key] = field(default_factory=set)
    places: Places = field(default_factory=Places)
    #: Why a unit got its score, by (unit code, indicator code).
    reasons: dict[tuple[str, str], str] = field(default_factory=dict)
    problems: ProblemLog = field(default_factory=ProblemLog)
    #: The files that report on a unit, by its code, in the order they were read.
    received: dict[str, dict[str, None]] = field(default_factory=dict)
    reconciliation: Reconciliation = field(default_factory=Reconciliation)
    #: The codes of units whose data were left out by choice.
    left_out: frozenset[str] = frozenset()
    #: The SHA-256 of each file that could be read, by its name.
    digests: dict[str, str] = field(default_factory=dict)
    #: The registers that were read, for reading earlier data of the same units.
    registers: tuple[Table, ...] = ()

    @property
    def accepted(self) -> bool:
        """Whether the files can be taken; a set is taken whole or not at all."""
        return not self.problems.blocked

    def sheet(self) -> ScoreSheet | None:
        """The score sheet, if the files can be taken."""
        if not self.accepted:
            return None
        sheet = sheet_of_columns(
            self.scheme,
            self.units,
            self.values.columns,
            self.exemptions,
            self.places,
            self.reasons,
            self.adjustments,
            self.vetoes,
        )
        return replace(sheet, digests=self.digests)
