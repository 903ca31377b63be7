"""What one visitor's session holds, behind typed access: nothing else touches Streamlit's session state.

Widgets keep no state of their own that matters: their keys vanish with a change of page, so each page sets its
widgets from here and takes every change back by a callback.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

import streamlit as st
from streamlit.runtime.scriptrunner import StopException

from office.desk import Desk
from office.first_start import first_start
from office.last_year import read_last_year
from records import assessments, location, open_records
from records.actors import login
from scoring.tuning import Tuning
from ui import trial

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indicators import Language, Words
    from office.heads import Heads
    from office.last_year import LastYear
    from office.reading import Reading
    from office.upload import Draft
    from records import Assessment, Records, Version
    from scoring import Results
    from scoring.certificate import Certificate

    _Work = tuple[Draft | None, "View", Tuning, str]

_KEY = "baton"
#: Whether the run before came to its end, and whether all values must therefore be sent again.
_WHOLE, _AGAIN = "drawn whole", "send again"
#: The name last given at each computer, for each database.
_ACTORS: dict[tuple[str, str | None], str] = {}
#: The parameter of a link that names the assessment.
ASSESSMENT = "assessment"


@dataclass
class View:
    """What the ranking page shows: codes, empty for the default."""

    group: str = ""
    node: str = ""
    unit: str = ""
    part: str = ""
    search: str = ""
    #: A grade, and what kind of units alone; which way the ranking is shown, and the page of a long one.
    grade: str = ""
    only: str = ""
    display: str = ""
    page: int = 0
    #: Whether a unit's report goes on with every calculation.
    with_calculations: bool = False
    #: The address as this session last wrote it, to tell a link that was opened from our own writing.
    address: dict[str, str] = field(default_factory=dict)


@dataclass(eq=False)
class Session:
    """One visitor's work; what is kept is in the records, and asked for anew at every step."""

    desk: Desk
    #: The assessment that is open; None where there is none.
    assessment: int | None = None
    language: Language = "zh"
    #: In whose name acts are recorded.
    actor: str = ""
    #: What was uploaded and is shown before it is stored.
    draft: Draft | None = None
    #: Counts up to give the upload fields new keys, which empties them.
    uploads: int = 0
    view: View = field(default_factory=View)
    #: The trial's weights, locks and bounds; the node being tuned.
    tuning: Tuning = field(default_factory=Tuning)
    tuned: str = ""
    _trial: tuple[str, Results | None] | None = field(default=None, repr=False)
    #: What was last certified here, and how it came out.
    certified: tuple[Results, Certificate] | None = field(default=None, repr=False)
    #: What was left lying in other assessments, to be found again there.
    _left: dict[int | None, _Work] = field(default_factory=dict, repr=False)

    @property
    def records(self) -> Records:
        """The database."""
        return self.desk.records

    @property
    def heads(self) -> Heads | None:
        """The newest version of everything in the open assessment, as it is at this very moment."""
        return None if self.assessment is None else self.desk.heads(self.assessment)

    @property
    def current(self) -> Reading | None:
        """What the open assessment holds at this very moment; None before there is a scheme."""
        heads = self.heads
        return None if heads is None else self.desk.reading(heads)

    @property
    def last_year(self) -> LastYear | None:
        """Last year's results for the units of the open assessment; None where nobody has handed them in."""
        heads, current = self.heads, self.current
        if heads is None or heads.last_year is None or current is None:
            return None
        return _last_year(f"{heads.last_year.sha256} {current.digest}", self.desk, heads.last_year, current)

    def open(self, assessment: int) -> None:
        """Turns to another assessment; what is unfinished in the one before waits there."""
        address = self.view.address
        self._left[self.assessment] = self.draft, self.view, self.tuning, self.tuned
        self.assessment = assessment
        self.draft, self.view, self.tuning, self.tuned = self._left.pop(
            assessment, (None, View(), Tuning(), "")
        )
        self.view.address = address
        self.uploads += 1
        self._trial = None

    def certificate_of(self, results: Results) -> Certificate | None:
        """The certificate of results, if they were the last that were certified here."""
        return self.certified[1] if self.certified is not None and self.certified[0] is results else None

    def assessments(self) -> tuple[Assessment, ...]:
        """All of them, the newest first."""
        return assessments.listed(self.records)

    def start_empty(self, title: str) -> None:
        """Begins an assessment with nothing in it, and opens it."""
        self.open(assessments.start(self.records, self.actor, title).id)

    def trial_results(self) -> Results | None:
        """The data at work scored with the trial's weights; the official results where none differs."""
        current = self.current
        if current is None or not self.tuning.weights:
            return None if current is None else current.results
        key = f"{current.digest} {sorted(self.tuning.weights.items())} {self.language}"
        if self._trial is None or self._trial[0] != key:
            self._trial = (key, trial.rescored(current, self.tuning.weights, self.language))
        return self._trial[1]


@st.cache_resource(show_spinner=False)
def desk_at(address: str) -> Desk:
    """One desk for everybody who works at this program with this database, the sample on it at first."""
    desk = Desk(open_records(address))
    first_start(desk)
    return desk


@st.cache_resource(show_spinner=False, max_entries=8)
def _last_year(of: str, _desk: Desk, _version: Version, _reading: Reading) -> LastYear | None:  # noqa: ARG001 - kept by it
    """One version of last year's results, read for one reading."""
    if _reading.scheme is None or _reading.intake is None:
        return None
    return read_last_year(_reading.scheme, _reading.intake.units, [_desk.file_of(_version)])[0]


def here() -> Session:
    """This visitor's session; a new one opens the newest assessment, or the one its link names."""
    if _KEY not in st.session_state:
        session = Session(desk_at(location.address()), actor=_last_actor() or login())
        known = [assessment.id for assessment in session.assessments()]
        asked = st.query_params.get(ASSESSMENT, "")
        session.assessment = next((one for one in known if str(one) == asked), known[0] if known else None)
        st.session_state[_KEY] = session
    return cast("Session", st.session_state[_KEY])


def _last_actor() -> str:
    """The name last given at this visitor's computer; a page that is loaded again would forget it."""
    return _ACTORS.get((location.address(), st.context.ip_address), "")


def act_as(name: str) -> None:
    """Records what this visitor does from now on in another name."""
    here().actor = name
    _ACTORS[location.address(), st.context.ip_address] = name


def say(words: Words) -> str:
    """A text in the visitor's language."""
    return words.in_(here().language)


@contextmanager
def drawing() -> Iterator[None]:
    """One run of the pages; whether it came to its end decides what the next one must send again."""
    state = st.session_state
    state[_AGAIN], state[_WHOLE] = not state.get(_WHOLE, False), False
    try:
        yield
    except StopException:
        state[_AGAIN], state[_WHOLE] = False, True
        raise
    state[_AGAIN], state[_WHOLE] = False, True


def put(key: str, value: object) -> None:
    """Gives a widget its value before it is drawn; left alone where it has it, or what one is typing would be lost.

    A value is sent to the browser only by the run that sets it. Where that was cut short, the widget may have come up
    with its default instead, and would hand that back as if somebody had chosen it.
    """
    state = st.session_state
    if state.get(_AGAIN) or key not in state or state[key] != value:
        state[key] = value
