"""What all pages share: calm failure, empty and busy states, and drawing a person's text so that it stays inert."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from indicators import Severity
from records import RecordsError
from ui import text
from ui.session import here, say
from ui.wording import frame as wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from indicators import Scheme, Words
    from office.reading import Reading
    from scoring import Results

_LOG = logging.getLogger("baton.ui")
#: The page where data comes in.
INTAKE = "ui/pages/intake.py"


@contextmanager
def calm() -> Iterator[None]:
    """One calm line for the visitor and the whole story in the log, whatever goes wrong inside.

    What the records refuse is said in their own words: these tell what to do.
    """
    try:
        yield
    except RecordsError as error:
        _LOG.warning("the records refused: %s", error)
        refuse(error.words)
    except Exception:  # noqa: BLE001 - the one place where a page may fail in any way at all
        _LOG.exception("a page failed")
        refuse(text.UNEXPECTED)


def refuse(words: Words) -> None:
    """Says what was not done, why, and what to do; it may hold names that people chose."""
    try:
        said = say(words)
    except Exception:  # noqa: BLE001 - there is no session where the records cannot be opened
        said = f"{words.zh} {words.en}"
    show_html('<p class="bt-failure" role="alert">{said}</p>', said=said)


class Html(str):
    """HTML of ours, in which everything a person wrote is already escaped."""

    __slots__ = ()


def html(template: str, **values: str) -> Html:
    """HTML from a template of ours with texts in its `{name}` places; all but `Html` is escaped.

    Markdown is not used for a person's text: it would turn `:red[…]`, `![](http://…)` or `$…$` into something, and
    there is no sure way to escape all of its extensions.
    """
    return Html(template.format(**{n: v if isinstance(v, Html) else escape(v) for n, v in values.items()}))


def html_list(template: str, items: Iterable[Sequence[str]]) -> Html:
    """One piece of HTML per item, its texts in the `{0}`, `{1}` … places of the template."""
    return Html("".join(template.format(*(escape(part) for part in item)) for item in items))


def show_html(template: str, **values: str) -> None:
    """Draws HTML of ours with texts in its places, escaped."""
    st.html(html(template, **values))


def show_note(words: Words, lead: Words | None = None) -> None:
    """A quiet line which says what one is looking at."""
    show_html(
        '<p class="bt-note"><b>{lead}</b>{words}</p>',
        lead="" if lead is None else say(lead),
        words=say(words),
    )


@contextmanager
def progress(words: Words) -> Iterator[Callable[[int, int], None]]:
    """A bar while something long is done; tell it how much is done, of how much."""
    bar = st.progress(0, say(words))
    shown = 0

    def tell(done: int, total: int) -> None:
        nonlocal shown
        percent = 100 * done // total if total else 100
        # Each drawing is a message to the browser, and there may be thousands of steps.
        if percent > shown:
            shown = percent
            bar.progress(percent, say(words))

    try:
        yield tell
    finally:
        bar.empty()


def show_empty(words: Words, page: str, label: Words) -> None:
    """What is not there yet, why, and the way to the page (its file) where one does something about it."""
    with st.container(key="empty"):
        show_html('<p class="bt-empty">{words}</p>', words=say(words))
        st.page_link(page, label=say(label))


def results_or_stop() -> Results:
    """The official results; a page without any says so, offers the way out, and ends here."""
    return scheme_and_results_or_stop()[1]


def scheme_and_results_or_stop() -> tuple[Scheme, Results]:
    """The same with the scheme as its file states it; that of the results has its periods written out."""
    current = here().current
    if current is None or current.scheme is None or current.results is None:
        show_no_results(current)
        st.stop()
    return current.scheme, current.results


def show_no_results(current: Reading | None) -> None:
    """Why there are no results: nothing is there yet, or what is there must be corrected first."""
    if current is None or not current.problems.blocked:
        show_empty(text.NO_DATA_YET, INTAKE, text.GO_TO_DATA)
        return
    name = "indicators" if current.scheme is None else "intake"
    count, page = current.problems.counts[Severity.BLOCKING], text.PAGES[name]
    show_empty(
        wording.BLOCKED.fill(count=count, page=page), f"ui/pages/{name}.py", wording.GO_THERE.fill(page=page)
    )
