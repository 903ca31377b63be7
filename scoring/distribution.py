"""How published scores lie within each peer group: mean, median, quartiles and ends, exact."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from scoring.sheet import State

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scoring.results import Results


class Distribution(NamedTuple):
    """The published scores of one group on one part of the tree; `members` are those who have one.

    A quartile between two scores is as far between them as its place says, which is Excel's QUARTILE.
    """

    group: str
    members: tuple[int, ...]
    mean: Fraction
    lowest: Fraction
    lower_quartile: Fraction
    median: Fraction
    upper_quartile: Fraction
    highest: Fraction


def distributions(results: Results, code: str) -> tuple[Distribution, ...]:
    """Every group of which anybody has a score on a part of the tree, in the order of the scheme."""
    published = results.published(code)
    unit = Fraction(1, 10**published.decimals)
    has_value = published.states == State.VALUE
    found = []
    for number, group in enumerate(results.scheme.group_codes):
        members = np.flatnonzero(has_value & (results.groups == number))
        if len(members):
            scores = np.sort(published.units[members])
            total = sum(scores.tolist())
            quartiles = (_quartile(scores, quarters) * unit for quarters in range(5))
            mean = Fraction(total, len(members)) * unit
            found.append(Distribution(group, tuple(members.tolist()), mean, *quartiles))
    return tuple(found)


def _quartile(ordered: NDArray[np.int64], quarters: int) -> Fraction:
    """The value so many quarters of the way from the lowest to the highest."""
    at, part = divmod((len(ordered) - 1) * quarters, 4)
    low = int(ordered[at])
    return low + Fraction(part * (int(ordered[at + 1]) - low), 4) if part else Fraction(low)
