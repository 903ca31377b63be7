"""What the benchmark page works on: the open assessment's list and its stored workbook, as they are right now."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import streamlit as st

from office import benchmark as office
from records import Kind, versions
from ui import text
from ui.frame import INTAKE, show_empty
from ui.session import here, say
from ui.wording import benchmark as words

if TYPE_CHECKING:
    from indicators import Scheme
    from indicators.catalogue import Catalogue
    from office.benchmark import Taken
    from records import Version
    from scoring.benchmark import Benchmark


class State(NamedTuple):
    """One assessment's benchmark."""

    assessment: int
    catalogue: Catalogue
    scheme: Scheme | None
    #: The newest version and what it holds; None before anything was stored.
    head: Version | None
    taken: Taken | None

    def version(self, number: int) -> Version:
        """An earlier version, while somebody is still editing it."""
        return versions.numbered(here().records, self.assessment, Kind.BENCHMARK, number)

    def stored(self, version: Version) -> Taken:
        """What a version holds, on the present list."""
        return office.stored(here().records, version, self.catalogue, self.scheme)

    def benchmark_of(self, taken: Taken | None) -> Benchmark:
        """What is edited: what was stored, or a blank one."""
        known = None if taken is None else taken.benchmark
        return office.blank(self.catalogue, self.scheme) if known is None else known


def state_or_stop() -> State:
    """The state; without a provincial list the page says what is lacking, and ends here."""
    heads, current = here().heads, here().current
    if heads is None or current is None:
        show_empty(text.NO_DATA_YET, INTAKE, text.GO_TO_DATA)
        st.stop()
    if current.catalogue is None:
        st.info(say(words.NO_LIST))
        st.stop()
    head = heads.benchmark
    state = State(heads.assessment.id, current.catalogue, current.scheme, head, None)
    return state if head is None else state._replace(taken=state.stored(head))
