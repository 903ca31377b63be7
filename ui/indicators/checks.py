"""What the checks of an indicator system found, kind by kind, the gravest first, each with its remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from indicators import Indicator, Severity
from ui import exports
from ui.frame import Html, html, show_html, show_note
from ui.session import here, say
from ui.text import DOWNLOAD_PROBLEMS, PROBLEMS, SEVERITIES
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
    """One kind: its findings, and what to do; a remedy that is the same for all is said once, below them."""
    first = group[0]
    shared = len({problem.remedy for problem in group}) == 1
    label = words.KIND_COUNT.fill(severity=SEVERITIES[first.severity], count=len(group))
    return html(
        '<section class="bt-check bt-is-{severity}"><h4>{label}</h4><div><ul>{lines}</ul>{remedy}</div></section>',
        severity=first.severity.value,
        label=say(label),
        lines=Html(
            "".join(_line(scheme, problem, html("") if shared else _remedy(problem)) for problem in group)
        ),
        remedy=_remedy(first) if shared else html(""),
    )


def _line(scheme: Scheme, problem: Problem, remedy: Html) -> Html:
    """One finding, with who answers for the indicator."""
    part = scheme.by_code.get(problem.place.indicator or "")
    owner = part.owner if isinstance(part, Indicator) else None
    return html(
        "<li>{message} <i>{owner}</i>{remedy}</li>",
        message=say(problem.message),
        owner=owner or "",
        remedy=remedy,
    )


def _remedy(problem: Problem) -> Html:
    return html("<p>{said}</p>", said=say(words.REMEDY.fill(remedy=problem.remedy)))
