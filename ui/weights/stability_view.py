"""What the section on stability holds of one visitor: what was asked for, and what was found."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, cast

import streamlit as st

from ui.session import here

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indicators.words import Words
    from scoring import Results
    from scoring.balance import Balance
    from scoring.stability import Stability
    from scoring.swap import Swap

_KEY = "stability view"
SPREADS = (Fraction(1, 10), Fraction(1, 5), Fraction(3, 10), Fraction(1, 2))
DRAWS = (1_000, 10_000)
SEED = 2020


@dataclass(frozen=True)
class Asked:
    """What is drawn: from which weights, which of them, how far, how often."""

    data: str
    balance: Balance
    nodes: tuple[str, ...]
    spread: Fraction
    draws: int
    seed: int


@dataclass(frozen=True)
class Found:
    """What came of it, with the results under the weights in the middle."""

    asked: Asked
    middle: Results
    stability: Stability


@dataclass(frozen=True)
class SwapFound:
    """What would swap two units, by their positions in the sheet; the first is ahead or level.

    `places` are those of all units under the weights in the middle, shape (n_units,).
    """

    data: str
    balance: Balance
    middle: Results
    places: Sequence[int]
    ahead: int
    behind: int
    singles: tuple[Swap, ...] = ()
    transfer: Swap | None = None

    def answers(self, data: str, balance: Balance, one: int, other: int) -> bool:
        """Whether it is about these two units, in whatever order, and nothing has changed since."""
        return (self.data, self.balance) == (data, balance) and {self.ahead, self.behind} == {one, other}


@dataclass
class StabilityView:
    """One visitor's view, for one assessment."""

    assessment: int | None
    #: The node whose children alone are drawn, all nodes for an empty code; and how.
    node: str = ""
    spread: Fraction = SPREADS[1]
    draws: int = DRAWS[0]
    seed: int = SEED
    #: What is still to be drawn, and what was drawn last; why nothing was.
    asked: Asked | None = None
    found: Found | None = None
    refusal: Words | None = None
    #: The group looked at, all units for an empty code.
    group: str = ""
    #: The two units looked at, and whether they are to be compared; what was found last.
    pair: tuple[int, int] | None = None
    comparing: bool = False
    swap: SwapFound | None = None


def stability_view() -> StabilityView:
    """This visitor's; another assessment starts with a fresh one."""
    found = cast("StabilityView | None", st.session_state.get(_KEY))
    if found is None or found.assessment != here().assessment:
        found = StabilityView(here().assessment)
        st.session_state[_KEY] = found
    return found
