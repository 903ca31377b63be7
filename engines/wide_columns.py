"""The columns of a wide table: what each is about, and what is found in it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engines import ingest_problems as kinds
from engines.cells import cells_of
from engines.sheet_file import groups_of
from engines.sheet_layout import FieldFacts, heading
from engines.table_check import Taken
from scoring.layout import compile_plan
from scoring.sheet import BONUS, MISSING, NOT_APPLICABLE, PENALTY, TOO_MANY_DIGITS, VALUE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from engines.intake_log import IntakeLog
    from engines.recorded import Recorded
    from indicators.formula import ColumnName
    from indicators.scheme import Scheme

    Column = tuple[NDArray[np.int64], NDArray[np.uint8]]

#: How the columns of units and groups may be headed; names of units are for people.
UNIT, GROUP, NAMES = ("单位代码", "unit"), ("组别", "group"), ("单位", "单位名称", "name")


class WideColumns(NamedTuple):
    """Which column says what; a field that was not handed in has no heading."""

    unit: str
    group: str
    fields: dict[ColumnName, str | None]

    @property
    def read(self) -> list[str]:
        """All columns that count."""
        return [self.unit, self.group, *(title for title in self.fields.values() if title is not None)]


def wide_columns(scheme: Scheme, headings: list[str], log: IntakeLog) -> WideColumns | None:
    """What the columns of a table are about; None if they cannot be told."""
    for title, times in Counter(headings).items():
        if times > 1:
            log.add(kinds.COLUMN_TWICE, title=title)
    unit, group = (_one_of(titles, headings, log) for titles in (UNIT, GROUP))
    names = {heading(name): name for name in compile_plan(scheme).raw}
    for title in headings:
        if title not in {*names, *UNIT, *GROUP, *NAMES}:
            log.add(kinds.UNKNOWN_COLUMN, title=title)
    for title, name in names.items():
        if title not in headings and name not in {BONUS, PENALTY}:
            log.add(kinds.NOT_HANDED_IN, title=title)
    if log.blocks:
        return None
    return WideColumns(
        unit, group, {name: title if title in headings else None for title, name in names.items()}
    )


def _one_of(titles: tuple[str, ...], headings: list[str], log: IntakeLog) -> str:
    named = [title for title in titles if title in headings]
    if not named:
        log.add(kinds.NO_COLUMN, title=titles[0])
    if len(named) > 1:
        log.add(kinds.COLUMN_TWICE, title=titles[0])
    return "".join(named[:1])


class Batch(NamedTuple):
    """Some rows of a table: their cells, each one's group as its place in the scheme's list, and where they stand.

    `unit` is the heading of the units' codes, `first_line` the line of the first row.
    """

    table: pa.RecordBatch
    groups: NDArray[np.intp]
    rows: slice
    unit: str
    first_line: int

    @property
    def codes(self) -> pa.StringArray:
        """The codes of the units."""
        return pc.utf8_trim_whitespace(self.table[self.unit].cast(pa.string()))

    def place(self, row: int) -> tuple[int, str | None]:
        """The line of a row, and its unit's code."""
        alone = self._replace(table=self.table.slice(row, 1))
        return self.first_line + row, alone.codes[0].as_py() or None


class Found:
    """One field, called `name`: looked at once to learn its range, then read again."""

    def __init__(
        self, scheme: Scheme, name: ColumnName, title: str | None, recorded: Recorded, log: IntakeLog
    ) -> None:
        self.name, self._title = name, title
        self._exempt = recorded.exempt(name)
        self._granted = recorded.points(name)
        if title is not None and name in {BONUS, PENALTY} and recorded.has_adjustments:
            log.add(kinds.SAID_TWICE, title=title)
        applies = groups_of(scheme, name)
        self._excluded = np.array([code not in applies for code in scheme.group_codes])
        #: What a cell of a column that was not handed in holds.
        self._state = VALUE if name in {BONUS, PENALTY} else MISSING
        #: The lowest and the highest mantissa of each batch, with their decimals.
        self._ends: list[tuple[int, int, int]] = []
        self._partly = self._stated = False
        self._not_counted = self._not_asked = 0
        if self._granted.rows.size:
            mantissas = self._granted.mantissas
            self._ends.append((int(mantissas.min()), int(mantissas.max()), self._granted.decimals))

    def look(self, batch: Batch, log: IntakeLog) -> Taken | None:
        """Learns what a batch holds, and says what is no number; the values that count, if there are any."""
        excluded, exempt = self._excluded[batch.groups], self._exempt_in(batch)
        self._partly |= bool(excluded.any())
        self._stated |= bool((exempt & ~excluded).any())
        if self._title is None:
            return None
        told = batch.table[self._title]
        cells = cells_of(told)
        if cells is None:
            log.add(kinds.NO_NUMBERS, indicator=self._title, type=str(told.type))
            return None
        for kind, wrong in ((kinds.NO_NUMBER, cells.no_numbers), (kinds.TOO_LARGE, cells.too_large)):
            for row in log.to_list(kind, self._title, np.flatnonzero(wrong)).tolist():
                log.add(kind, *batch.place(row), self._title, text=str(told[row].as_py()))
        number = cells.states == VALUE
        present = number & ~excluded & ~exempt
        self._not_counted += int((number & excluded).sum())
        self._not_asked += int((number & exempt & ~excluded).sum())
        self._stated |= bool(((cells.states == NOT_APPLICABLE) & ~excluded).any())
        if not present.any():
            return None
        counted = cells.mantissas[present]
        lowest, highest = int(counted.min()), int(counted.max())
        self._ends.append((lowest, highest, cells.decimals))
        return Taken(cells.mantissas, cells.decimals, present, lowest, highest)

    def facts(self, log: IntakeLog) -> FieldFacts:
        """What is to be known of the field, once every batch was looked at."""
        if self._not_counted:
            log.add(kinds.NOT_COUNTED, indicator=self._title, count=self._not_counted)
        if self._not_asked:
            log.add(kinds.EXEMPT, indicator=self._title, count=self._not_asked)
        decimals = max((own for _, _, own in self._ends), default=0)
        lowest = min((low * 10 ** (decimals - own) for low, _, own in self._ends), default=0)
        highest = max((high * 10 ** (decimals - own) for _, high, own in self._ends), default=0)
        if max(-lowest, highest) >= TOO_MANY_DIGITS:
            log.add(kinds.TOO_MANY_DIGITS, indicator=self._title, decimals=decimals)
        partly, excluded = self._partly or self._stated, tuple(np.flatnonzero(self._excluded).tolist())
        return FieldFacts(self.name, decimals, lowest, highest, partly, self._stated, excluded)

    def column(self, batch: Batch, decimals: int) -> Column:
        """The mantissas and states of a batch; what does not apply to a unit has no number."""
        excluded = self._excluded[batch.groups] | self._exempt_in(batch)
        if self._title is None:
            mantissas = np.zeros(len(batch.groups), dtype=np.int64)
            first, last = np.searchsorted(self._granted.rows, [batch.rows.start, batch.rows.stop])
            own = self._granted.mantissas[first:last] * 10 ** (decimals - self._granted.decimals)
            mantissas[self._granted.rows[first:last] - batch.rows.start] = own
            return mantissas, np.where(excluded, NOT_APPLICABLE, self._state)
        cells = cells_of(batch.table[self._title])
        if cells is None:
            raise ValueError("a column of no numbers")
        return cells.at(decimals), np.where(excluded, NOT_APPLICABLE, cells.states)

    def _exempt_in(self, batch: Batch) -> NDArray[np.bool_]:
        """Which units of a batch need not report the field."""
        found = np.zeros(len(batch.groups), dtype=bool)
        first, last = np.searchsorted(self._exempt, [batch.rows.start, batch.rows.stop])
        found[self._exempt[first:last] - batch.rows.start] = True
        return found
