"""The columns of the live sheets: what each is called, what it holds and how that is worked out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from scoring.cell_noise import numbers_of
from scoring.explanation import STATE_WORDS
from scoring.sheet import State

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from documents.live.checks import Check
    from documents.live.layout import Layout
    from indicators.formula import ColumnName

    Shown = float | int | str | None
    #: A template for all units, and those of the units that need their own, by position.
    Texts = tuple[str, Mapping[int, str]]
    #: What a column is to a reader: typed in, a step on the way, points, a node's score, published, a place or grade.
    Kind = Literal["input", "step", "points", "node", "published", "place"]


@dataclass(frozen=True)
class Column:
    """One column of a live sheet; `values` are what its cells show, by the positions of the units.

    A column without formulas is typed in.
    """

    code: str
    name: str
    what: str
    kind: Kind
    values: Sequence[Shown]
    texts: Callable[[], Texts] | None = None
    #: How it is worked out, in a word or two and in full.
    brief: str = ""
    note: str = ""
    number: str = "General"
    #: What may be typed in.
    check: Check | None = None


def values_of(layout: Layout, name: ColumnName) -> list[Shown]:
    """What the engine has in a column, states in words."""
    found = layout.results.columns[name]
    numbers: list[Shown] = list(numbers_of(layout.results, name).tolist())
    if found.states is not None:
        words = {state: layout.say(said) for state, said in STATE_WORDS.items()}
        for position, state in enumerate(found.states.tolist()):
            if state != State.VALUE:
                numbers[position] = words[State(state)]
    return numbers
