"""What became of a missing value 缺报: what the scheme says, unless it left the unit without a total."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from indicators.parts import Composite
from indicators.policies import Missing
from scoring.sheet import State

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from indicators.parts import Indicator
    from indicators.scheme import Scheme
    from scoring.results import Results


def rule_for_missing(scheme: Scheme, indicator: Indicator) -> Missing:
    """What a missing value of an indicator leads to at once: only a sum can go on without one of its parts."""
    return scheme.missing_policy(indicator) if scheme.is_in_sum(indicator) else Missing.NO_SCORE


def missing_by_effect(
    results: Results, indicator: Indicator
) -> tuple[tuple[Missing, NDArray[np.bool_]], ...]:
    """Which units lack a value, by what became of it; nothing where nobody lacks one.

    Returns:
        Each effect with a mask of units, shape (n_units,).
    """
    missing = results.published(indicator.code).states == State.MISSING
    if not missing.any():
        return ()
    rule = rule_for_missing(results.scheme, indicator)
    without = missing if rule is Missing.NO_SCORE else _without_total(results, indicator, missing)
    found = ((rule, missing & ~without), (Missing.NO_SCORE, without))
    return tuple((effect, units) for effect, units in found if units.any())


def _without_total(results: Results, indicator: Indicator, missing: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Of which units all that is missing left a part above without a score, and with it the total."""
    scheme = results.scheme
    lost, empty = np.zeros_like(missing), missing
    part: Indicator | Composite = indicator
    while scheme.is_in_sum(part) and part.parent is not None:
        above = scheme.by_code[part.parent]
        states = results.published(above.code).states
        if isinstance(above, Composite) and above.min_present is not None:
            lost = lost | (empty & (states == State.NO_SCORE))
        # A sum of which nothing was reported is missing itself.
        empty = empty & (states == State.MISSING)
        part = above
    return lost | empty
