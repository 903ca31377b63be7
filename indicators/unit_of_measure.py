"""Units of measure 计量单位: how they are compared, and which one the values of a field are in."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from indicators.normal_form import compact

if TYPE_CHECKING:
    from indicators.parts import Indicator
    from indicators.rules import RawField

PERCENT = "%"
#: Ways to write the same unit of measure.
_SAME_UNIT = {"百分比": PERCENT}


def unit_form(unit: str) -> str:
    """A unit of measure as it is compared."""
    # Here m², m2 and ㎡ are one and the same.
    form = compact(unicodedata.normalize("NFKC", unit))
    return _SAME_UNIT.get(form, form)


def is_percent(unit: str | None) -> bool:
    """Whether a unit of measure is percent."""
    return unit is not None and unit_form(unit) == PERCENT


def unit_of(indicator: Indicator, field: RawField) -> str | None:
    """The unit of measure of a field; None where it is not known: the indicator's need not be that of its fields."""
    unit = indicator.unit
    if indicator.measure is not None or (field.name and is_percent(unit)):
        return None
    # Without a stated unit of measure only marks are points: they have a highest, and are no counts.
    if not unit and (field.whole or (field.name and field.highest is None)):
        return None
    return unit
