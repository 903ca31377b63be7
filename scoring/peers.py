"""A peer group beside one of its units: the mean and the best of its published points, exact."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np

from indicators.decimals import from_units
from scoring.sheet import State

if TYPE_CHECKING:
    from decimal import Decimal

    from scoring.results import Results


class Peers:
    """The units of one group, given by its place in the scheme's list."""

    def __init__(self, results: Results, group: int) -> None:
        self.results = results
        self._is_member = results.groups == group

    @property
    def ranked(self) -> int:
        """How many of them have a place on the total."""
        return int((self._is_member & (self.results.group_rank > 0)).sum())

    def mean(self, code: str) -> Fraction | None:
        """The mean of the published points of those who have any; None where nobody has."""
        published = self.results.published(code)
        found = published.units[self._is_member & (published.states == State.VALUE)]
        return Fraction(sum(found.tolist()), len(found) * 10**published.decimals) if len(found) else None

    def best(self, code: str) -> Decimal | None:
        """The highest published points of those who have a place; None where nobody has."""
        published, places = self.results.published(code), self.results.standings(code).places
        found = published.units[self._is_member & (places > 0)]
        return from_units(int(np.max(found)), published.decimals) if len(found) else None
