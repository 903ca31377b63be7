"""What a person should know about a result: missing values, special cases, places not given."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from indicators.formula import Flag
from indicators.policies import WORDS
from indicators.problems import Place
from scoring import score_problems as kinds
from scoring.missing import missing_by_effect
from scoring.plan import GeometricMean, Product, adjusted_node
from scoring.sheet import TOO_LARGE, State

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from indicators.problems import Problem, ProblemKind
    from scoring.results import Results

#: Units named in one finding; the count is always complete.
NAMED = 10


def findings(results: Results) -> tuple[Problem, ...]:
    """Everything worth attention in a result, blocking problems first.

    Where scores are too large to be published, nothing else is said.
    """
    too_large = tuple(_too_large(results))
    if too_large:
        return too_large
    return (
        *_negative_factors(results),
        *_no_total(results),
        *_adjustments_lost(results),
        *_missing(results),
        *_flags(results),
        *_places(results),
    )


def _of(
    kind: ProblemKind, results: Results, code: str, units: NDArray[np.bool_], **values: object
) -> Problem:
    name = results.scheme.by_code[code].name
    place = Place(indicator=code)
    return kind.at(place, name=name, count=int(units.sum()), units=_named(results, units), **values)


def _named(results: Results, units: NDArray[np.bool_]) -> str:
    names = [results.sheet.units[position].name for position in np.flatnonzero(units)[:NAMED]]
    return "、".join(names) + ("……" if units.sum() > NAMED else "")


def _too_large(results: Results) -> Iterator[Problem]:
    for _, part in results.scheme.outline:
        beyond = np.abs(results.columns[results.plan.passed_up(part.code)].numbers) >= TOO_LARGE
        if beyond.any():
            yield _of(kinds.TOO_LARGE, results, part.code, beyond)


def _negative_factors(results: Results) -> Iterator[Problem]:
    for column in results.plan.columns:
        if isinstance(column, Product | GeometricMean):
            for factor in column.factors:
                negative = results.columns[factor].numbers < 0
                if negative.any():
                    yield _of(kinds.NEGATIVE_FACTOR, results, factor.code, negative)


def _no_total(results: Results) -> Iterator[Problem]:
    if not results.scored.all():
        yield _of(kinds.NO_TOTAL, results, results.scheme.root.code, ~results.scored)


def _adjustments_lost(results: Results) -> Iterator[Problem]:
    """Bonuses and penalties of units whose score they would change, if there were one."""
    code = adjusted_node(results.scheme)
    if code is None:
        return
    changed = zip(results.bonus, results.penalty, strict=True)
    meant = np.array([bool(bonus or penalty) for bonus, penalty in changed], dtype=bool)
    lost = meant & (results.published(code).states != State.VALUE)
    if lost.any():
        yield _of(kinds.ADJUSTMENTS_LOST, results, code, lost)


def _missing(results: Results) -> Iterator[Problem]:
    for indicator in results.scheme.indicators:
        for effect, units in missing_by_effect(results, indicator):
            yield _of(kinds.MISSING_VALUES, results, indicator.code, units, policy=WORDS[effect])


def _flags(results: Results) -> Iterator[Problem]:
    """One finding per case; those that speak of a peer group, one per group."""
    for name, flag, raised in results.columns.flags():
        if flag in {Flag.ALL_EQUAL, Flag.ALONE}:
            for group in np.unique(results.groups[raised]):
                yield _of(kinds.FLAGGED[flag], results, name.code, raised & (results.groups == group))
        else:
            meant = results.scheme.groups_of(name.code)
            groups = [code in meant for code in results.scheme.group_codes]
            raised_where_meant = raised & np.array(groups)[results.groups]
            if raised_where_meant.any():
                yield _of(kinds.FLAGGED[flag], results, name.code, raised_where_meant)


def _places(results: Results) -> Iterator[Problem]:
    if results.rank is None:
        yield kinds.NO_OVERALL_RANK.at(Place())
    for group in np.unique(results.groups):
        tied = results.cut_by_tie & (results.groups == group)
        if tied.any():
            yield _of(kinds.QUOTA_TIE, results, results.scheme.root.code, tied)
