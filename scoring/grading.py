"""Grades 等次 by threshold, by quota within the group, or by both."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING

import numpy as np

from indicators.policies import QuotaRounding
from indicators.vetoes import VetoEffect
from scoring.ranking import rivals

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from indicators.policies import Policies
    from indicators.scheme import Grade, Scheme
    from scoring.ranking import Standings
    from scoring.sheet import ScoreSheet

#: The grade of a unit that has none.
NO_GRADE = -1


def quota_places(share: Fraction, base: NDArray[np.intp], rounding: QuotaRounding) -> NDArray[np.intp]:
    """How many places a share of each of these numbers of units gives."""
    numerator, denominator = share.numerator, share.denominator
    match rounding:
        case QuotaRounding.FLOOR:
            return base * numerator // denominator
        case QuotaRounding.HALF_UP:
            return (2 * base * numerator + denominator) // (2 * denominator)
        case QuotaRounding.CEILING:
            return -(-base * numerator // denominator)


def quota_limits(
    grades: tuple[Grade, ...], base: NDArray[np.intp], rounding: QuotaRounding
) -> tuple[NDArray[np.intp] | None, ...]:
    """How many of each group's `base` units may have each grade or a better one; None without a quota."""
    limits: list[NDArray[np.intp] | None] = []
    share = Fraction(0)
    for grade in grades:
        if grade.quota is None:
            limits.append(None)
        else:
            share += Fraction(grade.quota) / 100
            limits.append(quota_places(share, base, rounding))
    return tuple(limits)


def places_of_group(grades: tuple[Grade, ...], units: int, rounding: QuotaRounding) -> tuple[int | None, ...]:
    """How many of a group's units may have each grade or a better one; None without a quota."""
    limits = quota_limits(grades, np.array([units]), rounding)
    return tuple(None if limit is None else int(limit[0]) for limit in limits)


@dataclass(frozen=True, slots=True)
class Vetoed:
    """What vetoes do to each unit; all have shape (n,).

    `best` is the position of the best grade still possible, 0 where any is; `lower` tells who gets one grade less;
    `out` who is out of the ranking.
    """

    best: NDArray[np.intp]
    lower: NDArray[np.bool_]
    out: NDArray[np.bool_]


def vetoed_units(scheme: Scheme, sheet: ScoreSheet) -> Vetoed:
    """What the recorded vetoes do to the units of a sheet."""
    n = len(sheet.units)
    found = Vetoed(np.zeros(n, dtype=np.intp), np.zeros(n, dtype=bool), np.zeros(n, dtype=bool))
    kinds = {veto.code: veto for veto in scheme.vetoes}
    positions = {grade.name: position for position, grade in enumerate(scheme.grades)}
    for record in sheet.vetoes:
        veto, unit = kinds[record.veto], sheet.index[record.unit]
        match veto.effect:
            case VetoEffect.CAP_GRADE:
                found.best[unit] = max(found.best[unit], positions[veto.grade or ""])
            case VetoEffect.LOWER_GRADE:
                found.lower[unit] = True
            case VetoEffect.OUT_OF_RANKING:
                found.out[unit] = True
    return found


@dataclass(frozen=True, slots=True)
class Ranked:
    """What places are taken on: keys that order the units, groups, who has a total (all of shape (n,)), and places."""

    keys: NDArray[np.intp]
    groups: NDArray[np.intp]
    scored: NDArray[np.bool_]
    standings: Standings


def grade_units(
    grades: tuple[Grade, ...],
    policies: Policies,
    totals: NDArray[np.int64],
    on: Ranked,
    vetoed: Vetoed,
) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """The grade of every unit.

    Threshold and quota must both hold. Quotas are shares of all assessed units of the group but those out of the
    ranking, added up from the best grade down. Of a tie that does not fit into a quota as a whole, nobody gets the
    grade. A unit whose grade is capped uses no place: the next one moves up. A unit that gets one grade less does so
    after the quotas, and its place stays empty.

    Args:
        grades: From the best down.
        policies: Decimals of the totals and the rounding of quotas.
        totals: Published totals in units of the last decimal, shape (n,).
        on: The places of the units that are in the ranking.
        vetoed: What vetoes do to the units.

    Returns:
        Positions in `grades` or `NO_GRADE`, shape (n,); and which units a tie at a quota's edge cost a grade.
    """
    result = np.full(len(totals), NO_GRADE, dtype=np.intp)
    cut_by_tie = np.zeros(len(totals), dtype=bool)
    among_all = on.scored & ~vetoed.out
    if not among_all.any() or not grades:
        return result, cut_by_tie
    ranked = slice(None) if among_all.all() else np.flatnonzero(among_all)
    groups, best, lower, total = on.groups[ranked], vetoed.best[ranked], vetoed.lower[ranked], totals[ranked]
    among, down_to = on.standings.among, None
    capped = best > 0
    if capped.any():
        among = rivals(on.keys[ranked], groups, ~capped)
        down_to = among.better + among.equal + capped
    base = np.bincount(on.groups[~vetoed.out], minlength=int(on.groups.max()) + 1)
    limits = quota_limits(grades, base, policies.quota_rounding)
    grade_of, cut = np.full(len(total), NO_GRADE, dtype=np.int16), cut_by_tie[ranked]
    for position, (grade, of_group) in enumerate(zip(grades, limits, strict=True)):
        eligible = grade_of == NO_GRADE
        if position < best.max():
            eligible &= position >= best
        if grade.at_least is not None:
            eligible &= total >= ceil(Fraction(grade.at_least) * 10**policies.decimals)
        if of_group is not None:
            down_to = among.better + among.equal if down_to is None else down_to
            limit = of_group[groups]
            fits = down_to <= limit
            cut |= eligible & ~fits & (among.better < limit)
            eligible &= fits
        np.copyto(grade_of, np.int16(position), where=eligible)
    if lower.any():
        lowered = lower & (grade_of != NO_GRADE)
        grade_of[lowered] = np.minimum(grade_of[lowered] + 1, len(grades) - 1)
    cut_by_tie[ranked] = cut
    result[ranked] = grade_of
    return result, cut_by_tie
