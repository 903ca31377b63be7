"""Rounding, tables, roots and logarithms of one number: what is known of the result, and the operation that gives it.

numpy's elementary functions are taken to be right within 8 units of the last place, which is twice what it promises.
"""

from __future__ import annotations

from fractions import Fraction
from functools import partial, reduce
from math import exp, expm1, inf, log, pi, sqrt
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np

from indicators.formula import LARGEST_EXPONENT, Rounding
from scoring import bounds
from scoring.normal_quantile import quantiles_of
from scoring.rounding import round_half_up, rounded

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from indicators.formula import Interpolated, Lookup
    from scoring.bounds import Known
    from scoring.run import Run

    Array = NDArray[np.float64]
    Buffer = Array | None
    Compiled = tuple[Known, Callable[..., Array]]

_LIBRARY = 8 * bounds.ROUNDOFF
#: Arguments below this share of the largest, where roots and logarithms are steep, are left to the exact reading.
_STEEP = 2.0**-20
#: More thresholds than this are searched, fewer are compared one by one.
_FEW = 12


def whole(known: Known, how: Rounding) -> Compiled:
    """Down or up to a whole number."""
    proved = known.tolerance()
    operation = (
        partial(_whole, how, proved) if proved is not None else partial(_whole_in_doubt, how, 2 * known.error)
    )
    lowest, highest = (
        np.floor([known.lowest, -known.highest]) if np.isfinite(known.magnitude) else (-inf, -inf)
    )
    return bounds.whole(float(lowest), -float(highest)), operation


def _whole(how: Rounding, tolerance: float, _: Run, out: Buffer, a: Array) -> Array:
    if how is Rounding.DOWN:
        return np.floor(np.add(a, tolerance, out=out), out=out)
    return np.ceil(np.subtract(a, tolerance, out=out), out=out)


def _whole_in_doubt(how: Rounding, error: float, run: Run, out: Buffer, a: Array) -> Array:
    made = np.floor if how is Rounding.DOWN else np.ceil
    low = made(a - error)
    run.doubtful(low != made(a + error))
    assert out is not None
    np.copyto(out, low)
    return out


def half_up(known: Known, decimals: int) -> Compiled:
    """Half up to so many decimals."""
    return rounded(decimals, known), partial(_half_up, known, decimals)


def _half_up(known: Known, decimals: int, run: Run, out: Buffer, a: Array) -> Array:
    units, doubt = round_half_up(np.broadcast_to(a, run.block.height), known, decimals)
    if doubt is not None:
        run.doubtful(doubt)
    return np.divide(units, 10.0**decimals, out=out)


def lookup(node: Lookup, known: Known) -> Compiled:
    """The value of the band a number falls into."""
    thresholds = np.array([float(value) for value in node.thresholds])
    values = np.array([float(value) for value in (node.below, *node.values)])
    result = reduce(bounds.either, map(bounds.exactly, (node.below, *node.values)))
    differences = [bounds.subtract(known, bounds.exactly(value)) for value in node.thresholds]
    proved = [difference.tolerance() for difference in differences]
    found = [tolerance for tolerance in proved if tolerance is not None]
    if len(found) == len(proved):
        shift = min(found) if node.inclusive else -min(found)
        return result, partial(_lookup, thresholds - shift, values, node.inclusive)
    error = 2 * max(difference.error for difference in differences)
    return result, partial(_lookup_in_doubt, thresholds, values, node.inclusive, error)


def _reached(thresholds: Array, inclusive: bool, a: Array, height: int) -> NDArray[np.intp]:  # noqa: FBT001
    """How many of the thresholds each number has reached."""
    if len(thresholds) > _FEW:
        return np.broadcast_to(np.searchsorted(thresholds, a, side="right" if inclusive else "left"), height)
    beyond = np.greater_equal if inclusive else np.greater
    reached = np.zeros(height, dtype=np.int8)
    for threshold in thresholds:
        reached += beyond(a, threshold).view(np.int8)
    return reached.astype(np.intp)


def _lookup(
    thresholds: Array,
    values: Array,
    inclusive: bool,  # noqa: FBT001
    run: Run,
    out: Buffer,
    a: Array,
) -> Array:
    return np.take(values, _reached(thresholds, inclusive, a, run.block.height), out=out, mode="clip")


def _lookup_in_doubt(
    thresholds: Array,
    values: Array,
    inclusive: bool,  # noqa: FBT001
    error: float,
    run: Run,
    out: Buffer,
    a: Array,
) -> Array:
    height = run.block.height
    low = _reached(thresholds + error, inclusive, a, height)
    high = _reached(thresholds - error, inclusive, a, height)
    run.doubtful(low != high)
    assert out is not None
    return np.take(values, low, out=out, mode="clip")


def interpolated(node: Interpolated, known: Known) -> Compiled:
    """The straight line between two points; only at its first point can it jump."""
    points = list(zip(node.thresholds, node.values, strict=True))
    ends = [*points[1:], points[-1]]
    slopes = [
        (end - start) / (right - left) if right > left else Fraction(0)
        for (left, start), (right, end) in zip(points, ends, strict=True)
    ]
    shifts = [start - left * slope for (left, start), slope in zip(points, slopes, strict=True)]
    lines = [
        bounds.add(bounds.exactly(shift), bounds.multiply(known, bounds.exactly(slope)))
        for shift, slope in zip(shifts, slopes, strict=True)
    ]
    result = reduce(bounds.either, lines, bounds.exactly(node.below))
    numbers = [float(value) for value in (node.below, *node.values)]
    steepest = max(abs(float(slope)) for slope in slopes)
    result = bounds.Known(
        min(numbers),
        max(numbers),
        result.error + 4 * steepest * known.error,
        result.common,
        result.varying,
    )
    first = bounds.subtract(known, bounds.exactly(node.thresholds[0]))
    proved = first.tolerance()
    thresholds = np.array([float(left) for left in node.thresholds])
    thresholds[0] -= proved or 0.0
    line = (
        thresholds,
        np.array([0.0, *map(float, slopes)]),
        np.array([float(node.below), *map(float, shifts)]),
    )
    doubt = None if proved is not None else 2 * first.error
    return result, partial(_interpolated, line, doubt)


def _interpolated(
    line: tuple[Array, Array, Array], doubt: float | None, run: Run, out: Buffer, a: Array
) -> Array:
    thresholds, slopes, shifts = line
    if doubt is not None:
        run.doubtful(np.abs(a - thresholds[0]) <= doubt)
    at = _reached(thresholds, True, a, run.block.height)  # noqa: FBT003
    scaled = np.multiply(np.take(slopes, at, out=out, mode="clip"), a, out=out)
    return np.add(scaled, np.take(shifts, at, mode="clip"), out=out)


def power(known: Known, exponent: float) -> Compiled:
    """A root or a broken power of a number of zero or more."""
    largest = max(known.highest, 0.0) ** exponent
    if known.relative < _STEEP:
        relative = exponent * known.relative * 2 + _LIBRARY
        return bounds.irrational(0.0, largest, largest * relative, relative), partial(_power, exponent)
    proved = known.tolerance() or 0.0
    smallest = max(proved, known.magnitude * _STEEP) if exponent < 1 else 0.0
    at = smallest if exponent < 1 else known.magnitude + known.error
    steepest = exponent * at ** (exponent - 1) if at > 0 else inf
    error = 2 * steepest * known.error + largest * _LIBRARY
    operation = partial(_power_in_doubt, exponent, proved, smallest)
    return bounds.irrational(0.0, largest, error), operation


def _power(exponent: float, _: Run, out: Buffer, a: Array) -> Array:
    return _powers_above(0.0, exponent, out, a)


def _power_in_doubt(exponent: float, zero: float, smallest: float, run: Run, out: Buffer, a: Array) -> Array:
    run.doubtful((a > zero) & (a < smallest))
    if zero == 0.0:
        run.doubtful(np.abs(a) < smallest)
    return _powers_above(zero, exponent, out, a)


def _powers_above(zero: float, exponent: float, out: Buffer, a: Array) -> Array:
    """Powers of what is above zero; numpy takes five times as long for zeros, which 1 stands for meanwhile."""
    positive = a > zero
    if positive.all():
        return np.power(a, exponent, out=out)
    base = np.multiply(a, positive, out=out)
    base += ~positive
    powers = np.power(base, exponent, out=out)
    powers *= positive
    return powers


def logarithm(known: Known) -> Compiled:
    """The natural logarithm of a positive number."""
    smallest = known.lowest - known.error
    doubt = 0.0
    if known.relative < _STEEP:
        error = 2 * known.relative
        smallest = max(smallest, known.tolerance() or 0.0, known.magnitude * 2.0**-60)
    else:
        if smallest < known.magnitude * _STEEP:
            smallest = doubt = max(known.tolerance() or 0.0, known.magnitude * _STEEP)
        error = 2 * known.error / smallest if smallest > 0 else inf
    if not (smallest > 0 and np.isfinite(known.magnitude)):
        return bounds.UNKNOWN, partial(_logarithm, inf)
    ends = log(smallest), log(max(known.highest, smallest))
    error += max(abs(end) for end in ends) * _LIBRARY
    return bounds.irrational(ends[0], ends[1], error), partial(_logarithm, doubt)


def _logarithm(doubt: float, run: Run, out: Buffer, a: Array) -> Array:
    if doubt:
        run.doubtful((a < doubt) & (a > -doubt))
    return np.log(a, out=out)


def exponential(known: Known) -> Compiled:
    """E to a number; beyond `LARGEST_EXPONENT` there is no value."""
    if not known.error < 1:
        return bounds.UNKNOWN, _exponential
    smallest, largest = (exp(min(end, LARGEST_EXPONENT)) for end in (known.lowest, known.highest))
    relative = 2 * expm1(known.error) + _LIBRARY
    least = smallest * max(0.0, 1 - relative)
    return bounds.irrational(least, largest, largest * relative, relative), _exponential


def _exponential(_: Run, out: Buffer, a: Array) -> Array:
    return np.exp(np.minimum(a, float(LARGEST_EXPONENT), out=out), out=out)


def normal_quantile(part: Known, whole: Known, units: int) -> Compiled:
    """Quantiles of shares part ÷ whole of units, none closer to 0 or 1 than a quarter of a unit; the whole is above zero.

    Below the middle the share counts, above it what is left: of the quantile z of a share s, s ÷ φ(z) is 1.26 at most there
    (Mills' ratio at the middle), so that an error of the share as a part of itself is hardly more in the quantile.
    """
    closest = 0.25 / (units + 1)
    end = abs(NormalDist().inv_cdf(closest))
    density, smallest = exp(-end * end / 2) / sqrt(2 * pi), whole.lowest - whole.error
    operation = partial(_normal_quantile, closest)
    if not smallest > 0:
        return bounds.UNKNOWN, operation
    off = (part.error + whole.error) / smallest
    error = 4 * (off + bounds.ROUNDOFF) / density if off else 4 * bounds.ROUNDOFF
    return bounds.irrational(-end, end, error + end * 2.0**-44), operation


def _normal_quantile(closest: float, run: Run, out: Buffer, part: Array, whole: Array) -> Array:
    left = whole - part
    lower = np.divide(np.minimum(part, left), whole, out=out)
    run.doubtful(lower < closest)
    quantiles = quantiles_of(lower.clip(closest, 0.5, out=out))
    return np.copysign(quantiles, part - left, out=quantiles)
