"""Problems as a table: the blocking ones first, each with its place and remedy, all of them for download."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from documents.gathered import gathered
from documents.intake.problem_log import MOST_SHOWN
from indicators import Place, Severity
from indicators.words import Words
from ui import exports, tables, text
from ui.frame import Html, html_list, show_html
from ui.session import here, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from documents.intake.problem_log import ProblemLog
    from indicators import Problem


def counts(problems: ProblemLog) -> dict[str, int]:
    """How many problems there are of each severity."""
    return {
        "blocking": problems.counts[Severity.BLOCKING],
        "warnings": problems.counts[Severity.WARNING],
        "notes": problems.counts[Severity.NOTE],
    }


def rows(problems: ProblemLog) -> int:
    """How many rows the table has: what is said of every cell of a column is one; those only counted are counted."""
    return len(gathered(problems)) + problems.total - len(problems)


def show_problems(problems: ProblemLog, key: str = "download_problems") -> None:
    """The table, cut where it floods, and its download, which holds all that were kept."""
    if not problems:
        return
    language = here().language
    found = gathered(problems)
    # The code of a problem is for those who look it up; the download has it.
    _show_table(found, tuple(name for name in tables.PROBLEM_HEADINGS if name != "kind"), "bt-problems")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.download_button(
            say(text.DOWNLOAD_PROBLEMS),
            lambda: exports.problems_csv(problems, language),
            file_name=f"{say(text.PROBLEMS)}.csv",
            mime="text/csv",
            key=key,
            on_click="ignore",
        )
        if len(found) > MOST_SHOWN or problems.total > len(problems):
            said = {"shown": MOST_SHOWN, "count": problems.total, "kept": len(problems)}
            st.caption(say(text.PROBLEMS_CUT.fill(**said)))


def show_findings(problems: Sequence[Problem]) -> None:
    """What is worth knowing about a result, in a narrow column."""
    st.caption(say(text.WORTH_KNOWING))
    _show_table([_placed(problem) for problem in problems], ("severity", "message", "remedy"), "bt-findings")


def _placed(problem: Problem) -> Problem:
    """A problem whose message says which unit and indicator it is about, for a table without columns for them."""
    of = Place(unit=problem.place.unit, indicator=problem.place.indicator)
    if of == Place():
        return problem
    said = problem.message
    return replace(
        problem, message=Words(f"{of.in_words('zh')}：{said.zh}", f"{of.in_words('en')}: {said.en}")
    )


def _show_table(problems: Sequence[Problem], columns: tuple[str, ...], style: str) -> None:
    """Drawn as HTML: a grid would cut long Chinese sentences, which it cannot wrap."""
    rows = tables.problem_rows(problems, here().language)[:MOST_SHOWN]
    cells = "".join(f"<td>{{{index}}}</td>" for index in range(len(columns)))
    show_html(
        f'<div class="bt-scroll {style}"><table class="bt-table"><tr>{{headings}}</tr>{{rows}}</table></div>',
        headings=html_list("<th>{0}</th>", [(say(tables.PROBLEM_HEADINGS[name]),) for name in columns]),
        rows=Html(html_list(f"<tr>{cells}</tr>", [[row[name] for name in columns] for row in rows])),
    )
