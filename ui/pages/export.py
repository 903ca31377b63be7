"""导出: the results as files; what is public, what is at work, or, chosen on purpose, what the trial weights give."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from documents.setting_words import beside_the_tree
from indicators import Words
from ui import text
from ui.export import bulletin, certifying, made, offers
from ui.export.sources import TUNED, sources
from ui.frame import INTAKE, html_list, show_empty, show_html, show_note
from ui.loading import reading_or_progress
from ui.session import here, say
from ui.wording import export as words

if TYPE_CHECKING:
    from scoring import Results
    from ui.export.sources import Source

_STYLE = Path(__file__).parent.parent / "export" / "style.css"


def show_page() -> None:
    """The choice of results, the files, and the settings they carry."""
    st.html(_STYLE)
    heads, reading = here().heads, reading_or_progress()
    found = [] if heads is None else list(sources(heads, reading))
    if not found:
        show_empty(text.NO_DATA_YET, INTAKE, text.GO_TO_DATA)
        return
    source = _choose(found)
    _show_meaning(source)
    left, right = st.columns([7, 6], gap="large")
    with left:
        _show_section(words.FOR_READING)
        for offer in offers.printed(source, reading, here().language):
            offers.show_offer(source, offer)
        bulletin.show_bulletin(source)
        certifying.show_certifying(source.results)
        _show_section(words.IN_ONE_GO)
        made.show_groups(source)
        made.show_units(source)
        _show_section(words.FOR_MACHINES)
        for offer in offers.data(source, here().language):
            offers.show_offer(source, offer)
    with right:
        _show_policies(source.results)


def _choose(found: list[Source]) -> Source:
    by_kind = {source.kind: source for source in found}
    labels = {source.kind: say(source.label) for source in found}
    chosen = st.radio(
        say(words.WHICH),
        list(by_kind),
        format_func=labels.__getitem__,
        horizontal=True,
        key="export_source",
    )
    if TUNED not in by_kind:
        st.caption(say(words.NOT_TUNED))
    return by_kind.get(chosen, found[0])


def _show_meaning(source: Source) -> None:
    standing, means = source.results.standing, source.means
    if standing is not None and standing.provisional:
        also = words.ALSO_PROVISIONAL.fill(why=standing.why)
        means = Words(means.zh + also.zh, means.en + also.en)
    if source.notice is None:
        show_note(means, text.TRIAL)
    else:
        show_html(
            '<p class="bt-note bt-published"><b>{lead}</b>{means}</p>',
            lead=say(words.PUBLISHED),
            means=say(means),
        )


def _show_section(title: Words) -> None:
    show_html('<h3 class="bt-section">{title}</h3>', title=say(title))


def _show_policies(results: Results) -> None:
    rows = [(say(title), say(value)) for _, title, value in results.scheme.printed_policies()]
    for caption, lines in beside_the_tree(results.scheme):
        rows += [(f"{say(caption)} · {say(title)}", say(value)) for title, value, _ in lines]
    show_html(
        '<h3 class="bt-section">{title}</h3>'
        '<table class="bt-table"><tr><th>{setting}</th><th>{choice}</th></tr>{rows}</table>',
        title=say(text.POLICIES),
        setting=say(text.SETTING),
        choice=say(text.CHOICE),
        rows=html_list("<tr><td>{0}</td><td>{1}</td></tr>", rows),
    )


show_page()
