"""Two runs side by side, as they were kept: every unit's place, total and grade, and what changed between them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from indicators.scheme_difference import scheme_differences
from office.kept import scheme_of
from office.running import kept_results
from records import Kind, runs, submissions, versions

if TYPE_CHECKING:
    from decimal import Decimal

    from indicators import Scheme
    from indicators.difference import Difference
    from office.desk import Desk
    from records import Records, Run, ValueChange
    from scoring.kept_results import KeptUnit

#: Changed values that are listed; their number is always said.
MOST_LISTED = 500
#: More cells than any version of the data changes.
_ALL = 10_000_000


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


class CellChange(NamedTuple):
    """A cell that says one thing in the data of the first run and another in that of the second.

    A state is None where the unit was not there; the place is where the later value was read from, if that is the second.
    """

    unit: str
    indicator: str
    field: str
    state_before: str | None
    value_before: str | None
    state: str | None
    value: str | None
    place: str


@dataclass(frozen=True, eq=False)
class Comparison:
    """What came out of two runs, and what lies between them.

    `scheme` is None where one of the schemes is no longer understood; `cells` are those that differ between the two
    versions of the data, at most `MOST_LISTED` of the `changed` ones; `records_changed` counts what was done to units,
    exemptions, adjustments and vetoes meanwhile, the same one as often as it was changed.
    """

    before: Run
    after: Run
    rows: tuple[Row, ...]
    scheme: tuple[Difference, ...] | None
    cells: tuple[CellChange, ...]
    changed: int
    records_changed: int


def compare(desk: Desk, assessment: int, before: int, after: int) -> Comparison:
    """Two runs of an assessment, unit by unit in the order of the later one.

    Raises:
        RecordsError: If one of them is not there or cannot be read.
    """
    first, last = (runs.numbered(desk.records, assessment, number) for number in (before, after))
    old, new = (kept_results(desk, run).units for run in (first, last))
    rows = [Row(old.get(code), unit) for code, unit in new.items()]
    rows += [Row(unit, None) for code, unit in old.items() if code not in new]
    older, newer = sorted((first.submission, last.submission))
    data = _between(desk.records, assessment, older, newer)
    cells = data.cells if first.submission == older else tuple(map(_backwards, data.cells))
    return Comparison(
        first,
        last,
        tuple(rows),
        _scheme_differences(desk, assessment, first, last),
        cells,
        data.changed,
        data.records_changed,
    )


class _Between(NamedTuple):
    """What lies between two versions of the data, as `Comparison` holds it."""

    cells: tuple[CellChange, ...]
    changed: int
    records_changed: int


@lru_cache(maxsize=8)
def _between(records: Records, assessment: int, older: int, newer: int) -> _Between:
    """From the older version to the newer: a cell changed twice is one change, one changed back is none."""
    folded: dict[tuple[str, str, str], CellChange] = {}
    in_records = 0
    for submission in reversed(submissions.listed(records, assessment)):
        if older < submission.number <= newer:
            found = submissions.changes(records, assessment, submission.number, most=_ALL)
            in_records += submission.changed - len(found)
            for change in found:
                key = change.unit, change.indicator, change.field
                folded[key] = _folded(folded.get(key), change)
    cells = [
        cell for cell in folded.values() if (cell.state_before, cell.value_before) != (cell.state, cell.value)
    ]
    return _Between(tuple(cells[:MOST_LISTED]), len(cells), in_records)


def _folded(earlier: CellChange | None, change: ValueChange) -> CellChange:
    first = change if earlier is None else earlier
    return CellChange(
        change.unit,
        change.indicator,
        change.field,
        first.state_before,
        first.value_before,
        change.state,
        change.value,
        " ".join(filter(None, (change.file, change.sheet, change.cell))),
    )


def _backwards(cell: CellChange) -> CellChange:
    """The same seen from the newer version; where the older value was read from is not kept with the change."""
    return cell._replace(
        state_before=cell.state,
        value_before=cell.value,
        state=cell.state_before,
        value=cell.value_before,
        place="",
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
