"""What the checks of an indicator system found, kind by kind, the gravest first, each with its remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from indicators import Severity
from ui import exports
from ui.frame import Html, html, show_html, show_note
from ui.session import here, say
from ui.text import DOWNLOAD_PROBLEMS, PROBLEMS
from ui.wording import indicators as words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from indicators import Problem, Scheme


def show_checks(scheme: Scheme, problems: Sequence[Problem]) -> None:
    """How many of each severity, then a block for every kind."""
    if not problems:
        st.success(say(words.CHECKS_CLEAN))
        return
    found = [problem.severity for problem in problems]
    counts = {
        "blocking": found.count(Severity.BLOCKING),
        "warnings": found.count(Severity.WARNING),
        "notes": found.count(Severity.NOTE),
    }
    show_note(words.CHECKS_COUNTS.fill(**counts))
    show_html(
        '<div class="bt-checks">{kinds}</div>',
        kinds=Html("".join(_kind(scheme, group) for group in _by_kind(problems))),
    )
    language = here().language
    st.download_button(
        say(DOWNLOAD_PROBLEMS),
        lambda: exports.problems_csv(problems, language),
        file_name=f"{say(PROBLEMS)}.csv",
        mime="text/csv",
        key="download_checks",
        on_click="ignore",
    )


def _by_kind(problems: Sequence[Problem]) -> list[list[Problem]]:
    """Those of one kind together, kinds by severity and then in the order of the checks."""
    kinds: dict[str, list[Problem]] = {}
    for problem in problems:
        kinds.setdefault(problem.code, []).append(problem)
    order = list(Severity)
    return sorted(kinds.values(), key=lambda group: order.index(group[0].severity))


def _kind(scheme: Scheme, group: Sequence[Problem]) -> Html:
    """One kind; a remedy that is the same for all is said once."""
    first = group[0]
    remedies = {problem.remedy for problem in group}
    shared = remedies.pop() if len(remedies) == 1 else None
    return html(
        '<section class="bt-check bt-{severity}"><h4><span>{label}</span>{remedy}<i>{count}</i></h4>'
        "<ul>{lines}</ul></section>",
        severity=first.severity.value,
        label=say(words.SEVERITIES[first.severity]),
        remedy="" if shared is None else say(words.REMEDY.fill(remedy=shared)),
        count=say(words.TIMES.fill(count=len(group))),
        lines=Html("".join(_line(scheme, problem, with_remedy=shared is None) for problem in group)),
    )


def _line(scheme: Scheme, problem: Problem, *, with_remedy: bool) -> Html:
    code = problem.place.indicator
    part = None if code is None else scheme.by_code.get(code)
    remedy = say(words.REMEDY.fill(remedy=problem.remedy)) if with_remedy else ""
    return html(
        "<li>{message}<small>{owner}</small><small>{remedy}</small></li>",
        message=say(problem.message),
        owner=getattr(part, "owner", None) or "",
        remedy=remedy,
    )
