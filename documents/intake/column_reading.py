"""Judging headings: what the column of a score sheet means, and what is wrong with how it says so."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from documents.intake import heading_problems, sheet_problems
from documents.intake.finding import shown
from documents.intake.header import PeriodField, Reading
from documents.intake.heading_words import (
    GROUP,
    PERIOD,
    UNIT,
    UNIT_CODE,
    column_for_people,
    fixed_of,
    heading_text,
    is_remark,
)
from documents.intake.nearest import Nearest
from documents.intake.reasons import ReasonFor
from documents.intake.said_beside import IN_HEADING, name_is_of
from documents.intake.table_measure import TableMeasures, other_measure
from documents.intake.table_period import TablePeriods
from indicators.decimals import parse_decimal
from indicators.formula import ColumnName
from indicators.periods import AT
from indicators.unit_of_measure import unit_form

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from decimal import Decimal

    from documents.intake.column_titles import ColumnTitles, InScheme, Said
    from documents.intake.table import Column, Table
    from indicators.problems import Place, Problem
    from indicators.scheme import Scheme

#: A code at the start of a heading or in brackets at its end.
_CODE = re.compile(r"^[0-9A-Za-z.\-]+[\s、,，.:：_-]*|[（(][0-9A-Za-z.\-]+[)）]$")


class ColumnReader:
    """Reads the columns of score sheets by the titles of a scheme."""

    def __init__(self, scheme: Scheme, titles: ColumnTitles) -> None:
        self._titles = titles
        self._table_periods = TablePeriods(scheme, titles)
        self._table_measures = TableMeasures(scheme)
        self._names = {period.code: period.name for period in scheme.periods}
        #: Codes by the number that Excel makes of them: 1.1 and 1.10 are one there.
        self._by_number: dict[Decimal, list[str]] = {}
        for code in titles.indicators:
            number = parse_decimal(code)
            if number is not None:
                self._by_number.setdefault(number, []).append(code)
        self._fixed = {UNIT, UNIT_CODE, GROUP} | ({PERIOD} if scheme.periods else set())

    def meanings(self, column: Column) -> list[Said]:
        """What a heading may mean: all its rows together, or the lower ones alone; more than one is one too many."""
        for texts in dict.fromkeys((column.texts, column.spread)):
            found: dict[InScheme, Said] = {}
            for start in range(len(texts)):
                said = self._titles.said(texts[start:])
                if said is not None and said.meaning is not None:
                    found.setdefault(said.meaning, said)
            # Beside a heading with its period, the same without it says nothing else.
            distinct = [
                said
                for meaning, said in found.items()
                if not (isinstance(meaning, PeriodField) and _of_some_period(meaning, found))
            ]
            if distinct:
                return distinct
        return []

    def reading(self, table: Table) -> Callable[[Column], Reading]:
        """What the columns of a table mean; an indicator may bear any name but that of the units."""
        rows_say_period = PERIOD in self._fixed and any(
            fixed_of(column) == PERIOD and not self.meanings(column) for column in table.columns
        )

        period, trouble = self._table_periods.of(table)
        measures = self._table_measures.of(table)

        def read(column: Column) -> Reading:
            reading = self._read(table, column, measures)
            if not isinstance(reading.meaning, PeriodField) or rows_say_period:
                return reading
            if trouble:
                # What is wrong with the period of the table is said once, for all its columns.
                return Reading(problems=reading.problems)
            of_table = self._in_period_of_table(table, column, reading.meaning, period)
            return Reading(of_table.meaning, (*reading.problems, *of_table.problems))

        return read

    def _read(self, table: Table, column: Column, measures: Sequence[str]) -> Reading:
        if column.heading == UNIT:
            return Reading(UNIT)
        found = self.meanings(column)
        place = table.grid.place(column.row, column.position)
        if found:
            alike = self._alike_as_number(table, column, found[0].code)
            if alike is not None:
                said = {"heading": heading_text(column), "one": found[0].code, "other": alike}
                return Reading(problems=(heading_problems.HEADING_AMBIGUOUS.at(place, **said),))
            return self._judged(column, found, place, measures)
        word = fixed_of(column)
        if word in self._fixed:
            return Reading(word)
        if column_for_people(column):
            return Reading(aside=not is_remark(column.texts[-1]))
        return Reading(problems=(self._unknown(column, place),))

    def _alike_as_number(self, table: Table, column: Column, code: str) -> str | None:
        """Another code which Excel makes the same number of, where the heading is one; CSV keeps what was typed."""
        number = table.grid.rows[column.row][column.position].number
        if number is None or table.grid.sheet is None:
            return None
        return next((other for other in self._by_number.get(number, ()) if other != code), None)

    def _judged(self, column: Column, found: list[Said], place: Place, measures: Sequence[str]) -> Reading:
        """A column that names an indicator, unless it names two."""
        said = found[0]
        uppers = [above for text in column.texts[:-1] if (above := self._titles.said([text])) is not None]
        other = next((one for one in (*found[1:], *uppers) if one.code != said.code), None)
        other = other or next(iter(found[1:]), None)
        if other is not None:
            kind = heading_problems.HEADING_AMBIGUOUS
            one, two = self._written(said), self._written(other)
            return Reading(problems=(kind.at(place, heading=heading_text(column), one=one, other=two),))
        return Reading(said.meaning, tuple(self._remarks(column, said, place, measures)))

    def _in_period_of_table(self, table: Table, column: Column, meaning: PeriodField, period: str) -> Reading:
        """A column that names no period has that of its table, "" if that says none."""
        place = table.grid.place(column.row, column.position)
        part = self._titles.indicators[meaning.code]
        if not period:
            first = next(code for code in self._names if code in self._titles.periods_of[meaning.code])
            said = {"heading": part.name, "example": f"{part.code}{AT}{first}"}
            return Reading(problems=(heading_problems.PERIOD_MISSING.at(place, **said),))
        found = self._titles.column(meaning.code, meaning.field, period)
        if found is None:
            said = {"name": part.name, "period": self._names[period]}
            return Reading(problems=(heading_problems.NOT_IN_PERIOD.at(place, **said),))
        return Reading(found)

    def _remarks(self, column: Column, said: Said, place: Place, measures: Sequence[str]) -> list[Problem]:
        """What is to be said of a heading that is understood."""
        part, problems = self._titles.indicators[said.code], []
        if not said.as_typed:
            before, after = heading_text(column), self._written(said)
            problems.append(heading_problems.TITLE_NORMALISED.at(place, before=before, after=after))
        problems += [
            heading_problems.POINTS_DIFFER.at(place, stated=points, name=part.name, points=part.points)
            for points in said.stated.points
            if points != part.points
        ]
        # What a field is counted in, the scheme does not say.
        is_value = isinstance(said.meaning, ColumnName | PeriodField) and not said.meaning.field
        problems += [
            heading_problems.MEASURE_UNIT_DIFFERS.at(place, stated=unit, name=part.name, unit=part.unit)
            for unit in said.stated.units
            if is_value and part.unit and unit_form(unit) != unit_form(part.unit)
        ]
        # What a heading states outweighs what is stated once for all of them.
        other = other_measure(measures, part) if is_value and not said.stated.units else None
        return problems if other is None else [*problems, other.at(place)]

    def _written(self, said: Said) -> str:
        """An indicator, or a column of it, as the scheme writes it."""
        title = f"{said.code} {self._titles.indicators[said.code].name}"
        if said.meaning is None or isinstance(said.meaning, ReasonFor):
            return title
        period = said.meaning.code.partition(AT)[2]
        field = said.meaning.field
        return title + (f"{AT}{period}" if period else "") + (f"|{field}" if field else "")

    def _unknown(self, column: Column, place: Place) -> Problem:
        heading = heading_text(column)
        for text in column.texts:
            pair = self._titles.conflict(text)
            if pair is not None:
                code, name = (f"{code} {self._titles.indicators[code].name}" for code in pair)
                return heading_problems.HEADING_MISMATCH.at(place, heading=heading, code=code, name=name)
            name = _CODE.sub("", text)
            named = self._titles.said([name])
            if named is not None and self._titles.said([text]) is None:
                hint = name_is_of(IN_HEADING, shown(name), named.code)
                return sheet_problems.COLUMN_UNKNOWN.at(place, heading=heading, hint=hint)
        return sheet_problems.COLUMN_UNKNOWN.at(place, heading=heading, hint=self._nearest.hint(heading))

    @cached_property
    def _nearest(self) -> Nearest:
        return Nearest((*self._titles.exact, *sorted(self._fixed)))


def _of_some_period(meaning: PeriodField, others: Iterable[InScheme]) -> bool:
    """Whether the same field is meant with its period too."""
    return any(
        isinstance(other, ColumnName) and (other.code.partition(AT)[0], other.field) == meaning
        for other in others
    )
