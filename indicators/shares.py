"""Shares as they are printed: exact, or in percent that is never rounded up to all or down to nothing."""

from __future__ import annotations

from fractions import Fraction

from indicators.decimals import MOST_DECIMALS, half_up, written

_DECIMALS = 2


def percent(share: Fraction) -> str:
    """For example `98.33%`; 99.999 % is `99.99%`, since only the whole is 100 %, and 0.001 % is `0.01%`."""
    units = half_up(share * 100, _DECIMALS)
    whole, least = 100 * 10**_DECIMALS, 1
    if units == whole and share < 1:
        units = whole - 1
    elif units == whole and share > 1:
        units = whole + 1
    elif units == 0 and share > 0:
        units = least
    return f"{written(Fraction(units, 10**_DECIMALS))}%"


def plain(number: Fraction) -> str:
    """Points or a share as a decimal if it is one, else as a fraction such as `1/3`."""
    return written(number, MOST_DECIMALS) or str(number)
