"""Turns: what several submissions say together, each read as it was meant when it came.

The latest register holds as a whole: whoever is not in it is out, and what earlier files say of a unit goes to whoever has
its code now. Of the same exemption, adjustment or veto the latest record holds; others are added. How cells of several
submissions go together is told in `taking.py`. Files that were all handed in at once are one turn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from documents.intake.adjustment_sheet import AdjustmentSheets, not_approved
from documents.intake.exemption_sheet import ExemptionSheets
from documents.intake.form_sheet import FormSheets
from documents.intake.headings import Layout
from documents.intake.long_sheet import LongSheets
from documents.intake.register import Register
from documents.intake.taking import Taking
from documents.intake.veto_sheet import VetoSheets
from documents.intake.vote_sheet import VoteSheets
from documents.intake.wide_sheet import WideSheets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from documents.intake.headings import Headings
    from documents.intake.intake import Intake
    from documents.intake.table import Table
    from indicators.problems import Problem
    from indicators.scheme import Scheme

Record = TypeVar("Record")

_READERS: dict[Layout, type[WideSheets | FormSheets | LongSheets | VoteSheets]] = {
    Layout.WIDE: WideSheets,
    Layout.FORM: FormSheets,
    Layout.LONG: LongSheets,
    Layout.VOTES: VoteSheets,
}


def read_turns(
    intake: Intake, headings: Headings, tables: Mapping[Layout, Sequence[Table]], registers: Sequence[Table]
) -> Taking:
    """Reads registers, then records, then values into an intake: each needs the one before.

    Args:
        intake: Of a scheme, with nothing in it yet.
        headings: What the scheme's columns are called.
        tables: Those found in the files.
        registers: One table at least.
    """
    by_turn = _Registers(intake.scheme, registers)
    intake.problems += by_turn.problems
    intake.registers = by_turn.latest_tables
    intake.units = tuple(by_turn.latest.units)
    _read_records(intake, by_turn, headings, tables)
    taking = Taking(intake)
    for turn in sorted({table.turn for layout in _READERS for table in tables[layout]}, reverse=True):
        taking.turn = turn
        for layout, reader in _READERS.items():
            of_turn = [table for table in tables[layout] if table.turn == turn]
            if of_turn:
                reading = reader(taking, by_turn.at(turn), headings)
                for table in of_turn:
                    reading.read(table)
    return taking


class _Registers:
    """The register in force at each turn."""

    def __init__(self, scheme: Scheme, tables: Sequence[Table]) -> None:
        self._by_turn: dict[int, Register] = {}
        # Whatever is wrong with a register that does not hold any more need not be corrected.
        self.problems: list[Problem] = []
        for turn in sorted({table.turn for table in tables} or {0}):
            self.latest = self._by_turn[turn] = Register()
            self.latest_tables = tuple(table for table in tables if table.turn == turn)
            self.problems = [
                problem for table in self.latest_tables for problem in self.latest.read(table, scheme)
            ]

    def at(self, turn: int) -> Register:
        """The register by which files of a turn were meant: the one at hand then, or else the first."""
        return self._by_turn[max((one for one in self._by_turn if one <= turn), default=min(self._by_turn))]


def _read_records(
    intake: Intake, registers: _Registers, headings: Headings, tables: Mapping[Layout, Sequence[Table]]
) -> None:
    """What the office decided beside the scores, of units that are still there."""
    known = {unit.code for unit in intake.units}
    exemptions: list[ExemptionSheets] = []
    adjustments: list[AdjustmentSheets] = []
    vetoes: list[VetoSheets] = []
    recorded = (Layout.EXEMPTIONS, Layout.ADJUSTMENTS, Layout.VETOES)
    for turn in sorted({table.turn for layout in recorded for table in tables[layout]}):
        register = registers.at(turn)
        exemptions.append(ExemptionSheets(register, headings))
        adjustments.append(AdjustmentSheets(register, intake.scheme.adjustments))
        vetoes.append(VetoSheets(register, intake.scheme.vetoes))
        sheets = zip(recorded, (exemptions[-1], adjustments[-1], vetoes[-1]), strict=True)
        for layout, reader in sheets:
            for table in tables[layout]:
                if table.turn == turn:
                    intake.problems += reader.read(table)
    intake.exemptions = _latest(
        (one.recorded for one in exemptions), lambda record: (record.unit, record.indicator), known
    )
    intake.exempted_at = {key: place for one in exemptions for key, place in one.places.items()}
    intake.adjustments = _latest(
        (one.recorded for one in adjustments), lambda record: (record.unit, record.item, record.matter), known
    )
    intake.vetoes = _latest(
        (one.recorded for one in vetoes), lambda record: (record.unit, record.veto, record.reason), known
    )
    intake.problems += not_approved(intake.adjustments)


def _latest(
    turns: Iterable[Sequence[Record]], key: Callable[[Record], tuple[str, ...]], units: set[str]
) -> tuple[Record, ...]:
    """The records of all turns; those of a later turn take the place of all earlier ones with the same key."""
    numbered = [(turn, record) for turn, records in enumerate(turns) for record in records]
    last = {key(record): turn for turn, record in numbered}
    return tuple(record for turn, record in numbered if last[key(record)] == turn and key(record)[0] in units)
