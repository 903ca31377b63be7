"""What one visitor's session holds, behind typed access: nothing else touches Streamlit's session state.

Widgets keep no state of their own that matters: their keys vanish with a change of page, so each page sets its
widgets from here and takes every change back by a callback.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

import streamlit as st

from ui import reading, trial

if TYPE_CHECKING:
    from decimal import Decimal

    from documents import SourceFile
    from indicators import Language, Words
    from scoring import Results
    from ui.reading import Reading

_KEY = "baton"


@dataclass
class View:
    """What the ranking page shows: codes, empty for the default."""

    group: str = ""
    node: str = ""
    unit: str = ""
    part: str = ""
    search: str = ""
    #: The address as this session last wrote it, to tell a link that was opened from our own writing.
    address: dict[str, str] = field(default_factory=dict)


@dataclass(eq=False)
class Session:
    """One visitor's work; what is official is replaced as a whole, never changed."""

    language: Language = "zh"
    #: The data at work, None after it was cleared.
    current: Reading | None = None
    #: What a draft is read by.
    scheme_file: SourceFile | None = None
    list_file: SourceFile | None = None
    draft: Reading | None = None
    #: Counts up to give the upload fields new keys, which empties them.
    uploads: int = 0
    view: View = field(default_factory=View)
    #: The trial's weights where they differ from the official ones; the node being tuned; what is locked.
    weights: dict[str, Decimal] = field(default_factory=dict)
    tuned: str = ""
    locked: set[str] = field(default_factory=set)
    _trial: tuple[str, Results | None] | None = field(default=None, repr=False)

    def take(self, found: Reading | None) -> None:
        """Makes a reading the data at work; what belonged to the old one goes."""
        self.current = found
        self.draft = None
        self.uploads += 1
        self.view = View()
        self.weights, self.tuned, self.locked = {}, "", set()
        self._trial = None
        if found is not None:
            self.scheme_file, self.list_file = found.scheme_file, found.list_file

    def trial_results(self) -> Results | None:
        """The data at work scored with the trial's weights; the official results where none differs."""
        if self.current is None or not self.weights:
            return None if self.current is None else self.current.results
        key = f"{self.current.digest} {sorted(self.weights.items())} {self.language}"
        if self._trial is None or self._trial[0] != key:
            self._trial = (key, trial.rescored(self.current, self.weights, self.language))
        return self._trial[1]


@st.cache_resource(show_spinner=False)
def sample() -> Reading:
    """The sample city, read once for all visitors; nobody can change it."""
    return reading.read_sample()


def here() -> Session:
    """This visitor's session; a new one starts with the sample."""
    if _KEY not in st.session_state:
        session = Session()
        found = sample()
        session.take(found if found.results is not None else None)
        st.session_state[_KEY] = session
    return cast("Session", st.session_state[_KEY])


def is_sample(found: Reading | None) -> bool:
    """Whether a reading is the sample's."""
    return found is not None and found.digest == sample().digest


def say(words: Words) -> str:
    """A text in the visitor's language."""
    return words.in_(here().language)


def put(key: str, value: object) -> None:
    """Gives a widget its value before it is drawn; left alone where it has it, or what one is typing would be lost."""
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value
