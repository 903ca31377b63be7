"""The unit register 单位名册 and recorded exemptions 豁免."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents import sheet_problems as kinds
from documents.headings import (
    ALIASES,
    APPROVED_BY,
    GROUP,
    INDICATOR,
    REASON,
    UNIT,
    UNIT_CODE,
    fixed_header,
    group_titles,
    hint,
    open_header,
)
from indicators.units import Exemption, Unit

if TYPE_CHECKING:
    from documents.grid import Grid
    from documents.headings import Header, Headings
    from indicators.problems import Place, Problem
    from indicators.scheme import Scheme


class Register:
    """The assessed units, found by code, name or declared alias."""

    def __init__(self) -> None:
        self.units: list[Unit] = []
        self._by_title: dict[str, tuple[Unit, Place]] = {}

    def find(self, title: str) -> Unit | None:
        """The unit of a code, name or alias."""
        found = self._by_title.get(title)
        return found[0] if found else None

    def in_row(self, header: Header, row: int) -> tuple[Unit | None, list[Problem]]:
        """The unit a row of any sheet is about, by code, name or both; None, with the reason, if it cannot be told."""
        problems = header.merged(row, UNIT_CODE, UNIT)
        written = [column for column in (UNIT_CODE, UNIT) if header.text(row, column)]
        if not problems and not written:
            problems = [kinds.UNIT_BLANK.at(header.place(row, UNIT))]
        unit: Unit | None = None
        for column in written:
            name, place = header.text(row, column), header.place(row, column)
            found = self.find(name)
            if found is None:
                close = hint(name, list(self._by_title))
                problems.append(kinds.UNIT_UNKNOWN.at(place, name=name, hint=close))
            elif unit is not None and found is not unit:
                problems.append(kinds.UNIT_MISMATCH.at(place, name=name, code=header.text(row, UNIT_CODE)))
            unit = unit or found
        return unit, problems

    def read(self, grid: Grid, scheme: Scheme) -> list[Problem]:
        """Adds the units of one sheet; returns what is wrong with it."""
        header = fixed_header(grid, UNIT_CODE, UNIT, GROUP, ALIASES)
        problems = list(header.problems)
        for row in header.rows():
            problems += self._read_row(header, row, scheme)
        return problems

    def _read_row(self, header: Header, row: int, scheme: Scheme) -> list[Problem]:
        lacking = [heading for heading in (UNIT_CODE, UNIT, GROUP) if not header.text(row, heading)]
        trouble = header.merged(row, UNIT_CODE, UNIT, GROUP, ALIASES) or [
            kinds.UNIT_INCOMPLETE.at(header.place(row, heading), field=heading) for heading in lacking
        ]
        if trouble:
            return trouble
        title = header.text(row, GROUP)
        group = group_titles(scheme).get(title)
        if group is None:
            known = "、".join(group.name for group in scheme.groups)
            return [kinds.GROUP_UNKNOWN.at(header.place(row, GROUP), group=title, known=known)]
        listed = header.text(row, ALIASES).replace("，", "、").split("、")
        aliases = tuple(part.strip() for part in listed if part.strip())
        unit = Unit(
            code=header.text(row, UNIT_CODE), name=header.text(row, UNIT), group=group, aliases=aliases
        )
        return self._add(unit, header.place(row, UNIT))

    def _add(self, unit: Unit, place: Place) -> list[Problem]:
        titles = dict.fromkeys((unit.code, unit.name, *unit.aliases))
        for title in titles:
            if title in self._by_title:
                other = self._by_title[title][1].in_words("zh")
                return [kinds.UNIT_REPEATED.at(place, name=title, other=other)]
        self._by_title.update(dict.fromkeys(titles, (unit, place)))
        self.units.append(unit)
        return []


class Exemptions:
    """The recorded exemptions, one for a unit and an indicator."""

    def __init__(self, register: Register, headings: Headings) -> None:
        self.recorded: list[Exemption] = []
        self._register = register
        self._headings = headings
        self._places: dict[tuple[str, str], Place] = {}

    def read(self, grid: Grid) -> list[Problem]:
        """Adds the exemptions of one sheet; returns what is wrong with it."""
        header = open_header(grid)
        problems = list(header.problems)
        for row in header.rows():
            problems += self._read_row(header, row)
        return problems

    def _read_row(self, header: Header, row: int) -> list[Problem]:
        needed = (UNIT, INDICATOR, REASON, APPROVED_BY)
        lacking = [heading for heading in needed if not header.text(row, heading)]
        trouble = header.merged(row, *needed) or [
            kinds.EXEMPTION_INCOMPLETE.at(header.place(row, heading), field=heading) for heading in lacking
        ]
        if trouble:
            return trouble
        name, title = header.text(row, UNIT), header.text(row, INDICATOR)
        unit, indicator = self._register.find(name), self._headings.indicator(title)
        if unit is None:
            close = hint(name, self._register.titles())
            trouble.append(kinds.UNIT_UNKNOWN.at(header.place(row, UNIT), name=name, hint=close))
        if indicator is None:
            close = hint(title, self._headings.known_titles())
            place = header.place(row, INDICATOR)
            trouble.append(kinds.INDICATOR_UNKNOWN.at(place, name=title, hint=close))
        if unit is None or indicator is None:
            return trouble
        reason, approved_by = header.text(row, REASON), header.text(row, APPROVED_BY)
        exemption = Exemption(
            unit=unit.code, indicator=indicator.code, reason=reason, approved_by=approved_by
        )
        return self._add(exemption, unit.name, header.place(row, UNIT))

    def _add(self, exemption: Exemption, unit: str, place: Place) -> list[Problem]:
        key = (exemption.unit, exemption.indicator)
        if key in self._places:
            other = self._places[key].in_words("zh")
            title = exemption.indicator
            return [kinds.EXEMPTION_REPEATED.at(place, unit=unit, indicator=title, other=other)]
        self._places[key] = place
        self.recorded.append(exemption)
        return []
