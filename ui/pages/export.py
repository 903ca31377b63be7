"""导出: the results as files, with the official weights or, chosen on purpose, with those on trial."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from documents.setting_words import beside_the_tree
from scoring.findings import findings
from ui import exports, text
from ui.frame import html_list, results_or_stop, show_html, show_note
from ui.session import here, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from indicators import Problem
    from scoring import Results

_MIME = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "json": "application/json",
}


def show_page() -> None:
    """The choice of weights, the files, and the settings they carry."""
    official = results_or_stop()
    on_trial = _choose_weights()
    results = (here().trial_results() if on_trial else None) or official
    show_note(text.TRIAL_CHOSEN if on_trial else text.NOT_PUBLISHED, text.TRIAL)
    left, right = st.columns([7, 6], gap="large")
    with left:
        _show_files(official, results, _problems(results), on_trial=on_trial)
    with right:
        _show_policies(results)


def _choose_weights() -> bool:
    tuned = bool(here().weights)
    labels = {False: say(text.OFFICIAL_WEIGHTS), True: say(text.TRIAL_WEIGHTS)}
    basis = st.radio(
        say(text.WHICH_WEIGHTS),
        [False, True] if tuned else [False],
        format_func=labels.__getitem__,
        horizontal=True,
        key="export_trial",
    )
    if not tuned:
        st.caption(say(text.NO_TRIAL))
    return bool(basis)


def _problems(results: Results) -> tuple[Problem, ...]:
    """What was found in the files, and in these very results."""
    current = here().current
    read = () if current is None or current.intake is None else tuple(current.intake.problems)
    return (*read, *findings(results))


def _show_files(
    official: Results, results: Results, problems: tuple[Problem, ...], *, on_trial: bool
) -> None:
    language = here().language
    made: dict[str, tuple[str, Callable[[], bytes]]] = {
        "workbook": ("xlsx", lambda: exports.workbook_bytes(results, problems, language)),
        "ranking": ("csv", lambda: exports.ranking_csv(results, language, on_trial=on_trial)),
        "detail": ("csv", lambda: exports.detail_csv(results, language, on_trial=on_trial)),
        "json": ("json", lambda: exports.json_bytes(results, problems, language)),
        "problems": ("csv", lambda: exports.problems_csv(problems, language)),
    }
    mark = say(text.TRIAL_WEIGHTS if on_trial else text.TRIAL)
    if results.standing is not None and results.standing.provisional:
        mark = f"{mark}-{say(text.PROVISIONAL)}"
    for name, (suffix, make) in made.items():
        title, what = text.EXPORTS[name]
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            show_html("<b>{title}</b> .{suffix}<br>{what}", title=say(title), suffix=suffix, what=say(what))
            st.download_button(
                say(text.DOWNLOAD),
                make,
                file_name=exports.file_name(official.scheme.title, mark, say(title), suffix=suffix),
                mime=_MIME[suffix],
                key=f"download_{name}",
                on_click="ignore",
                type="primary" if name == "workbook" else "secondary",
            )


def _show_policies(results: Results) -> None:
    rows = [(say(title), say(value)) for _, title, value in results.scheme.printed_policies()]
    for caption, lines in beside_the_tree(results.scheme):
        rows += [(f"{say(caption)} · {say(title)}", say(value)) for title, value, _ in lines]
    show_html(
        '<b>{title}</b><table class="bt-table"><tr><th>{setting}</th><th>{choice}</th></tr>{rows}</table>',
        title=say(text.POLICIES),
        setting=say(text.SETTING),
        choice=say(text.CHOICE),
        rows=html_list("<tr><td>{0}</td><td>{1}</td></tr>", rows),
    )


show_page()
