"""Columns of a table from outside, of whatever type, as exact decimals with a state for every cell."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from engines.arrays import arrow
from engines.plain_numbers import MOST_DECIMALS, plain_numbers
from scoring.sheet import MISSING, NOT_APPLICABLE, TOO_LARGE, VALUE

if TYPE_CHECKING:
    from numpy.typing import NDArray

#: What is written where an indicator does not apply.
WRITTEN_NOT_APPLICABLE = "不适用"
_NUMBER = r"^(?P<whole>-?[0-9]+)(?:\.(?P<fraction>[0-9]+))?$"
_LARGEST = int(TOO_LARGE)
#: Digits that an int64 holds whatever they are.
_MOST_DIGITS = 18
#: Whole numbers that floats tell apart.
_TOLD_APART = 2**53


class Cells(NamedTuple):
    """Cells of a column: value = mantissa ÷ 10^decimals where the state is VALUE, else the mantissa is 0.

    All arrays have shape (n,). `no_numbers` and `too_large` tell which cells cannot be taken.
    """

    mantissas: NDArray[np.int64]
    decimals: int
    states: NDArray[np.uint8]
    no_numbers: NDArray[np.bool_]
    too_large: NDArray[np.bool_]

    def at(self, decimals: int) -> NDArray[np.int64]:
        """The mantissas with at least as many decimals; they must fit."""
        mantissas: NDArray[np.int64] = self.mantissas * np.int64(10 ** (decimals - self.decimals))
        return mantissas


def cells_of(column: pa.Array) -> Cells | None:
    """The cells of a column; None if its type is one of no numbers at all."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        return cells_of(column.cast(kind.value_type))
    if pa.types.is_null(kind) or pa.types.is_string(kind) or pa.types.is_large_string(kind):
        return _of_texts(column.cast(pa.string()))
    if pa.types.is_boolean(kind):
        return cells_of(column.cast(pa.int8()))
    if pa.types.is_integer(kind):
        return _of_decimals(column.cast(pa.decimal128(38, 0)))
    if pa.types.is_decimal128(kind):
        return _of_decimals(column)
    if pa.types.is_floating(kind):
        return _of_floats(column)
    return None


def _of_texts(column: pa.Array) -> Cells:
    """Plain numbers and empty cells together, whatever else is written one by one."""
    texts = pc.fill_null(column, "")
    plain = plain_numbers(texts)
    empty = _mask(pc.equal(texts, ""))
    rest = np.flatnonzero(~(plain.are | empty))
    found = _cells(plain.mantissas, plain.decimals, plain.are, np.zeros(len(texts), dtype=bool))
    if not len(rest):
        return found
    others = _of_other_texts(texts.take(arrow(rest)))
    decimals = max(found.decimals, others.decimals)
    if max(_digits(found), _digits(others)) + decimals > _MOST_DIGITS:
        return _of_other_texts(texts)
    mantissas = found.at(decimals)
    mantissas[rest] = others.at(decimals)
    for all_of_them, own in zip(found[2:], others[2:], strict=True):
        all_of_them[rest] = own
    return found._replace(mantissas=mantissas, decimals=decimals)


def _digits(cells: Cells) -> int:
    """The most digits a number has before its point."""
    largest = int(np.abs(cells.mantissas).max(initial=0)) // 10**cells.decimals
    return len(str(largest))


def _of_other_texts(column: pa.Array) -> Cells:
    texts = pc.utf8_trim_whitespace(pc.fill_null(column, ""))
    empty = _mask(pc.equal(texts, ""))
    excluded = _mask(pc.equal(texts, WRITTEN_NOT_APPLICABLE))
    parts = pc.extract_regex(texts, _NUMBER)
    number = _mask(pc.is_valid(parts))
    whole, fraction = pc.struct_field(parts, "whole"), pc.utf8_rtrim(pc.struct_field(parts, "fraction"), "0")
    digits = pc.utf8_length(pc.utf8_ltrim(whole, "-0"))
    fits = pc.and_(pc.less_equal(digits, 12), pc.less_equal(pc.utf8_length(fraction), MOST_DECIMALS))
    fine = number & _mask(pc.fill_null(fits, fill_value=False))
    plain = pc.binary_join_element_wise(whole, fraction, ".")
    has_fraction = pc.greater(pc.utf8_length(fraction), 0)
    taken = pc.if_else(pa.array(fine), pc.if_else(has_fraction, plain, whole), None)
    found = _of_decimals(taken.cast(pa.decimal128(38, MOST_DECIMALS)))
    states = np.where(excluded, NOT_APPLICABLE, found.states)
    return Cells(
        found.mantissas,
        found.decimals,
        states,
        ~(number | empty | excluded),
        (number & ~fine) | found.too_large,
    )


def _of_decimals(column: pa.Array) -> Cells:
    """Of decimals of 128 bits, which are looked at as two numbers of 64."""
    narrow, too_fine = _narrowest(column)
    present = _mask(pc.is_valid(column))
    words = _words(narrow, present)
    too_large = words[:, 1] != words[:, 0] >> 63
    return _cells(np.where(too_large, 0, words[:, 0]), narrow.type.scale, present, too_large | too_fine)


def _narrowest(column: pa.Array) -> tuple[pa.Array, NDArray[np.bool_]]:
    """The numbers with no more decimals than they need, and which of them need too many."""
    for decimals in range(min(column.type.scale, MOST_DECIMALS) + 1):
        with suppress(pa.ArrowInvalid):
            return column.cast(pa.decimal128(38, decimals)), np.zeros(len(column), dtype=bool)
    cut = column.cast(pa.decimal128(38, MOST_DECIMALS), safe=False)
    return cut, _mask(pc.fill_null(pc.not_equal(cut.cast(column.type, safe=False), column), fill_value=False))


def _words(column: pa.Array, present: NDArray[np.bool_]) -> NDArray[np.int64]:
    raw = np.frombuffer(column.buffers()[1], "<i8").reshape(-1, 2)[column.offset :][: len(column)]
    return np.where(present[:, None], raw, 0)


def _of_floats(column: pa.Array) -> Cells:
    """The shortest decimal each float stands for, as it would be written."""
    numbers = pc.fill_null(column, float("nan")).to_numpy(zero_copy_only=False)
    present = ~np.isnan(numbers)
    numbers = np.where(present, numbers, 0)
    within = np.isfinite(numbers) & (np.abs(numbers) < _LARGEST)
    numbers = np.where(within, numbers, 0)
    decimals, mantissas, exact = 0, *_scaled(numbers, 0)
    while not exact.all() and decimals < MOST_DECIMALS:
        decimals += 1
        mantissas, exact = _scaled(numbers, decimals)
    return _cells(mantissas, decimals, present, ~within | ~exact)


def _scaled(numbers: NDArray[np.floating], decimals: int) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Whole numbers of the last decimal, 0 where there are too many digits; and which of them are just the floats."""
    scaled = np.rint(numbers.astype(np.float64) * 10.0**decimals)
    told = np.abs(scaled) < _TOLD_APART
    exact = told & ((scaled / 10.0**decimals).astype(numbers.dtype) == numbers)
    return np.where(told, scaled, 0).astype(np.int64), exact


def _cells(
    mantissas: NDArray[np.int64],
    decimals: int,
    present: NDArray[np.bool_],
    too_large: NDArray[np.bool_],
) -> Cells:
    beyond = too_large | (np.abs(mantissas) // 10**decimals >= _LARGEST)
    taken = present & ~beyond
    return Cells(
        np.where(taken, mantissas, 0),
        decimals,
        np.where(taken, VALUE, MISSING),
        np.zeros(len(mantissas), dtype=bool),
        present & beyond,
    )


def _mask(flags: pa.Array) -> NDArray[np.bool_]:
    mask: NDArray[np.bool_] = flags.to_numpy(zero_copy_only=False)
    return mask
