"""Submissions so far: when, by whom, what about, what each changed, and the files it brought."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from records import contents, submission_changes, submissions
from ui import tables
from ui.intake import changes_table
from ui.intake.grids import ROW, grid_height, key_of
from ui.intake.moments import shown
from ui.session import here, say
from ui.wording import intake as words

if TYPE_CHECKING:
    from office.heads import Heads
    from office.reading import Reading
    from records import Submission

_KEY = "submissions"
#: Changes on one page.
_PAGE = 100


def show(heads: Heads, reading: Reading) -> None:
    """The list on the left; what the chosen one changed on the right."""
    known = submissions.listed(here().records, heads.assessment.id)
    if not known:
        st.info(say(words.NO_SUBMISSIONS))
        return
    left, right = st.columns([1, 1.3], gap="medium")
    with left:
        chosen = _chosen(heads, known)
    with right:
        if chosen is None:
            st.caption(say(words.PICK_SUBMISSION))
        else:
            st.subheader(say(words.OF_SUBMISSION.fill(number=chosen.number)))
            _show_files(heads, chosen)
            _show_changes(heads, reading, chosen)


def _chosen(heads: Heads, known: tuple[Submission, ...]) -> Submission | None:
    st.dataframe(
        pd.DataFrame(
            {
                "number": [one.number for one in known],
                "when": [shown(one.made_at) for one in known],
                "by": [one.made_by for one in known],
                "changed": [one.changed for one in known],
                "note": [one.note for one in known],
                "scheme": [one.scheme for one in known],
            }
        ),
        hide_index=True,
        height=grid_height(len(known)),
        row_height=ROW,
        selection_mode="single-row",
        on_select="rerun",
        column_config={
            "number": tables.count(words.CAME_WITH, 65),
            "when": tables.words(words.WHEN, 125),
            "by": tables.words(words.HANDED_IN_BY, 90),
            "changed": tables.count(words.CHANGED, 85),
            "note": tables.words(words.REMARK),
            "scheme": tables.count(words.BY_SCHEME, 75),
        },
        key=key_of(_KEY, heads),
    )
    row = tables.selected_row(key_of(_KEY, heads))
    return None if row is None or row >= len(known) else known[row]


def _show_files(heads: Heads, chosen: Submission) -> None:
    """The files as they were handed in, those of this very submission first."""
    records = here().records
    files = submissions.files(records, heads.assessment.id, chosen.number)
    brought = {file.name: file for file in files if file.since == chosen.number}
    if not brought:
        st.caption(say(words.BROUGHT_NONE))
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.selectbox(
            f"{say(words.BROUGHT)}（{len(brought)}）",
            list(brought),
            key=key_of(f"brought {chosen.number}", heads),
            width=380,
        )
        st.download_button(
            say(words.DOWNLOAD_ORIGINAL),
            lambda: contents.content(records, brought[name].sha256),
            file_name=name,
            key="download_brought",
            on_click="ignore",
        )


def _show_changes(heads: Heads, reading: Reading, chosen: Submission) -> None:
    records = submission_changes.record_changes(here().records, heads.assessment.id, chosen.number)
    if records:
        changes_table.show_records(records)
    first, values = 0, chosen.changed - len(records)
    if values > _PAGE:
        pages = -(-values // _PAGE)
        page = st.number_input(
            say(words.PAGE.fill(size=_PAGE)),
            1,
            pages,
            key=key_of(f"page {chosen.number}", heads),
            width=180,
        )
        first = (int(page) - 1) * _PAGE
    found = submissions.changes(here().records, heads.assessment.id, chosen.number, first=first, most=_PAGE)
    if not found:
        st.caption(say(words.NO_VALUE_CHANGES))
        return
    units = {} if reading.intake is None else {unit.code: unit.name for unit in reading.intake.units}
    lines = changes_table.stored_lines(found, reading.scheme, units, here().language)
    changes_table.show_lines(lines, key=key_of(f"changes {chosen.number} {first}", heads))
    st.caption(f"{first + 1}–{first + len(found)} / {values}")
