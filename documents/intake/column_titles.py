"""What the headings of a column say in the terms of a scheme: indicator, field and period, whatever way it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from documents.intake.header import PeriodField
from documents.intake.heading_words import REASON, says_value
from documents.intake.reasons import ReasonFor, asks_for_reasons
from documents.intake.stated import Stated, Statements
from documents.intake.titles import normal, reported_titles, whole_year_titles
from indicators.formula import ColumnName, Stage
from indicators.normal_form import LONGEST, NormalForms, compact
from indicators.parts import Composite
from indicators.periods import AT, in_period
from scoring.sheet import raw_names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indicators.parts import Indicator
    from indicators.scheme import Scheme

#: The ways a code and a name are written as one title.
_TOGETHER = (
    *("{code}" + sign + "{name}" for sign in ("", "、", ",", "-", ".", ":", "：", "_")),
    "{name}{code}",
    "{name}({code})",
    "({code}){name}",
    "{code}({name})",
)
#: What may stand between a code and a name.
_BETWEEN = ",.-:_()"
#: An indicator and a field, or an indicator and its value, reason or statement.
_MOST_PIECES = 2

InScheme = ColumnName | PeriodField | ReasonFor


class Said(NamedTuple):
    """What a heading says: the code of an indicator, the column meant, if it is one, and what is stated beside."""

    code: str
    meaning: InScheme | None
    stated: Stated = Stated()
    #: Whether it is typed as the scheme does, or nearly.
    as_typed: bool = True


class ColumnTitles:
    """Every way a scheme's fields may be written as a heading.

    Exact titles come first: codes, names that only one indicator has, `P1@Q1` for a period, `P1|field` for a field.
    """

    def __init__(self, scheme: Scheme) -> None:
        self.indicators: dict[str, Indicator] = {part.code: part for part in scheme.indicators}
        self._names: NormalForms[str] = NormalForms()
        self._titles: NormalForms[str] = NormalForms()
        self._together: NormalForms[str] = NormalForms()
        for code, part in self.indicators.items():
            self._names.add(part.name, code)
            self._titles.add(code, code)
            self._titles.add(part.name, code)
            for shape in _TOGETHER:
                self._together.add(shape.format(code=code, name=part.name), code)
        self._periods: NormalForms[str] = NormalForms()
        for period in scheme.periods:
            self._periods.add(period.code, period.code)
            self._periods.add(period.name, period.code)
        self._fields: dict[str, NormalForms[str]] = {code: NormalForms() for code in self.indicators}
        self._any_field: NormalForms[str] = NormalForms()
        #: The names of the fields of each indicator.
        self.fields: dict[str, set[str]] = {code: set() for code in self.indicators}
        #: The periods each indicator is measured in; none if it is measured once.
        self.periods_of: dict[str, set[str]] = {code: set() for code in self.indicators}
        self._columns = {name for _, name in raw_names(scheme)}
        for name in self._columns:
            whole, at, behind = name.code.partition(AT)
            self._fields[whole].add(name.field, name.field)
            self._any_field.add(name.field, name.field)
            self.fields[whole].add(name.field)
            self.periods_of[whole] |= {behind} if at else set()
        self._statements = Statements(part.unit for part in self.indicators.values())
        self._themes = {compact(part.name) for part in scheme.tree if isinstance(part, Composite)}
        self.exact: dict[str, InScheme] = _exact(scheme)

    def period(self, text: str) -> str | None:
        """The code of a period written by code or name."""
        return self._periods.find(text)

    def code(self, text: str) -> str | None:
        """The code of the indicator a text names by code, name or both, in any way of typing."""
        return self._titles.find(text) or self._together.find(text)

    def is_typed_like(self, text: str) -> bool:
        """Whether a title of an indicator is typed as the scheme does, or nearly."""
        return self._titles.is_as_typed(text) or self._together.is_as_typed(text)

    def knows(self, text: str) -> bool:
        """Whether a text is a heading of this scheme, or one part of a heading in several rows."""
        if len(text) > LONGEST:
            return False
        if compact(text) in self._themes or normal(text) in self.exact or self._periods.find(text):
            return True
        title, _ = self._statements.taken_off(text)
        return not title or self.said([text]) is not None or self._any_field.find(title) is not None

    def said(self, texts: Sequence[str]) -> Said | None:
        """What headings from upper to lower say together; None if no indicator is named."""
        if any(len(text) > LONGEST for text in texts):
            return None
        exact = self.exact.get(normal("|".join(texts)))
        if exact is not None:
            return Said(_code(exact), exact)
        pieces, stated = self._pieces(texts)
        period, pieces, as_typed = self._taken_off_period(pieces)
        if not 0 < len(pieces) <= _MOST_PIECES:
            return None
        code = self.code(pieces[0])
        if code is None:
            return None
        field = self._field(code, *pieces[1:])
        as_typed = as_typed and self.is_typed_like(pieces[0])
        if field and field != REASON:
            as_typed = as_typed and self._fields[code].is_as_typed(pieces[1])
        # What is stated of a field is no statement of the indicator.
        said = stated[0] if field else Stated.of(stated)
        return Said(code, None if field is None else self.column(code, field, period), said, as_typed)

    def column(self, code: str, field: str, period: str | None) -> InScheme | None:
        """The column of a field in a period, which stays open where the indicator has periods and none is named."""
        if period is None and self.periods_of[code]:
            return PeriodField(code, field)
        known = code if period is None else in_period(code, period)
        if field == REASON and self._fields[code].find(field) is None:
            return ReasonFor(known) if period is None or period in self.periods_of[code] else None
        name = ColumnName(Stage.RAW, known, field)
        return name if name in self._columns else None

    def field(self, text: str) -> str | None:
        """The name of a field, of whatever indicator."""
        return self._any_field.find(text) or self._any_field.find(self._statements.taken_off(text)[0]) or None

    def is_unit_of_measure(self, text: str) -> bool:
        """Whether a text is a unit of measure."""
        return self._statements.is_unit(text)

    def conflict(self, text: str) -> tuple[str, str] | None:
        """The indicators of whose code and of whose name a heading is made, where these are two."""
        form = compact(self._statements.taken_off(text)[0]) if len(text) <= LONGEST else ""
        for code in self.indicators:
            sign = compact(code)
            for rest in (form.removeprefix(sign), form.removesuffix(sign), form.removesuffix(f"({sign})")):
                named = self._names.find(rest.strip(_BETWEEN)) if rest != form else None
                if named is not None and named != code:
                    return code, named
        return None

    def _pieces(self, texts: Sequence[str]) -> tuple[list[str], list[Stated]]:
        """The parts of headings without what they state, and what each of them states."""
        pieces, stated = [], []
        for piece in normal("|".join(texts)).split("|"):
            known = self.code(piece) or self._any_field.find(piece) or self._periods.find(piece)
            title, said = (piece, Stated()) if known else self._statements.taken_off(piece)
            stated.append(said)
            if title:
                pieces.append(title)
        return pieces, stated

    def _taken_off_period(self, pieces: Sequence[str]) -> tuple[str | None, list[str], bool]:
        """The period among the parts of a heading, the other parts, and whether the period is typed as in the scheme."""
        rest, periods = [], []
        for piece in pieces:
            title, at, behind = piece.rpartition(AT)
            if at and self._periods.find(behind) and self.code(piece) is None:
                periods.append(behind)
                rest.append(title)
            elif len(pieces) > 1 and self._periods.find(piece) and self.code(piece) is None:
                periods.append(piece)
            else:
                rest.append(piece)
        if len(periods) > 1:
            return None, [], False
        as_typed = all(map(self._periods.is_as_typed, periods))
        return self._periods.find(periods[0]) if periods else None, rest, as_typed

    def _field(self, code: str, below: str = "") -> str | None:
        """The field a heading below an indicator's names; None if it names none."""
        fields = self._fields[code]
        if fields.find(below) is not None:
            return fields.find(below)
        if compact(below) == REASON and asks_for_reasons(self.indicators[code].rule):
            return REASON
        if fields.find("") is not None and says_value(below, self.indicators[code].unit):
            return ""
        return None


def _code(meaning: InScheme) -> str:
    code = meaning.indicator if isinstance(meaning, ReasonFor) else meaning.code
    return code.partition(AT)[0]


def _exact(scheme: Scheme) -> dict[str, InScheme]:
    """What each heading means that is written exactly as it should be."""
    passes = reported_titles(scheme)
    owners = {title: indicator for titles in passes for title, indicator in titles.items()}
    names: dict[str, list[ColumnName]] = {}
    for indicator, name in raw_names(scheme):
        names.setdefault(indicator.code, []).append(name)
    # A field of that name comes before the reasons.
    found: dict[str, InScheme] = {
        f"{title}|{REASON}": ReasonFor(indicator.code)
        for title, indicator in owners.items()
        if asks_for_reasons(indicator.rule)
    }
    for titles in passes:
        for title, indicator in titles.items():
            if owners[title] is indicator:
                for name in names[indicator.code]:
                    found[normal(f"{title}|{name.field}") if name.field else title] = name
    # What has periods and is named without one says so only if nothing else bears that title.
    for titles in reversed(whole_year_titles(scheme)):
        for title, indicator in titles.items():
            for raw in () if indicator.code in names else indicator.raw_fields:
                key = normal(f"{title}|{raw.name}") if raw.name else title
                found.setdefault(key, PeriodField(indicator.code, raw.name))
    return found
