"""In the place of a ranking, what keeps it from being: the problems that must be corrected, each with its remedy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from indicators import Severity, blocking
from ui.frame import html_list, show_html
from ui.session import here, say
from ui.wording import overview as words

if TYPE_CHECKING:
    from documents.intake.problem_log import ProblemLog

#: The data page has all of them.
_MOST = 12


def show_blockers(problems: ProblemLog) -> None:
    """The first of them; nothing where there are none."""
    language, found = here().language, blocking(problems)
    if not found:
        return
    lines = [
        (problem.place.in_words(language), say(problem.message), say(problem.remedy))
        for problem in found[:_MOST]
    ]
    show_html(
        '<ul class="bt-blockers">{lines}</ul>',
        lines=html_list("<li><small>{0}</small>{1}<small>{2}</small></li>", lines),
    )
    total = problems.counts[Severity.BLOCKING]
    if total > _MOST:
        show_html(
            '<p class="bt-line">{said}</p>', said=say(words.BLOCKERS_CUT.fill(shown=_MOST, count=total))
        )
