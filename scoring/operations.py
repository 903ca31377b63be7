"""The numpy operations programs are made of: each takes the run, a buffer or None for its result, and its operands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from indicators.formula import Comparison

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from indicators.formula import ColumnName, Flag
    from scoring.program import Run

    Array = NDArray[np.float64]
    Mask = NDArray[np.bool_]
    Buffer = Array | None


def constant(value: float, _: Run, __: Buffer) -> Array:
    """A number which broadcasts like an array."""
    return np.float64(value)  # type: ignore[return-value]


def field(column: ColumnName, run: Run, _: Buffer) -> Array:
    """A column's own numbers; nobody writes into them."""
    return run.columns[column].numbers


def group_number(table: Array, run: Run, out: Buffer) -> Array:
    """The number of each unit's group."""
    return np.take(table, run.block.groups, out=out, mode="clip")


def unit_number(by_unit: tuple[tuple[str, object], ...], run: Run, out: Buffer, otherwise: Array) -> Array:
    """The number of each unit that has one of its own."""
    numbers, named = run.arranged.of_units(by_unit)
    return _where(named[run.block.rows], numbers[run.block.rows], otherwise, out)


def add(_: Run, out: Buffer, a: Array, b: Array) -> Array:
    """A + b."""
    return np.add(a, b, out=out)


def subtract(_: Run, out: Buffer, a: Array, b: Array) -> Array:
    """A − b."""
    return np.subtract(a, b, out=out)


def multiply(_: Run, out: Buffer, a: Array, b: Array) -> Array:
    """A · b."""
    return np.multiply(a, b, out=out)


def divide(_: Run, out: Buffer, a: Array, b: Array) -> Array:
    """A ÷ b."""
    return np.divide(a, b, out=out)


def divide_in_doubt(
    zero: float, smallest: float, largest: float, run: Run, out: Buffer, a: Array, b: Array
) -> Array:
    """A ÷ b, in doubt where the divisor is small but not zero, or the quotient large."""
    size = np.abs(b)
    doubt = np.broadcast_to((zero < size) & (size < smallest), run.block.height)
    quotient = np.divide(a, b, out=out)
    run.doubtful(doubt | ((np.abs(quotient) > largest) & (size > zero)))
    return quotient


def maximum(_: Run, out: Buffer, a: Array, b: Array) -> Array:
    """The larger of two."""
    return np.maximum(a, b, out=out)


def minimum(_: Run, out: Buffer, a: Array, b: Array) -> Array:
    """The smaller of two."""
    return np.minimum(a, b, out=out)


def choose(_: Run, out: Buffer, condition: Mask, a: Array, b: Array) -> Array:
    """A where the condition holds, else b."""
    return _where(condition, a, b, out)


def _where(condition: Mask, a: Array, b: Array, out: Buffer) -> Array:
    assert out is not None
    np.copyto(out, b)
    np.copyto(out, a, where=condition)
    return out


def flag(name: Flag, run: Run, _: Buffer, condition: Mask) -> Mask:
    """Raises a flag where the condition holds."""
    raised = np.broadcast_to(condition, run.block.height)
    run.flags[name] = raised | run.flags[name] if name in run.flags else raised
    return condition


def both(_: Run, __: Buffer, a: Mask, b: Mask) -> Mask:
    """Whether both hold."""
    return np.logical_and(a, b)


def one_of(_: Run, __: Buffer, a: Mask, b: Mask) -> Mask:
    """Whether one holds."""
    return np.logical_or(a, b)


def negation(_: Run, __: Buffer, a: Mask) -> Mask:
    """Whether it does not hold."""
    return np.logical_not(a)


def compare(comparison: Comparison, tolerance: float, _: Run, __: Buffer, difference: Array) -> Mask:
    """How a difference compares with zero, where what is closer to zero than the tolerance is zero."""
    match comparison:
        case Comparison.AT_LEAST:
            return difference >= -tolerance
        case Comparison.ABOVE:
            return difference > tolerance
        case Comparison.EQUAL:
            return np.abs(difference) <= tolerance


def compare_in_doubt(comparison: Comparison, error: float, run: Run, out: Buffer, difference: Array) -> Mask:
    """How a difference compares with zero, in doubt where it is within its error."""
    run.doubtful(np.abs(difference) <= error)
    return compare(comparison, 0.0, run, out, difference)
