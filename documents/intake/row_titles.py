"""What a row of a long sheet or a form says of itself: the indicator, its field and its period."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from documents.intake import heading_problems, layout_problems
from documents.intake.finding import Finding, shown
from documents.intake.header import PeriodField
from documents.intake.heading_words import FIELD, INDICATOR, INDICATOR_CODE, PERIOD
from documents.intake.nearest import Nearest
from documents.intake.said_beside import IN_ROW, code_is_of, name_is_of
from documents.intake.table_period import is_whole_year
from documents.intake.titles import normal
from indicators.formula import ColumnName
from indicators.normal_form import compact
from indicators.periods import AT
from indicators.unit_of_measure import unit_form
from indicators.words import Words, listed, same

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from documents.intake.asked import Asked
    from documents.intake.column_titles import ColumnTitles, Said
    from indicators.scheme import Scheme

_BLANK = Words("（留空）", "(leave it blank)")


class RowSaid(NamedTuple):
    """The texts of a row that say what its value is of."""

    title: str = ""
    code: str = ""
    field: str = ""
    period: str = ""
    #: The period of the whole table, for what is measured in periods and names none itself.
    of_table: str = ""


class Trouble(NamedTuple):
    """Why it cannot be told, and the column in which that shows."""

    column: str
    finding: Finding


class RowTitles:
    """Finds the field that rows name; rows that say the same are worked out once."""

    def __init__(self, scheme: Scheme, asked: Mapping[ColumnName, Asked], titles: ColumnTitles) -> None:
        self._titles = titles
        self._names = {part.code: part.name for part in scheme.indicators}
        self._period_names = {period.code: period.name for period in scheme.periods}
        #: Every field by the code of its indicator, by period ("" for the whole year) and by name.
        self._asked: dict[str, dict[str, dict[str, Asked]]] = {}
        for name, one in asked.items():
            code, _, period = name.code.partition(AT)
            self._asked.setdefault(code, {}).setdefault(period, {})[name.field] = one
        self._nearest = Nearest([*self._names, *self._names.values()])
        self._found: dict[RowSaid, Asked | Trouble] = {}

    def knows(self, text: str) -> bool:
        """Whether a text names an indicator."""
        return self._titles.said([text]) is not None

    def find(self, said: RowSaid) -> Asked | Trouble:
        """The field a row names, or why there is none."""
        found = self._found.get(said)
        if found is None:
            found = self._found[said] = self._find(said)
        return found

    def states_measure(self, said: RowSaid) -> bool:
        """Whether a row's own titles say what it is measured in."""
        read = (self._titles.said([text]) for _, text in _named(said))
        return any(one is not None and one.stated.units for one in read)

    def liberties(self, said: RowSaid) -> Iterable[Trouble]:
        """What is to be said of titles that are typed otherwise than the scheme has them."""
        for column, text in _named(said):
            read = self._titles.said([text])
            if read is not None and not read.as_typed:
                after = self._names[read.code]
                yield Trouble(
                    column, Finding(heading_problems.TITLE_NORMALISED, before=shown(text), after=after)
                )

    def _find(self, said: RowSaid) -> Asked | Trouble:
        if not _named(said):
            return Trouble(INDICATOR, Finding(layout_problems.INDICATOR_BLANK))
        read = self._read(said)
        if isinstance(read, Trouble):
            return read
        code = read[0].code
        field, period = self._field(code, said.field), self._period(code, said.period)
        if isinstance(field, Trouble):
            return field
        if isinstance(period, Trouble):
            return period
        fields, periods = {field, *_fields(read)} - {""}, {period, *_periods(read)} - {""}
        for column, names, text in ((FIELD, fields, said.field), (PERIOD, periods, said.period)):
            if len(names) > 1:
                title, other = shown(said.title or said.code), shown(text or said.code)
                return Trouble(column, Finding(layout_problems.SAID_TWICE, said=title, other=other))
        of_table = said.of_table if said.of_table in self._asked[code] else ""
        found = self._of(code, next(iter(fields), ""), next(iter(periods), of_table))
        return found if isinstance(found, Trouble) else self._measured_alike(found, said, read) or found

    def _read(self, said: RowSaid) -> list[Said] | Trouble:
        """What code and title of a row say, of one indicator."""
        read: list[Said] = []
        for column, text in _named(said):
            one = self._titles.said([text])
            if one is None and read and compact(text) == compact(self._names[read[0].code]):
                # Several indicators may have this name; the code says which.
                continue
            if one is None:
                name, hint = shown(text), self._hint(said, text)
                return Trouble(column, Finding(layout_problems.INDICATOR_UNKNOWN, name=name, hint=hint))
            if read and one.code != read[0].code:
                name, code = shown(text), shown(said.code)
                return Trouble(column, Finding(layout_problems.INDICATOR_MISMATCH, name=name, code=code))
            if one.meaning is None and (unread := _behind(text)):
                return self._no_such_field(one.code, column, unread)
            read.append(one)
        return read

    def _hint(self, said: RowSaid, unknown: str) -> Words:
        """What an unknown title may mean: the indicator that the row also names, or else the nearest."""
        for column, text in _named(said):
            read = self._titles.said([text])
            if read is not None and column == INDICATOR_CODE:
                return code_is_of(IN_ROW, shown(text), self._names[read.code])
            if read is not None:
                return name_is_of(IN_ROW, shown(text), read.code)
        return self._nearest.hint(unknown)

    def _measured_alike(self, asked: Asked, said: RowSaid, read: Iterable[Said]) -> Trouble | None:
        """Why a title such as 投资额（万元） is not of this field."""
        stated = [unit for one in read for unit in one.stated.units]
        other = next((unit for unit in stated if is_of_other_unit(unit, asked)), None)
        if other is None:
            return None
        column = INDICATOR if said.title else INDICATOR_CODE
        return Trouble(column, other_unit(other, asked))

    def _of(self, code: str, field: str, period: str) -> Asked | Trouble:
        """A field of an indicator in a period; either may be left blank where there is nothing to choose."""
        by_period = self._asked[code]
        by_field = by_period.get(period)
        if by_field is None and not period:
            kind = layout_problems.PERIOD_UNCLEAR
            return Trouble(PERIOD, Finding(kind, indicator=self._names[code], choices=self._periods_of(code)))
        if by_field is None:
            return self._no_such_period(code, self._period_names[period])
        if field in by_field:
            return by_field[field]
        if len(by_field) == 1:
            return next(iter(by_field.values()))
        kind = layout_problems.FIELD_UNCLEAR
        return Trouble(FIELD, Finding(kind, indicator=self._names[code], choices=self._fields_of(code)))

    def _field(self, code: str, text: str) -> str | Trouble:
        """The name of a field written in a column of its own; "" for the only one of an indicator."""
        if not text:
            return ""
        read = self._titles.said([code, text])
        if read is None or not isinstance(read.meaning, ColumnName | PeriodField):
            return self._no_such_field(code, FIELD, text)
        return read.meaning.field

    def _period(self, code: str, text: str) -> str | Trouble:
        """The code of a period written in a column of its own; "" for what is measured once, or if nothing is."""
        period = self._titles.period(text)
        if period in self._asked[code]:
            return period
        if not text or ("" in self._asked[code] and is_whole_year(text)):
            return ""
        return self._no_such_period(code, text)

    def _no_such_field(self, code: str, column: str, text: str) -> Trouble:
        said = {"indicator": self._names[code], "field": shown(text), "choices": self._fields_of(code)}
        return Trouble(column, Finding(layout_problems.FIELD_UNKNOWN, **said))

    def _no_such_period(self, code: str, text: str) -> Trouble:
        said = {"indicator": self._names[code], "period": shown(text), "choices": self._periods_of(code)}
        return Trouble(PERIOD, Finding(layout_problems.PERIOD_NOT_OF_INDICATOR, **said))

    def _fields_of(self, code: str) -> Words:
        by_field = next(iter(self._asked[code].values()))
        return listed([same(field) if field else _BLANK for field in by_field])

    def _periods_of(self, code: str) -> Words:
        return listed(
            [same(self._period_names[period]) if period else _BLANK for period in self._asked[code]]
        )


def is_of_other_unit(unit: str, asked: Asked) -> bool:
    """Whether a unit of measure is not that of a field; what is worked out need not have that of its fields."""
    expected = asked.indicator.unit
    if unit == expected or not expected or asked.indicator.measure is not None:
        return False
    return unit_form(unit) != unit_form(expected)


def other_unit(stated: str, asked: Asked) -> Finding:
    """What is to be said of another unit of measure than the scheme's."""
    indicator = asked.indicator
    said = {"stated": shown(stated), "indicator": indicator.name, "unit": indicator.unit}
    return Finding(layout_problems.MEASURE_UNIT_DIFFERS, **said)


def _named(said: RowSaid) -> list[tuple[str, str]]:
    return [(column, text) for column, text in ((INDICATOR_CODE, said.code), (INDICATOR, said.title)) if text]


def _behind(title: str) -> str:
    """What a title has behind the indicator, as in `P1|field` or `P1@period`."""
    form = normal(title)
    return form.partition("|")[2] or form.partition(AT)[2]


def _fields(read: Iterable[Said]) -> set[str]:
    """The names of fields that titles say; a nameless one is not said."""
    meanings = [one.meaning for one in read]
    return {meaning.field for meaning in meanings if isinstance(meaning, ColumnName | PeriodField)} - {""}


def _periods(read: Iterable[Said]) -> set[str]:
    meanings = [one.meaning for one in read]
    return {meaning.code.partition(AT)[2] for meaning in meanings if isinstance(meaning, ColumnName)} - {""}
