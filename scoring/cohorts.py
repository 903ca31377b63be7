"""What is asked of a whole cohort, over the blocks that hold it."""

from __future__ import annotations

from functools import partial
from math import floor, log2
from typing import TYPE_CHECKING

import numpy as np

from indicators.formula import CohortOperation, Scope
from scoring import bounds
from scoring.ranking import exact_ranks, ranks_apart, ranks_of_whole_numbers
from scoring.sheet import VALUE

if TYPE_CHECKING:
    from collections.abc import Callable
    from fractions import Fraction

    from numpy.typing import NDArray

    from indicators.formula import Cohort, ColumnName
    from scoring.block import Block, Values
    from scoring.bounds import Known
    from scoring.run import Run

    Array = NDArray[np.float64]
    Compiled = tuple[Known, Callable[..., Array]]

#: Sums of whole numbers below this are exact in an int64.
_ROOM = 62
#: What a variance of decimals is off by at most, as a share of itself: two dozen roundings.
_OF_SQUARES = 2.0**-48
#: Decimals whose last place is above this are ranked as whole numbers.
_COUNTABLE = 10**9


def compile_cohort(node: Cohort, known: Known, units: int) -> Compiled:
    """What is known of a cohort operation over a column of so many units at most, and the operation."""
    read = _Cohort(node.column, node.scope)
    match node.operation:
        case CohortOperation.LOWEST:
            return known, partial(_extreme, read, np.minimum, np.inf)
        case CohortOperation.HIGHEST:
            return known, partial(_extreme, read, np.maximum, -np.inf)
        case CohortOperation.COUNT:
            return bounds.whole(1, units), partial(_count, read)
        case CohortOperation.RANK_FROM_HIGHEST | CohortOperation.RANK_FROM_LOWEST:
            sign = 1 if node.operation is CohortOperation.RANK_FROM_HIGHEST else -1
            if known.varying == 1 and known.error * known.common < 1 / 8 and known.common < _COUNTABLE:
                return bounds.whole(1, units), partial(_rank_of_decimals, read, sign, float(known.common))
            difference = bounds.subtract(known, known)
            proved = difference.tolerance()
            if proved is None:
                return bounds.whole(1, units), partial(_rank_in_doubt, read, sign, 2 * difference.error)
            return bounds.whole(1, units), partial(_rank_apart, read, sign, proved)
        case CohortOperation.SUM:
            scale = sum_scale(known, units)
            return known_sum(known, units, scale), partial(_sum, read, scale)
        case CohortOperation.MEAN:
            scale = sum_scale(known, units)
            return known_mean(known, units, scale), partial(_mean, read, scale)
        case CohortOperation.VARIANCE | CohortOperation.SAMPLE_VARIANCE:
            sample = node.operation is CohortOperation.SAMPLE_VARIANCE
            scale = sum_scale(known, units)
            if _are_decimals(known, units, scale):
                return _known_variance_of_decimals(known, units), partial(
                    _variance_of_decimals, read, scale, sample
                )
            return _known_variance(known, units, scale), partial(_variance, read, scale, sample)


def of_cohort(node: Cohort, within: Callable[..., Array], run: Run, out: object) -> Array:
    """What a cohort operation gives: `within` the block, or as it was gathered of a cohort that reaches beyond it.

    Ranks have shape (n,), all others the shape of the cohorts: (n_groups,), or (1,) where all units are one.
    """
    wider = run.arranged.wider
    return wider.numbers(node, run) if wider is not None and wider.reaches(node.scope) else within(run, out)


class _Cohort:
    """A column as the cohorts of a block see it."""

    def __init__(self, column: ColumnName, scope: Scope) -> None:
        self.column = column
        self.everybody = scope is Scope.ALL

    def values(self, run: Run) -> Values:
        return run.columns[self.column]

    def starts(self, block: Block) -> NDArray[np.intp]:
        return np.zeros(1, dtype=np.intp) if self.everybody else block.starts

    def cohorts(self, block: Block) -> tuple[NDArray[np.intp], NDArray[np.intp], NDArray[np.intp]]:
        """Each unit's cohort, in ascending order, the first row of each cohort, and that of each unit's own."""
        if self.everybody:
            nothing = np.zeros(block.height, dtype=np.intp)
            return nothing, np.zeros(1, dtype=np.intp), nothing
        return block.groups, block.starts, block.first

    def sizes(self, block: Block) -> NDArray[np.intp]:
        return np.array([block.height]) if self.everybody else block.sizes


def _extreme(read: _Cohort, pick: np.ufunc, nothing: float, run: Run, _: object) -> Array:
    values = read.values(run)
    numbers = values.numbers
    if values.states is not None:
        numbers = numbers.copy()
        numbers[_absent(values)] = nothing
    return pick.reduceat(numbers, read.starts(run.block))


def _absent(values: Values) -> NDArray[np.intp]:
    """The rows without a value of a column that has such, in ascending order."""
    return np.flatnonzero(values.states != VALUE) if values.absent is None else values.absent


def _count(read: _Cohort, run: Run, _: object) -> Array:
    values, block, of = read.values(run), run.block, (read.column, read.everybody)
    if values.states is None:
        return read.sizes(block).astype(np.float64)
    known = block.counts.get(of)
    if known is None or known[0] is not values.states:
        ends = np.append(read.starts(block), block.height)
        present = read.sizes(block) - np.diff(np.searchsorted(_absent(values), ends))
        block.counts[of] = known = values.states, present.astype(np.float64)
    return known[1]


def sum_scale(known: Known, units: int) -> float:
    """What numbers are multiplied by to be added up as whole numbers, so that their order changes nothing.

    Their own denominator where they have one that fits; else the largest power of two that leaves room.
    """
    size = known.magnitude + known.error + 1
    if not np.isfinite(size):
        return 1.0
    own = known.common
    if known.varying == 1 and known.error * own < 1 / 8 and size * own * units < 2.0**_ROOM and own < 2**50:
        return float(own)
    return 2.0 ** floor(_ROOM - 1 - log2(size * units))


def _is_exact(known: Known, scale: float) -> bool:
    return known.varying == 1 and scale == known.common and known.error * scale < 1 / 8


def known_sum(known: Known, units: int, scale: float) -> Known:
    """What is known of a sum over so many units."""
    lowest, highest = min(known.lowest * units, 0.0), max(known.highest * units, 0.0)
    lost = 0.0 if _is_exact(known, scale) else units * (known.error + 1 / scale)
    error = lost + max(abs(lowest), abs(highest)) * bounds.ROUNDOFF
    if known.varying != 1:
        return bounds.irrational(lowest, highest, error)
    return bounds.Known(lowest, highest, error, known.common, 1)


def known_mean(known: Known, units: int, scale: float) -> Known:
    """What is known of a mean of so many units."""
    lost = 0.0 if _is_exact(known, scale) else known.error + 1 / scale
    error = lost + 2 * known.magnitude * bounds.ROUNDOFF
    lowest, highest = min(known.lowest, 0.0), max(known.highest, 0.0)
    if known.varying != 1:
        return bounds.irrational(lowest, highest, error)
    return bounds.Known(lowest, highest, error, known.common, units)


def sums(values: Values, starts: NDArray[np.intp], scale: float) -> Array:
    """The sum of each cohort; units without a value count nothing."""
    numbers = values.numbers * scale
    if values.states is not None:
        numbers[~values.are(VALUE)] = 0.0
    whole = np.rint(numbers, out=numbers).astype(np.int64)
    return np.add.reduceat(whole, starts) / scale


def means(values: Values, starts: NDArray[np.intp], counts: Array, scale: float) -> Array:
    """The mean of each cohort; 0 where none of it has a value."""
    return sums(values, starts, scale) / np.maximum(counts, 1.0)


def _sum(read: _Cohort, scale: float, run: Run, _: object) -> Array:
    return sums(read.values(run), read.starts(run.block), scale)


def _mean(read: _Cohort, scale: float, run: Run, _: object) -> Array:
    return means(read.values(run), read.starts(run.block), _count(read, run, _), scale)


def _known_variance(known: Known, units: int, scale: float) -> Known:
    mean = known_mean(known, units, scale)
    span = known.highest - known.lowest
    off = known.error + mean.error + known.magnitude * bounds.ROUNDOFF
    largest = span * span / 2
    error = 4 * span * off + 4 * off * off + largest * (units + 4) * bounds.ROUNDOFF
    if known.varying != 1 or not np.isfinite(largest):
        return bounds.irrational(0.0, largest, error)
    return bounds.Known(0.0, largest, error, known.common**2, units**2)


def _variance(read: _Cohort, scale: float, sample: bool, run: Run, _: object) -> Array:  # noqa: FBT001
    values, starts, counts = read.values(run), read.starts(run.block), _count(read, run, _)
    off = values.numbers - np.repeat(means(values, starts, counts, scale), read.sizes(run.block))
    if values.states is not None:
        off[~values.are(VALUE)] = 0.0
    squares = np.add.reduceat(off * off, starts)
    return squares / np.maximum(counts - 1 if sample else counts, 1.0)


def _half_of_digits(units: int) -> int:
    """So many binary digits that products of two such numbers, added up over so many units, fit an int64."""
    return (_ROOM - units.bit_length()) // 2


def _are_decimals(known: Known, units: int, scale: float) -> bool:
    """Whether values are whole numbers of a last decimal, with distances of no more than twice so many digits."""
    span = (known.highest - known.lowest + 2 * known.error) * scale + 1
    return _is_exact(known, scale) and span < 4.0 ** _half_of_digits(units)


def _known_variance_of_decimals(known: Known, units: int) -> Known:
    span = known.highest - known.lowest
    largest = span * span / 2
    return bounds.Known(0.0, largest, largest * _OF_SQUARES, known.common**2, units**2, relative=_OF_SQUARES)


def _variance_of_decimals(read: _Cohort, common: float, sample: bool, run: Run, _: object) -> Array:  # noqa: FBT001
    values, starts, counts = read.values(run), read.starts(run.block), _count(read, run, _)
    squares = squares_of_decimals(values, starts, read.sizes(run.block), counts, common)
    return squares / np.maximum(counts - 1 if sample else counts, 1.0)


def squares_of_decimals(
    values: Values, starts: NDArray[np.intp], sizes: NDArray[np.intp], counts: Array, common: float
) -> Array:
    """The squared distances from the mean of each cohort added up, by those from a whole number close to it.

    Such distances d of n units add up to 3/4 n at most, and to no more than their squares: Σd² − (Σd)² ÷ n takes three
    quarters off Σd² at most, and is as good as its parts. Σd² is added up in whole numbers, by both halves of each d.

    Args:
        values: Multiples of 1 ÷ common.
        starts: The first row of each cohort, shape (n_groups,), as all that follows.
        sizes: Its units.
        counts: Those with a value; the others count nothing.
        common: The denominator of all values.
    """
    absent = np.empty(0, dtype=np.intp) if values.states is None else _absent(values)
    off = np.rint(values.numbers * common).astype(np.int64)
    off[absent] = 0
    some = np.maximum(counts, 1.0)
    middle = np.rint(np.add.reduceat(off, starts) / some).astype(np.int64)
    off -= np.repeat(middle, sizes)
    off[absent] = 0
    total = np.add.reduceat(off, starts).astype(np.float64)
    half = _half_of_digits(len(off))
    size = np.abs(off)
    high, low = size >> half, size & ((1 << half) - 1)
    squares = np.add.reduceat(low * low, starts).astype(np.float64)
    squares += np.add.reduceat(high * low, starts) * 2.0 ** (half + 1)
    squares += np.add.reduceat(high * high, starts) * 4.0**half
    squares -= total * total / some
    return squares / (common * common)


def _rank_of_decimals(read: _Cohort, sign: int, common: float, run: Run, _: object) -> Array:
    """Ranks of decimals, which are whole numbers of their last decimal; units without a value come last."""
    values = read.values(run)
    keys = values.numbers * (-sign * common)
    np.rint(keys, out=keys)
    keys -= keys.min()
    if values.states is not None:
        keys[_absent(values)] = keys.max() + 1
    return ranks_of_whole_numbers(keys.astype(np.min_scalar_type(int(keys.max()))), *read.cohorts(run.block))


def _rank_apart(read: _Cohort, sign: int, tolerance: float, run: Run, _: object) -> Array:
    """Ranks of values that are equal or further apart than the tolerance; units without a value come last."""
    values = read.values(run)
    numbers = values.numbers * -float(sign)
    if values.states is not None:
        numbers[_absent(values)] = numbers.max() + 1
    return ranks_apart(numbers, *read.cohorts(run.block), tolerance)


def _rank_in_doubt(read: _Cohort, sign: int, tolerance: float, run: Run, _: object) -> Array:
    """Ranks of values of which only the exact reading can tell those that are close."""
    values = read.values(run)
    rows = np.flatnonzero(values.are(VALUE))
    ranks = np.ones(run.block.height)
    if len(rows):
        groups = read.cohorts(run.block)[0][rows]

        def resolve(position: int) -> Fraction:
            return -sign * run.exact.cell(read.column, run.unit(int(rows[position]))).number

        ranks[rows] = exact_ranks(values.numbers[rows] * -float(sign), groups, resolve, tolerance)
    return ranks
