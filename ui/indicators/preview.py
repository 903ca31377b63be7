"""A file before it is stored: its problems, what it changes, whether the data fit it; then one explicit act."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from documents.intake.problem_log import ProblemLog
from documents.register_file import write_register
from indicators import Severity, blocking
from indicators.catalogue import STATUS_WORDS
from office.scheme_preview import preview
from office.schemes import store
from records import RecordsError
from ui.exports import file_name
from ui.frame import calm, progress, refuse, show_html, show_note
from ui.indicators.differences import show_differences, show_reproofs
from ui.indicators.view import indicators_view
from ui.problem_list import show_problems
from ui.session import here, put, say
from ui.wording import indicators as words

if TYPE_CHECKING:
    from office.heads import Heads
    from office.reading import Reading
    from office.scheme_preview import Preview
    from ui.indicators.view import IndicatorsView

_NOTE, _CONFIRM = "scheme_note", "confirm_outdated"


def show_preview(heads: Heads) -> None:
    """The file in hand, if there is one; looked at anew only when it is another file, or when asked to."""
    view = indicators_view()
    if view.file is None:
        return
    if view.preview is None:
        with progress(words.READING) as tell:
            view.preview = preview(here().desk, heads, view.file, tell)
    found = view.preview
    st.divider()
    _show_what(found)
    if found.can_be_stored:
        _show_changes(found)
        _show_fit(found)
        _show_act(heads, found, view)
    else:
        st.button(say(words.PUT_ASIDE), key="put_aside", on_click=_put_aside)
    show_problems(_problems(found))


def _problems(found: Preview) -> ProblemLog:
    """Those of the file, with the cell of each, then those the data would have."""
    problems = ProblemLog(found.taken.problems)
    if found.reading is not None and found.reading.intake is not None:
        problems += found.reading.intake.problems
    return problems


def _put_aside() -> None:
    indicators_view().put_aside()


def _show_what(found: Preview) -> None:
    """What the file is, or why it is nothing that can be stored."""
    taken = found.taken
    if taken.scheme is not None:
        said = words.IS_SCHEME.fill(title=taken.scheme.title, count=len(taken.scheme.indicators))
    elif taken.catalogue is not None:
        listed = taken.catalogue
        said = words.IS_LIST.fill(
            title=listed.title,
            code=listed.catalogue,
            status=STATUS_WORDS[listed.status],
            count=len(listed.leaves),
        )
    else:
        refuse(words.UNUSABLE.fill(name=taken.file.name, count=len(blocking(taken.problems))))
        return
    show_html('<h3 class="bt-what">{said}</h3>', said=say(said))
    if found.is_repeated and found.before is not None:
        show_note(words.IS_REPEATED.fill(number=found.before.number))


def _show_changes(found: Preview) -> None:
    if found.before is None:
        st.caption(say(words.IS_FIRST))
        return
    if found.is_outdated:
        known = found.exported_from is not None
        said = words.OUTDATED if known else words.OUTDATED_UNKNOWN
        st.warning(say(said.fill(number=found.exported_from, present=found.before.number)))
    st.caption(say(words.COMPARED_WITH.fill(number=found.before.number)))
    show_differences(found.differences)
    show_reproofs(found.reproofs)
    _show_register(found)


def _show_register(found: Preview) -> None:
    """A register that came along is no part of the scheme."""
    taken, scheme = found.taken, found.taken.scheme
    present = here().current
    known = None if present is None or present.intake is None else present.intake.units
    if scheme is None or not taken.units or taken.units == known:
        return
    show_note(words.HOLDS_UNITS.fill(count=len(taken.units)))
    st.download_button(
        say(words.DOWNLOAD_UNITS),
        lambda: write_register(taken.units, scheme),
        file_name=file_name(scheme.title, say(words.HOLDS_UNITS_NAME), suffix="csv"),
        mime="text/csv",
        key="download_register",
        on_click="ignore",
    )


def _show_fit(found: Preview) -> None:
    """What becomes of the data at hand, and of the list's place in the scheme."""
    listed, present = found.taken.catalogue, here().current
    if listed is not None and present is not None and present.scheme is not None:
        named = present.scheme.covers
        if named is not None and named != listed.catalogue:
            show_note(words.LIST_NOT_NAMED.fill(named=named, code=listed.catalogue))
    if found.reading is not None:
        _show_reading(found.reading)


def _show_reading(reading: Reading) -> None:
    files, count = len(reading.files), reading.problems.counts[Severity.BLOCKING]
    if not count:
        st.success(say(words.FITS_DATA.fill(files=files)))
        return
    st.warning(say(words.DOES_NOT_FIT.fill(files=files, count=count)))


def _show_act(heads: Heads, found: Preview, view: IndicatorsView) -> None:
    """The note and the button; a conflict is told in words, and the file is compared anew only when asked to."""
    is_scheme = found.taken.scheme is not None
    seen, present = ((one.scheme_number, len(one.catalogues))[not is_scheme] for one in (found.heads, heads))
    if view.refused is not None:
        refuse(view.refused)
    if seen != present:
        st.warning(say(words.NEWER_MEANWHILE))
        st.button(say(words.COMPARE_AGAIN), key="compare_again", on_click=_compare_again)
    sure = not found.is_outdated or st.checkbox(say(words.CONFIRM_OUTDATED), key=_CONFIRM)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(say(words.STORE_NOTE), placeholder=say(words.STORE_NOTE_HINT), max_chars=200, key=_NOTE)
        st.button(
            say(words.STORE.fill(number=seen + 1)),
            type="primary",
            key="store",
            disabled=not sure,
            on_click=_store,
            args=(found,),
        )
        st.button(say(words.PUT_ASIDE), key="put_aside", on_click=_put_aside)


@calm()
def _compare_again() -> None:
    view = indicators_view()
    view.preview = view.refused = None


@calm()
def _store(found: Preview) -> None:
    session, view = here(), indicators_view()
    try:
        version = store(
            session.desk, session.actor, found.heads, found.taken, st.session_state[_NOTE].strip()
        )
    except RecordsError as refusal:
        view.refused = refusal.words
    else:
        put(_NOTE, "")
        view.put_aside(done=words.STORED.fill(number=version.number, kind=version.kind.words))
