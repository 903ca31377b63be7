"""Floats with how far each may be from the exact number, and what every step adds to that."""

from __future__ import annotations

from statistics import NormalDist
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from indicators.formula import CohortOperation

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

#: What a step of spreadsheet arithmetic may lose, as a share of the result, and a function such as a logarithm.
STEP, _FUNCTION = 4e-16, 4e-15
ROOT_OF_TWO_PI = 2.5066282746310002


class Noisy(NamedTuple):
    """Numbers and how far each may be from the exact one; both have shape (n_units,) or are single."""

    number: Array
    noise: Array


def single(number: Array | float) -> Noisy:
    """A number as it is typed."""
    found = np.asarray(number, dtype=float)
    return Noisy(found, np.abs(found) * STEP / 2)


def plus(one: Noisy, other: Noisy) -> Noisy:
    """A sum."""
    found = one.number + other.number
    return Noisy(found, one.noise + other.noise + np.abs(found) * STEP)


def less(one: Noisy, other: Noisy) -> Noisy:
    """A difference."""
    found = one.number - other.number
    return Noisy(found, one.noise + other.noise + np.abs(found) * STEP)


def times(one: Noisy, other: Noisy) -> Noisy:
    """A product."""
    found = one.number * other.number
    spread = np.abs(one.number) * other.noise + np.abs(other.number) * one.noise
    return Noisy(found, spread + np.abs(found) * STEP)


def over(one: Noisy, other: Noisy) -> Noisy:
    """A quotient."""
    found = one.number / other.number
    spread = (one.noise + np.abs(found) * other.noise) / np.abs(other.number)
    return Noisy(found, spread + np.abs(found) * STEP)


def function(found: Array, of: Noisy, slope: Array) -> Noisy:
    """A function of a number, by its slope there."""
    return Noisy(found, of.noise * slope + np.abs(found) * _FUNCTION)


def quantiles(shares: Array) -> Array:
    """Normal quantiles of shares; none outside 0 and 1."""
    normal = NormalDist()
    return np.array(
        [normal.inv_cdf(share) if 0 < share < 1 else np.nan for share in np.atleast_1d(shares).tolist()]
    )


def statistic(
    operation: CohortOperation, own: Array, lost: Array, asked: Array
) -> tuple[Array | float, float]:
    """A number about a cohort: its members with their noise, and the number asked about, for ranks; with its noise."""
    most, size = float(lost.max()), float(np.abs(own).max())
    match operation:
        case CohortOperation.LOWEST:
            return float(own.min()), most
        case CohortOperation.HIGHEST:
            return float(own.max()), most
        case CohortOperation.COUNT:
            return len(own), 0.0
        case CohortOperation.SUM:
            return float(own.sum()), len(own) * (most + size * STEP)
        case CohortOperation.MEAN:
            return float(own.mean()), most + size * STEP * len(own)
        case CohortOperation.VARIANCE | CohortOperation.SAMPLE_VARIANCE:
            degrees = len(own) - (operation is CohortOperation.SAMPLE_VARIANCE)
            found = float(((own - own.mean()) ** 2).sum() / degrees) if degrees else 0.0
            return found, found * STEP * len(own) + 2 * np.sqrt(found) * (most + size * STEP)
        case CohortOperation.RANK_FROM_HIGHEST | CohortOperation.RANK_FROM_LOWEST:
            sign = -1 if operation is CohortOperation.RANK_FROM_HIGHEST else 1
            ordered = np.sort(np.round(sign * own, 9))
            places: Array = np.searchsorted(ordered, np.round(sign * asked, 9)).astype(float)
            return places + 1, 0.0
