"""What rules that compare units have in common: with whom, and what becomes of those who cannot be compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators import formula
from indicators.formula import CohortOperation, Scope
from indicators.model import Model
from indicators.rules.base import Direction
from indicators.words import Words

if TYPE_CHECKING:
    from indicators.rules.base import Subject

_AMONG = {Scope.GROUP: Words("同组", "in the group"), Scope.ALL: Words("全体", "among all units")}


class Comparing(Model):
    """Goes before `Rule` among the bases of a rule whose points depend on the other units of a cohort."""

    cohort: Scope = Scope.GROUP
    """和谁比：同组（group）或全体（all）单位 / who is compared: the units of the group, or all units"""

    @property
    def among(self) -> Words:
        """The cohort in words."""
        return _AMONG[self.cohort]

    def of_cohort(self, operation: CohortOperation, subject: Subject) -> formula.Cohort:
        """A number about the subject's cohort."""
        return formula.Cohort(operation, subject.column, self.cohort)

    def best(self, subject: Subject) -> formula.Cohort:
        """The best value."""
        higher = subject.direction is Direction.HIGHER
        return self.of_cohort(CohortOperation.HIGHEST if higher else CohortOperation.LOWEST, subject)

    def rank(self, subject: Subject) -> formula.Cohort:
        """The unit's place, 1 for the best; equal units share the better place."""
        higher = subject.direction is Direction.HIGHER
        operation = CohortOperation.RANK_FROM_HIGHEST if higher else CohortOperation.RANK_FROM_LOWEST
        return self.of_cohort(operation, subject)

    def alone(self, subject: Subject) -> formula.Compare:
        """Whether no other unit holds a value."""
        count = self.of_cohort(CohortOperation.COUNT, subject)
        return formula.Compare(count, formula.Comparison.EQUAL, formula.constant(1))

    def full_if_equal(self, subject: Subject, points: formula.Node) -> formula.Node:
        """`points`, but full points, flagged, where all units hold the same value."""
        highest = self.of_cohort(CohortOperation.HIGHEST, subject)
        lowest = self.of_cohort(CohortOperation.LOWEST, subject)
        equal = formula.Compare(highest, formula.Comparison.EQUAL, lowest)
        return formula.Flagged(formula.If(equal, subject.full, points), equal, formula.Flag.ALL_EQUAL)
