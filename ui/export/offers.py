"""The files one can take home at once; each is made only when its button is clicked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from office.examining import examine
from office.publishing import record_export
from ui import exports, text
from ui.export.sources import PUBLIC
from ui.frame import show_html
from ui.session import here, say
from ui.wording import export as words

if TYPE_CHECKING:
    from collections.abc import Callable

    from indicators import Language, Words
    from office.reading import Reading
    from ui.export.sources import Source

MIME = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "json": "application/json",
    "zip": "application/zip",
}


@dataclass(frozen=True)
class Offer:
    """A file: what it is, and how it is made."""

    key: str
    title: Words
    what: Words
    suffix: str
    make: Callable[[], bytes]


def printed(source: Source, reading: Reading | None, language: Language) -> list[Offer]:
    """What is printed and kept."""
    results, problems, notice = source.results, source.problems, source.notice
    certificate = here().certificate_of(results)
    found = [
        Offer(
            "workbook",
            *text.EXPORTS["workbook"],
            "xlsx",
            lambda: exports.workbook_bytes(results, problems, language, notice, certificate),
        )
    ]
    examined = None if reading is None else examine(reading)
    if examined is not None:
        make = lambda: exports.system_bytes(examined, language)  # noqa: E731 - as all the others here
        found.append(Offer("system", *words.SYSTEM, "xlsx", make))
    return found


def data(source: Source, language: Language) -> list[Offer]:
    """What other programs read."""
    results, problems, basis = source.results, source.problems, source.basis
    makes: dict[str, tuple[str, Callable[[], bytes]]] = {
        "ranking": ("csv", lambda: exports.ranking_csv(results, basis, language)),
        "detail": ("csv", lambda: exports.detail_csv(results, basis, language)),
        "problems": ("csv", lambda: exports.problems_csv(problems, language)),
        "json": (
            "json",
            lambda: exports.json_bytes(results, problems, language, source.notice),
        ),
    }
    return [Offer(key, *text.EXPORTS[key], suffix, make) for key, (suffix, make) in makes.items()]


def show_offer(source: Source, offer: Offer) -> None:
    """One line: what the file is, and its button."""
    with st.container(key=f"offer_{offer.key}", horizontal=True, vertical_alignment="center"):
        show_title(offer.title, offer.suffix, offer.what)
        st.download_button(
            say(text.DOWNLOAD),
            noted(source, offer.title, offer.make),
            file_name=name_of(source, offer.title, suffix=offer.suffix),
            mime=MIME[offer.suffix],
            key=f"download_{offer.key}",
            help=say(words.DOWNLOAD_OF.fill(what=offer.title)),
            on_click="ignore",
            type="primary" if offer.key == "workbook" else "secondary",
        )


def show_title(title: Words, suffix: str, what: Words) -> None:
    """What a file is."""
    show_html(
        '<div class="bt-offer"><b>{title}</b><span>.{suffix}</span><p>{what}</p></div>',
        title=say(title),
        suffix=suffix,
        what=say(what),
    )


def name_of(source: Source, *parts: Words, suffix: str) -> str:
    """The name of a file, with the marks of what is in it."""
    return exports.file_name(
        source.results.scheme.title, *map(say, (*parts, *source.in_names)), suffix=suffix
    )


def noted(source: Source, title: Words, make: Callable[[], bytes]) -> Callable[[], bytes]:
    """The same file; of a public run, the log is told when it is taken."""
    session = here()
    assessment, notice = session.assessment, source.notice
    if source.kind != PUBLIC or notice is None or assessment is None:
        return make
    desk, actor = session.desk, session.actor

    def make_and_note() -> bytes:
        content = make()
        record_export(desk, actor, assessment, notice.run, title.zh, content)
        return content

    return make_and_note
