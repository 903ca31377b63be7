"""The headings of sheets: which tables a sheet holds, and what each of them is."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from documents.intake.column_reading import ColumnReader
from documents.intake.column_titles import ColumnTitles
from documents.intake.header import Header, Reading
from documents.intake.heading_words import (
    GROUP,
    INDICATOR,
    INDICATOR_CODE,
    ITEM,
    MEASURE_UNIT,
    PERIOD,
    REASON,
    UNIT,
    UNIT_CODE,
    VALUE,
    VETO,
    fixed,
    fixed_of,
    for_people,
)
from documents.intake.record_header import fixed_reading
from documents.intake.table_search import find_tables
from documents.intake.titles import normal, reported_titles, whole_year_titles

if TYPE_CHECKING:
    from collections.abc import Sequence

    from documents.grid import Grid
    from documents.intake.table import Column, Table
    from indicators.scheme import Scheme

#: Headings of which every table has one, whatever it is.
_KEYS = frozenset({UNIT, UNIT_CODE, INDICATOR, INDICATOR_CODE, ITEM, VETO})
_UNITS = frozenset({UNIT, UNIT_CODE})
_INDICATORS = frozenset({INDICATOR, INDICATOR_CODE})
#: Labels of what is said once, above a table, for all its rows; a label and its text may take a cell each.
_OF_THE_TABLE = frozenset({UNIT, UNIT_CODE, PERIOD, MEASURE_UNIT, INDICATOR, INDICATOR_CODE})
_LABEL_AND_TEXT = 2
#: Fields that must be among the headings for a sheet to be one of votes.
_FEWEST_FIELDS = 2


class Layout(StrEnum):
    """What a table is, told by its headings."""

    REGISTER = "register"
    EXEMPTIONS = "exemptions"
    ADJUSTMENTS = "adjustments"
    VETOES = "vetoes"
    #: One row per unit, one column per field.
    WIDE = "wide"
    #: One row per value, with its unit and indicator.
    LONG = "long"
    #: The same for one unit, which is named above the table.
    FORM = "form"
    #: One row per unit, one column per field of an indicator that no heading names.
    VOTES = "votes"


class Found(NamedTuple):
    """A table of a sheet, and what it is; None if that cannot be told."""

    layout: Layout | None
    table: Table


class Headings:
    """Every way a scheme's fields may be written as a heading, and the fixed headings beside them."""

    def __init__(self, scheme: Scheme) -> None:
        #: What headings say in the terms of the scheme.
        self.titles = ColumnTitles(scheme)
        self._reader = ColumnReader(scheme, self.titles)
        self._indicators: dict[str, str] = {}
        for titles in (*reported_titles(scheme), *whole_year_titles(scheme)):
            self._indicators |= {title: indicator.code for title, indicator in titles.items()}

    def indicator(self, title: str) -> str | None:
        """The code of an indicator written as in a heading, or without its period, for all of them."""
        return self._indicators.get(normal(title)) or self.titles.code(title)

    def is_typed_like(self, title: str) -> bool:
        """Whether such a title is typed as the scheme does, or nearly."""
        return normal(title) in self._indicators or self.titles.is_typed_like(title)

    def known_titles(self) -> list[str]:
        """Every code and name."""
        return list(self._indicators)

    def is_key(self, text: str) -> bool:
        """Whether no table is without such a heading: of the unit, the indicator or the kind of record."""
        return fixed(text) in _KEYS

    def knows(self, text: str) -> bool:
        """Whether a text is a heading, or one part of a heading in several rows."""
        return fixed(text) is not None or for_people(text) or self.titles.knows(text)

    def is_title(self, texts: Sequence[str]) -> bool:
        """Whether the texts of a row say of what unit, period or measure the table below them is."""
        label, colon, _ = (texts[0] if texts else "").replace("：", ":").partition(":")
        if colon or len(texts) == _LABEL_AND_TEXT:
            return fixed(label) in _OF_THE_TABLE
        return len(texts) == 1 and self.titles.period(texts[0]) is not None

    def find(self, grid: Grid) -> tuple[Found, ...]:
        """The tables of a sheet, from top to bottom; none if nothing looks like one."""
        found: list[Found] = []
        for table in map(self._with_measure_units, find_tables(grid, self)):
            # Headings repeated on a page go on with the table; those of a form may be of another unit.
            if found and found[-1].layout is not Layout.FORM and table.continues(found[-1].table):
                found[-1] = Found(found[-1].layout, table.joined_to(found[-1].table))
            else:
                found.append(Found(self.layout(table), table))
        return tuple(found)

    def layout(self, table: Table) -> Layout | None:
        """What a table is; None if it cannot be told."""
        meant = {column.position for column in table.columns if self._reader.meanings(column)}
        by_position = {column.position: fixed_of(column) for column in table.columns}
        words = {word for position, word in by_position.items() if position not in meant}
        for heading, layout in ((ITEM, Layout.ADJUSTMENTS), (VETO, Layout.VETOES)):
            if heading in words:
                return layout
        words |= {word for word in by_position.values() if word in {UNIT, UNIT_CODE, GROUP}}
        values = {position for position in meant if by_position[position] not in {UNIT, UNIT_CODE, GROUP}}
        if not words & _UNITS:
            return Layout.FORM if words & _INDICATORS and VALUE in words else None
        if words & _INDICATORS and VALUE in words:
            return Layout.LONG
        if words & _INDICATORS and REASON in words:
            return Layout.EXEMPTIONS
        if {UNIT, UNIT_CODE, GROUP} <= words and not values:
            return Layout.REGISTER
        return Layout.VOTES if not values and self._has_votes(table) else Layout.WIDE

    def header(self, table: Table) -> Header:
        """The header of a wide sheet."""
        return Header(table, self._reader.reading(table))

    def vote_header(self, table: Table) -> Header:
        """The header of a sheet of votes, whose columns mean the names of fields."""
        known = (UNIT, UNIT_CODE, GROUP, INDICATOR, INDICATOR_CODE, PERIOD)

        def read(column: Column) -> Reading:
            field = self.titles.field(column.texts[-1])
            return fixed_reading(table, column, known) if field is None else Reading(field)

        return Header(table, read)

    def voted(self, header: Header) -> list[str]:
        """The codes of the indicators that have every field a sheet of votes has."""
        fields = {str(meaning) for meaning in header.columns} - {*_UNITS, *_INDICATORS, GROUP, PERIOD}
        return [code for code, known in self.titles.fields.items() if fields <= known]

    def _has_votes(self, table: Table) -> bool:
        found = {self.titles.field(column.texts[-1]) for column in table.columns if column.texts}
        return any(len(found & known) >= _FEWEST_FIELDS for known in self.titles.fields.values())

    def _with_measure_units(self, table: Table) -> Table:
        """A table of indicators whose column 单位 says what each is measured in, under the name that tells so."""
        words = [fixed_of(column) for column in table.columns]
        if words.count(UNIT) != 1 or not _INDICATORS & set(words):
            return table
        at = words.index(UNIT)
        cells = [table.grid.rows[row][table.columns[at].position].text for row in table.rows]
        written = {text for text in cells if text}
        if not written or not all(map(self.titles.is_unit_of_measure, written)):
            return table
        columns = list(table.columns)
        columns[at] = replace(columns[at], texts=(MEASURE_UNIT,), spread=(MEASURE_UNIT,))
        return replace(table, columns=tuple(columns))
