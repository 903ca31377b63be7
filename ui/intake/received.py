"""What came of every unit, and the files that are in use."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from documents.intake.reconciliation import Arrival
from office import upload
from office.arrivals import arrivals
from records import RecordsError, contents
from ui import exports, tables, text
from ui.frame import refuse, show_note
from ui.intake.grids import ROW, grid_height, key_of
from ui.intake.moments import shown, shown_briefly
from ui.session import here, say
from ui.wording import intake as words

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Sequence
    from datetime import date

    from office.arrivals import Came
    from office.heads import Heads
    from office.reading import Reading
    from records import HeldFile

_FILES_KEY = "held_files"
_OWING = "owing"
_MOST_NAMED = 10


def show(heads: Heads, reading: Reading) -> None:
    """The reconciliation on the left, the files on the right."""
    if heads.submission is None or not heads.files:
        st.info(say(words.NOTHING_YET))
        return
    left, right = st.columns([1.4, 1], gap="medium")
    with left:
        _show_units(heads, reading)
    with right:
        _show_files(heads, reading)


def _show_units(heads: Heads, reading: Reading) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        status = st.selectbox(
            say(words.STATUS),
            list(_statuses()),
            format_func=_statuses().__getitem__,
            key="arrival",
            width=130,
        )
        group = ""
        if reading.scheme is not None:
            choices = tables.group_choices(reading.scheme)
            group = st.selectbox(
                say(text.GROUP),
                list(choices),
                format_func=choices.__getitem__,
                key="arrival_group",
                width=150,
            )
        sought = st.text_input(
            say(words.SEARCH), placeholder=say(words.SEARCH_HINT), key="arrival_search", width=170
        )
        due: date | None = st.date_input(
            say(words.DUE), value=None, format="YYYY-MM-DD", help=say(words.DUE_HELP), key="due", width=150
        )
    found = arrivals(here().records, reading, heads, due)
    chosen = [
        came
        for came in found
        if _is_of(came, status)
        and (not group or came.unit.group == group)
        and (not sought.strip() or sought.strip() in came.unit.name or sought.strip() == came.unit.code)
    ]
    if chosen:
        _show_table(reading, chosen)
    else:
        st.info(say(words.NOBODY))
    with st.container(horizontal=True, vertical_alignment="center"):
        _offer_table(reading, chosen)
        st.caption(say(words.SHOWN_OF.fill(shown=len(chosen), count=len(found))))
    unknown = () if reading.intake is None else reading.intake.reconciliation.unknown
    if unknown:
        names = "、".join(unknown[:_MOST_NAMED]) + ("……" if len(unknown) > _MOST_NAMED else "")
        show_note(words.UNKNOWN_FILES.fill(names=names))


def _statuses() -> dict[str, str]:
    arrived = {arrival.value: say(arrival.words) for arrival in Arrival}
    return {"": say(words.ALL), **arrived, _OWING: say(words.OWING)}


def _is_of(came: Came, status: str) -> bool:
    if status == _OWING:
        return bool(came.files and came.missing)
    return not status or came.arrival.value == status


def _show_table(reading: Reading, chosen: Sequence[Came]) -> None:
    names = _group_names(reading)
    st.dataframe(
        pd.DataFrame(
            {
                "code": [came.unit.code for came in chosen],
                "unit": [came.unit.name for came in chosen],
                "group": [names[came.unit.group] for came in chosen],
                "status": [say(came.arrival.words) for came in chosen],
                "owed": [came.missing for came in chosen],
                "first": [shown(came.first) for came in chosen],
                "files": ["、".join(came.files) for came in chosen],
            }
        ),
        hide_index=True,
        height=grid_height(len(chosen)),
        row_height=ROW,
        column_config={
            "code": tables.words(text.UNIT_CODE, 80),
            "unit": tables.words(text.UNIT, 150),
            "group": tables.words(text.GROUP, 100),
            "status": tables.words(words.STATUS, 70),
            "owed": tables.count(words.OWED, 80),
            "first": tables.words(words.FIRST, 130),
            "files": tables.words(words.FROM_FILES),
        },
        key="arrivals",
    )


def _offer_table(reading: Reading, chosen: Sequence[Came]) -> None:
    language = here().language
    headings = (
        text.UNIT_CODE,
        text.UNIT,
        text.GROUP,
        words.STATUS,
        words.OWED,
        words.FIRST,
        words.FROM_FILES,
    )

    def content() -> bytes:
        names = _group_names(reading)
        rows = [
            (
                came.unit.code,
                came.unit.name,
                names[came.unit.group],
                came.arrival.words.in_(language),
                came.missing,
                shown(came.first),
                "、".join(came.files),
            )
            for came in chosen
        ]
        return exports.csv_bytes([[heading.in_(language) for heading in headings], *rows], language)

    st.download_button(
        say(words.DOWNLOAD_RECEIVED),
        content,
        file_name=f"{say(words.RECONCILIATION)}.csv",
        mime="text/csv",
        key="download_arrivals",
        on_click="ignore",
    )


def _group_names(reading: Reading) -> dict[str, str]:
    return {} if reading.scheme is None else {group.code: group.name for group in reading.scheme.groups}


@lru_cache(maxsize=1)
def _values_by_file(reading: Reading) -> Counter[str]:
    return reading.values_by_file()


def _show_files(heads: Heads, reading: Reading) -> None:
    st.subheader(say(words.FILES_IN_USE))
    values = _values_by_file(reading)
    files = heads.files
    st.dataframe(
        pd.DataFrame(
            {
                "file": [file.name for file in files],
                "values": [values[file.name] for file in files],
                "since": [file.since for file in files],
                "when": [shown_briefly(file.received) for file in files],
                "by": [file.received_from for file in files],
            }
        ),
        hide_index=True,
        height=grid_height(len(files)),
        row_height=ROW,
        selection_mode="single-row",
        on_select="rerun",
        column_config={
            "file": tables.words(text.FILE),
            "values": tables.count(text.VALUES_READ, 85),
            "since": tables.count(words.CAME_WITH, 60),
            "when": tables.words(words.WHEN, 100),
            "by": tables.words(words.HANDED_IN_BY, 75),
        },
        key=key_of(_FILES_KEY, heads),
    )
    row = tables.selected_row(key_of(_FILES_KEY, heads))
    if row is None or row >= len(files):
        st.caption(say(words.PICK_FILE))
        return
    _offer_file(heads, files[row])


def _offer_file(heads: Heads, file: HeldFile) -> None:
    records = here().records
    with st.container(horizontal=True):
        st.download_button(
            say(words.DOWNLOAD_ORIGINAL),
            lambda: contents.content(records, file.sha256),
            file_name=file.name,
            key="download_held",
            on_click="ignore",
        )
        removing = st.button(say(words.REMOVE), help=say(words.REMOVE_HELP), key="remove_held")
    if removing:
        try:
            with st.spinner(say(words.READING)):
                here().draft = upload.draft(here().desk, heads, [], [file.name])
        except RecordsError as error:
            refuse(error.words)
        else:
            st.rerun()
