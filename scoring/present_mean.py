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
    height = run.block.height
    total, weights = np.zeros(height), np.zeros(height)
    applies = np.zeros(height, dtype=bool)
    for name, weight in column.terms:
        child = run.columns[name]
        present = child.are(VALUE)
        total += float(weight) * child.numbers
        weights += float(weight) * present
        applies |= ~child.are(NOT_APPLICABLE)
    states = np.where(weights > 0, VALUE, MISSING)
    states[~applies] = NOT_APPLICABLE
    np.divide(total, weights, out=out, where=weights > 0)
    out[weights == 0] = 0.0
    return Values(out, states if states.any() else None)
