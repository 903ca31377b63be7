"""Runs: all that are kept, and one of them opened as it was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from documents.verification.verdict_text import basis_lines, changed_lines
from office.publishing import notice_of
from office.running import keep_run, replay
from records import RecordsError, runs
from scoring.version import ENGINE
from ui import tables, text
from ui.export.offers import MIME, name_of, noted, printed
from ui.export.sources import of_old_run, of_public
from ui.frame import refuse, show_html, show_note
from ui.history.shown import moment, show_rows
from ui.session import here, say
from ui.wording import history as words

if TYPE_CHECKING:
    from office.heads import Heads
    from office.reading import Reading
    from office.running import Reopened, Replay
    from records import Run
    from scoring import Results

_ROW, _TALLEST = 28, 520


def show_runs(heads: Heads, reading: Reading | None) -> None:
    """The list of runs, and the one that was chosen."""
    known = runs.listed(here().records, heads.assessment.id)
    is_kept = heads.run is not None and heads.made(heads.run)
    if reading is not None and reading.results is not None and not is_kept:
        _show_keep(heads, reading)
    if not known:
        st.caption(say(words.NO_RUNS))
        return
    left, right = st.columns([6, 7], gap="large")
    with left:
        _show_list(heads, known)
    with right:
        _show_chosen(heads, known)


def _show_keep(heads: Heads, reading: Reading) -> None:
    if st.button(say(words.KEEP), key="keep_run"):
        try:
            run = keep_run(here().desk, here().actor, heads, reading)
        except RecordsError as error:
            refuse(error.words)
            return
        st.toast(say(words.KEPT.fill(run=run.number)))
        st.rerun()


def _show_list(heads: Heads, known: tuple[Run, ...]) -> None:
    rows = [
        (
            str(run.number),
            moment(run.made_at),
            run.made_by,
            str(run.scheme),
            "" if run.catalogue is None else str(run.catalogue),
            str(run.submission),
            str(run.units),
            _state(heads, run),
        )
        for run in known
    ]
    headings = (
        words.NUMBER,
        words.WHEN,
        words.WHO,
        words.SCHEME,
        words.LIST,
        words.DATA,
        words.UNITS,
        words.STATE,
    )
    show_rows(headings, rows, words.SECTIONS["runs"])


def _state(heads: Heads, run: Run) -> str:
    state = [words.PUBLIC_NOW if run.number == heads.public else words.TRIAL]
    state += [words.PROVISIONAL] if run.provisional else []
    return " · ".join(map(say, state))


def _show_chosen(heads: Heads, known: tuple[Run, ...]) -> None:
    titles = {run.number: run_title(run) for run in known}
    number = st.selectbox(
        say(words.CHOOSE_RUN), list(titles), format_func=titles.__getitem__, key="opened_run"
    )
    try:
        found = replay(here().desk, heads.assessment.id, number)
    except RecordsError as error:
        refuse(error.words)
        return
    _show_opened(heads, found)


def run_title(run: Run) -> str:
    """A run in a list of choices."""
    return f"{say(words.RUN_NUMBER.fill(number=run.number))} · {moment(run.made_at)} · {run.made_by}"


def _show_opened(heads: Heads, found: Replay) -> None:
    opened, run, results = found.reopened, found.reopened.run, found.reopened.results
    if not found.sealed:
        refuse(words.NOT_SEALED)
    if opened.same:
        show_html('<p class="bt-holds">{said}</p>', said=say(words.SAME))
        _show_workbook(heads, opened)
    else:
        show_note(words.NOT_SAME.fill(engine=run.engine, now=ENGINE), text.TRIAL)
        st.code("\n".join(changed_lines(found.changed, results.scheme, here().language)), language=None)
    with st.expander(say(words.FINGERPRINTS)):
        st.code("\n".join(basis_lines(run.engine, found.fingerprints, here().language)), language=None)
    names = tables.group_choices(results.scheme)
    group = ""
    if results.rank is None:
        del names[""]
    if len(names) > 1:
        group = st.selectbox(
            say(text.GROUP),
            list(names),
            format_func=names.__getitem__,
            key=f"opened_group {run.snapshot[:12]}",
        )
    else:
        group = next(iter(names))
    _show_ranking(results, group)


def _show_workbook(heads: Heads, opened: Reopened) -> None:
    notice = notice_of(here().desk, heads)
    is_public = notice is not None and notice.run == opened.run.number
    source = of_public(opened, notice) if notice is not None and is_public else of_old_run(opened)
    workbook = printed(source, None, here().language)[0]
    st.download_button(
        say(words.WORKBOOK),
        noted(source, workbook.title, workbook.make),
        file_name=name_of(source, workbook.title, suffix=workbook.suffix),
        mime=MIME[workbook.suffix],
        key="download_run",
        on_click="ignore",
    )


def _show_ranking(results: Results, group: str) -> None:
    root = results.scheme.root.code
    standings = tables.standings(results, root, group)
    frame = tables.ranking_frame(results, root, standings.rows)
    has_grades = bool(results.scheme.grades)
    st.dataframe(
        frame,
        height=tables.height(len(frame), _ROW, _TALLEST),
        row_height=_ROW,
        hide_index=True,
        placeholder="",
        column_order=[
            name
            for name in ("place", "code", "unit", "score", "grade", "missing", "remark")
            if name != "grade" or has_grades
        ],
        column_config={
            "place": tables.count(text.PLACE, 60),
            "code": tables.words(text.UNIT_CODE, 90),
            "unit": tables.words(text.UNIT),
            "score": tables.points(text.TOTAL, results.total.decimals, 80),
            "grade": tables.words(text.GRADE, 70, "center"),
            "missing": tables.count(text.MISSING, 60),
            "remark": tables.words(text.REMARK, 160),
        },
        key="run_ranking",
    )
