"""Last year's results: the table that this year's units are compared with, read and shown before it is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from documents import SourceFile
from documents.intake.problem_log import ProblemLog
from office import last_year as office
from records import RecordsError
from ui import problem_list
from ui.frame import refuse, show_note
from ui.intake.moments import shown
from ui.session import here, say
from ui.wording import intake as words

if TYPE_CHECKING:
    from indicators import Scheme, Unit
    from office.heads import Heads
    from office.reading import Reading


def show(heads: Heads, reading: Reading) -> None:
    """What is in use, and the field for another table."""
    if reading.scheme is None or reading.intake is None:
        st.info(say(words.NO_REGISTER))
        return
    known = heads.last_year
    if known is None:
        show_note(words.NO_LAST_YEAR)
    else:
        said = {"name": known.name, "actor": known.made_by, "at": shown(known.made_at)}
        show_note(words.LAST_YEAR_IS.fill(**said))
    st.caption(say(words.LAST_YEAR_HOW))
    upload = st.file_uploader(say(words.LAST_YEAR_FILE), key=f"last_year_upload {here().uploads}")
    if upload is not None:
        _show_read(heads, reading.scheme, reading.intake.units, SourceFile(upload.name, upload.getvalue()))


def _show_read(heads: Heads, scheme: Scheme, units: tuple[Unit, ...], file: SourceFile) -> None:
    found, problems = office.read_last_year(scheme, units, [file])
    problem_list.show_problems(ProblemLog(problems))
    if found is None:
        refuse(words.LAST_YEAR_REFUSED)
        return
    counts = {"units": len(found.totals), "expected": len(units), "points": len(found.points)}
    st.caption(say(words.LAST_YEAR_READ.fill(**counts)))
    if st.button(say(words.STORE_LAST_YEAR), type="primary", key="store_last_year"):
        session = here()
        try:
            office.store(session.desk, session.actor, heads, file)
        except RecordsError as error:
            refuse(error.words)
        else:
            session.uploads += 1
            st.rerun()
