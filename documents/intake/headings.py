"""The headings of sheets: which sheet this is, and what each of its columns holds."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from typing import TYPE_CHECKING

from documents.grid import BLANK
from documents.intake import sheet_problems, value_problems
from documents.intake.reasons import ReasonFor, asks_for_reasons
from documents.intake.titles import normal, reported_titles, whole_year_titles
from indicators.formula import ColumnName
from indicators.words import Words
from scoring.sheet import raw_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from documents.grid import Cell, Grid
    from indicators.parts import Indicator
    from indicators.problems import Place, Problem, ProblemKind
    from indicators.rules import RawField
    from indicators.scheme import Scheme

UNIT, UNIT_CODE, GROUP, ALIASES = "单位", "单位代码", "组别", "别名"
INDICATOR, REASON, APPROVED_BY = "指标", "理由", "批准人"
ITEM, MATTER, POINTS, APPROVAL = "加减分项", "事项", "分值", "审核"
VETO, DECIDED_BY = "否决事项", "认定单位"
#: Columns that say something to people and nothing to the score.
REMARKS = frozenset({"序号", "备注", "说明"})
#: What a column holds: a field of the scheme, the reasons for its scores, or what a fixed heading says.
Meaning = ColumnName | ReasonFor | str


class Layout(StrEnum):
    """What a sheet is, told by its headings."""

    REGISTER = "register"
    EXEMPTIONS = "exemptions"
    ADJUSTMENTS = "adjustments"
    VETOES = "vetoes"
    WIDE = "wide"


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


def group_titles(scheme: Scheme) -> dict[str, str]:
    """The code of a group by its name or code; a code wins over another group's name."""
    names = {group.name: group.code for group in scheme.groups}
    return names | {group.code: group.code for group in scheme.groups}


class Header:
    """The first row of a sheet, read once: where each column stands, and what is wrong with the row."""

    def __init__(self, grid: Grid, meaning: Callable[[str], Meaning | None], known: list[str]) -> None:
        """Reads the headings.

        Args:
            grid: The sheet.
            meaning: What a heading stands for; None where the sheet has no use for it.
            known: Headings to propose in place of an unknown one.
        """
        self._grid = grid
        self.columns: dict[Meaning, int] = {}
        self.problems: list[Problem] = []
        for position, cell in enumerate(grid.rows[0]):
            title = normal(cell.text)
            means = meaning(title) if title else None
            place = grid.place(0, position)
            if means in self.columns:
                other = grid.place(0, self.columns[means]).cell
                self.problems.append(sheet_problems.COLUMN_REPEATED.at(place, heading=title, other=other))
            elif means is not None:
                self.columns[means] = position
            elif title and title not in REMARKS:
                close = hint(title, known)
                self.problems.append(sheet_problems.COLUMN_UNKNOWN.at(place, heading=title, hint=close))
            elif not title and any(not row[position].blank for row in grid.rows):
                self.problems.append(sheet_problems.HEADING_BLANK.at(place))

    def rows(self) -> Iterator[int]:
        """The numbers of the rows below that hold anything."""
        for number, row in enumerate(self._grid.rows[1:], 1):
            if any(not cell.blank for cell in row):
                yield number

    def cell(self, row: int, column: Meaning) -> Cell:
        """The cell of a row in a column; blank if the sheet has no such column."""
        position = self.columns.get(column)
        return BLANK if position is None else self._grid.rows[row][position]

    def text(self, row: int, column: Meaning) -> str:
        """The text of that cell."""
        return self.cell(row, column).text

    def place(self, row: int, column: Meaning) -> Place:
        """Where that cell is; at the start of the row if the sheet has no such column."""
        return self._grid.place(row, self.columns.get(column, 0))

    def merged(self, row: int, *columns: Meaning) -> list[Problem]:
        """Those of the cells that lie under a merged range, where nobody can tell their content."""
        return [
            value_problems.MERGED_CELL.at(self.place(row, column), range=self.cell(row, column).merged_range)
            for column in columns
            if self.cell(row, column).is_merged
        ]

    def gaps(self, row: int, columns: Sequence[str], kind: ProblemKind) -> list[Problem]:
        """Those of the cells a row needs that lie under a merged range, or else those left blank."""
        return self.merged(row, *columns) or [
            kind.at(self.place(row, column), field=column) for column in columns if not self.text(row, column)
        ]


def fixed_header(grid: Grid, *headings: str) -> Header:
    """The header of a sheet that has these columns, and others for people only if they are known as such."""
    return Header(grid, lambda title: title if title in headings else None, list(headings))


def open_header(grid: Grid) -> Header:
    """The header of a sheet of records, where an office may have columns of its own, which change nothing."""
    return Header(grid, lambda title: None if title in REMARKS else title, [])


class Headings:
    """Every way a scheme's fields may be written as a heading: by code, or by a name only one indicator has.

    What is measured in periods is followed by the code or name of the period, as in `P1@Q1`.
    """

    def __init__(self, scheme: Scheme) -> None:
        passes = reported_titles(scheme)
        owners = {title: indicator for titles in passes for title, indicator in titles.items()}
        self._indicators = {title: indicator.code for title, indicator in owners.items()}
        for titles in whole_year_titles(scheme):
            self._indicators |= {title: indicator.code for title, indicator in titles.items()}
        self._fields: dict[ColumnName, tuple[Indicator, RawField]] = {}
        names: dict[str, list[ColumnName]] = {}
        for indicator, name in raw_names(scheme):
            field = next(field for field in indicator.raw_fields if field.name == name.field)
            self._fields[name] = indicator, field
            names.setdefault(indicator.code, []).append(name)
        # A field of that name comes before the reasons.
        self._by_heading: dict[str, ColumnName | ReasonFor] = {
            f"{title}|{REASON}": ReasonFor(indicator.code)
            for title, indicator in owners.items()
            if asks_for_reasons(indicator.rule)
        }
        for titles in passes:
            for title, indicator in titles.items():
                if owners[title] is indicator:
                    for name in names[indicator.code]:
                        self._by_heading[normal(f"{title}|{name.field}") if name.field else title] = name

    def indicator(self, title: str) -> str | None:
        """The code of an indicator written as in a heading, or without its period, for all of them."""
        return self._indicators.get(normal(title))

    def known_titles(self) -> list[str]:
        """Every code and name."""
        return list(self._indicators)

    def meaning(self, title: str) -> Meaning | None:
        """What a heading of a wide sheet stands for; an indicator may bear any name but that of the units."""
        if title == UNIT:
            return UNIT
        return self._by_heading.get(title) or (title if title in {UNIT_CODE, GROUP} else None)

    def layout(self, grid: Grid) -> Layout | None:
        """What a sheet is; None if it cannot be told."""
        titles = {normal(cell.text) for cell in grid.rows[0]}
        for heading, layout in ((ITEM, Layout.ADJUSTMENTS), (VETO, Layout.VETOES)):
            if heading in titles and heading not in self._by_heading:
                return layout
        if {UNIT, INDICATOR, REASON} <= titles:
            return Layout.EXEMPTIONS
        fixed = {UNIT, UNIT_CODE, GROUP}
        if fixed <= titles and not any(title in self._by_heading for title in titles - fixed):
            return Layout.REGISTER
        return Layout.WIDE if {self.meaning(title) for title in titles} & {UNIT, UNIT_CODE} else None

    def header(self, grid: Grid) -> Header:
        """The header of a wide sheet."""
        return Header(grid, self.meaning, [*self._by_heading, UNIT, UNIT_CODE, GROUP])

    def data_columns(self, header: Header) -> list[DataColumn]:
        """The columns of a wide sheet that hold values."""
        return [
            DataColumn(position, name, *self._fields[name])
            for name, position in header.columns.items()
            if isinstance(name, ColumnName)
        ]

    def reason_columns(self, header: Header) -> list[ReasonFor]:
        """The columns of a wide sheet that hold reasons."""
        return [meaning for meaning in header.columns if isinstance(meaning, ReasonFor)]
