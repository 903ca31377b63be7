"""What a scheme asks for: every field of every indicator, in each of its periods."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from indicators.formula import ColumnName, Stage

if TYPE_CHECKING:
    from indicators.parts import Indicator
    from indicators.rules import RawField
    from indicators.scheme import Scheme


class Asked(NamedTuple):
    """One field that is asked for: the raw column it goes to, its indicator (of one period), and what it may hold."""

    name: ColumnName
    indicator: Indicator
    field: RawField


def asked_of(scheme: Scheme) -> dict[ColumnName, Asked]:
    """Every field a scheme asks for, in the order of the scheme."""
    return {
        asked.name: asked
        for indicator in scheme.laid_out.indicators
        for raw in indicator.raw_fields
        for asked in [Asked(ColumnName(Stage.RAW, indicator.code, raw.name), indicator, raw)]
    }
