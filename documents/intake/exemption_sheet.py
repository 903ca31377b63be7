"""Exemptions 豁免 as the office records them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.intake import sheet_problems
from documents.intake.headings import APPROVED_BY, INDICATOR, REASON, UNIT, hint
from documents.intake.record_sheet import RecordSheets
from indicators.units import Exemption

if TYPE_CHECKING:
    from documents.intake.headings import Header, Headings
    from documents.intake.register import Register
    from indicators.problems import Problem


class ExemptionSheets(RecordSheets):
    """The recorded exemptions, one for a unit and an indicator, in all of its periods or in one."""

    def __init__(self, register: Register, headings: Headings) -> None:
        super().__init__(register)
        self.recorded: list[Exemption] = []
        self._headings = headings

    def _read_row(self, header: Header, row: int) -> list[Problem]:
        unit, problems = self._register.in_row(header, row)
        problems += header.gaps(row, (INDICATOR, REASON, APPROVED_BY), sheet_problems.EXEMPTION_INCOMPLETE)
        title = header.text(row, INDICATOR)
        indicator = self._headings.indicator(title)
        if title and indicator is None:
            close = hint(title, self._headings.known_titles())
            problems.append(
                sheet_problems.INDICATOR_UNKNOWN.at(header.place(row, INDICATOR), name=title, hint=close)
            )
        if problems or unit is None or indicator is None:
            return problems
        place = header.place(row, UNIT)
        before = self._before((unit.code, indicator), place)
        if before is not None:
            said = {"unit": unit.name, "indicator": indicator, "other": before.in_words("zh")}
            return [sheet_problems.EXEMPTION_REPEATED.at(place, **said)]
        reason, approved_by = header.text(row, REASON), header.text(row, APPROVED_BY)
        self.recorded.append(
            Exemption(unit=unit.code, indicator=indicator, reason=reason, approved_by=approved_by)
        )
        return []
