"""The unit register 单位名册."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from documents.intake import heading_problems, sheet_problems
from documents.intake.finding import shown
from documents.intake.heading_words import ALIASES, GROUP, UNIT, UNIT_CODE
from documents.intake.record_header import fixed_header
from documents.intake.row_log import each_range_once, of_unit
from documents.intake.said_beside import IN_ROW, code_is_of, name_is_of
from documents.intake.skipped_rows import data_rows
from documents.intake.titles import group_titles
from documents.intake.unit_names import UnitNames
from indicators.units import Unit
from indicators.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from documents.intake.header import Header
    from documents.intake.table import Table
    from indicators.problems import Place, Problem
    from indicators.scheme import Scheme

_NEEDED = (UNIT_CODE, UNIT, GROUP)
#: Of mere blanks and the width of brackets, which nobody sees in print; an alias would be no help.
_SPACED = replace(
    heading_problems.UNIT_NORMALISED,
    remedy=Words("如不是这个单位，请改正。", "Correct it if another unit is meant."),
)


class Register:
    """The assessed units, found by code, name or declared alias."""

    def __init__(self) -> None:
        self.units: list[Unit] = []
        self._names = UnitNames()

    def knows(self, text: str) -> bool:
        """Whether a text names a unit."""
        return self.find(text) is not None

    def find(self, text: str) -> Unit | None:
        """The unit a text names, typed exactly or nearly."""
        found = self._names.find(text)
        return None if found is None else found.unit

    def liberties(self, text: str, place: Place) -> list[Problem]:
        """A warning where a text names a unit otherwise than the register does."""
        found = self._names.find(text)
        if found is None or found.is_exact:
            return []
        kind = _SPACED if found.is_as_typed else heading_problems.UNIT_NORMALISED
        return [kind.at(place, before=shown(text), after=f"{found.unit.code} {found.unit.name}")]

    def hint(self, unknown: str, beside: Iterable[str], where: Words) -> Words:
        """What a text that names no unit may mean: the unit named by a text beside it, or else the nearest name."""
        for text in beside:
            unit = self.find(text)
            if unit is not None:
                is_code = text == unit.code
                return code_is_of(where, text, unit.name) if is_code else name_is_of(where, text, unit.code)
        return self._names.hint(unknown)

    def in_row(self, header: Header, row: int) -> tuple[Unit | None, list[Problem]]:
        """The unit a row of any sheet names by code, name or both, and what is to be said of how it does.

        The unit may be used if none of the problems is blocking. Their places name it, unless the row names two.
        """
        problems = header.merged(row, UNIT_CODE, UNIT)
        written = {column: text for column in (UNIT_CODE, UNIT) if (text := header.text(row, column))}
        if not problems and not written:
            problems = [sheet_problems.UNIT_BLANK.at(header.place(row, UNIT))]
        units: dict[str, Unit] = {}
        for column, text in written.items():
            place, found = header.place(row, column), self.find(text)
            if found is None:
                hint = self.hint(text, written.values(), IN_ROW)
                problems.append(sheet_problems.UNIT_UNKNOWN.at(place, name=shown(text), hint=hint))
                continue
            problems += self.liberties(text, place)
            units[found.code] = found
        if len(units) > 1:
            name, place = written[UNIT], header.place(row, UNIT)
            problems.append(sheet_problems.UNIT_MISMATCH.at(place, name=name, code=written[UNIT_CODE]))
        unit = next(iter(units.values()), None)
        return unit, of_unit(problems, unit) if unit is not None and len(units) == 1 else problems

    def read(self, table: Table, scheme: Scheme) -> list[Problem]:
        """Adds the units of one table; returns what is wrong with it."""
        header = fixed_header(table, *_NEEDED, ALIASES)
        problems = list(header.problems)
        groups = group_titles(scheme)
        # Whatever states a group is meant to be a unit, however it is called.
        for row in data_rows(header, (GROUP,), groups.__contains__, problems):
            problems += self._read_row(header, row, scheme, groups)
        return list(each_range_once(problems))

    def _read_row(self, header: Header, row: int, scheme: Scheme, groups: Mapping[str, str]) -> list[Problem]:
        trouble = header.merged(row, ALIASES) + header.gaps(row, _NEEDED, sheet_problems.UNIT_INCOMPLETE)
        if trouble:
            return trouble
        title = header.text(row, GROUP)
        group = groups.get(title)
        if group is None:
            known = "、".join(group.name for group in scheme.groups)
            return [
                sheet_problems.GROUP_UNKNOWN.at(header.place(row, GROUP), group=shown(title), known=known)
            ]
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
