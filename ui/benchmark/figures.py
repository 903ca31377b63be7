"""Points as the benchmark page prints them: as they were typed, or rounded, or with their sign."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from indicators.decimals import from_units, half_up, written
from ui.frame import Html, html

if TYPE_CHECKING:
    from decimal import Decimal

    from scoring.benchmark import Benchmark

NOTHING = "—"
_MINUS = "−"
_DECIMALS = 2


def full(value: Decimal | None) -> str:
    """Full points, without zeros at their end."""
    return NOTHING if value is None else (written(Fraction(value)) or f"{value:f}")


def points(value: Decimal | None) -> str:
    """Points with two decimals, so that they stand in columns; with all of theirs where they have more."""
    if value is None:
        return NOTHING
    decimals = -int(value.normalize().as_tuple().exponent)
    return f"{value:.{max(_DECIMALS, decimals)}f}"


def total(value: Decimal | None) -> str:
    """A total or score that was worked out, with just its published decimals."""
    return NOTHING if value is None else f"{value:f}"


def rounded(value: Fraction | None, benchmark: Benchmark) -> Decimal | None:
    """An exact amount at the published decimals."""
    decimals = benchmark.chain.decimals
    return None if value is None else from_units(half_up(value, decimals), decimals)


def signed(value: Decimal | None) -> str:
    """A difference with its sign."""
    if value is None:
        return NOTHING
    sign = "+" if value > 0 else _MINUS if value < 0 else ""
    return f"{sign}{points(abs(value))}"


def gap(value: Decimal | None) -> Html:
    """What is lacking, in red; what we are ahead by is negative, in green; nothing is a dash."""
    if not value:
        return html("{value}", value=NOTHING)
    style, sign = ("bt-behind", "") if value > 0 else ("bt-ahead", _MINUS)
    return html(f'<span class="{style}">{{value}}</span>', value=f"{sign}{points(abs(value))}")


def rise(value: Decimal | None) -> Html:
    """A change with its sign, a loss in red and a gain in green."""
    if not value:
        return html("{value}", value=points(value))
    style = "bt-ahead" if value > 0 else "bt-behind"
    return html(f'<span class="{style}">{{value}}</span>', value=signed(value))
