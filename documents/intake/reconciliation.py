"""Reconciliation 收报对账: of which units sheets were expected, and what came of each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING

from indicators.words import Words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence
    from datetime import date, datetime

    from indicators.units import Unit


class Arrival(StrEnum):
    """How a unit's data came in; the worst of what holds."""

    RECEIVED = "received"
    LATE = "late"
    DUPLICATE = "duplicate"
    MISSING = "missing"

    @property
    def words(self) -> Words:
        """What a person reads."""
        return _WORDS[self]


_WORDS = {
    Arrival.RECEIVED: Words("已报", "received"),
    Arrival.LATE: Words("迟报", "late"),
    Arrival.DUPLICATE: Words("重复", "duplicate"),
    Arrival.MISSING: Words("未报", "missing"),
}


@dataclass(frozen=True, slots=True)
class Arrived:
    """An expected unit, the files that report on it, and how they came."""

    unit: Unit
    files: tuple[str, ...]
    arrival: Arrival
    #: Cells that are asked of it and hold no value.
    missing: int


@dataclass(frozen=True)
class Reconciliation:
    """Every unit of the register once, in its order; and the data files in which no unit was recognised."""

    units: tuple[Arrived, ...] = ()
    unknown: tuple[str, ...] = ()
    #: Files of the same content as an earlier one, which were not read again, with that one.
    repeated: tuple[tuple[str, str], ...] = ()

    @cached_property
    def by_arrival(self) -> dict[Arrival, list[Arrived]]:
        """The units of each kind; late and duplicate ones have been received as well."""
        return {
            arrival: [arrived for arrived in self.units if arrived.arrival is arrival] for arrival in Arrival
        }

    @property
    def received(self) -> int:
        """How many units anything came of."""
        return len(self.units) - len(self.by_arrival[Arrival.MISSING])


def reconcile(
    units: Sequence[Unit],
    received: Mapping[str, Iterable[str]],
    late_files: frozenset[str],
    in_conflict: Collection[str],
    missing: Mapping[str, int],
) -> tuple[Arrived, ...]:
    """How the data of each unit came in.

    Args:
        units: The register.
        received: The files that report on a unit, by its code.
        late_files: Those that came after the deadline.
        in_conflict: The codes of units of which two files disagree.
        missing: How many cells of a unit hold no value, by its code.
    """
    return tuple(
        Arrived(
            unit, files, _arrival(files, late_files, conflict=unit.code in in_conflict), missing[unit.code]
        )
        for unit in units
        for files in [tuple(received.get(unit.code, ()))]
    )


def _arrival(files: tuple[str, ...], late_files: frozenset[str], *, conflict: bool) -> Arrival:
    if not files:
        return Arrival.MISSING
    if conflict:
        return Arrival.DUPLICATE
    return Arrival.LATE if late_files.issuperset(files) else Arrival.RECEIVED


def late(received: Mapping[str, datetime | None], due: date | None) -> frozenset[str]:
    """The files that came after the last day, as far as it is known when they came."""
    if due is None:
        return frozenset()
    return frozenset(name for name, moment in received.items() if moment is not None and moment.date() > due)
