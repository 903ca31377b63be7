"""Means over the columns that hold a value: raters of a class, classes of raters."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

from scoring import bounds
from scoring.block import Values
from scoring.sheet import MISSING, NOT_APPLICABLE, VALUE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from indicators.formula import ColumnName
    from scoring.bounds import Known
    from scoring.plan import PresentMean
    from scoring.run import Run


def known_present_mean(column: PresentMean, known: Mapping[ColumnName, Known]) -> Known:
    """What is known of a mean over those present."""
    nothing = bounds.whole(0, 0)
    weights = [bounds.exactly(weight) for _, weight in column.terms]
    values = [known[name] for name, _ in column.terms]
    parts = [
        bounds.either(bounds.multiply(value, weight), nothing)
        for value, weight in zip(values, weights, strict=True)
    ]
    total = reduce(bounds.add, (bounds.either(weight, nothing) for weight in weights))
    smallest = min(weight.lowest for weight in weights) * (1 - 2.0**-20)
    largest = max(value.magnitude for value in values)
    return bounds.divide(reduce(bounds.add, parts), total, smallest, largest * (1 + 2.0**-20))


def run_present_mean(column: PresentMean, run: Run, out: NDArray[np.float64]) -> Values:
    """The mean of each unit over one block."""
    children = [(run.columns[name], float(weight)) for name, weight in column.terms]
    (first, of_first), *others = children
    np.multiply(first.numbers, of_first, out=out)
    part = np.empty(run.block.height)
    for child, weight in others:
        out += np.multiply(child.numbers, weight, out=part)
    whole = sum(weight for _, weight in children)
    lacking = [child.states for child, _ in children if child.states is not None]
    if not lacking:
        return Values(np.divide(out, whole, out=out))
    rows = np.flatnonzero(reduce(np.maximum, lacking) != VALUE)
    weights, found = _of_those_present(children, rows)
    totals = out[rows]
    np.divide(out, whole, out=out)
    out[rows] = np.divide(totals, weights, out=np.zeros(len(rows)), where=weights > 0)
    if not found.any():
        return Values(out)
    states = np.zeros(run.block.height, dtype=np.uint8)
    states[rows] = found
    return Values(out, states)


def _of_those_present(
    children: list[tuple[Values, float]], rows: NDArray[np.intp]
) -> tuple[NDArray[np.float64], NDArray[np.uint8]]:
    """The weights of the columns with a value, added up for each of these rows, and the state of the mean there."""
    weights, applies = np.zeros(len(rows)), np.zeros(len(rows), dtype=bool)
    for child, weight in children:
        if child.states is None:
            weights += weight
            applies[:] = True
        else:
            states = child.states[rows]
            weights += weight * (states == VALUE)
            applies |= states != NOT_APPLICABLE
    return weights, np.where(weights > 0, VALUE, np.where(applies, MISSING, NOT_APPLICABLE))
