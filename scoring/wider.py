"""Cohorts that reach beyond the units at hand: what they give was gathered before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from fractions import Fraction

    import numpy as np
    from numpy.typing import NDArray

    from indicators.formula import Cohort, ColumnName, Scope
    from scoring.exact import Exact
    from scoring.run import Run


class WiderCohorts(Protocol):
    """What is known of all units of a cohort, where only some of them are at hand; arrays have shape (n,)."""

    @property
    def is_wild(self) -> bool:
        """Whether anybody's number lies outside what is known of a column."""

    def reaches(self, scope: Scope) -> bool:
        """Whether cohorts of this scope reach beyond the units at hand."""

    def wild(self, column: ColumnName) -> bool:
        """Whether anybody's number lies outside what is known of this column."""

    def numbers(self, node: Cohort, run: Run) -> NDArray[np.float64]:
        """A cohort operation as `scoring.cohorts.of_cohort` gives it; any rank for units without a value."""

    def means(self, column: ColumnName, run: Run) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
        """The mean of a column over each unit's peer group, and whether anybody there has a value."""

    def exact(self, node: Cohort, unit: int, by: Exact) -> Fraction:
        """A cohort operation for one unit, exactly, given the exact reading of the units at hand."""

    def anybody_has(self, column: ColumnName, unit: int) -> bool:
        """Whether anybody of the unit's peer group has a value."""
