"""What all pages share: the header, calm failure, and drawing a person's text so that it stays inert."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from ui import text
from ui.session import here, is_sample, put, say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from indicators import Language, Scheme, Words
    from scoring import Results

_LOG = logging.getLogger("baton.ui")
_STYLE = Path(__file__).with_name("style.css")
#: Words Streamlit itself writes in English.
_CHINESE_STYLE = Path(__file__).with_name("chinese.css")
_LANGUAGE_KEY = "language"


@contextmanager
def calm() -> Iterator[None]:
    """One calm line for the visitor and the whole story in the log, whatever goes wrong inside."""
    try:
        yield
    except Exception:  # noqa: BLE001 - the one place where a page may fail in any way at all
        _LOG.exception("a page failed")
        st.error(say(text.UNEXPECTED))


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


def show_header() -> None:
    """The product, what data is at work, and the language switch."""
    st.html(_STYLE)
    if here().language == "zh":
        st.html(_CHINESE_STYLE)
    with st.container(
        key="header",
        horizontal=True,
        vertical_alignment="center",
        horizontal_alignment="distribute",
        wrap=False,
    ):
        _show_data_at_work()
        _show_language_switch()


def _show_data_at_work() -> None:
    current = here().current
    if current is None or current.scheme is None or current.intake is None:
        badge, title, units = text.NO_DATA, "", ""
    else:
        badge = text.SAMPLE if is_sample(current) else text.OWN_DATA
        title = current.scheme.title
        units = f"{len(current.intake.units)} {say(text.UNITS).lower()}"
    show_html(
        '<div class="bt-head"><b>{product}</b><span class="bt-title">{title}</span>'
        '<span class="bt-dim">{units}</span>{standing}<span class="bt-badge">{badge}</span></div>',
        standing=_standing(None if current is None else current.results),
        product=say(text.PRODUCT),
        title=title,
        units=units,
        badge=say(badge),
    )


def _standing(results: Results | None) -> Html:
    """A badge where results are provisional, which says in full on what they rest when pointed at."""
    standing = None if results is None else results.standing
    if standing is None or not standing.provisional:
        return Html("")
    return html(
        '<span class="bt-badge" title="{line}">{mark}</span>',
        line=say(standing.line),
        mark=f"{say(text.PROVISIONAL)} · {say(standing.why)}",
    )


def _show_language_switch() -> None:
    session = here()
    asked = st.query_params.get("lang")
    if asked in text.LANGUAGES and session.view.address.get("lang") != asked:
        session.view.address["lang"] = asked
        session.language = _language(asked)
    put(_LANGUAGE_KEY, session.language)
    st.segmented_control(
        say(text.LANGUAGE),
        list(text.LANGUAGES),
        format_func=text.LANGUAGES.__getitem__,
        required=True,
        key=_LANGUAGE_KEY,
        label_visibility="collapsed",
        on_change=_take_language,
    )


def _take_language() -> None:
    here().language = _language(st.session_state[_LANGUAGE_KEY])


def _language(code: str | None) -> Language:
    return "en" if code == "en" else "zh"


def results_or_stop() -> Results:
    """The official results; a page without any says so, offers the way out, and ends here."""
    return scheme_and_results_or_stop()[1]


def scheme_and_results_or_stop() -> tuple[Scheme, Results]:
    """The same with the scheme as its file states it; that of the results has its periods written out."""
    current = here().current
    if current is None or current.scheme is None or current.results is None:
        st.info(say(text.NO_DATA_YET))
        st.page_link("ui/pages/upload.py", label=say(text.GO_TO_DATA))
        st.stop()
    return current.scheme, current.results
