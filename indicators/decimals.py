"""Numbers as people type and read them: strict decimal text in, rounding half up, decimal text out."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema
from pydantic_core import PydanticCustomError

_DECIMAL = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?", re.ASCII)
#: Longer numbers than this are not marks, counts or money; they are mistakes or attacks.
LONGEST = 30
#: A scheme's own numbers stay below this, so that no sum or product of them leaves the range of floats.
TOO_LARGE = 10**16


def parse_decimal(text: str) -> Decimal | None:
    """The number a plain decimal text states, with the decimals it was typed with; None if it is anything else.

    `2_5`, `nan`, `1e5`, `٢٥` and full-width digits, all of which `float()` takes, are not plain decimals.
    """
    if len(text) > LONGEST or not _DECIMAL.fullmatch(text):
        return None
    return Decimal(text)


def _number(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, (str, int, Decimal)):
        number = None
    else:
        number = parse_decimal(str(value).strip())
    if number is None:
        raise PydanticCustomError("number", "not a plain decimal number")
    if abs(number) >= TOO_LARGE:
        raise PydanticCustomError("number_too_large", "too large a number")
    return number


def _percent(value: Any) -> Decimal:
    if isinstance(value, Decimal):
        return value
    text = str(value).strip()
    if not text.endswith("%"):
        raise PydanticCustomError("percent", "not a percentage such as 20%")
    return _number(text[:-1])


_NUMBER_SCHEMA = {"anyOf": [{"type": "number"}, {"type": "string", "pattern": r"^[+-]?[0-9]+(\.[0-9]+)?$"}]}

#: As it was typed: never in powers of ten, which nobody may write.
_AS_TYPED = PlainSerializer(lambda number: format(number, "f"), when_used="json")
#: A decimal number in a scheme; floats are refused, since 0.1 as a float is not one tenth.
Number = Annotated[Decimal, BeforeValidator(_number), _AS_TYPED, WithJsonSchema(_NUMBER_SCHEMA)]
#: A number of zero or more.
Amount = Annotated[Decimal, BeforeValidator(_number), Field(ge=0), _AS_TYPED, WithJsonSchema(_NUMBER_SCHEMA)]
#: A number above zero.
Positive = Annotated[
    Decimal, BeforeValidator(_number), Field(gt=0), _AS_TYPED, WithJsonSchema(_NUMBER_SCHEMA)
]
#: A share written with its sign, such as `20%`; held as the number of percent.
Percent = Annotated[
    Decimal,
    BeforeValidator(_percent),
    Field(ge=0, le=100),
    PlainSerializer(lambda percent: f"{percent:f}%", when_used="json"),
    WithJsonSchema({"type": "string", "pattern": r"^[0-9]+(\.[0-9]+)?%$"}),
]


def half_up(value: Fraction, decimals: int) -> int:
    """The value in units of the last decimal, rounded half up; half away from zero below zero."""
    scaled = abs(value) * Fraction(10) ** decimals
    rounded = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return rounded if value >= 0 else -rounded


def from_units(units: int, decimals: int) -> Decimal:
    """The decimal of so many units of the last decimal: 11046 with two decimals is 110.46."""
    return Decimal(units).scaleb(-decimals)


#: A share of points has no more decimals than both of them have together.
MOST_DECIMALS = 2 * LONGEST


def written(value: Fraction, at_most: int = 6) -> str | None:
    """The value as an exact decimal without trailing zeros; None when that takes more than `at_most` decimals."""
    scaled = value * 10**at_most
    if scaled.denominator != 1:
        return None
    sign = "-" if value < 0 else ""
    digits = str(abs(scaled.numerator)).rjust(at_most + 1, "0")
    whole, part = digits[: len(digits) - at_most], digits[len(digits) - at_most :].rstrip("0")
    return f"{sign}{whole}.{part}" if part else f"{sign}{whole}"
