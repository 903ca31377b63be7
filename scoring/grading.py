"""Grades 等次 by threshold, by quota within the group, or by both."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from indicators.policies import QuotaRounding
from indicators.vetoes import VetoEffect
from scoring.ranking import rivals

if TYPE_CHECKING:
    from collections.abc import Iterable

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
    records = ((sheet.index[record.unit], record.veto) for record in sheet.vetoes)
    return vetoed_at(scheme, len(sheet.units), records)


def vetoed_at(scheme: Scheme, units: int, records: Iterable[tuple[int, str]]) -> Vetoed:
    """What vetoes do to so many units, given the unit's position and the veto's code of each record."""
    found = Vetoed(np.zeros(units, dtype=np.intp), np.zeros(units, dtype=bool), np.zeros(units, dtype=bool))
    kinds = {veto.code: veto for veto in scheme.vetoes}
    positions = {grade.name: position for position, grade in enumerate(scheme.grades)}
    for unit, code in records:
        veto = kinds[code]
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


@dataclass(frozen=True, slots=True)
class Contest:
    """How ranked units stand for the places of their groups' quotas.

    `better` tells how many units that use a place are better than each, `down_to` how many places there must be for it to
    get one, `groups` the number of its group; all have shape (n,). `base` is what the shares of each group are shares of,
    shape (n_groups,).
    """

    groups: NDArray[np.intp]
    base: NDArray[np.intp]
    better: NDArray[np.intp]
    down_to: NDArray[np.intp]


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
    ranked = on.scored & ~vetoed.out
    if not ranked.any() or not grades:
        return np.full(len(totals), NO_GRADE, dtype=np.intp), np.zeros(len(totals), dtype=bool)
    among, capped = on.standings.among, vetoed.best > 0
    if capped.any():
        among = rivals(on.keys, on.groups, ranked & ~capped)
    base = np.bincount(on.groups)
    base -= np.bincount(on.groups[vetoed.out], minlength=len(base))
    contest = Contest(on.groups, base, among.better, among.better + among.equal + capped)
    grade_of, cut_by_tie = grades_among(grades, policies, totals, contest, vetoed)
    return np.where(ranked, grade_of, NO_GRADE).astype(np.intp), cut_by_tie & ranked


def grades_among(
    grades: tuple[Grade, ...],
    policies: Policies,
    totals: NDArray[np.int64],
    contest: Contest,
    vetoed: Vetoed,
) -> tuple[NDArray[np.int16], NDArray[np.bool_]]:
    """The grades of units that are in the ranking; arguments and results are those of `grade_units`.

    What it says of others means nothing.
    """
    limits = quota_limits(grades, contest.base, policies.quota_rounding)
    grade_of, cut = np.full(len(totals), NO_GRADE, dtype=np.int16), np.zeros(len(totals), dtype=bool)
    for position, (grade, of_group) in enumerate(zip(grades, limits, strict=True)):
        eligible = grade_of == NO_GRADE
        if position < vetoed.best.max():
            eligible &= position >= vetoed.best
        if grade.at_least is not None:
            numerator, denominator = grade.at_least.as_integer_ratio()
            eligible &= totals >= -(-numerator * 10**policies.decimals // denominator)
        if of_group is not None:
            limit = of_group.take(contest.groups)
            fits = contest.down_to <= limit
            cut |= eligible & ~fits & (contest.better < limit)
            eligible &= fits
        grade_of += eligible * np.int16(position - NO_GRADE)
    if vetoed.lower.any():
        lowered = vetoed.lower & (grade_of != NO_GRADE)
        grade_of[lowered] = np.minimum(grade_of[lowered] + 1, len(grades) - 1)
    return grade_of, cut
