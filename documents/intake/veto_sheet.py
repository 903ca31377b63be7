"""Vetoes 一票否决 as the office records them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.intake import sheet_problems
from documents.intake.finding import shown
from documents.intake.heading_words import APPROVED_BY, DECIDED_BY, REASON, VETO
from documents.intake.record_sheet import Kinds, RecordSheets, joined
from indicators.problems import blocking
from indicators.vetoes import VetoRecord
from indicators.words import Words

if TYPE_CHECKING:
    from documents.intake.header import Header
    from documents.intake.register import Register
    from documents.intake.table import Table
    from indicators.problems import Problem
    from indicators.vetoes import Veto

_WHAT = Words("否决事项", "vetoes")
#: What offices call whoever decided; both may stand in one sheet.
_DECIDED_BY = (DECIDED_BY, APPROVED_BY)


class VetoSheets(RecordSheets):
    """The recorded vetoes; two alike are one too many."""

    def __init__(self, register: Register, vetoes: tuple[Veto, ...]) -> None:
        super().__init__(register)
        self.recorded: list[VetoRecord] = []
        self._vetoes = vetoes
        self._kinds = Kinds(_WHAT, vetoes)

    def read(self, table: Table) -> list[Problem]:
        """Adds the records of one table; returns what is wrong with it."""
        if not self._vetoes:
            return [sheet_problems.RECORDS_NOT_IN_SCHEME.at(table.start, what=_WHAT, field="vetoes")]
        return super().read(table)

    def _read_row(self, header: Header, row: int) -> list[Problem]:
        unit, problems = self._register.in_row(header, row)
        decided_by = joined(header, row, _DECIDED_BY)
        needed = (VETO, REASON) if decided_by else (VETO, REASON, DECIDED_BY)
        problems += header.gaps(row, needed, sheet_problems.VETO_INCOMPLETE)
        veto, unknown = self._kinds.in_row(header, row, VETO)
        problems += unknown
        if blocking(problems) or unit is None or veto is None:
            return problems
        reason = header.text(row, REASON)
        place = header.place(row, VETO)
        before = self._before((unit.code, veto, reason), place)
        if before is not None:
            record = "、".join(map(shown, (unit.name, header.text(row, VETO), reason)))
            other = before.in_words("zh")
            return [*problems, sheet_problems.RECORD_REPEATED.at(place, other=other, record=record)]
        self.recorded.append(VetoRecord(unit=unit.code, veto=veto, reason=reason, decided_by=decided_by))
        return problems
