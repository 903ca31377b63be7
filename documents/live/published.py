"""The sheet of what is published, as its columns are listed: each with a name by which the others refer to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from documents.live.columns import Column
from documents.live.layout import IDENTITY
from documents.live.names import NODES, PARAMETERS, PUBLISHED
from documents.live.stages import comparable
from indicators.formula import Scope
from scoring.cell_text import quoted
from scoring.explanation import STATE_WORDS
from scoring.sheet import State

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from documents.live.columns import Shown, Texts
    from documents.live.layout import Layout
    from documents.live.parameters import Key
    from indicators.formula import ColumnName
    from indicators.words import Words
    from scoring.cell_edges import Edges
    from scoring.results import Results

#: What stands where a unit has no place or grade.
NONE = "—"


@dataclass
class Published:
    """The columns listed so far, and what is needed to list more; the root's published score is `total`."""

    layout: Layout
    edges: Edges

    @property
    def results(self) -> Results:
        """What is published."""
        return self.layout.results

    def step(self, key: str, what: Words, values: Sequence[Shown], text: Callable[[], str]) -> None:
        """Lists a column one works with on the way."""
        column = Column("", self.layout.say(what), "", "step", values, lambda: (text(), {}))
        self.layout.extra[key] = self.layout.add(PUBLISHED, column)

    def place(self, key: str, what: Words, values: Sequence[Shown], text: Callable[[], str]) -> None:
        """Lists a column of places or grades."""
        column = Column("", self.layout.say(what), "", "place", values, lambda: (text(), {}))
        self.layout.extra[key] = self.layout.add(PUBLISHED, column)

    def score(self, key: str, code: str, what: Words) -> None:
        """Lists the published score of a part."""
        layout, results = self.layout, self.results
        part, name, published = (
            results.scheme.by_code[code],
            results.plan.passed_up(code),
            results.published(code),
        )
        words = {state: layout.say(said) for state, said in STATE_WORDS.items()}
        scale = 10**published.decimals
        values: list[Shown] = [
            units / scale if state == State.VALUE else words[State(state)]
            for units, state in zip(published.units.tolist(), published.states.tolist(), strict=True)
        ]

        def texts() -> Texts:
            formulas, edges = layout.formulas(PUBLISHED, name), self.edges.rounding(name, published.decimals)
            own = {at: formulas.published(name, published.decimals, edge) for at, edge in edges.items()}
            return formulas.published(name, published.decimals), own

        decimals = "0." + "0" * published.decimals if published.decimals else "0"
        column = Column(part.code, part.name, layout.say(what), "published", values, texts, number=decimals)
        layout.extra[key] = layout.add(PUBLISHED, column)

    def compared(self, name: ColumnName) -> str:
        """Lists a column of the plan as units are compared on it, unless it is there; its key."""
        key = f"compared {name}"
        if key not in self.layout.extra:
            column = comparable(self.layout, self.edges, NODES, name)
            self.layout.extra[key] = self.layout.add(NODES, column)
        return key

    def has(self, key: str) -> bool:
        """Whether there is such a column, here or among the figures."""
        return key in self.layout.extra

    def values(self, key: str) -> Sequence[Shown]:
        """What the cells of a column show."""
        sheet, column = self.layout.extra[key]
        return self.layout.columns[sheet][column - IDENTITY].values

    def cell(self, key: str) -> str:
        """A unit's cell in a column."""
        return self.layout.cell(self.layout.extra[key], PUBLISHED)

    def among(self, key: str, scope: Scope = Scope.ALL) -> str:
        """A column over all units, or over the unit's group."""
        return self.layout.range(self.layout.extra[key], PUBLISHED, scope)

    def setting(self, key: Key) -> str:
        """A cell of the settings."""
        return self.layout.sheet(PARAMETERS, PUBLISHED) + self.layout.parameters.place(key)

    def if_number(self, key: str, found: str) -> str:
        """What is found for units with a number in a column, and a dash for the others."""
        return f"IF(ISNUMBER({self.cell(key)}),{found},{quoted(NONE)})"
