"""The unit register 单位名册."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.intake import sheet_problems
from documents.intake.headings import ALIASES, GROUP, UNIT, UNIT_CODE, fixed_header, group_titles, hint
from indicators.units import Unit

if TYPE_CHECKING:
    from documents.grid import Grid
    from documents.intake.headings import Header
    from indicators.problems import Place, Problem
    from indicators.scheme import Scheme


class Register:
    """The assessed units, found by code, name or declared alias."""

    def __init__(self) -> None:
        self.units: list[Unit] = []
        self._by_title: dict[str, tuple[Unit, Place]] = {}

    def in_row(self, header: Header, row: int) -> tuple[Unit | None, list[Problem]]:
        """The unit a row of any sheet names by code, name or both, and everything that is wrong with how it does."""
        problems = header.merged(row, UNIT_CODE, UNIT)
        written = [column for column in (UNIT_CODE, UNIT) if header.text(row, column)]
        if not problems and not written:
            problems = [sheet_problems.UNIT_BLANK.at(header.place(row, UNIT))]
        unit: Unit | None = None
        for column in written:
            name, place = header.text(row, column), header.place(row, column)
            found, _ = self._by_title.get(name, (None, None))
            if found is None:
                close = hint(name, list(self._by_title))
                problems.append(sheet_problems.UNIT_UNKNOWN.at(place, name=name, hint=close))
            elif unit is not None and found is not unit:
                problems.append(
                    sheet_problems.UNIT_MISMATCH.at(place, name=name, code=header.text(row, UNIT_CODE))
                )
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
        trouble = header.merged(row, ALIASES) + header.gaps(
            row, (UNIT_CODE, UNIT, GROUP), sheet_problems.UNIT_INCOMPLETE
        )
        if trouble:
            return trouble
        title = header.text(row, GROUP)
        group = group_titles(scheme).get(title)
        if group is None:
            known = "、".join(group.name for group in scheme.groups)
            return [sheet_problems.GROUP_UNKNOWN.at(header.place(row, GROUP), group=title, known=known)]
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
                return [sheet_problems.UNIT_REPEATED.at(place, name=title, other=other)]
        self._by_title.update(dict.fromkeys(titles, (unit, place)))
        self.units.append(unit)
        return []
