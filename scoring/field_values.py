"""Which numbers can be values of a field, and why one cannot."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from indicators.words import Words, listed, same
from scoring import reported_problems
from scoring.sheet import TOO_LARGE

if TYPE_CHECKING:
    from indicators.parts import Indicator
    from indicators.problems import ProblemKind
    from indicators.rules import RawField

#: One unit of the last decimal, by the number of decimals.
_LAST_DECIMALS = tuple(Decimal(1).scaleb(-count) for count in range(7))


class Objection(NamedTuple):
    """Why a number cannot be a value of a field: the kind of problem, and what it says of the number."""

    kind: ProblemKind
    said: dict[str, object]


def objection(number: Decimal, indicator: Indicator, field: RawField) -> Objection | None:
    """Why a number cannot be a value of a field; None if it can."""
    if field.choices:
        if any(number == worth for _, worth in field.choices):
            return None
        return Objection(
            reported_problems.NOT_A_CHOICE, {"value": f"{number:f}", "choices": choices_in_numbers(field)}
        )
    lowest, highest = field.lowest, field.highest
    if (
        (lowest is not None and number < lowest)
        or (highest is not None and number > highest)
        or not -TOO_LARGE < number < TOO_LARGE
    ):
        return Objection(
            reported_problems.OUT_OF_RANGE, {"value": f"{number:f}", "range": _range(indicator, field)}
        )
    if field.whole and number % 1:
        return Objection(reported_problems.NOT_WHOLE, {"value": f"{number:f}"})
    limit = most_decimals(indicator, field)
    if number.quantize(_LAST_DECIMALS[limit]) != number:
        count = -int(number.normalize().as_tuple().exponent)
        return Objection(
            reported_problems.TOO_MANY_DECIMALS, {"value": f"{number:f}", "count": count, "limit": limit}
        )
    return None


def most_decimals(indicator: Indicator, field: RawField) -> int:
    """How many decimals a value of a field may have."""
    return 0 if field.whole else indicator.decimals


def choices_in_numbers(field: RawField) -> Words:
    """The numbers that the choices of a field stand for, each with the first word for it, such as `1 = 是、0 = 否`."""
    words: dict[Decimal, str] = {}
    for name, number in field.choices:
        words.setdefault(number, name)
    return listed([same(f"{number:f} = {name}") for number, name in words.items()])


def _range(indicator: Indicator, field: RawField) -> Words:
    """The numbers a field may hold, with their unit of measure."""
    if field.lowest is not None and field.highest is not None:
        span = f"{field.lowest}—{field.highest}"
    elif field.highest is not None:
        span = f"≤ {field.highest}"
    else:
        span = f"≥ {field.lowest}" if field.lowest is not None else f"< {TOO_LARGE:,}"
    if not indicator.unit or indicator.measure is not None:
        return same(span)
    return Words(f"{span}，计量单位 {indicator.unit}", f"{span}, in {indicator.unit}")
