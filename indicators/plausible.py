"""Plausibility 合理性 of reported values: which ones may be right and look wrong, as far as a scheme says so."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from indicators.expression import Call, Name, Number
from indicators.measure import read_formula
from indicators.rules import Direction
from indicators.rules.target import TargetRule
from indicators.unit_of_measure import is_percent, unit_of

if TYPE_CHECKING:
    from indicators.expression import Expression
    from indicators.parts import Indicator
    from indicators.rules import RawField

_WHOLE = Decimal(100)


def is_seldom_up_to_one(indicator: Indicator, field: RawField) -> bool:
    """Whether a field is in percent of which more is better, and may hold more than one: 0.97 there may be 97."""
    return (
        is_percent(unit_of(indicator, field))
        and indicator.direction is Direction.HIGHER
        and (field.highest is None or field.highest > 1)
    )


class Share(NamedTuple):
    """The fields of a measure such as 已整改 / 查摆问题 * 100: the part should not be more than its whole."""

    part: str
    whole: str


def share_of(indicator: Indicator) -> Share | None:
    """The part and the whole of which an indicator is the percentage, where more than 100 cannot be meant."""
    return _share(indicator) if _is_at_most_whole(indicator) else None


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


def _share(indicator: Indicator) -> Share | None:
    """The fields of a measure that is one divided by another, as a share or times 100."""
    if indicator.measure is None:
        return None
    factors = _factors(read_formula(indicator.measure))
    if factors is None or factors.number not in {1, 100}:
        return None
    above, below = factors.above, factors.below
    return Share(above[0], below[0]) if len(above) == len(below) == 1 and above != below else None


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
