"""The numpy operations programs are made of: each takes the run, a buffer or None for its result, and its operands."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import numpy as np

from indicators.formula import Comparison

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from indicators.formula import Flag
    from scoring.run import Run

    Array = NDArray[np.float64]
    Mask = NDArray[np.bool_]
    Buffer = Array | None

Kind = TypeVar("Kind", bound=np.generic)

#: One row of so many is few: they are worth looking for.
_FEW = 8


def group_number(table: Array, run: Run, _: Buffer) -> Array:
    """The number of each group of the block."""
    return table.take(run.block.groups.take(run.block.starts))


def spread(run: Run, _: Buffer, of_groups: NDArray[Kind]) -> NDArray[Kind]:
    """A number for each group, or one for all, as one for each unit."""
    if len(of_groups) == 1:
        return np.broadcast_to(of_groups, run.block.height)
    return np.repeat(of_groups, run.block.sizes)


def unit_number(by_unit: tuple[tuple[str, object], ...], run: Run, _: Buffer, otherwise: Array) -> Array:
    """The number of each unit that has one of its own."""
    numbers, named = run.arranged.of_units(by_unit)
    return np.where(named[run.block.rows], numbers[run.block.rows], otherwise)


def divide_in_doubt(
    zero: float, smallest: float, largest: float, run: Run, out: Buffer, a: Array, b: Array
) -> Array:
    """A ÷ b, in doubt where the divisor is small but not zero, or the quotient large."""
    size = np.abs(b)
    doubt = (zero < size) & (size < smallest)
    quotient = np.divide(a, b, out=out)
    run.doubtful(doubt | ((np.abs(quotient) > largest) & (size > zero)))
    return quotient


def at_least(_: Run, out: Buffer, a: Array, bound: Array) -> Array:
    """The larger of numbers and one bound; numpy's clipping takes a third of the time of its maximum."""
    return a.clip(bound, np.inf, out=out)


def at_most(_: Run, out: Buffer, a: Array, bound: Array) -> Array:
    """The smaller of numbers and one bound."""
    return a.clip(-np.inf, bound, out=out)


def choose(_: Run, out: Buffer, condition: Mask, a: Array, b: Array) -> Array:
    """A where the condition holds, else b; numpy takes ten times as long where it cannot foresee what."""
    if a.ndim == b.ndim == 0:
        return np.array([b, a]).take(condition.view(np.int8))
    if out is None or condition.ndim == 0:
        return np.where(condition, a, b)
    held = np.count_nonzero(condition)
    if held > len(out) - held:
        condition, a, b, held = ~condition, b, a, len(out) - held
    if held > len(out) // _FEW:
        return _chosen_by_bits(out, condition, a, b)
    rows = np.flatnonzero(condition)
    np.copyto(out, b)
    out[rows] = a if a.ndim == 0 else a.take(rows)
    return out


def _chosen_by_bits(out: Array, condition: Mask, a: Array, b: Array) -> Array:
    """Of numbers as their bits: b ^ ((a ^ b) & mask), where the mask is all ones or none."""
    mask = np.negative(condition.astype(np.int64))
    bits, bits_of_b = out.view(np.int64), b.view(np.int64)
    np.bitwise_xor(a.view(np.int64), bits_of_b, out=bits)
    bits &= mask
    bits ^= bits_of_b
    return out


def flag(name: Flag, run: Run, _: Buffer, condition: Mask) -> Mask:
    """Raises a flag where the condition holds."""
    raised = condition if condition.ndim else np.broadcast_to(condition, run.block.height)
    run.flags[name] = raised | run.flags[name] if name in run.flags else raised
    return condition


def flag_groups(name: Flag, run: Run, _: Buffer, condition: Mask) -> Mask:
    """Raises a flag for all units of the groups where the condition holds, if there are any."""
    return flag(name, run, _, spread(run, _, condition)) if condition.any() else condition


def is_zero(tolerance: float, _: Run, __: Buffer, difference: Array) -> Mask:
    """Whether a difference is no further from zero than the tolerance."""
    size: Array = np.abs(difference)
    return size <= tolerance


def compare_in_doubt(comparison: Comparison, error: float, run: Run, _: Buffer, difference: Array) -> Mask:
    """How a difference compares with zero, in doubt where it is within its error."""
    run.doubtful(np.abs(difference) <= error)
    match comparison:
        case Comparison.AT_LEAST:
            return difference >= 0
        case Comparison.ABOVE:
            return difference > 0
        case Comparison.EQUAL:
            zero: Mask = difference == 0
            return zero
