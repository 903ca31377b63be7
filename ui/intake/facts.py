"""What has come in so far, in one line of figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from documents.intake.reconciliation import Arrival
from ui.frame import html_list, show_html
from ui.session import say
from ui.wording import intake as words

if TYPE_CHECKING:
    from office.heads import Heads
    from office.reading import Reading


def show(heads: Heads, reading: Reading) -> None:
    """Expected, received, duplicate, missing; cells owed, values read, files; the submission they came with."""
    facts = [(say(words.HELD), f"{len(heads.files):,}")]
    if reading.intake is not None:
        found = reading.intake.reconciliation
        counts = {arrival: len(units) for arrival, units in found.by_arrival.items()}
        facts = [
            (say(words.EXPECTED), f"{len(found.units):,}"),
            (say(words.RECEIVED), f"{found.received:,}"),
            (say(words.ABSENT), f"{counts[Arrival.MISSING]:,}"),
            (say(words.DUPLICATE), f"{counts[Arrival.DUPLICATE]:,}"),
            (say(words.OWED), f"{sum(arrived.missing for arrived in found.units):,}"),
            (say(words.VALUES), f"{len(reading.intake.values):,}"),
            *facts,
        ]
    if heads.submission is not None:
        facts.append((say(words.SUBMISSION), say(words.NTH.fill(number=heads.submission.number))))
    show_html(
        '<div class="bt-facts">{facts}</div>',
        facts=html_list("<div><span>{0}</span><b>{1}</b></div>", facts),
    )
