"""The files of a draft: what becomes of each, and copies with their problems marked to be sent back."""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from documents import SourceFile
from documents.marked_copy import marked_copy
from ui import text
from ui.frame import html_list, show_html
from ui.intake.moments import shown
from ui.session import here, say
from ui.wording import intake as words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from indicators import Language, Words
    from office.handed_in import Repeated
    from office.upload import Draft
    from records import NewFile

_MOST = 300


def show(draft: Draft) -> None:
    """One line a file: its role, how much was read from it, how many problems it has."""
    values = draft.reading.values_by_file()
    problems = Counter((problem.place.file or "").partition("/")[0] for problem in draft.reading.problems)
    rows = [
        (name, say(role), f"{values[name]:,}" if values[name] else "—", str(problems[name] or "—"))
        for name, role in _roles(draft)
    ]
    headings = (text.FILE, words.ROLE, text.VALUES_READ, words.PROBLEM_COUNT)
    show_html(
        '<div class="bt-scroll"><table class="bt-table"><tr>{headings}</tr>{rows}</table></div>',
        headings=html_list("<th>{0}</th>", [(say(heading),) for heading in headings]),
        rows=html_list("<tr><td>{0}</td><td>{1}</td><td>{2}</td><td>{3}</td></tr>", rows[:_MOST]),
    )


def _roles(draft: Draft) -> Iterator[tuple[str, Words]]:
    for file in draft.added:
        yield file.name, words.IS_REPLACEMENT if file.name in draft.replaced else words.IS_NEW
    for repeated in draft.repeated:
        yield repeated.name, _same_as(repeated)
    for name in draft.removed:
        yield name, words.IS_REMOVED


def _same_as(repeated: Repeated) -> Words:
    held = repeated.held
    if held is None:
        return words.IS_REPEATED.fill(first=repeated.first)
    return words.IS_HELD.fill(
        first=held.name, number=held.since, actor=held.received_from, when=shown(held.received)
    )


def offer_marked_copies(draft: Draft) -> None:
    """A copy of one's own file with the cells marked, for each file of this upload that has any."""
    added = {file.name: file for file in draft.added}
    # In the order they came, and only those that could be read.
    named = dict.fromkeys(
        problem.place.file for problem in draft.reading.problems if problem.place.file and problem.place.cell
    )
    names = [name for name in named if name.partition("/")[0] in added]
    if not names:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.selectbox(say(words.MARKED_OF), names, key="marked_of", width=420)
        file = added[name.partition("/")[0]]
        stem = name.rpartition("/")[2].rpartition(".")[0]
        st.download_button(
            say(words.MARKED),
            partial(_marked, draft, file, name, here().language),
            file_name=f"{stem}-{say(words.MARKED_NAME)}.xlsx",
            help=say(words.MARKED_HELP),
            key="download_marked",
            on_click="ignore",
        )


def _marked(draft: Draft, file: NewFile, name: str, language: Language) -> bytes:
    """The marked copy; the file as it is where none can be made of it."""
    source = SourceFile(file.name, file.content)
    copy = marked_copy(source, draft.reading.problems, language, name, draft.reading.scheme)
    return file.content if copy is None else copy
