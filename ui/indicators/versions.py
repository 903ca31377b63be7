"""Versions: who stored what and when, what differs between any two, and their texts to take home."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import streamlit as st

from documents.difference_book import write_differences
from indicators.words import same
from office.version_differences import version_differences
from records import versions
from ui.fields import choose, switch
from ui.frame import html_list, show_html, show_note
from ui.indicators.differences import show_differences, show_reproofs
from ui.indicators.view import indicators_view, take
from ui.session import here, say
from ui.wording import indicators as words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from streamlit.delta_generator import DeltaGenerator

    from indicators import Scheme
    from indicators.words import Words
    from office.heads import Heads
    from records import Version

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
YAML = "application/yaml"


def show_versions(heads: Heads, scheme: Scheme | None) -> None:
    """The versions of one kind, the newest first, and the comparison of two of them."""
    view = indicators_view()
    titles = {kind: say(title) for kind, title in words.KINDS.items()}
    switch(words.KIND, titles, view.kind, key="versions_kind", on_change=take, args=("kind", "versions_kind"))
    found = versions.listed(here().records, heads.assessment.id, view.kind)
    if not found:
        show_note(words.NO_VERSIONS)
        return
    _show_listed(found)
    _show_comparison(found, scheme)


def _show_listed(found: Sequence[Version]) -> None:
    headings = (words.NUMBER, words.FILE, words.NOTE, words.WHO, words.WHEN)
    rows = [
        (
            say((words.PRESENT if index == 0 else words.NTH).fill(number=version.number)),
            version.name,
            _note(version),
            version.made_by,
            f"{version.made_at.astimezone():%Y-%m-%d %H:%M}",
        )
        for index, version in enumerate(found)
    ]
    show_html(
        '<div class="bt-scroll bt-versions"><table class="bt-table"><thead><tr>{headings}</tr></thead>'
        "<tbody>{rows}</tbody></table></div>",
        headings=html_list('<th scope="col">{0}</th>', [(say(heading),) for heading in headings]),
        rows=html_list("<tr><td>{0}</td><td>{1}</td><td>{2}</td><td>{3}</td><td>{4}</td></tr>", rows),
    )


def _note(version: Version) -> str:
    applied = same("") if version.proposal is None else words.APPLIES.fill(number=version.proposal)
    return " · ".join(filter(None, (version.note, say(applied))))


def _show_comparison(found: Sequence[Version], scheme: Scheme | None) -> None:
    """Two versions, the one before the newest and the newest unless others are chosen."""
    if len(found) == 1:
        _download(st.container(), found[0], "older_text")
        st.caption(say(words.ONE_VERSION))
        return
    by_number = {version.number: version for version in found}
    view = indicators_view()
    if view.newer not in by_number:
        view.newer = found[0].number
    if view.older not in by_number:
        view.older = found[1].number
    columns = st.columns(5, vertical_alignment="bottom", gap="small")
    with columns[0]:
        _choose(words.OLDER, "older", by_number)
    with columns[1]:
        _choose(words.NEWER, "newer", by_number)
    old, new = by_number[view.older], by_number[view.newer]
    _download(columns[2], old, "older_text")
    _download(columns[3], new, "newer_text")
    compared = version_differences(here().desk, old, new, scheme)
    if compared is None:
        show_note(words.UNREADABLE)
        return
    language = here().language
    columns[4].download_button(
        say(words.DOWNLOAD_DIFFERENCES),
        lambda: write_differences(*compared, None, language=language, made_at=datetime.now().astimezone()),
        file_name=f"{say(words.CHANGE)}-{old.number}-{new.number}.xlsx",
        mime=XLSX,
        key="download_differences",
        on_click="ignore",
        width="stretch",
    )
    st.subheader(say(words.DIFFERENCES.fill(old=old.number, new=new.number)))
    show_differences(compared.differences)
    show_reproofs(compared.reproofs)


def _choose(label: Words, name: str, by_number: Mapping[int, Version]) -> None:
    key = f"versions_{name}"
    titles = {number: say(words.NTH.fill(number=number)) for number in by_number}
    choose(label, titles, getattr(indicators_view(), name), key=key, on_change=take, args=(name, key))


def _download(place: DeltaGenerator, version: Version, key: str) -> None:
    desk = here().desk
    place.download_button(
        say(words.DOWNLOAD_VERSION.fill(number=version.number)),
        lambda: desk.file_of(version).content,
        file_name=version.name,
        mime=YAML,
        key=key,
        on_click="ignore",
        width="stretch",
    )
