"""Whether the values of a table can be right: judged a column at a time, as elsewhere a single number is."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from engines.sheet_layout import heading
from indicators.formula import ColumnName, Stage
from indicators.plausible import is_seldom_up_to_one, share_of
from indicators.shares import plain
from indicators.words import Words
from scoring.field_values import Objection, most_decimals, objection
from scoring.reported_problems import PART_ABOVE_WHOLE, UP_TO_ONE_PERCENT
from scoring.sheet import TOO_MANY_DIGITS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from numpy.typing import NDArray

    from engines.intake_log import IntakeLog
    from engines.wide_columns import Batch
    from indicators.parts import Indicator
    from indicators.rules import RawField
    from indicators.scheme import Scheme

#: Numbers below a trillion fit an int64 with so many decimals.
_SURELY_FIT = 6
#: No mantissa is as large.
_BEYOND = int(TOO_MANY_DIGITS)


class Taken(NamedTuple):
    """The values of a column in a batch, at least one: mantissa ÷ 10^decimals where `present`; arrays have shape (n,).

    `lowest` and `highest` are the mantissas of the least value and the largest.
    """

    mantissas: NDArray[np.int64]
    decimals: int
    present: NDArray[np.bool_]
    lowest: int
    highest: int

    def value(self, row: int) -> Fraction:
        """The value in a row."""
        return Fraction(int(self.mantissas[row]), 10**self.decimals)


class FieldCheck:
    """Says which values of a field cannot be right, and which look wrong, batch by batch."""

    def __init__(self, indicator: Indicator, field: RawField) -> None:
        self._indicator, self._field = indicator, field
        self._title = heading(ColumnName(Stage.RAW, indicator.code, field.name))
        self._decimals = most_decimals(indicator, field)
        self._may_be_a_share = is_seldom_up_to_one(indicator, field)
        #: How many values are up to one, and the first of them with its line and its unit.
        self._small = 0
        self._first: tuple[Fraction, int, str | None] | None = None

    def look(self, taken: Taken, batch: Batch, log: IntakeLog) -> None:
        """Judges the values of a batch."""
        for strays in self._strays(taken):
            rows = np.flatnonzero(strays & taken.present)
            if len(rows):
                self._tell(rows, taken, batch, log)
        if self._may_be_a_share and taken.lowest <= 10**taken.decimals:
            small = (taken.mantissas > 0) & (taken.mantissas <= 10**taken.decimals) & taken.present
            found = np.flatnonzero(small).tolist()
            self._small += len(found)
            if self._first is None and found:
                self._first = taken.value(found[0]), *batch.place(found[0])

    def _strays(self, taken: Taken) -> Iterator[NDArray[np.bool_]]:
        """Which numbers are none of the field's, for one reason after another, as `objection` has them."""
        field, mantissas, scale = self._field, taken.mantissas, 10**taken.decimals
        if field.choices:
            yield ~np.isin(mantissas, _whole([Fraction(worth) * scale for _, worth in field.choices]))
            return
        beyond = np.zeros(len(mantissas), dtype=bool)
        if field.lowest is not None and taken.lowest < (least := ceil(Fraction(field.lowest) * scale)):
            beyond |= mantissas < least
        if field.highest is not None and taken.highest > (most := floor(Fraction(field.highest) * scale)):
            beyond |= mantissas > most
        yield beyond
        if taken.decimals > self._decimals:
            yield (mantissas % 10 ** (taken.decimals - self._decimals) != 0) & ~beyond

    def _objection(self, value: Fraction) -> Objection:
        found = objection(Decimal(plain(value)), self._indicator, self._field)
        if found is None:
            raise ValueError(f"{plain(value)} can be a value of “{self._title}”")
        return found

    def _tell(self, rows: NDArray[np.intp], taken: Taken, batch: Batch, log: IntakeLog) -> None:
        """Says what is wrong with the values in some rows, which is of one kind."""
        kind = self._objection(taken.value(rows[0])).kind
        for row in log.to_list(kind, self._title, rows).tolist():
            line, unit = batch.place(row)
            log.add(kind, line, unit, self._title, **self._objection(taken.value(row)).said)

    def finish(self, log: IntakeLog) -> None:
        """Says what only the whole column shows."""
        if self._first is None:
            return
        value, line, unit = self._first
        cells = Words("这一格", "this cell is")
        if self._small > 1:
            cells = Words(f"这一列有 {self._small} 格", f"{self._small} cells of this column are")
        said = {"value": plain(value), "hundredfold": plain(value * 100)}
        log.add(UP_TO_ONE_PERCENT, line, unit if self._small == 1 else None, self._title, cells=cells, **said)


def _whole(numbers: list[Fraction]) -> NDArray[np.int64]:
    """Those of some numbers that a mantissa can be."""
    fit = [int(number) for number in numbers if number.denominator == 1 and abs(number) < _BEYOND]
    return np.array(fit, dtype=np.int64)


class ShareCheck:
    """Says where a part is more than its whole, batch by batch."""

    def __init__(self, indicator: Indicator, part: str, whole: str) -> None:
        self._name, self._said = indicator.name, {"part": part, "whole": whole}
        self.part, self.whole = (ColumnName(Stage.RAW, indicator.code, field) for field in (part, whole))

    def look(self, taken: Mapping[ColumnName, Taken], batch: Batch, log: IntakeLog) -> None:
        """Compares the values of a batch."""
        part, whole = taken.get(self.part), taken.get(self.whole)
        if part is None or whole is None:
            return
        rows = np.flatnonzero(part.present & whole.present)
        decimals = max(part.decimals, whole.decimals)
        # What does not count may have any number of decimals.
        kind = np.int64 if decimals <= _SURELY_FIT else object
        parts, wholes = (
            own.mantissas[rows].astype(kind) * 10 ** (decimals - own.decimals) for own in (part, whole)
        )
        rows = rows[parts > wholes]
        title = heading(self.part)
        for row in log.to_list(PART_ABOVE_WHOLE, title, rows).tolist():
            said = self._said | {"value": plain(part.value(row)), "of_whole": plain(whole.value(row))}
            line, unit = batch.place(row)
            log.add(PART_ABOVE_WHOLE, line, unit, title, name=self._name, **said)


class TableCheck:
    """Judges a table batch by batch; nothing judges points that the office granted or took off."""

    def __init__(self, scheme: Scheme) -> None:
        """Looks up what is asked of each column.

        Args:
            scheme: With its periods written out.
        """
        self._fields = {
            ColumnName(Stage.RAW, indicator.code, field.name): FieldCheck(indicator, field)
            for indicator in scheme.indicators
            for field in indicator.raw_fields
        }
        shares = ((indicator, share_of(indicator)) for indicator in scheme.indicators)
        self._shares = [ShareCheck(indicator, *share) for indicator, share in shares if share is not None]
        self._compared = {name for share in self._shares for name in (share.part, share.whole)}

    def look(self, batch: Batch, columns: Iterable[tuple[ColumnName, Taken | None]], log: IntakeLog) -> None:
        """Judges the columns of a batch, of which few are held at a time."""
        compared = {}
        for name, taken in columns:
            if taken is None or name not in self._fields:
                continue
            self._fields[name].look(taken, batch, log)
            if name in self._compared:
                compared[name] = taken
        for share in self._shares:
            share.look(compared, batch, log)

    def finish(self, log: IntakeLog) -> None:
        """Says what only whole columns show."""
        for field in self._fields.values():
            field.finish(log)


def judged_by(scheme: Scheme) -> list[object]:
    """All that decides what is said of values; scheme has its periods written out."""
    return [
        [
            indicator.code,
            indicator.name,
            indicator.unit,
            indicator.decimals,
            share_of(indicator),
            [[repr(field), is_seldom_up_to_one(indicator, field)] for field in indicator.raw_fields],
        ]
        for indicator in scheme.indicators
    ]
