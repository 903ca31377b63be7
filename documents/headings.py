"""The headings of score sheets: which sheet this is, and which field of the scheme a column holds."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from typing import TYPE_CHECKING

from documents import sheet_problems as kinds
from indicators.formula import ColumnName, Stage
from indicators.words import Words
from scoring.sheet import raw_names

if TYPE_CHECKING:
    from documents.grid import Grid
    from indicators.problems import Problem
    from indicators.rules import RawField
    from indicators.scheme import Indicator, Scheme

UNIT, UNIT_CODE, GROUP, ALIASES = "单位", "单位代码", "组别", "别名"
INDICATOR, REASON, APPROVED_BY = "指标", "理由", "批准人"
#: Columns of a score sheet that say something to people and nothing to the score.
REMARKS = frozenset({"序号", "备注", "说明", GROUP, UNIT_CODE})
#: Between an indicator and one of its fields, as typed with either kind of keyboard.
SEPARATORS = str.maketrans({"｜": "|"})


class Layout(StrEnum):
    """What a sheet is, told by its headings."""

    REGISTER = "register"
    EXEMPTIONS = "exemptions"
    WIDE = "wide"


def layout_of(grid: Grid) -> Layout | None:
    """What a sheet is; None if it cannot be told."""
    headings = {cell.text for cell in grid.rows[0]}
    if {UNIT, INDICATOR, REASON} <= headings:
        return Layout.EXEMPTIONS
    if {UNIT, UNIT_CODE, GROUP} <= headings <= {UNIT, ALIASES, *REMARKS}:
        return Layout.REGISTER
    return Layout.WIDE if headings & {UNIT, UNIT_CODE} else None


@dataclass(frozen=True, slots=True)
class DataColumn:
    """A column of a wide sheet: its position and the field it holds."""

    position: int
    name: ColumnName
    indicator: Indicator
    field: RawField


def hint(wrong: str, known: list[str]) -> Words:
    """The nearest known name, to be proposed, never to be taken."""
    close = get_close_matches(wrong, known, 1, cutoff=0.5)
    return Words(f"（是否为“{close[0]}”？）", f" (is it “{close[0]}”?)") if close else Words("", "")


class Headings:
    """Every way a scheme's fields may be written as a heading: by code, or by a name only one indicator has."""

    def __init__(self, scheme: Scheme) -> None:
        names = [indicator.name for indicator in scheme.indicators]
        self._by_heading: dict[str, tuple[Indicator, RawField, ColumnName]] = {}
        self._indicators: dict[str, Indicator] = {}
        for indicator, name in raw_names(scheme):
            field = next(field for field in indicator.raw_fields if field.name == name.field)
            for title in self._titles(indicator, names):
                self._indicators[title] = indicator
                heading = f"{title}|{field.name}" if field.name else title
                self._by_heading[heading] = (
                    indicator,
                    field,
                    ColumnName(Stage.RAW, indicator.code, field.name),
                )

    @staticmethod
    def _titles(indicator: Indicator, names: list[str]) -> list[str]:
        return [indicator.code] + ([indicator.name] if names.count(indicator.name) == 1 else [])

    def indicator(self, title: str) -> Indicator | None:
        """The indicator of a code or name."""
        return self._indicators.get(title)

    def known_titles(self) -> list[str]:
        """Every code and name."""
        return list(self._indicators)

    def columns(self, grid: Grid) -> tuple[list[DataColumn], list[Problem]]:
        """The data columns of a wide sheet, and what is wrong with its headings."""
        columns: list[DataColumn] = []
        problems: list[Problem] = []
        seen: dict[ColumnName, int] = {}
        for position, cell in enumerate(grid.rows[0]):
            heading = cell.text.translate(SEPARATORS)
            place = grid.place(0, position)
            if heading == UNIT or heading in REMARKS:
                continue
            if not heading:
                if any(not row[position].blank for row in grid.rows):
                    problems.append(kinds.HEADING_BLANK.at(place))
                continue
            found = self._by_heading.get("|".join(part.strip() for part in heading.split("|")))
            if found is None:
                close = hint(heading, list(self._by_heading))
                problems.append(kinds.COLUMN_UNKNOWN.at(place, heading=heading, hint=close))
                continue
            indicator, field, name = found
            if name in seen:
                other = grid.place(0, seen[name]).cell
                problems.append(kinds.COLUMN_REPEATED.at(place, heading=heading, other=other))
                continue
            seen[name] = position
            columns.append(DataColumn(position, name, indicator, field))
        return columns, problems
