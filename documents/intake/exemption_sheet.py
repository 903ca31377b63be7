"""Exemptions 豁免 as the office records them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.intake import heading_problems, sheet_problems
from documents.intake.finding import shown
from documents.intake.heading_words import APPROVED_BY, INDICATOR, INDICATOR_CODE, REASON, UNIT
from documents.intake.nearest import Nearest
from documents.intake.record_sheet import RecordSheets
from indicators.problems import blocking
from indicators.units import Exemption

if TYPE_CHECKING:
    from documents.intake.header import Header
    from documents.intake.headings import Headings
    from documents.intake.register import Register
    from indicators.problems import Place, Problem


class ExemptionSheets(RecordSheets):
    """The recorded exemptions, one for a unit and an indicator, in all of its periods or in one."""

    def __init__(self, register: Register, headings: Headings) -> None:
        super().__init__(register)
        self.recorded: list[Exemption] = []
        #: Where each was recorded, by (unit code, indicator code).
        self.places: dict[tuple[str, str], Place] = {}
        self._headings = headings
        self._nearest = Nearest(headings.known_titles())

    def _read_row(self, header: Header, row: int) -> list[Problem]:
        unit, problems = self._register.in_row(header, row)
        indicator, trouble = self._indicator(header, row)
        named = () if header.text(row, INDICATOR_CODE) else (INDICATOR,)
        needed = (*named, REASON, APPROVED_BY)
        problems += header.gaps(row, needed, sheet_problems.EXEMPTION_INCOMPLETE) + trouble
        if blocking(problems) or unit is None or indicator is None:
            return problems
        place = header.place(row, UNIT)
        before = self._before((unit.code, indicator), place)
        if before is not None:
            said = {"unit": unit.name, "indicator": indicator, "other": before.in_words("zh")}
            return [*problems, sheet_problems.EXEMPTION_REPEATED.at(place, **said)]
        self.places[unit.code, indicator] = place
        reason, approved_by = header.text(row, REASON), header.text(row, APPROVED_BY)
        self.recorded.append(
            Exemption(unit=unit.code, indicator=indicator, reason=reason, approved_by=approved_by)
        )
        return problems

    def _indicator(self, header: Header, row: int) -> tuple[str | None, list[Problem]]:
        """The indicator a row names by code, name or both, and what is to be said of how it does."""
        found: dict[str, str] = {}
        problems: list[Problem] = []
        for column in (INDICATOR_CODE, INDICATOR):
            title, place = header.text(row, column), header.place(row, column)
            if not title:
                continue
            code = self._headings.indicator(title)
            if code is None:
                name = shown(title)
                close = self._nearest.hint(name)
                problems.append(sheet_problems.INDICATOR_UNKNOWN.at(place, name=name, hint=close))
                continue
            if not self._headings.is_typed_like(title):
                kind = heading_problems.TITLE_NORMALISED
                problems.append(kind.at(place, before=shown(title), after=code))
            found.setdefault(code, title)
        if len(found) > 1:
            (code, title), (other, name) = found.items()
            kind, place = heading_problems.HEADING_MISMATCH, header.place(row, INDICATOR)
            problems.append(kind.at(place, heading=shown(f"{title} {name}"), code=code, name=other))
        return next(iter(found), None), problems
