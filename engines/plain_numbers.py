"""Plain decimal texts as whole numbers, letter by letter over a whole column at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    import pyarrow as pa
    from numpy.typing import NDArray

_ZERO, _DOT, _MINUS = (np.uint8(ord(letter)) for letter in "0.-")
_TEN = np.uint8(10)
#: Texts longer than this, and numbers of more digits before the point or in all, are looked at one by one.
_LONGEST, _MOST_WHOLE, _MOST_DIGITS = 20, 12, 18
#: The most decimals a number may have.
MOST_DECIMALS = 15


class PlainNumbers(NamedTuple):
    """Value = mantissa ÷ 10^decimals where `are` says that a text is a plain number, else the mantissa is 0; shape (n,)."""

    mantissas: NDArray[np.int64]
    decimals: int
    are: NDArray[np.bool_]


def plain_numbers(texts: pa.StringArray) -> PlainNumbers:
    """The numbers among texts without nulls, with no more decimals than they need together.

    Only what is written with digits, one point and a leading minus counts, and only what surely fits.
    """
    _, ends, data = texts.buffers()
    offsets = np.frombuffer(ends, np.int32)[texts.offset :][: len(texts) + 1].astype(np.intp)
    starts, lengths = offsets[:-1], np.diff(offsets)
    letters = np.frombuffer(data or b"", np.uint8)
    mantissas = np.zeros(len(texts), dtype=np.int64)
    whole, fraction = (np.zeros(len(texts), dtype=np.int8) for _ in range(2))
    pointed, is_negative = (np.zeros(len(texts), dtype=bool) for _ in range(2))
    fine = lengths <= _LONGEST
    longest = min(int(lengths.max(initial=0)), _LONGEST)
    for place in range(longest):
        here = lengths > place
        letter = letters[np.minimum(starts + place, len(letters) - 1)]
        digit = letter - _ZERO
        is_digit, is_point = (digit < _TEN) & here, (letter == _DOT) & here
        known = is_digit | is_point | ~here
        if place == 0:
            is_negative = (letter == _MINUS) & here
            known |= is_negative
        fine &= known & ~(is_point & pointed)
        np.copyto(mantissas, mantissas * 10 + digit, where=is_digit)
        fraction += is_digit & pointed
        whole += is_digit & ~pointed
        pointed |= is_point
    fine &= (whole > 0) & (whole <= _MOST_WHOLE) & (~pointed | (fraction > 0)) & (fraction <= MOST_DECIMALS)
    decimals = int(fraction[fine].max(initial=0))
    fine &= whole + decimals <= _MOST_DIGITS
    mantissas[~fine] = 0
    fraction[~fine] = decimals
    mantissas *= 10 ** (decimals - fraction.astype(np.int64))
    while decimals and not (mantissas % 10).any():
        mantissas //= 10
        decimals -= 1
    return PlainNumbers(np.where(is_negative, -mantissas, mantissas), decimals, fine)
