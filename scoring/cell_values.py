"""What the cells of a live workbook show that no column of the plan holds: steps on the way to scores, places and grades."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from indicators.formula import CohortOperation
from scoring.grading import NO_GRADE, Ranked, grade_units, vetoed_units
from scoring.plan import Sum
from scoring.sheet import State

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scoring.results import Results


def applicable_points(results: Results, column: Sum) -> NDArray[np.float64]:
    """How many of a sum's full points apply to each unit; shape (n_units,)."""
    sums = {each.name: each for each in results.plan.columns if isinstance(each, Sum)}
    found = np.zeros(len(results.sheet.units))
    for term in column.terms:
        weights = applies = np.array([float(weight) for weight in term.weights])[results.groups]
        absent = results.columns[term.column].are(State.NOT_APPLICABLE)
        if term.nested:
            child = sums[term.column]
            applies = weights * applicable_points(results, child) / float(child.points)
        if term.reads_group_mean or term.fills_nothing or term.fills_full_points:
            places = np.flatnonzero(absent).tolist()
            filled = np.array([at for at in places if results.exact.filled(term, at) is not None], np.intp)
            absent[filled] = False
            applies = applies.copy()
            applies[filled] = weights[filled]
        found += np.where(absent, 0.0, applies)
    return found


def statistic(operation: CohortOperation, members: Sequence[float]) -> float:
    """One number about the values of a cohort, of which there must be one at least; but for ranks, which have no such."""
    numbers = np.array(members, dtype=float)
    match operation:
        case CohortOperation.LOWEST:
            return float(numbers.min())
        case CohortOperation.HIGHEST:
            return float(numbers.max())
        case CohortOperation.COUNT:
            return len(numbers)
        case CohortOperation.SUM:
            return float(numbers.sum())
        case CohortOperation.MEAN:
            return float(numbers.mean())
        case CohortOperation.VARIANCE:
            return float(numbers.var())
        case CohortOperation.SAMPLE_VARIANCE:
            return float(numbers.var(ddof=1)) if len(numbers) > 1 else 0.0
        case _:
            raise ValueError(f"{operation} differs from unit to unit")


def places(values: Sequence[object], *, highest_first: bool) -> list[int | None]:
    """The place of each number, equals sharing the better one; None for what is no number."""
    numbers = np.sort([float(value) for value in values if isinstance(value, int | float)])
    found: list[int | None] = []
    for value in values:
        if not isinstance(value, int | float):
            found.append(None)
        elif highest_first:
            found.append(1 + len(numbers) - int(np.searchsorted(numbers, float(value), side="right")))
        else:
            found.append(1 + int(np.searchsorted(numbers, float(value), side="left")))
    return found


def before_lowering(results: Results) -> list[int]:
    """Each unit's grade by its number from 1, as it is before vetoes lower it; 0 for none."""
    vetoed = vetoed_units(results.scheme, results.sheet)
    unlowered = replace(vetoed, lower=np.zeros_like(vetoed.lower))
    standings = results.standings(results.scheme.root.code)
    on = Ranked(results.rank_keys, results.groups, results.scored, standings)
    grades, _ = grade_units(
        results.scheme.grades, results.scheme.policies, results.total.units, on, unlowered
    )
    return [0 if at == NO_GRADE else at + 1 for at in grades.tolist()]
