"""Nodes that need all of their applicable children: products, geometric means, lowest and highest."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

from indicators.formula import Flag
from scoring import bounds
from scoring.block import Values
from scoring.plan import Extreme, GeometricMean, Product
from scoring.sheet import NO_SCORE, NOT_APPLICABLE, VALUE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from indicators.formula import ColumnName
    from scoring.bounds import Known
    from scoring.plan import Joint
    from scoring.run import Run

    Array = NDArray[np.float64]

#: Factors of a geometric mean below this share of the largest are left to the exact reading.
_STEEP = 2.0**-20
_LIBRARY = 64 * bounds.ROUNDOFF


def known_joint(column: Joint, known: Mapping[ColumnName, Known]) -> Known:
    """What is known of a node that needs all its children."""
    factors = [known[name] for name in column.factors]
    match column:
        case Product(base=base):
            neutral = bounds.exactly(base)
            share = bounds.exactly(1 / base ** (len(factors) - 1))
            parts = [bounds.either(factor, neutral) for factor in factors]
            return bounds.multiply(reduce(bounds.multiply, parts), share)
        case Extreme():
            return reduce(bounds.either, factors)
        case GeometricMean():
            largest = max(max(factor.highest, 0.0) for factor in factors)
            relative = sum(_relative(factor) for factor in factors) + _LIBRARY
            return bounds.irrational(0.0, largest * (1 + 2.0**-20), largest * relative, relative)


def _relative(factor: Known) -> float:
    """The error of a factor that is not steep, as a share of it."""
    if factor.relative < _STEEP:
        return 2 * factor.relative
    least = max(factor.lowest - factor.error, factor.magnitude * _STEEP)
    return 2 * factor.error / least if least > 0 else 0.0


def run_joint(column: Joint, known: Mapping[ColumnName, Known], run: Run, out: Array) -> Values:
    """Such a node over one block."""
    height = run.block.height
    present, withheld, neutral = (np.zeros(height, dtype=bool) for _ in range(3))
    for name in column.factors:
        child = run.columns[name]
        if child.states is None:
            present[:] = True
        else:
            absent = child.states == NOT_APPLICABLE
            neutral |= absent
            present |= ~absent
            withheld |= ~absent & (child.states != VALUE)
        if not (isinstance(column, Extreme) or known[name].is_not_negative()):
            withheld |= _below_zero(child.numbers, known[name], run)
    states = np.where(withheld, NO_SCORE, VALUE)
    states[~present] = NOT_APPLICABLE
    match column:
        case Product():
            _product(column, run, out)
        case Extreme():
            _extreme(column, run, out)
        case GeometricMean():
            _geometric_mean(column, known, run, out, states)
    out[states != VALUE] = 0.0
    flags = {}
    if isinstance(column, Product) and neutral.any():
        flags = {Flag.NEUTRAL_FACTOR: neutral & present}
    return Values(out, states if states.any() else None, flags)


def _below_zero(numbers: Array, known: Known, run: Run) -> NDArray[np.bool_]:
    tolerance = known.tolerance()
    if tolerance is None and known.lowest < 0:
        run.doubtful(np.abs(numbers) <= 2 * known.error)
    below: NDArray[np.bool_] = numbers < -(tolerance or known.error)
    return below


def _product(column: Product, run: Run, out: Array) -> None:
    out.fill(float(1 / column.base ** (len(column.factors) - 1)))
    for name in column.factors:
        child = run.columns[name]
        if child.states is None:
            out *= child.numbers
        else:
            out *= np.where(child.states == NOT_APPLICABLE, float(column.base), child.numbers)


def _extreme(column: Extreme, run: Run, out: Array) -> None:
    pick, nothing = (np.minimum, np.inf) if column.lowest else (np.maximum, -np.inf)
    out.fill(nothing)
    for name in column.factors:
        child = run.columns[name]
        pick(out, np.where(child.are(NOT_APPLICABLE), nothing, child.numbers), out=out)


def _geometric_mean(
    column: GeometricMean,
    known: Mapping[ColumnName, Known],
    run: Run,
    out: Array,
    states: NDArray[np.uint8],
) -> None:
    """E ^ (Σ weight · ln factor ÷ Σ weight); a zero makes zero, and what weighs nothing counts nothing."""
    height = run.block.height
    logarithms, weights, zero = np.zeros(height), np.zeros(height), np.zeros(height, dtype=bool)
    with np.errstate(all="ignore"):
        for name, by_group in zip(column.factors, column.weights, strict=True):
            child, of = run.columns[name], known[name]
            weight = np.array([float(value) for value in by_group])[run.block.groups]
            counts = (weight > 0) & child.are(VALUE)
            numbers = child.numbers
            least = of.tolerance()
            nothing = counts & (numbers <= (least or 0.0))
            if of.relative >= _STEEP:
                smallest = of.magnitude * _STEEP
                run.doubtful(counts & ~nothing & (numbers < smallest))
                if least is None:
                    run.doubtful(counts & (np.abs(numbers) < smallest))
            zero |= nothing
            logarithms += np.where(counts & ~nothing, weight * np.log(np.where(nothing, 1.0, numbers)), 0.0)
            weights += np.where(child.are(NOT_APPLICABLE), 0.0, weight)
        out[:] = np.where(zero, 0.0, np.exp(logarithms / weights))
    states[(weights == 0) & (states == VALUE)] = NOT_APPLICABLE
