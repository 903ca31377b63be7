"""What the weights page shows beside the tuning itself: codes, numbers and messages of one visitor."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from indicators.words import Words
    from scoring.tuning_refusals import Refusal


@dataclass
class WeightsView:
    """One visitor's view of the weights page."""

    #: Why the last act moved nothing, and the part it was meant for.
    refusal: Refusal | None = None
    refused: str = ""
    #: What is to be said once, and what a link could not be read for.
    done: Words | None = None
    #: The link as this session last read or wrote it.
    link: str = ""
    #: Whether the units that moved most come first.
    by_change: bool = False
    search: str = ""
    #: The proposals looked at.
    chosen: tuple[int, ...] = ()
