"""The problems of an intake: a flood is counted to the last one and kept in part."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Self

from documents.file_problems import OF_WHOLE_FILES
from indicators.problems import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Problems that a person is shown at once, and those that are kept at all; the total is always said.
MOST_SHOWN, MOST_KEPT = 100, 1000


class ProblemLog(list[Problem]):
    """Problems in the order they were found, at most `MOST_KEPT` of each severity, so that warnings displace nothing."""

    def __init__(self, found: Iterable[Problem] = ()) -> None:
        super().__init__()
        self.counts: Counter[Severity] = Counter()
        #: The names of units of which a cell or row is refused.
        self.blocked_units: set[str] = set()
        #: How many problems that stop the work belong to no unit, and how many of them to no cell: to a whole file.
        self.unplaced = self.whole = 0
        self.extend(found)

    @property
    def total(self) -> int:
        """How many were found, kept or not."""
        return self.counts.total()

    @property
    def blocked(self) -> bool:
        """Whether any of them stops the work."""
        return self.counts[Severity.BLOCKING] > 0

    def append(self, problem: Problem) -> None:
        """Counts a problem, and keeps it unless there are too many already."""
        self.counts[problem.severity] += 1
        if problem.severity is Severity.BLOCKING:
            self._place(problem)
        if self.counts[problem.severity] <= MOST_KEPT:
            super().append(problem)

    def _place(self, problem: Problem) -> None:
        self.whole += problem.place.cell is None or problem.code in OF_WHOLE_FILES
        if problem.place.unit is None:
            self.unplaced += 1
        else:
            self.blocked_units.add(problem.place.unit)

    def extend(self, problems: Iterable[Problem]) -> None:
        """Counts and keeps several; those that another log only counted are counted here too."""
        for problem in problems:
            self.append(problem)
        if isinstance(problems, ProblemLog):
            self.counts += problems.counts - Counter(problem.severity for problem in problems)
            self.blocked_units |= problems.blocked_units

    def __iadd__(self, problems: Iterable[Problem]) -> Self:  # type: ignore[override,misc]
        """Like `extend`."""
        self.extend(problems)
        return self
