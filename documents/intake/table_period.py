"""The period of a whole table: written above its headings, behind a label or alone in its row, or its sheet's name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from documents.intake import heading_problems, layout_problems
from documents.intake.finding import shown
from documents.intake.heading_words import PERIOD, fixed, for_people
from documents.intake.nearest import Nearest
from indicators.normal_form import compact
from indicators.words import listed, same

if TYPE_CHECKING:
    from collections.abc import Iterator

    from documents.intake.column_titles import ColumnTitles
    from documents.intake.table import Table
    from indicators.problems import Place, Problem
    from indicators.scheme import Scheme

_WHOLE_YEAR = frozenset({"全年", "年度", "本年", "本年度"})
#: `2020年度`, or from which day to which: when it was, and no period of a scheme.
_DATES = re.compile(r"[0-9]{4}[0-9年度月日至到起止.\-~/]*")
_WIDE_BLANK = re.compile(r"\s{2,}")
_BEHIND_COLON = re.compile(r"[:：]\s*")


def is_whole_year(text: str) -> bool:
    """Whether a text says that something is measured once; a scheme may have a period of that name all the same."""
    return compact(text) in _WHOLE_YEAR


class _Named(NamedTuple):
    """What a table says of its period, and where."""

    text: str
    place: Place


class TablePeriods:
    """Tells the periods of tables by the titles of a scheme."""

    def __init__(self, scheme: Scheme, titles: ColumnTitles) -> None:
        self._titles = titles
        self._names = [period.name for period in scheme.periods]
        self._nearest = Nearest(self._names)

    def of(self, table: Table) -> tuple[str, list[Problem]]:
        """The code of the period of a table, "" if it says none, and what is wrong with how it does.

        No period is told where anything is wrong; what is unknown or contradicts itself is blocking.
        """
        if not self._names:
            return "", []
        named = [*(self._labelled(table)), *self._alone(table)]
        sheet = table.grid.sheet or ""
        if self._titles.period(sheet) is not None:
            named.append(_Named(sheet, table.grid.whole))
        problems: list[Problem] = []
        found: dict[str, _Named] = {}
        for one in named:
            period = self._titles.period(one.text)
            if period is None and not is_whole_year(one.text):
                problems.append(self._unknown(one))
            else:
                found.setdefault(period or "", one)
        if len(found) > 1:
            first, other = list(found.values())[:2]
            kind = layout_problems.TABLE_OF_TWO_PERIODS
            problems.append(kind.at(first.place, period=shown(first.text), other=shown(other.text)))
        return ("" if problems else next(iter(found), "")), problems

    def _labelled(self, table: Table) -> Iterator[_Named]:
        """What stands behind 时期： in the same cell or in the next one with a text."""
        for row, position, text in table.texts_above():
            for part in _WIDE_BLANK.split(_BEHIND_COLON.sub(":", text)):
                label, _, rest = part.partition(":")
                if fixed(label) != PERIOD:
                    continue
                at, said = position, rest.strip()
                if not said:
                    at, said = _beside(table, row, position)
                if said and not self._is_date(said):
                    yield _Named(said, table.grid.place(row, at))

    def _alone(self, table: Table) -> Iterator[_Named]:
        """The names of periods that stand in rows of their own."""
        for row in table.above:
            written = [(at, cell.text) for at, cell in enumerate(table.grid.rows[row]) if not cell.blank]
            if len(written) == 1 and self._titles.period(written[0][1]) is not None:
                [(at, text)] = written
                yield _Named(text, table.grid.place(row, at))

    def _is_date(self, text: str) -> bool:
        """Whether a text says a year or days; `2020年3月` may be meant as the period 3月."""
        form = compact(text)
        return _DATES.fullmatch(form) is not None and not any(compact(name) in form for name in self._names)

    def _unknown(self, named: _Named) -> Problem:
        known = listed([same(name) for name in self._names])
        said = {"period": shown(named.text), "hint": self._nearest.hint(named.text), "known": known}
        return heading_problems.PERIOD_UNKNOWN.at(named.place, **said)


def _beside(table: Table, row: int, position: int) -> tuple[int, str]:
    """The next text right of a label and where it stands; empty where that is another label."""
    for at, cell in enumerate(table.grid.rows[row]):
        if at > position and cell.text:
            is_label = ":" in compact(cell.text) or fixed(cell.text) is not None or for_people(cell.text)
            return at, "" if is_label else cell.text
    return position, ""
