"""The score sheet 成绩表: what all units reported, as exact decimals with a state for every cell."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from enum import IntEnum
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from indicators.adjustments import granted
from indicators.formula import ColumnName, Stage
from indicators.periods import AT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from indicators.adjustments import AdjustmentRecord, Adjustments
    from indicators.parts import Indicator
    from indicators.problems import Place
    from indicators.scheme import Scheme
    from indicators.units import Exemption, Unit
    from indicators.vetoes import VetoRecord

#: What a unit's approved records grant and take off, after all caps; no indicator can have these codes.
BONUS = ColumnName(Stage.RAW, "@bonus")
PENALTY = ColumnName(Stage.RAW, "@penalty")

#: Values at or above this are refused when a sheet is built; below it, every sum here is exact.
TOO_LARGE = Decimal(10) ** 12
#: Values that are not whole are held as whole numbers of their last decimal, which must fit an int64.
TOO_MANY_DIGITS = Decimal(2) ** 63


class State(IntEnum):
    """What a cell of any column holds. Zero is a value; none of these turns into another in silence.

    What is made of several cells has the highest of their states.
    """

    VALUE = 0
    #: A measure whose divisor is zero and whose scheme grants full points for that.
    ZERO_DENOMINATOR = 1
    MISSING = 2
    NOT_APPLICABLE = 3
    #: A node that has no score because a policy withholds it.
    NO_SCORE = 4


#: The states as the numbers arrays hold, which numpy compares without asking what they are.
VALUE, ZERO_DENOMINATOR, MISSING, NOT_APPLICABLE, NO_SCORE = (np.uint8(state) for state in State)


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

    units: Sequence[Unit]
    columns: Mapping[ColumnName, RawColumn]
    exemptions: tuple[Exemption, ...] = ()
    #: Where each value was read, for the trace.
    places: Mapping[tuple[str, ColumnName], Place] = field(default_factory=dict)
    #: Why a unit got its score, by (unit code, indicator code), where whoever scored said so.
    reasons: Mapping[tuple[str, str], str] = field(default_factory=dict)
    #: What the office granted, took off and decided beside the indicators.
    adjustments: tuple[AdjustmentRecord, ...] = ()
    vetoes: tuple[VetoRecord, ...] = ()
    #: The SHA-256 of each file that values were read from, by its name, for the trace.
    digests: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def index(self) -> dict[str, int]:
        """The position of each unit code."""
        return {unit.code: position for position, unit in enumerate(self.units)}


def raw_names(scheme: Scheme) -> Iterable[tuple[Indicator, ColumnName]]:
    """Every field the scheme asks for, in each of its periods."""
    for indicator in scheme.laid_out.indicators:
        for raw in indicator.raw_fields:
            yield indicator, ColumnName(Stage.RAW, indicator.code, raw.name)


def build_sheet(
    scheme: Scheme,
    units: Iterable[Unit],
    values: Mapping[tuple[str, ColumnName], Decimal],
    exemptions: Iterable[Exemption] = (),
    places: Mapping[tuple[str, ColumnName], Place] | None = None,
    reasons: Mapping[tuple[str, str], str] | None = None,
    adjustments: Iterable[AdjustmentRecord] = (),
    vetoes: Iterable[VetoRecord] = (),
) -> ScoreSheet:
    """A score sheet from single values; what the scheme or an exemption excludes is not applicable.

    Args:
        scheme: Says which fields there are and which groups an indicator applies to.
        units: The register, in any order.
        values: The reported value by (unit code, raw column); what is not there is missing.
        exemptions: The recorded ones.
        places: Where each value was read.
        reasons: Why a unit got its score, by (unit code, indicator code).
        adjustments: Bonuses and penalties, approved or not.
        vetoes: The recorded events.

    Raises:
        ValueError: If a value is too large to be held exactly, or a record names a unit, item or veto that is not there.
    """
    columns: dict[ColumnName, dict[str, Decimal]] = {}
    for (code, name), value in values.items():
        columns.setdefault(name, {})[code] = value
    return sheet_of_columns(scheme, units, columns, exemptions, places, reasons, adjustments, vetoes)


def sheet_of_columns(
    scheme: Scheme,
    units: Iterable[Unit],
    values: Mapping[ColumnName, Mapping[str, Decimal]],
    exemptions: Iterable[Exemption] = (),
    places: Mapping[tuple[str, ColumnName], Place] | None = None,
    reasons: Mapping[tuple[str, str], str] | None = None,
    adjustments: Iterable[AdjustmentRecord] = (),
    vetoes: Iterable[VetoRecord] = (),
) -> ScoreSheet:
    """Like `build_sheet`, with the values of each raw column by unit code.

    Raises:
        ValueError: As there.
    """
    units = tuple(units)
    exemptions = tuple(exemptions)
    exempt: dict[str, set[str]] = {}
    for exemption in exemptions:
        exempt.setdefault(exemption.indicator, set()).add(exemption.unit)
    columns = {}
    for indicator, name in raw_names(scheme):
        groups = scheme.laid_out.groups_of(indicator.code)
        whole = indicator.code.partition(AT)[0]
        out = exempt.get(indicator.code, set()) | exempt.get(whole, set())
        of_unit, missing, excluded = values.get(name, {}), State.MISSING, State.NOT_APPLICABLE
        columns[name] = _column(
            [
                of_unit.get(unit.code, missing) if unit.group in groups and unit.code not in out else excluded
                for unit in units
            ]
        )
    adjustments, vetoes = tuple(adjustments), tuple(vetoes)
    _expect_known(scheme, units, adjustments, vetoes)
    if scheme.adjustments is not None:
        columns |= _adjusted(scheme.adjustments, units, adjustments)
    return ScoreSheet(units, columns, exemptions, places or {}, reasons or {}, adjustments, vetoes)


def _expect_known(
    scheme: Scheme,
    units: tuple[Unit, ...],
    adjustments: tuple[AdjustmentRecord, ...],
    vetoes: tuple[VetoRecord, ...],
) -> None:
    """A record that names what is not there would count nothing in silence."""
    codes = {unit.code for unit in units}
    items = {item.code for item in scheme.adjustments.items} if scheme.adjustments is not None else set()
    kinds = {veto.code for veto in scheme.vetoes}
    unknown = [
        (record.unit, record.item)
        for record in adjustments
        if not (record.unit in codes and record.item in items)
    ]
    unknown += [
        (record.unit, record.veto) for record in vetoes if not (record.unit in codes and record.veto in kinds)
    ]
    if unknown:
        raise ValueError(f"records of unknown units, items or vetoes: {unknown}")


def _adjusted(
    setting: Adjustments, units: tuple[Unit, ...], records: tuple[AdjustmentRecord, ...]
) -> dict[ColumnName, RawColumn]:
    """What is granted to each unit and taken off, after all caps."""
    own: dict[str, list[AdjustmentRecord]] = {}
    for record in records:
        own.setdefault(record.unit, []).append(record)
    sums = [granted(setting, own.get(unit.code, ())) for unit in units]
    return {BONUS: _column([bonus for bonus, _ in sums]), PENALTY: _column([penalty for _, penalty in sums])}


def _column(cells: list[Decimal | State]) -> RawColumn:
    # Cells of a file that say the same share their number: each is looked at once.
    numbers = {id(cell): cell for cell in cells if isinstance(cell, Decimal)}
    if any(abs(number) >= TOO_LARGE for number in numbers.values()):
        raise ValueError("a value of a trillion or more cannot be held exactly")
    decimals = max(
        (max(0, -int(number.normalize().as_tuple().exponent)) for number in numbers.values()), default=0
    )
    scale = 10**decimals
    if any(abs(number) * scale >= TOO_MANY_DIGITS for number in numbers.values()):
        raise ValueError("values with so many digits and decimals cannot be held exactly")
    scaled = {at: int(number * scale) for at, number in numbers.items()}
    mantissas = [scaled.get(id(cell), 0) for cell in cells]
    has_value = State.VALUE
    states = [has_value if id(cell) in scaled else cell for cell in cells]
    return RawColumn(np.array(mantissas, dtype=np.int64), decimals, np.array(states, dtype=np.uint8))
