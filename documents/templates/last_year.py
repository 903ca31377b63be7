"""Last year's values, found by what an indicator is called: codes are dealt out anew each year."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from documents.intake.asked import asked_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal

    from documents.intake.asked import Asked
    from documents.intake.by_cell import Key
    from indicators.formula import ColumnName
    from indicators.scheme import Scheme
    from indicators.units import Unit

_Title = tuple[str, str]


class LastYear:
    """What units reported a year ago, for fields that still mean the same."""

    def __init__(self, scheme: Scheme, values: Mapping[Key, Decimal]) -> None:
        """Keeps the values of one year.

        Args:
            scheme: Last year's.
            values: By (unit code, raw column), as an intake by that scheme has them.
        """
        self._values = values
        fields = asked_of(scheme)
        count = Counter(map(_title, fields.values()))
        self._columns: dict[_Title, tuple[ColumnName, str]] = {
            _title(asked): (name, asked.indicator.unit)
            for name, asked in fields.items()
            if count[_title(asked)] == 1
        }

    def value(self, unit: Unit, asked: Asked) -> Decimal | None:
        """What a unit reported for a field of the same name in the same unit of measure."""
        name, measured_in = self._columns.get(_title(asked), (None, ""))
        if name is None or measured_in != asked.indicator.unit:
            return None
        return self._values.get((unit.code, name))


def _title(asked: Asked) -> _Title:
    return asked.indicator.name, asked.field.name
