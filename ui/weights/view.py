"""What the weights page shows beside the tuning itself: messages and choices, none of which matter once it is left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import streamlit as st

from ui.session import here

if TYPE_CHECKING:
    from indicators.words import Words
    from scoring.tuning_refusals import Refusal

_KEY = "weights view"


@dataclass
class WeightsView:
    """One visitor's view of the weights page, for one assessment."""

    assessment: int | None
    #: Why the last act moved nothing, and the part it was meant for.
    refusal: Refusal | None = None
    refused: str = ""
    #: What a finished act has to say, and what stood in the way of another; each until the next act.
    done: Words | None = None
    failed: Words | None = None
    #: What of these the whole page shows; a part of it that runs alone cannot take it away.
    shown: tuple[Words | None, Words | None] = (None, None)
    #: The link as this session last read or wrote it.
    link: str = ""
    #: The group looked at, all for an empty code; None until one is chosen here.
    group: str | None = None
    #: Whether the units that moved most come first, and whose names are looked for.
    by_change: bool = False
    search: str = ""
    #: The proposals looked at, by number.
    chosen: tuple[int, ...] = ()

    def say(self, *, done: Words | None = None, failed: Words | None = None) -> None:
        """What is to be said from now on, in place of what was."""
        self.refusal, self.done, self.failed = None, done, failed


def weights_view() -> WeightsView:
    """This visitor's; another assessment starts with a fresh one."""
    found = cast("WeightsView | None", st.session_state.get(_KEY))
    if found is None or found.assessment != here().assessment:
        found = WeightsView(here().assessment)
        st.session_state[_KEY] = found
    return found
