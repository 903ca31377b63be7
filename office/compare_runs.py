"""Two runs side by side, as they were kept: every unit's place, total and grade, and what changed between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from indicators.scheme_difference import scheme_differences
from office.kept import scheme_of
from office.running import kept_results
from records import Kind, runs, submissions, versions

if TYPE_CHECKING:
    from decimal import Decimal

    from indicators import Scheme
    from indicators.difference import Difference
    from office.desk import Desk
    from records import Run, ValueChange
    from scoring.kept_results import KeptUnit

#: Changed values that are listed; their number is always said.
MOST_LISTED = 500


@dataclass(frozen=True, slots=True)
class Row:
    """One unit in both runs; None where it was not in one of them."""

    before: KeptUnit | None
    after: KeptUnit | None

    @property
    def unit(self) -> KeptUnit:
        """The unit as it was called last."""
        unit = self.after or self.before
        if unit is None:
            raise AssertionError("a row is about a unit")
        return unit

    @property
    def places_gained(self) -> int | None:
        """How many places it has risen; less than zero where it has fallen."""
        before, after = self._both("place")
        return None if before is None or after is None else before - after

    @property
    def points_gained(self) -> Decimal | None:
        """How much higher its total is."""
        before, after = self._both("total")
        return None if before is None or after is None else after - before

    @property
    def differs(self) -> bool:
        """Whether place, total or grade is another one."""
        return any(before != after for before, after in map(self._both, ("place", "total", "grade")))

    def _both(self, name: str) -> tuple[Any, Any]:
        return getattr(self.before, name, None), getattr(self.after, name, None)


@dataclass(frozen=True, eq=False)
class Comparison:
    """What came out of two runs, and what lies between them.

    `scheme` is None where one of the schemes is no longer understood; `cells` are those changed from the one version of
    the data to the other, at most `MOST_LISTED` of the `changed` ones, which also count records and units.
    """

    before: Run
    after: Run
    rows: tuple[Row, ...]
    scheme: tuple[Difference, ...] | None
    cells: tuple[ValueChange, ...]
    changed: int


def compare(desk: Desk, assessment: int, before: int, after: int) -> Comparison:
    """Two runs of an assessment, unit by unit in the order of the later one.

    Raises:
        RecordsError: If one of them is not there or cannot be read.
    """
    first, last = (runs.numbered(desk.records, assessment, number) for number in (before, after))
    old, new = (kept_results(desk, run).units for run in (first, last))
    rows = [Row(old.get(code), unit) for code, unit in new.items()]
    rows += [Row(unit, None) for code, unit in old.items() if code not in new]
    between = [
        submission
        for submission in submissions.listed(desk.records, assessment)
        if min(first.submission, last.submission)
        < submission.number
        <= max(first.submission, last.submission)
    ]
    cells: list[ValueChange] = []
    for submission in between:
        room = MOST_LISTED - len(cells)
        if room:
            cells += submissions.changes(desk.records, assessment, submission.number, most=room)
    return Comparison(
        first,
        last,
        tuple(rows),
        _scheme_differences(desk, assessment, first, last),
        tuple(cells),
        sum(submission.changed for submission in between),
    )


def _scheme_differences(
    desk: Desk, assessment: int, before: Run, after: Run
) -> tuple[Difference, ...] | None:
    if before.scheme == after.scheme:
        return ()
    old, new = (_scheme(desk, assessment, run) for run in (before, after))
    return None if old is None or new is None else scheme_differences(old, new)


def _scheme(desk: Desk, assessment: int, run: Run) -> Scheme | None:
    return scheme_of(desk.records, versions.numbered(desk.records, assessment, Kind.SCHEME, run.scheme))
