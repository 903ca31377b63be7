"""What came of every unit 收报对账, with the late ones by a last day of one's choice."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from documents.intake.reconciliation import Arrival
from records import submission_changes

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date, datetime

    from indicators import Unit
    from office.heads import Heads
    from office.reading import Reading
    from records import Records


class Came(NamedTuple):
    """A unit of the register: how its data came, in which files, when first, and the cells it still owes."""

    unit: Unit
    arrival: Arrival
    files: tuple[str, ...]
    first: datetime | None
    missing: int


def arrivals(records: Records, reading: Reading, heads: Heads, due: date | None) -> Sequence[Came]:
    """Every unit in the order of the register.

    Args:
        records: Remember what came first, even where a correction took its place.
        reading: Of these heads.
        heads: Tell when each file was received.
        due: The last day to hand in, by the clock on the wall; units of which everything came later are late.
    """
    if reading.intake is None:
        return ()
    earlier = _first_received(records, heads.assessment.id, heads.submission_number)
    received = {file.name: file.received.astimezone() for file in heads.files}
    found = []
    for arrived in reading.intake.reconciliation.units:
        moments = [received[name] for file in arrived.files if (name := file.partition("/")[0]) in received]
        if moments and arrived.unit.code in earlier:
            moments.append(earlier[arrived.unit.code].astimezone())
        first = min(moments, default=None)
        is_late = arrived.arrival is Arrival.RECEIVED and due is not None and first is not None
        arrival = Arrival.LATE if is_late and first and due and first.date() > due else arrived.arrival
        found.append(Came(arrived.unit, arrival, arrived.files, first, arrived.missing))
    return found


@lru_cache(maxsize=8)
def _first_received(records: Records, assessment: int, submission: int) -> Mapping[str, datetime]:  # noqa: ARG001
    """Asked for once after each submission, however often the page is drawn."""
    return submission_changes.first_received(records, assessment)
