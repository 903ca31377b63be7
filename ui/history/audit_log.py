"""The audit log: whether it holds, and its entries page by page, of one person or of one kind."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

import streamlit as st

from indicators.words import same
from office import log
from records.acts import ACTS
from ui import exports
from ui.frame import refuse, show_html
from ui.history.shown import moment, show_rows
from ui.session import here, say
from ui.wording import history as words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from indicators import Language
    from records.audit import Entry

_PAGE = 50
_LONGEST = 60
#: Hashes are recognised by their first characters.
_HASH, _SHOWN_OF_HASH = 64, 8


def show_log(assessment: int) -> None:
    """The chain, the filters, one page of entries, and all of them as a file."""
    _show_chain()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        actor = st.text_input(
            say(words.ACTOR_FILTER),
            key="log_actor",
            placeholder=say(words.ACTOR_HINT),
            width=220,
        )
        acts = {"": say(words.ALL_ACTS), **{act: say(title) for act, title in ACTS.items()}}
        act = st.selectbox(
            say(words.ACT_FILTER),
            list(acts),
            format_func=acts.__getitem__,
            key="log_act",
            width=220,
        )
        actor = actor.strip()
        # Another filter begins with its own first page.
        page = st.number_input(say(words.PAGE), min_value=1, key=f"log_page {act} {actor}", width=180)
        _show_download(assessment, actor, act)
    found = log.entries(here().records, assessment, actor=actor, act=act)
    _show_page(found, int(page))


def _show_chain() -> None:
    chain = log.chain(here().records)
    if chain.broken is not None:
        refuse(words.CHAIN_BROKEN.fill(number=chain.broken.number, how=chain.broken.how))
    elif chain.unsealed:
        first = chain.unsealed[0]
        act = ACTS.get(first.act, same(first.act))
        refuse(words.UNSEALED.fill(count=len(chain.unsealed), act=act, how=first.how))
    else:
        said = say(words.CHAIN_HOLDS.fill(count=chain.entries))
        show_html('<p class="bt-holds">{said}</p>', said=said)
        st.caption(say(words.CHAIN_HEAD))
        st.code(f"{chain.entries}:{chain.seal}", language=None)


def _show_page(found: Iterator[Entry], page: int) -> None:
    first = (page - 1) * _PAGE
    shown = list(islice(found, first, first + _PAGE))
    if not shown:
        st.caption(say(words.NO_ENTRIES if page == 1 else words.NO_MORE_ENTRIES))
        return
    headings = (words.NUMBER, words.WHEN, words.WHO, words.ACT, words.DETAILS)
    show_rows(headings, list(_rows(shown, here().language)), words.SECTIONS["log"])


def _rows(entries: Iterable[Entry], language: Language) -> Iterator[tuple[str, ...]]:
    for entry in entries:
        act = ACTS[entry.act].in_(language) if entry.act in ACTS else entry.act
        yield str(entry.number), moment(entry.at), entry.actor, act, _details(entry, language)


def _details(entry: Entry, language: Language) -> str:
    """What was done, in short: empty things left out, long ones counted or cut."""
    said = []
    for name, value in entry.details.items():
        if value not in (None, "", [], {}):
            label = words.NAMES[name].in_(language) if name in words.NAMES else name
            said.append(f"{label} {_short(value)}")
    return "；".join(said) if language == "zh" else "; ".join(said)


def _short(value: object) -> str:
    if isinstance(value, list):
        return str(len(value))
    if isinstance(value, dict):
        return ", ".join(islice(value, 3)) + (f" … ({len(value)})" if len(value) > 3 else "")  # noqa: PLR2004
    shown = str(value)
    if len(shown) == _HASH and shown.isalnum():
        return shown[:_SHOWN_OF_HASH]
    return shown if len(shown) <= _LONGEST else f"{shown[:_LONGEST]}…"


def _show_download(assessment: int, actor: str, act: str) -> None:
    records, language = here().records, here().language

    def make() -> bytes:
        headings = (words.NUMBER, words.WHEN, words.WHO, words.ACT, words.DETAILS)
        rows = _rows(log.entries(records, assessment, actor=actor, act=act), language)
        return exports.csv_bytes([[heading.in_(language) for heading in headings], *rows], language)

    st.download_button(
        say(words.DOWNLOAD_LOG),
        make,
        file_name=exports.file_name(say(words.LOG_FILE), suffix="csv"),
        mime="text/csv",
        key="download_log",
        on_click="ignore",
    )
