"""Columns under many weights, and what can be made of one before it is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from indicators.policies import Missing, NotApplicable
from scoring import bounds
from scoring.sheet import MISSING, NOT_APPLICABLE, State

if TYPE_CHECKING:
    from collections.abc import Callable
    from fractions import Fraction

    from numpy.typing import NDArray

    from scoring.bounds import Known
    from scoring.plan import Term

    Array = NDArray[np.float64]

#: Errors of this part of a published unit leave next to no rounding in doubt.
_FINE = 2.0**-20


class Uncovered(Exception):  # noqa: N818 - no error: the draws are then scored one by one
    """The scheme asks for something that must be scored draw by draw."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One column under many weights.

    Attributes:
        known: What is known of it over all draws.
        states: Of each unit, the same in all draws, shape (n_units,); None where all hold values.
        run: Its numbers for a block of draws, shape (n_block, n_units), the caller's own; meaningless where there is
            no value.
        fixed: Its numbers where no weight moves them, 0 where there are none, shape (n_units,); else None.
    """

    known: Known
    states: NDArray[np.uint8] | None
    run: Callable[[slice], Array]
    fixed: Array | None = None


def sharp(reading: Reading, decimals: int) -> Reading:
    """The same, which is uncovered if its error is so large that many roundings would be in doubt."""
    if reading.known.error * 10**decimals > _FINE:
        raise Uncovered
    return reading


def emptied(reading: Reading) -> Reading:
    """The same with zeros where there is no value."""
    if reading.states is None or not reading.states.any():
        return reading
    absent = np.flatnonzero(reading.states)

    def run(block: slice) -> Array:
        found = reading.run(block)
        found[:, absent] = 0.0
        return found

    return Reading(reading.known, reading.states, run)


def fixed(known: Known, states: NDArray[np.uint8] | None, numbers: Array) -> Reading:
    """A column that no weight moves: the same numbers in all draws."""

    def run(block: slice) -> Array:
        return np.tile(numbers, (block.stop - block.start, 1))

    return Reading(known, states, run, numbers)


def not_negative(reading: Reading) -> Reading:
    """The same, which is uncovered where a number may be below zero: a product would have no score in such draws."""
    if reading.known.lowest >= 0:
        return reading
    tolerance = reading.known.tolerance()
    least = reading.known.error if tolerance is None else -tolerance
    present = slice(None) if reading.states is None else np.flatnonzero(reading.states == State.VALUE)

    def run(block: slice) -> Array:
        found = reading.run(block)
        if (found[:, present] < least).any():
            raise Uncovered
        return found

    return Reading(reading.known, reading.states, run)


def holds(states: NDArray[np.uint8] | None, state: np.uint8) -> bool:
    """Whether some unit is in a state."""
    return states is not None and bool((states == state).any())


def filled(term: Term, states: NDArray[np.uint8] | None) -> Array | None:
    """The points a policy puts in the place of values, nan where it puts none, shape (n_units,); None if nowhere."""
    if states is None:
        return None
    filled = np.full(len(states), np.nan)
    for state, policy in ((MISSING, term.missing), (NOT_APPLICABLE, term.not_applicable)):
        rows = states == state
        if policy in {Missing.GROUP_MEAN, NotApplicable.GROUP_MEAN} and rows.any():
            raise Uncovered
        if policy in {Missing.FULL, NotApplicable.FULL}:
            filled[rows] = float(term.full)
        elif policy is NotApplicable.NO_POINTS:
            filled[rows] = 0.0
    return None if np.isnan(filled).all() else filled


def with_points(reading: Reading, filled: Array, full: Fraction) -> Reading:
    """A column that no weight moves, with points in the place of what is absent."""
    if reading.fixed is None:
        raise Uncovered
    known = bounds.either(bounds.either(reading.known, bounds.exactly(full)), bounds.whole(0, 0))
    return fixed(known, None, np.where(np.isnan(filled), reading.fixed, filled))
