"""The problems of an intake: a flood is counted to the last one and kept in part."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Self

from documents.file_problems import OF_WHOLE_FILES
from indicators.problems import Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

#: Problems that a person is shown at once, and those that are kept of a file; the total is always said.
MOST_SHOWN, MOST_KEPT = 100, 1000


class ProblemLog(list[Problem]):
    """Problems in the order they were found, at most `MOST_KEPT` of each file and severity.

    What belongs to no unit has a share of its own: it can never be lost among the mistakes in cells.
    """

    def __init__(self, found: Iterable[Problem] = ()) -> None:
        super().__init__()
        #: How many were found, kept or not.
        self.counts: Counter[Severity] = Counter()
        #: The names of units of which a cell, a row or a form is refused.
        self.blocked_units: set[str] = set()
        #: How many that stop the work concern a whole file, and how many belong to no unit, of these and of all.
        self.whole = self.whole_unplaced = self.unplaced = 0
        self._kept: Counter[tuple[str | None, Severity, bool]] = Counter()
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
            is_whole = problem.place.cell is None or problem.code in OF_WHOLE_FILES
            self.whole += is_whole
            if problem.place.unit is None:
                self.unplaced += 1
                self.whole_unplaced += is_whole
            else:
                self.blocked_units.add(problem.place.unit)
        self._keep(problem)

    def _keep(self, problem: Problem) -> None:
        share = problem.place.file, problem.severity, problem.place.unit is None
        self._kept[share] += 1
        if self._kept[share] <= MOST_KEPT:
            super().append(problem)

    def extend(self, problems: Iterable[Problem]) -> None:
        """Counts and keeps several; those that another log only counted are counted here too."""
        if not isinstance(problems, ProblemLog):
            for problem in problems:
                self.append(problem)
            return
        self.counts += problems.counts
        self.blocked_units |= problems.blocked_units
        self.whole += problems.whole
        self.whole_unplaced += problems.whole_unplaced
        self.unplaced += problems.unplaced
        for problem in problems:
            self._keep(problem)

    def __iadd__(self, problems: Iterable[Problem]) -> Self:  # type: ignore[override,misc]
        """Like `extend`."""
        self.extend(problems)
        return self

    def without_units(self, as_left_out: Callable[[Problem], Problem]) -> ProblemLog:
        """The log where the units that are refused were left out: what is wrong with them is a warning.

        Args:
            as_left_out: How a problem of such a unit reads then; its severity is set here.
        """
        log = ProblemLog()
        for problem in self:
            stops = problem.severity is Severity.BLOCKING
            log._keep(as_left_out(problem) if stops and problem.place.unit is not None else problem)
        released = self.counts[Severity.BLOCKING] - self.unplaced
        log.counts = self.counts + Counter({Severity.WARNING: released})
        log.counts[Severity.BLOCKING] = self.unplaced
        log.unplaced, log.whole, log.whole_unplaced = self.unplaced, self.whole_unplaced, self.whole_unplaced
        return log
