"""The unit register 单位名册."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.intake import heading_problems, sheet_problems
from documents.intake.finding import shown
from documents.intake.heading_words import ALIASES, GROUP, UNIT, UNIT_CODE
from documents.intake.record_header import fixed_header
from documents.intake.skipped_rows import data_rows
from documents.intake.titles import group_titles
from documents.intake.unit_names import UnitNames
from indicators.units import Unit

if TYPE_CHECKING:
    from documents.intake.header import Header
    from documents.intake.table import Table
    from indicators.problems import Place, Problem
    from indicators.scheme import Scheme

_NEEDED = (UNIT_CODE, UNIT, GROUP)


class Register:
    """The assessed units, found by code, name or declared alias."""

    def __init__(self) -> None:
        self.units: list[Unit] = []
        self._names = UnitNames()

    def knows(self, text: str) -> bool:
        """Whether a text names a unit."""
        return self._names.find(text) is not None

    def named(self, text: str, place: Place) -> tuple[Unit | None, list[Problem]]:
        """The unit a text names; None, with the reason, if there is none, and a warning if it is typed otherwise."""
        found = self._names.find(text)
        if found is None:
            return None, [
                sheet_problems.UNIT_UNKNOWN.at(place, name=shown(text), hint=self._names.hint(text))
            ]
        if found.is_exact:
            return found.unit, []
        kind = heading_problems.UNIT_NORMALISED
        return found.unit, [kind.at(place, before=shown(text), after=f"{found.unit.code} {found.unit.name}")]

    def in_row(self, header: Header, row: int) -> tuple[Unit | None, list[Problem]]:
        """The unit a row of any sheet names by code, name or both, and what is to be said of how it does.

        The unit may be used if none of the problems is blocking.
        """
        problems = header.merged(row, UNIT_CODE, UNIT)
        written = [column for column in (UNIT_CODE, UNIT) if header.text(row, column)]
        if not problems and not written:
            problems = [sheet_problems.UNIT_BLANK.at(header.place(row, UNIT))]
        unit: Unit | None = None
        for column in written:
            name, place = header.text(row, column), header.place(row, column)
            found, trouble = self.named(name, place)
            problems += trouble
            if unit is not None and found is not None and found is not unit:
                problems.append(
                    sheet_problems.UNIT_MISMATCH.at(place, name=name, code=header.text(row, UNIT_CODE))
                )
            unit = unit or found
        return unit, problems

    def read(self, table: Table, scheme: Scheme) -> list[Problem]:
        """Adds the units of one table; returns what is wrong with it."""
        header = fixed_header(table, *_NEEDED, ALIASES)
        problems = list(header.problems)
        groups = group_titles(scheme)
        # Whatever states a group is meant to be a unit, however it is called.
        for row in data_rows(header, (GROUP,), groups.__contains__, problems):
            problems += self._read_row(header, row, scheme)
        return problems

    def _read_row(self, header: Header, row: int, scheme: Scheme) -> list[Problem]:
        trouble = header.merged(row, ALIASES) + header.gaps(row, _NEEDED, sheet_problems.UNIT_INCOMPLETE)
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
            known = self._names.place(title)
            if known is not None:
                return [sheet_problems.UNIT_REPEATED.at(place, name=title, other=known.in_words("zh"))]
        self.units.append(unit)
        alike = self._names.add(unit, titles, place)
        if alike is None:
            return []
        title, other = alike
        return [heading_problems.UNITS_ALIKE.at(place, name=title, other=other)]
