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
    Headings,
    hint,
)
from indicators.units import Exemption, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from documents.grid import Grid
    from indicators.problems import Place, Problem
    from indicators.scheme import Scheme


def _rows(grid: Grid) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row that holds anything, as a record by heading."""
    headings = [cell.text for cell in grid.rows[0]]
    for number, row in enumerate(grid.rows[1:], 1):
        if any(not cell.blank for cell in row):
            yield number, {heading: cell.text for heading, cell in zip(headings, row, strict=True) if heading}


def _place(grid: Grid, row: int, heading: str) -> Place:
    headings = [cell.text for cell in grid.rows[0]]
    return grid.place(row, headings.index(heading) if heading in headings else 0)


class Register:
    """The assessed units, found by code, name or declared alias."""

    def __init__(self) -> None:
        self.units: list[Unit] = []
        self._by_title: dict[str, tuple[Unit, Place]] = {}

    def find(self, title: str) -> Unit | None:
        """The unit of a code, name or alias."""
        found = self._by_title.get(title)
        return found[0] if found else None

    def titles(self) -> list[str]:
        """Every code, name and alias."""
        return list(self._by_title)

    def read(self, grid: Grid, scheme: Scheme) -> list[Problem]:
        """Adds the units of one sheet; returns what is wrong with it."""
        groups = {title: group.code for group in scheme.groups for title in (group.code, group.name)}
        problems: list[Problem] = []
        for row, record in _rows(grid):
            lacking = [heading for heading in (UNIT_CODE, UNIT, GROUP) if not record.get(heading)]
            problems += [
                kinds.UNIT_INCOMPLETE.at(_place(grid, row, heading), field=heading) for heading in lacking
            ]
            if lacking:
                continue
            if record[GROUP] not in groups:
                known = "、".join(group.name for group in scheme.groups)
                place = _place(grid, row, GROUP)
                problems.append(kinds.GROUP_UNKNOWN.at(place, group=record[GROUP], known=known))
                continue
            aliases = tuple(part for part in record.get(ALIASES, "").replace("，", "、").split("、") if part)
            unit = Unit(
                code=record[UNIT_CODE], name=record[UNIT], group=groups[record[GROUP]], aliases=aliases
            )
            problems += self._add(unit, _place(grid, row, UNIT))
        return problems

    def _add(self, unit: Unit, place: Place) -> list[Problem]:
        titles = dict.fromkeys((unit.code, unit.name, *unit.aliases))
        for title in titles:
            if title in self._by_title:
                other = self._by_title[title][1].in_words("zh")
                return [kinds.UNIT_REPEATED.at(place, name=title, other=other)]
        self._by_title.update(dict.fromkeys(titles, (unit, place)))
        self.units.append(unit)
        return []


def read_exemptions(
    grid: Grid, register: Register, headings: Headings
) -> tuple[list[Exemption], list[Problem]]:
    """The exemptions of one sheet, and what is wrong with it."""
    exemptions: list[Exemption] = []
    problems: list[Problem] = []
    for row, record in _rows(grid):
        lacking = [heading for heading in (UNIT, INDICATOR, REASON, APPROVED_BY) if not record.get(heading)]
        problems += [
            kinds.EXEMPTION_INCOMPLETE.at(_place(grid, row, heading), field=heading) for heading in lacking
        ]
        if lacking:
            continue
        unit, indicator = register.find(record[UNIT]), headings.indicator(record[INDICATOR])
        if unit is None:
            name, close = record[UNIT], hint(record[UNIT], register.titles())
            problems.append(kinds.UNIT_UNKNOWN.at(_place(grid, row, UNIT), name=name, hint=close))
        if indicator is None:
            name, close = record[INDICATOR], hint(record[INDICATOR], headings.known_titles())
            problems.append(kinds.INDICATOR_UNKNOWN.at(_place(grid, row, INDICATOR), name=name, hint=close))
        if unit is not None and indicator is not None:
            exemptions.append(
                Exemption(
                    unit=unit.code,
                    indicator=indicator.code,
                    reason=record[REASON],
                    approved_by=record[APPROVED_BY],
                )
            )
    return exemptions, problems
