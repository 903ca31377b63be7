"""The score sheet 成绩表: what all units reported, as exact decimals with a state for every cell."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import IntEnum
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from indicators.formula import ColumnName, Stage

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from numpy.typing import NDArray

    from indicators.problems import Place
    from indicators.scheme import Indicator, Scheme
    from indicators.units import Exemption, Unit

#: Values at or above this are refused when a sheet is built; below it, every sum here is exact.
TOO_LARGE = Decimal(10) ** 12
#: Values that are not whole are held as whole numbers of their last decimal, which must fit an int64.
TOO_MANY_DIGITS = Decimal(2) ** 63


class State(IntEnum):
    """What a cell of any column holds. Zero is a value; none of these turns into another in silence."""

    VALUE = 0
    NOT_APPLICABLE = 1
    MISSING = 2
    #: A node that has no score because a policy withholds it.
    NO_SCORE = 3
    #: A measure whose divisor is zero and whose scheme grants full points for that.
    ZERO_DENOMINATOR = 4


@dataclass(frozen=True, slots=True)
class RawColumn:
    """One reported field of all units: value = mantissa ÷ 10^decimals where the state is VALUE.

    Both arrays have shape (n_units,); the mantissa of an absent cell is 0.
    """

    mantissas: NDArray[np.int64]
    decimals: int
    states: NDArray[np.uint8]

    def value(self, index: int) -> Fraction:
        """The exact value of one unit."""
        return Fraction(int(self.mantissas[index]), 10**self.decimals)


@dataclass(frozen=True)
class ScoreSheet:
    """Everything reported, unit by unit; the order of units means nothing.

    A column that was not handed in at all is missing for everybody.
    """

    units: tuple[Unit, ...]
    columns: Mapping[ColumnName, RawColumn]
    exemptions: tuple[Exemption, ...] = ()
    #: Where each value was read, for the trace.
    places: Mapping[tuple[str, ColumnName], Place] = field(default_factory=dict)

    @cached_property
    def index(self) -> dict[str, int]:
        """The position of each unit code."""
        return {unit.code: position for position, unit in enumerate(self.units)}


def raw_names(scheme: Scheme) -> Iterable[tuple[Indicator, ColumnName]]:
    """Every field the scheme asks for."""
    for indicator in scheme.indicators:
        for raw in indicator.raw_fields:
            yield indicator, ColumnName(Stage.RAW, indicator.code, raw.name)


def build_sheet(
    scheme: Scheme,
    units: Iterable[Unit],
    values: Mapping[tuple[str, ColumnName], Decimal],
    exemptions: Iterable[Exemption] = (),
    places: Mapping[tuple[str, ColumnName], Place] | None = None,
) -> ScoreSheet:
    """A score sheet from single values; what the scheme or an exemption excludes is not applicable.

    Args:
        scheme: Says which fields there are and which groups an indicator applies to.
        units: The register, in any order.
        values: The reported value by (unit code, raw column); what is not there is missing.
        exemptions: The recorded ones.
        places: Where each value was read.

    Raises:
        ValueError: If a value is too large to be held exactly.
    """
    units = tuple(units)
    exemptions = tuple(exemptions)
    exempt = {(exemption.unit, exemption.indicator) for exemption in exemptions}
    columns = {}
    for indicator, name in raw_names(scheme):
        groups = scheme.groups_of(indicator.code)
        cells: list[Decimal | State] = []
        for unit in units:
            if unit.group not in groups or (unit.code, indicator.code) in exempt:
                cells.append(State.NOT_APPLICABLE)
            else:
                cells.append(values.get((unit.code, name), State.MISSING))
        columns[name] = _column(cells)
    return ScoreSheet(units, columns, exemptions, places or {})


def _column(cells: list[Decimal | State]) -> RawColumn:
    numbers = [cell for cell in cells if isinstance(cell, Decimal)]
    if any(abs(number) >= TOO_LARGE for number in numbers):
        raise ValueError("a value of a trillion or more cannot be held exactly")
    decimals = max((max(0, -int(number.normalize().as_tuple().exponent)) for number in numbers), default=0)
    scale = 10**decimals
    if any(abs(number) * scale >= TOO_MANY_DIGITS for number in numbers):
        raise ValueError("values with so many digits and decimals cannot be held exactly")
    mantissas = [int(cell * scale) if isinstance(cell, Decimal) else 0 for cell in cells]
    states = [State.VALUE if isinstance(cell, Decimal) else cell for cell in cells]
    return RawColumn(np.array(mantissas, dtype=np.int64), decimals, np.array(states, dtype=np.uint8))
