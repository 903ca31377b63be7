"""Grades 等次 by threshold, by quota within the group, or by both."""

from __future__ import annotations

from fractions import Fraction
from math import ceil, floor
from typing import TYPE_CHECKING

import numpy as np

from indicators.decimals import half_up
from indicators.policies import QuotaRounding

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from indicators.policies import Policies
    from indicators.scheme import Grade

#: The grade of a unit that has none.
NO_GRADE = -1


def quota_places(share: Fraction, base: int, rounding: QuotaRounding) -> int:
    """How many places a share of `base` units gives."""
    exact = share * base
    match rounding:
        case QuotaRounding.FLOOR:
            return floor(exact)
        case QuotaRounding.HALF_UP:
            return half_up(exact, 0)
        case QuotaRounding.CEILING:
            return ceil(exact)


def quota_limits(grades: tuple[Grade, ...], base: int, rounding: QuotaRounding) -> tuple[int | None, ...]:
    """How many of a group's `base` units may have each grade or a better one; None without a quota."""
    limits: list[int | None] = []
    share = Fraction(0)
    for grade in grades:
        if grade.quota is None:
            limits.append(None)
        else:
            share += Fraction(grade.quota) / 100
            limits.append(quota_places(share, base, rounding))
    return tuple(limits)


def grade_units(
    grades: tuple[Grade, ...],
    policies: Policies,
    totals: NDArray[np.int64],
    keys: NDArray[np.intp],
    groups: NDArray[np.intp],
    scored: NDArray[np.bool_],
) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """The grade of every unit.

    Threshold and quota must both hold. Quotas are shares of all assessed units of the group, added up from the
    best grade down. Of a tie that does not fit into a quota as a whole, nobody gets the grade.

    Args:
        grades: From the best down.
        policies: Decimals of the totals and the rounding of quotas.
        totals: Published totals in units of the last decimal, shape (n,).
        keys: Whole numbers that order the units, shape (n,).
        groups: Shape (n,).
        scored: Whether a unit has a total, shape (n,).

    Returns:
        Positions in `grades` or `NO_GRADE`, shape (n,); and which units a tie at a quota's edge cost a grade.
    """
    result = np.full(len(totals), NO_GRADE, dtype=np.intp)
    cut_by_tie = np.zeros(len(totals), dtype=bool)
    for group in np.unique(groups):
        members = np.flatnonzero(groups == group)
        ranked = members[scored[members]]
        ordered = np.sort(keys[ranked])
        above = len(ranked) - np.searchsorted(ordered, keys[ranked], side="right")
        down_to = len(ranked) - np.searchsorted(ordered, keys[ranked], side="left")
        limits = quota_limits(grades, len(members), policies.quota_rounding)
        for position, (grade, limit) in enumerate(zip(grades, limits, strict=True)):
            eligible = result[ranked] == NO_GRADE
            if grade.at_least is not None:
                eligible &= totals[ranked] >= ceil(Fraction(grade.at_least) * 10**policies.decimals)
            if limit is not None:
                cut_by_tie[ranked[eligible & (above < limit) & (down_to > limit)]] = True
                eligible &= down_to <= limit
            result[ranked[eligible]] = position
    return result, cut_by_tie
