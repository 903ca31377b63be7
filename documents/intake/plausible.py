"""Plausibility 合理性: values that may be right and look wrong, so that somebody should check them."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from documents.intake.asked import asked_of
from documents.intake.cell_number import is_percent, plain
from documents.intake.cell_values import unit_of
from documents.intake.value_problems import PART_ABOVE_WHOLE, UP_TO_ONE_PERCENT
from indicators.expression import Call, Name, Number
from indicators.formula import ColumnName, Stage
from indicators.measure import read_formula
from indicators.periods import AT
from indicators.rules import Direction
from indicators.rules.target import TargetRule
from indicators.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from documents.intake.asked import Asked
    from documents.intake.by_cell import Key
    from documents.intake.intake import Intake
    from indicators.expression import Expression
    from indicators.parts import Indicator
    from indicators.problems import Place, Problem

_DIGITS = "0123456789"
_WHOLE = Decimal(100)


def plausibility(intake: Intake) -> Iterator[Problem]:
    """Warnings about values that were taken, each at a cell."""
    yield from _up_to_one_percent(intake)
    yield from _parts_above_their_whole(intake)


# ---------------------------------------------------------------- 0.97 where 97 may be meant


def _up_to_one_percent(intake: Intake) -> Iterator[Problem]:
    """One warning for the values of a column, or of an indicator where values stand row by row."""
    high = {name for name, asked in asked_of(intake.scheme).items() if _should_be_high(asked)}
    columns: dict[tuple[str | None, ...], list[Key]] = {}
    for name, values in intake.values.columns.items():
        if name not in high:
            continue
        for code, value in values.items():
            if 0 < value <= 1:
                key = code, name
                columns.setdefault(_column_of(key, intake.places[key]), []).append(key)
    for keys in columns.values():
        place, value = intake.places[keys[0]], intake.values[keys[0]]
        cells = Words(f"{place.cell} ", f"{place.cell} is")
        if len(keys) > 1:
            cells = Words(
                f"{place.cell} 等 {len(keys)} 格", f"{place.cell} and {len(keys) - 1} more cells are"
            )
            place = replace(place, unit=None)
        yield UP_TO_ONE_PERCENT.at(place, cells=cells, value=plain(value), hundredfold=plain(value * 100))


def _should_be_high(asked: Asked) -> bool:
    """Whether a field is in percent of which more is better, and may hold more than one."""
    highest = asked.field.highest
    return (
        is_percent(unit_of(asked))
        and asked.indicator.direction is Direction.HIGHER
        and (highest is None or highest > 1)
    )


def _column_of(key: Key, place: Place) -> tuple[str | None, ...]:
    """What values must share to be named together; periods of an indicator may stand in one column."""
    letters = (place.cell or "").rstrip(_DIGITS)
    return place.file, place.sheet, letters, key[1].code.partition(AT)[0], key[1].field


# ---------------------------------------------------------------- more mended than found


class _Share(NamedTuple):
    """The fields of a measure such as 已整改 / 查摆问题 * 100."""

    part: str
    whole: str


def _parts_above_their_whole(intake: Intake) -> Iterator[Problem]:
    for indicator in intake.scheme.laid_out.indicators:
        share = _share(indicator) if _is_at_most_whole(indicator) else None
        if share is None:
            continue
        part_name, whole_name = (ColumnName(Stage.RAW, indicator.code, field) for field in share)
        parts, wholes = intake.values.column(part_name), intake.values.column(whole_name)
        for unit in intake.units:
            part, whole = parts.get(unit.code), wholes.get(unit.code)
            if part is not None and whole is not None and part > whole:
                said = {"part": share.part, "value": plain(part), "whole": share.whole}
                place = intake.places[unit.code, part_name]
                yield PART_ABOVE_WHOLE.at(place, of_whole=plain(whole), name=indicator.name, **said)


def _is_at_most_whole(indicator: Indicator) -> bool:
    """Whether an indicator is a percentage of which more is better and more than 100 is not meant."""
    rule = indicator.rule
    if indicator.direction is not Direction.HIGHER or not is_percent(indicator.unit):
        return False
    if not isinstance(rule, TargetRule):
        return False
    target = max(rule.target.values()) if isinstance(rule.target, dict) else rule.target
    # Points for what lies beyond 100 say that a plan can be exceeded.
    return target < _WHOLE or (target == _WHOLE and rule.gain is None)


def _share(indicator: Indicator) -> _Share | None:
    """The fields of a measure that is one divided by another, as a share or times 100."""
    if indicator.measure is None:
        return None
    factors = _factors(read_formula(indicator.measure))
    if factors is None or factors.number not in {1, 100}:
        return None
    above, below = factors.above, factors.below
    return _Share(above[0], below[0]) if len(above) == len(below) == 1 and above != below else None


class _Factors(NamedTuple):
    """A product: the names above and below its line, and its number."""

    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    number: Fraction = Fraction(1)


def _factors(part: Expression) -> _Factors | None:
    """The factors of an expression; None where it is no mere product and quotient."""
    match part:
        case Name(_, text):
            return _Factors(above=(text,))
        case Number(_, value):
            return _Factors(number=value)
        case Call(_, "*", arguments):
            return _product([_factors(argument) for argument in arguments])
        case Call(_, "/", (above, below)):
            divisor = _factors(below)
            if divisor is None or not divisor.number:
                return None
            turned = _Factors(divisor.below, divisor.above, 1 / divisor.number)
            return _product([_factors(above), turned])
        case _:
            return None


def _product(several: list[_Factors | None]) -> _Factors | None:
    product = _Factors()
    for one in several:
        if one is None:
            return None
        above, below = product.above + one.above, product.below + one.below
        product = _Factors(above, below, product.number * one.number)
    return product
